"""The blocks of a Photoshop file: resources, layers, linked files.

Reference: https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/
Only lengths are followed and names are taken; pixels are passed over unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_WIDE = frozenset({
    b"LMsk", b"Lr16", b"Lr32", b"Layr", b"Mt16", b"Mt32", b"Mtrn", b"Alph", b"FMsk", b"lnk2",
    b"FEid", b"FXid", b"PxSD", b"cinf", b"lnkE", b"pths",
})  # fmt: skip
_SIGNS = (b"8BIM", b"8B64")
_MOST_CHANNELS = 60


class Cursor:
    """Reads big-endian numbers forward; behind the end there are only zeros."""

    def __init__(self, data: bytes, at: int = 0, end: int | None = None) -> None:
        self.data, self.at = data, at
        self.end = len(data) if end is None else min(end, len(data))

    @property
    def over(self) -> bool:
        """Whether nothing is left."""
        return self.at >= self.end

    def number(self, width: int) -> int:
        """An unsigned number of so many bytes."""
        return int.from_bytes(self.take(width), "big")

    def take(self, length: int) -> bytes:
        """So many bytes, fewer at the end."""
        part = self.data[self.at : min(self.at + length, self.end)]
        self.at += length
        return part

    def span(self, width: int) -> tuple[int, int]:
        """Start and end of a part whose length stands before it; the cursor goes behind it."""
        length = self.number(width)
        start = self.at
        self.at += length
        return start, min(self.at, self.end)

    def pascal(self, pad: int) -> bytes:
        """A name with its length in one byte, padded."""
        length = self.number(1)
        name = self.take(length)
        self.at += -(length + 1) % pad
        return name

    def wide(self) -> str:
        """UTF-16 text with its length in letters in four bytes."""
        length = self.number(4)
        if length * 2 > self.end - self.at:
            return ""
        return self.take(length * 2).decode("utf-16-be", "replace").rstrip("\0")


class Block(NamedTuple):
    """A tagged block with where its content lies."""

    key: bytes
    start: int
    end: int


class Layer(NamedTuple):
    """A layer record: how it is called, its box, its tagged blocks."""

    name: bytes
    box: tuple[int, int, int, int]
    blocks: tuple[Block, ...]


class Header(NamedTuple):
    """The first 26 bytes."""

    large: bool
    channels: int
    width: int
    height: int
    depth: int
    mode: int


def header(data: bytes) -> Header | None:
    """None if the bytes are not those of a Photoshop file."""
    if data[:4] != b"8BPS" or len(data) < 26 or data[4:6] not in (b"\0\1", b"\0\2"):
        return None
    read = Cursor(data, 12)
    channels, height, width = read.number(2), read.number(4), read.number(4)
    return Header(data[5] == 2, channels, width, height, read.number(2), read.number(2))


def resources(data: bytes, start: int, end: int) -> Iterator[tuple[int, str, int, int]]:
    """Number, name, start and end of every image resource."""
    read = Cursor(data, start, end)
    while read.end - read.at >= 12:
        sign = read.take(4)
        if sign not in (b"8BIM", b"MeSa", b"PHUT", b"AgHg", b"DCSR"):
            return
        number, name = read.number(2), read.pascal(2)
        length = read.number(4)
        yield number, name.decode("latin-1"), read.at, min(read.at + length, read.end)
        read.at += length + length % 2


def layers(data: bytes, at: int, end: int, *, large: bool) -> Iterator[Layer]:
    """The layer records of a layer-info block whose length was already read."""
    read = Cursor(data, at, end)
    count = read.number(2)
    count = 65_536 - count if count & 0x8000 else count
    for _ in range(count):
        if read.end - read.at < 34:
            return
        yield _layer(read, large=large)


def _layer(read: Cursor, *, large: bool) -> Layer:
    top, left, bottom, right = (read.number(4) for _ in range(4))
    channels = read.number(2)
    read.at += min(channels, _MOST_CHANNELS) * (10 if large else 6) + 12
    start, end = read.span(4)
    read.at = start
    read.span(4)
    read.span(4)
    name = read.pascal(4)
    found = tuple(blocks(read.data, read.at, end, large=large))
    read.at = end
    return Layer(name, (left, top, right, bottom), found)


def blocks(data: bytes, at: int, end: int, *, large: bool, pad: int = 1) -> Iterator[Block]:
    """Tagged blocks one after another."""
    read = Cursor(data, at, end)
    while read.end - read.at >= 12:
        if read.take(4) not in _SIGNS:
            return
        key = read.take(4)
        length = read.number(8 if large and key in _WIDE else 4)
        yield Block(key, read.at, min(read.at + length, read.end))
        read.at += length + -length % pad
