"""BMP picture (https://learn.microsoft.com/windows/win32/gdi/bitmap-storage).

It says next to nothing of its making: a linked colour profile is named by its path, which
may name a user.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from celtrace.files import _image
from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.ports import Note
from celtrace.records import Head

FORMAT = "bmp"
TITLE = "BMP picture"
EXTENSIONS = ("bmp", "dib")
DRAWS = True

_SIZES = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_DEPTHS = frozenset({0, 1, 2, 4, 8, 16, 24, 32, 64})
_FIRST, _LINKED = 12, b"KNIL"
_FIFTH = 124


def sniff(head: bytes, name: str) -> float:
    """The two letters, with a header that can be one and a size that fits the file."""
    if head[:2] != b"BM" or len(head) < 32:
        return 0.0
    size, start, header = struct.unpack_from("<I4xII", head, 2)
    planes, depth = struct.unpack_from("<HH", head, 22 if header == _FIRST else 26)
    if header not in _SIZES or planes != 1 or depth not in _DEPTHS or start < 14 + header:
        return 0.0
    whole = head.size if isinstance(head, Head) else len(head)
    return 0.95 if size in (0, whole) or name.lower().endswith((".bmp", ".dib")) else 0.5


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The path of a linked profile, then the picture."""
    data = blob.stream.read()
    header = int.from_bytes(data[14:18], "little")
    stated, start = int.from_bytes(data[2:6], "little"), int.from_bytes(data[10:14], "little")
    if len(data) < stated or len(data) <= start:
        note(f"offset {len(data)}", "the file is cut", "what stands before was read")
    if header == _FIFTH and data[70:74] == _LINKED:
        at, length = struct.unpack_from("<II", data.ljust(138, b"\0"), 126)
        raw = data[14 + at : 14 + at + min(length, 1024)].partition(b"\0")[0]
        yield from Said(blob, FORMAT).path(raw.decode("cp1252", "replace"), "linked profile")
    yield from _image.drawn(blob, data, note)
