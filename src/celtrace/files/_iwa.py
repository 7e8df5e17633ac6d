"""IWA: the packed object files of iWork since 2013, as messages with their type and fields.

Reference: https://github.com/obriensp/iWorkFileFormat/blob/master/Docs/index.md. A file is a
row of Snappy blocks without checksums (https://github.com/google/snappy/blob/main/format_description.txt);
what they hold is a row of archives in protocol buffers
(https://protobuf.dev/programming-guides/encoding/).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import msgspec

_BLOCK = 4
_LONG = 60
"""A literal of this length code or more has its length in the bytes that follow."""
_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
_WIDE = {_EIGHT: 8, _FOUR: 4}
_SHORT = 2
"""The kind of copy whose distance stands in two bytes."""
_ID, _INFO, _TYPE, _LENGTH = 1, 2, 1, 3


class Broken(ValueError):
    """The bytes end or make no sense."""


class Message(msgspec.Struct, frozen=True):
    """One object of a document: its number, its type and its bytes."""

    number: int
    type: int
    data: bytes


def unpacked(data: bytes, most: int) -> bytes:
    """The bytes of all blocks, up to so many; what stands before a break is given."""
    out, at = bytearray(), 0
    while at + _BLOCK <= len(data) and len(out) < most:
        length = int.from_bytes(data[at + 1 : at + _BLOCK], "little")
        try:
            _block(data[at + _BLOCK : at + _BLOCK + length], out)
        except Broken:
            break
        at += _BLOCK + length
    return bytes(out[:most])


def _block(data: bytes, out: bytearray) -> None:
    """Unfold one block of Snappy behind what is there."""
    start = len(out)
    size, at = _varint(data, 0)
    while at < len(data) and len(out) - start < size:
        tag = data[at]
        if tag & 3:
            at = _copy(data, at, out, start)
            continue
        length, at = tag >> 2, at + 1
        if length >= _LONG:
            extra = length - _LONG + 1
            length, at = int.from_bytes(data[at : at + extra], "little"), at + extra
        out += data[at : at + length + 1]
        at += length + 1


def _copy(data: bytes, at: int, out: bytearray, start: int) -> int:
    """Repeat bytes of this block that came before; where the next element begins."""
    tag = data[at]
    if tag & 3 == 1:
        length, end = 4 + (tag >> 2 & 7), at + 2
        back = (tag >> 5) << 8 | int.from_bytes(data[at + 1 : end], "little")
    else:
        length, end = 1 + (tag >> 2), at + (3 if tag & 3 == _SHORT else 5)
        back = int.from_bytes(data[at + 1 : end], "little")
    if not 0 < back <= len(out) - start:
        raise Broken
    for _ in range(length):
        out.append(out[-back])
    return end


def messages(data: bytes) -> Iterator[Message]:
    """The objects of unpacked bytes, in their order; a break ends them."""
    at = 0
    try:
        while at < len(data):
            length, at = _varint(data, at)
            header, at = data[at : at + length], at + length
            number = 0
            for field, value in fields(header):
                if field == _ID and isinstance(value, int):
                    number = value
                elif field == _INFO and isinstance(value, bytes):
                    told = {key: one for key, one in fields(value) if isinstance(one, int)}
                    size = told.get(_LENGTH, 0)
                    yield Message(number, told.get(_TYPE, 0), data[at : at + size])
                    at += size
    except Broken:
        return


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Numbers and values of the fields of a message; `Broken` where it ends too soon."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == _VARINT:
            value, at = _varint(data, at)
            yield tag >> 3, value
            continue
        if kind == _BYTES:
            length, at = _varint(data, at)
        elif kind in _WIDE:
            length = _WIDE[kind]
        else:
            raise Broken
        if at + length > len(data):
            raise Broken
        yield tag >> 3, data[at : at + length]
        at += length


def parts(data: bytes, number: int) -> list[bytes]:
    """The bytes of a field of a message, each time it stands there; those before a break."""
    found = list[bytes]()
    with suppress(Broken):
        for field, value in fields(data):
            if field == number and isinstance(value, bytes):
                found.append(value)
    return found


def strings(data: bytes, number: int) -> list[str]:
    """The same as texts."""
    return [one.decode("utf-8", "replace") for one in parts(data, number)]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 70:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
        shift += 7
    raise Broken
