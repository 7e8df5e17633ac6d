"""Blender file (https://projects.blender.org/blender/blender, doc/blender_file_format).

Version, names of scenes, objects and collections, paths of libraries, pictures, sounds and
render output with the user in them, and the thumbnail. Blocks are read by their own
lengths; packed files (gzip, Zstandard) are unpacked within limits.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Literal, NamedTuple

from celtrace.files import _libarchive
from celtrace.files._blob import Blob, Item
from celtrace.files._paths import paths_in
from celtrace.files._pictures import png
from celtrace.files._said import Said
from celtrace.ports import Note
from celtrace.records import Drawn

FORMAT = "blend"
TITLE = "Blender file"
EXTENSIONS = ("blend", "blend1", "blend2")

_MARK = re.compile(rb"BLENDER([-_])([vV])(\d{3})|BLENDER(\d\d)([-_])(\d\d)([vV])(\d{4})")
_ZSTD = b"\x28\xb5\x2f\xfd"
_PACKED = (b"\x1f\x8b", _ZSTD)
_LARGEST = 1 << 28
_NAMED = {b"SC": "scene", b"OB": "object", b"GR": "collection", b"AC": "action", b"TX": "text",
          b"MA": "material", b"GD": "drawing", b"WM": ""}  # fmt: skip
_ID = re.compile(rb"(SC|OB|GR|AC|MA|GD|LI|IM|SO|TX|CA|BR)([\x20-\x7e\x80-\xff]{1,64})\0")
_RELATIVE = re.compile(rb"(?://(?:\.\./)*[\w][\x20-\x7e\x80-\xff]{3,250}\.\w{2,5})\0")
_SEARCHED = 1 << 16


class Layout(NamedTuple):
    """Where numbers lie: pointer width, byte order, header length, version."""

    pointer: int
    order: Literal["little", "big"]
    head: int
    version: str
    large: bool


def sniff(head: bytes, name: str) -> float:
    """The mark; a packed file is told by its name and what it unpacks to."""
    if _MARK.match(head):
        return 0.99
    packed = head.startswith(_PACKED) and ".blend" in name.lower()
    return 0.95 if packed and _MARK.match(_unpacked(head, 64)) else 0.0


def _unpacked(data: bytes, most: int) -> bytes:
    """What a packed file holds: gzip before version 3, Zstandard since."""
    if data.startswith(_ZSTD):
        return _libarchive.unpacked(data, most)
    try:
        return zlib.decompressobj(31).decompress(data, most)
    except zlib.error:
        return b""


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Version, names, paths and the thumbnail, in the order of the blocks."""
    data = blob.stream.read()
    if data.startswith(_PACKED):
        data = _unpacked(data, _LARGEST)
    layout, said = _layout(data), Said(blob, FORMAT)
    if layout is None:
        note("offset 0", "the header is cut or packed in a way unknown here", "nothing was read")
        return
    yield from said.trait("software", f"Blender {layout.version}", "header")
    ended = False
    for code, start, end in _blocks(data, layout):
        ended = ended or code == b"ENDB"
        yield from _block(data[start:end], code, said, f"offset {start} {_plain(code)}")
    if not ended:
        note(f"offset {len(data)}", "the end block is missing", "what stands before was read")


def _plain(code: bytes) -> str:
    return code.rstrip(b"\0").decode("latin-1")


def _layout(data: bytes) -> Layout | None:
    match = _MARK.match(data)
    if not match:
        return None
    old = match[1] is not None
    pointer = 4 if match[1] == b"_" else 8
    order: Literal["little", "big"] = "big" if (match[2] or match[7]) == b"V" else "little"
    digits = (match[3] or match[8]).decode()
    version = f"{int(digits[:-2])}.{int(digits[-2:])}"
    return Layout(pointer, order, 12 if old else int(match[4]), version, not old)


def _blocks(data: bytes, layout: Layout) -> Iterator[tuple[bytes, int, int]]:
    """Code, start and end of each block; the newest layout counts in eight bytes."""
    at = layout.head
    head = 32 if layout.large else 16 + layout.pointer
    while at + head <= len(data):
        place, wide = (at + 16, 8) if layout.large else (at + 4, 4)
        size = int.from_bytes(data[place : place + wide], layout.order)
        yield data[at : at + 4], at + head, min(at + head + size, len(data))
        at += head + size


def _block(body: bytes, code: bytes, said: Said, place: str) -> Iterator[Item]:
    if code == b"TEST":
        yield from _thumbnail(body, place)
        return
    part = body[:_SEARCHED]
    for match in _ID.finditer(part[:512]):
        kind, name = match[1], match[2].decode("utf-8", "replace")
        if code[:2] == kind and kind in _NAMED:
            yield from said.text(name, "layer" if kind == b"GD" else "name", f"{place} name")
            break
    if code in (b"REND", b"GLOB", b"DATA") or code[:2] in (b"LI", b"IM", b"SO", b"SC", b"VF"):
        for match in _RELATIVE.finditer(part):
            yield from said.path(match.group()[:-1].decode("utf-8", "replace"), place)
        for path in paths_in(part.replace(b"\0", b"\n").decode("utf-8", "replace")):
            yield from said.path(path, place)


def _thumbnail(body: bytes, place: str) -> Iterator[Drawn]:
    width, height = (int.from_bytes(body[n : n + 4], "little") for n in (0, 4))
    if 0 < width <= 1024 and 0 < height <= 1024 and len(body) >= 8 + 4 * width * height:
        rows = [
            body[8 + 4 * width * y : 8 + 4 * width * (y + 1)] for y in range(height - 1, -1, -1)
        ]
        picture = png(b"".join(rows), width, 4)
        yield Drawn(data=picture, role="thumbnail", place=place, width=width, height=height)
