"""A ZIP archive that holds itself, built from the published idea (own code).

Russ Cox, "Zip Files All The Way Down" (2010), https://research.swtch.com/zip: a run of
"the next n units stand as they are" and "repeat the last n units", every order one unit of
five bytes long, that prints itself between a head and a tail. Four bytes of it are its own
CRC-32, found by solving 32 equations over GF(2).
"""

from __future__ import annotations

import struct
import zlib

UNIT = 5
NAME = b"a-zip-that-holds-itself-30.zip"
COMMENT = b"x" * 153
"""With a head of 60 bytes and a tail of 253 both repeats fit into one unit."""


class Bits:
    """Bits as deflate packs them (RFC 1951, 3.1.1)."""

    def __init__(self) -> None:
        self.bits: list[int] = []

    def low_first(self, value: int, count: int) -> None:
        self.bits += [value >> at & 1 for at in range(count)]

    def code(self, value: int, count: int) -> None:
        self.bits += [value >> at & 1 for at in reversed(range(count))]

    def unit(self) -> bytes:
        assert UNIT * 8 == len(self.bits)
        return bytes(
            sum(bit << at for at, bit in enumerate(self.bits[start : start + 8]))
            for start in range(0, len(self.bits), 8)
        )


def stands(size: int) -> bytes:
    """The order that so many bytes which follow stand as they are: a stored block's head."""
    return struct.pack("<BHH", 0, size, size ^ 0xFFFF)


LENGTHS = ((10, 264, 10, 0), (65, 276, 59, 3), (258, 285, 258, 0))
"""Bytes to repeat, the symbol of that length, its base, its extra bits."""
DISTANCES = {20: (8, 17, 3), 65: (12, 65, 5), 258: (16, 257, 7)}
"""How far back, the symbol, its base, its extra bits."""


def repeat(size: int) -> bytes:
    """The order to repeat the last so many bytes, in one unit."""
    out = Bits()
    out.low_first(0b010, 3)
    pieces = (10, 10) if size == 20 else (size,)
    for piece in pieces:
        _, symbol, base, extra = next(one for one in LENGTHS if one[0] == piece)
        if symbol < 280:
            out.code(symbol - 256, 7)
        else:
            out.code(symbol - 280 + 0b11000000, 8)
        out.low_first(piece - base, extra)
        far, start, more = DISTANCES[size]
        out.code(far, 5)
        out.low_first(size - start, more)
    out.code(0, 7)
    if len(out.bits) < UNIT * 8:
        out.low_first(0b010, 3)
        out.code(0, 7)
    return out.unit()


def laid_out(crc: int) -> bytes:
    """The whole archive, its check sum given."""
    tail_size = 2 + 46 + len(NAME) + 22 + len(COMMENT)
    size = 2 * (30 + len(NAME)) + 2 * tail_size + 30 * UNIT
    packed = size - 30 - len(NAME) - (tail_size - 2)
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, crc, packed, size, len(NAME), 0)
    head = b"PK\x03\x04" + fields + NAME
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + fields
    entry += struct.pack("<HHHII", 0, 0, 0, 0, 0) + NAME
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), size - 22 - len(COMMENT)
                      - len(entry), len(COMMENT)) + COMMENT  # fmt: skip
    tail = b"\x03\x00" + entry + end
    return printed(head, tail)


def printed(head: bytes, tail: bytes) -> bytes:
    """Head, orders and tail: what the orders print is all of it."""
    first, last = stands(len(head) + UNIT), stands(len(tail) + UNIT)
    again, anew = repeat(len(head) + UNIT), repeat(len(tail) + UNIT)
    none, one, four, four_back = stands(0), stands(UNIT), stands(4 * UNIT), repeat(4 * UNIT)
    return b"".join((
        head, first, head, first, again, one, again, one, one, four, again, one, one, four,
        four_back, four, four_back, four, four_back, four, four_back, four, four_back, none, none,
        last, four_back, none, none, last, anew, tail, anew, tail,
    ))  # fmt: skip


def quine() -> bytes:
    """An archive whose only member is the archive."""
    base = zlib.crc32(laid_out(0))
    rows = [zlib.crc32(laid_out(1 << at)) ^ base ^ (1 << at) for at in range(32)]
    return laid_out(solved(rows, base))


def solved(columns: list[int], wanted: int) -> int:
    """The x whose columns come to what is wanted, over GF(2)."""
    table = [(column, 1 << at) for at, column in enumerate(columns)]
    found, left = 0, wanted
    for bit in range(32):
        pivot = next((one for one in table if one[0] >> bit & 1), None)
        if pivot is None:
            if left >> bit & 1:
                raise ValueError("these 32 equations have no solution; change the comment")
            continue
        table = [
            (a ^ pivot[0], b ^ pivot[1]) if a >> bit & 1 else (a, b)
            for a, b in table
            if (a, b) != pivot
        ]
        if left >> bit & 1:
            left, found = left ^ pivot[0], found ^ pivot[1]
    return found
