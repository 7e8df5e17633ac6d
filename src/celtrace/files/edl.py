"""CMX 3600 edit list, tolerant (SMPTE 258M; https://xmil.biz/EDL-X/CMX3600.pdf).

The title, reels, clip names, source files with their paths, locators and notes. Programs
bend the format in every way; a line that is no event and no comment is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._letters import decoded
from celtrace.files._paths import paths_in
from celtrace.files._said import Said
from celtrace.ports import Note

FORMAT = "edl"
TITLE = "CMX 3600 edit list"
EXTENSIONS = ("edl",)

_TIME = rb"\d\d?[:;.]\d\d[:;.]\d\d[:;.,]\d\d"
_EVENT = re.compile(
    rb"\s*\d{1,6}\s+\S+\s+\S+\s+[A-Z]\w*\s+(?:\w+\s+)?" + rb"\s+".join((_TIME, _TIME, _TIME))
)
_HEAD = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:TITLE:|FCM:)", re.IGNORECASE)
_LINE = re.compile(r"^\s*\d{1,6}\s+(?P<reel>\S+)\s+\S+\s+[A-Z]\w*\s")
_NOTE = re.compile(
    r"^\s*\*?\s*(?P<key>(?:FROM |TO |KEY )?CLIP NAME|SOURCE FILE(?: NAME)?|(?:FROM|TO) FILE|"
    r"FROM CLIP(?: IS A STILL)?|TO CLIP|LOC|COMMENT|ASC_\w+|SCENE|TAKE)\s*:\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_FILES = ("SOURCE FILE", "FROM FILE", "TO FILE", "SOURCE FILE NAME")
_NAMES = ("FROM CLIP NAME", "TO CLIP NAME", "CLIP NAME", "FROM CLIP", "TO CLIP", "KEY CLIP NAME")
_BLACK = frozenset({"BL", "AX", "BLACK"})


def sniff(head: bytes, name: str) -> float:
    """Events after a title; events alone where the name says so."""
    events = b"\0" not in head[:64] and any(map(_EVENT.match, head.splitlines()))
    titled = bool(_HEAD.match(head))
    if events:
        return 0.95 if titled else 0.9 if name.lower().endswith(".edl") else 0.0
    return 0.5 if titled and name.lower().endswith(".edl") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Title, reels, names and paths in the order of the lines."""
    text, encoding = decoded(blob.stream.read())
    said, events = Said(blob, FORMAT), 0
    for number, line in enumerate(text.splitlines(), 1):
        events += bool(_LINE.match(line))
        yield from _line(line, said, f"line {number}", encoding)
    if not events:
        note("file", "there is no event in it", "comments were read")


def _line(line: str, said: Said, place: str, encoding: str) -> Iterator[Item]:
    key, _, rest = line.partition(":")
    event, about = _LINE.match(line), _NOTE.match(line)
    if key.strip().lstrip("\ufeff").upper() == "TITLE":
        yield from said.trait("title", rest, place)
    elif event and event["reel"] not in _BLACK:
        yield from said.trait("cut", event["reel"], f"{place} reel")
    elif about:
        yield from _about(about["key"].upper(), about["value"], said, (place, encoding))
    elif line.lstrip().startswith("*"):
        yield from said.text(line.strip(" *\t"), "comment", place, encoding)


def _about(key: str, value: str, said: Said, where: tuple[str, str]) -> Iterator[Item]:
    place, encoding = where
    if key in _FILES:
        yield from said.path(value, place)
    elif key in _NAMES:
        yield from said.text(value, "name", place, encoding)
        for path in paths_in(value):
            yield from said.path(path, place)
    else:
        yield from said.text(value, "comment", place, encoding)
