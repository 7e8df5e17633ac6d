"""OpenToonz raster level (https://github.com/opentoonz/opentoonz/blob/master/toonz/sources/image/tzl/tiio_tzl.cpp).

The program that wrote it, and the drawings. Each pixel is an ink number, a paint number
and a tone between the two; the colours stand in a palette file beside it. The tone is the
drawn line itself, and that is the picture given here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from celtrace.files._blob import Blob, Item
from celtrace.files._lzo import Torn, unpacked
from celtrace.files._pictures import MOST_PIXELS, png
from celtrace.files._said import Said
from celtrace.ports import Note
from celtrace.records import Drawn

FORMAT = "tlv"
TITLE = "OpenToonz raster level"
EXTENSIONS = ("tlv",)
DRAWS = True

_HEAD = 36
_MOST = 60_000
_CREATOR = 40


class Level(NamedTuple):
    """The header of a level."""

    version: int
    creator: str
    width: int
    height: int
    drawings: int
    table: int
    codec: bytes


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """`TLV10` to `TLV15`."""
    return 0.99 if head[:4] == b"TLV1" and head[4:5].isdigit() and head[5:8] == b"B1a" else 0.0


def level(data: bytes) -> Level:
    """The header; numbers that are missing are zero."""
    version = int(data[3:5]) if data[3:5].isdigit() else 0
    at = 8 + (_CREATOR if version >= 14 else 0)
    creator = data[8:at].rstrip(b"\0").decode("latin-1")
    width, height, count = (_number(data, at + n) for n in (4, 8, 12))
    table = _number(data, at + 16) if version > 10 else 0
    place = at + (24 if version > 10 else 16)
    return Level(version, creator, width, height, count, table, data[place : place + 4])


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the header says, then the drawings in their order."""
    data = blob.stream.read()
    top, said = level(data), Said(blob, FORMAT)
    yield from said.trait("software", top.creator, "header")
    yield from said.trait("version", f"TLV {top.version}", "header")
    drawings = list(_table(data, top))
    if len(drawings) != top.drawings:
        note("drawings", f"{len(drawings)} of {top.drawings} are listed", "those were read")
    yield from said.text(f"drawings: {', '.join(name for name, _, _ in drawings)}", "name", "level")
    if blob.pixels:
        for position, (name, at, length) in enumerate(drawings, 1):
            yield from _drawing(data[at : at + length], top, (name, position), note)


def _table(data: bytes, top: Level) -> Iterator[tuple[str, int, int]]:
    """Name, place and length of every drawing."""
    at = top.table
    for _ in range(min(top.drawings, _MOST) if top.version >= 12 and at else 0):
        number = _number(data, at)
        at += 4
        width = _number(data, at) if top.version >= 15 else 1
        at += 4 if top.version >= 15 else 0
        if at + width + 8 > len(data):
            return
        suffix = data[at : at + width].rstrip(b"\0").decode("utf-8", "replace")
        at += width
        yield f"{number}{suffix}", _number(data, at), _number(data, at + 4)
        at += 8


def _drawing(data: bytes, top: Level, about: tuple[str, int], note: Note) -> Iterator[Drawn]:
    name, position = about
    width, height = _number(data, 8), _number(data, 12)
    if top.codec != b"LZO " or not 0 < width * height <= MOST_PIXELS:
        note(f"drawing {name}", "an unknown packing or size", "it was not drawn")
        return
    packed = data[_HEAD + 12 : _HEAD + _number(data, 16)]
    try:
        pixels = unpacked(packed, 4 * width * height)
    except Torn as error:
        note(f"drawing {name}", str(error), "it was not drawn")
        return
    tones = pixels[::4].ljust(width * height, b"\xff")
    rows = b"".join(tones[y * width : (y + 1) * width] for y in range(height - 1, -1, -1))
    yield Drawn(
        data=png(rows, width, 1), role="frame", place=f"drawing {name}", position=position,
        width=width, height=height,
    )  # fmt: skip
