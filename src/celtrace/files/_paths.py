r"""Users and machines that a path names: the one place where that is told.

Forms: Windows profiles (`C:\Users\kim\...`, `C:\Documents and Settings\kim\...`),
UNC shares (`\\SERVER\share`), home folders of macOS and Unix (`/Users/kim`,
`/home/kim`), and `file:` addresses of all of these (RFC 8089).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import unquote

_SEP = r"[\\/]+"
_HOME = re.compile(
    r"(?:^|[\\/:])(?:Users|home|Documents and Settings|Dokumente und Einstellungen)"
    rf"{_SEP}(?P<user>[^\\/:*?\"<>|\x00-\x1f]+)(?={_SEP}|$)",
    re.IGNORECASE,
)
_UNC = re.compile(r"^(?:\\\\|//)(?![.?][\\/])(?P<machine>[^\\/:*?\"<>|\s]+)[\\/]+[^\\/]")
_LONG_UNC = re.compile(r"^\\\\\?\\UNC\\(?P<machine>[^\\/]+)\\", re.IGNORECASE)
_URL = re.compile(r"^file:/{0,5}(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"^file://(?P<machine>[^/\\:]+)[/\\]", re.IGNORECASE)
_NOBODY = frozenset(
    {"public", "default", "default user", "all users", "shared", "guest", "defaultappuser"}
)
_HERE = frozenset({"localhost", "127.0.0.1", "."})
FOUND = re.compile(
    r"(?:file://|(?<![A-Za-z])[A-Za-z]:[\\/](?![/\\])|\\\\[\w.$-]+\\|/(?:Users|home|Volumes|mnt|media|private|Applications)/)"
    r"[^\x00-\x1f<>\"|*?\ufffd]{2,1000}"
)
"""A path in running text: drive, share, `file:` address or a well-known root."""


def plain(path: str) -> str:
    """A `file:` address as a path, percent signs undone; any other path as it is."""
    match = _URL.match(path)
    if not match:
        return path
    rest = unquote(match["rest"])
    return rest if re.match(r"[A-Za-z]:", rest) else "/" + rest.lstrip("/")


def named_in(path: str) -> Iterator[tuple[Literal["user", "machine"], str]]:
    """The user and the machine that this path names, each at most once."""
    text = plain(path)
    home = _HOME.search(text)
    if home and home["user"].strip().lower() not in _NOBODY:
        yield "user", home["user"].strip()
    host = _HOST.match(path) or _LONG_UNC.match(text) or _UNC.match(text)
    if host and host["machine"].lower() not in _HERE:
        yield "machine", unquote(host["machine"])


def paths_in(text: str) -> Iterator[str]:
    """Every path that stands in a text, in order."""
    for match in FOUND.finditer(text):
        yield match.group().rstrip(" .,;)'")
