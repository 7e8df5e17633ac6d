"""gzip: the file inside, with the name, time and system that the header keeps.

Reference: RFC 1952. The header's time is in UTC seconds; FNAME is Latin-1 by the standard and
in the packer's code page in practice.
"""

from __future__ import annotations

import gzip
import struct
from collections.abc import Iterator
from datetime import UTC, datetime

from celtrace.files._blob import Blob, Item
from celtrace.files._packed import inner, unfolded
from celtrace.files._say import Says
from celtrace.ports import Note

FORMAT = "gzip"
TITLE = "gzip"
EXTENSIONS = ("gz", "tgz")
_EXTRA, _NAME = 4, 8
_SYSTEMS = {0: "FAT file system (DOS, Windows)", 3: "Unix", 7: "Macintosh", 11: "Windows NTFS"}


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether it begins as gzip with the one method there is."""
    return 0.95 if head.startswith(b"\x1f\x8b\x08") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the header says, then the file inside."""
    says = Says(blob, FORMAT)
    head = blob.stream.read(4096)
    name = b""
    if len(head) >= 10:
        flags, seconds, system = head[3], struct.unpack_from("<I", head, 4)[0], head[9]
        if seconds:
            moment = datetime.fromtimestamp(seconds, UTC)
            yield from says.time("modified", f"{moment:%Y-%m-%dT%H:%M:%SZ}", "MTIME", moment)
        yield from says.fact("system", _SYSTEMS.get(system, ""), "OS")
        at = 10 + (2 + int.from_bytes(head[10:12], "little") if flags & _EXTRA else 0)
        end = head.find(b"\0", at)
        name = head[at:end] if flags & _NAME and end > 0 else b""
    ends = {".tgz": ".tar", ".svgz": ".svg", ".gz": ""}
    yield from unfolded(blob, note, lambda stream: gzip.GzipFile(fileobj=stream),
                        name or inner(blob.name, ends))  # fmt: skip
