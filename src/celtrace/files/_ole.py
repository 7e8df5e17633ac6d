"""Compound files and the property sets in them ([MS-CFB], [MS-OLEPS]; https://learn.microsoft.com/openspecs/windows_protocols/ms-oleps).

Streams come from olefile. Property sets are read here: Hangul Word Processor counts
letters where the specification says bytes, and general readers run into the next value.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

import olefile

from celtrace.files._times import filetime

BROKEN: tuple[type[Exception], ...] = (
    OSError, ValueError, LookupError, struct.error, TypeError, AttributeError, RecursionError,
    MemoryError, ArithmeticError,
)  # fmt: skip
"""What olefile raises over a broken file."""
SUMMARY, HWP_SUMMARY = "\x05SummaryInformation", "\x05HwpSummaryInformation"
_MOST = 4096
_PAGES = {65001: "utf-8", 1200: "utf-16-le", 949: "cp949", 936: "gb18030", 932: "cp932",
          950: "big5", 1252: "cp1252", 1251: "cp1251", 10000: "mac_roman"}  # fmt: skip


def opened(stream: BinaryIO) -> Any:  # noqa: ANN401 - olefile has no types
    """An olefile, to be used as a context; raises one of `BROKEN`."""
    return olefile.OleFileIO(stream, raise_defects=olefile.DEFECT_FATAL)


class Property(NamedTuple):
    """Number, type and value of a property; times are aware, unknown types are None."""

    number: int
    kind: int
    value: Any


def properties(data: bytes) -> Iterator[Property]:
    """The properties of the first set in a stream."""
    if len(data) < 48:
        return
    (start,) = struct.unpack_from("<I", data, 44)
    if start + 8 > len(data):
        return
    (count,) = struct.unpack_from("<I", data, start + 4)
    table = [
        struct.unpack_from("<II", data, start + 8 + 8 * n)
        for n in range(min(count, _MOST))
        if start + 16 + 8 * n <= len(data)
    ]
    ends = sorted(offset for _, offset in table)
    page = "cp1252"
    for number, offset in table:
        end = next((other for other in ends if other > offset), len(data) - start)
        one = _property(data[start + offset : start + end], number, page)
        if one is not None:
            page = _PAGES.get(int(one.value) & 0xFFFF, page) if number == 1 else page
            yield one


def _property(raw: bytes, number: int, page: str) -> Property | None:
    if len(raw) < 4:
        return None
    kind = int.from_bytes(raw[:2], "little")
    return Property(number, kind, _value(kind, raw[4:], page))


def _value(kind: int, raw: bytes, page: str) -> Any:  # noqa: ANN401 - depends on the type
    if kind == 2:
        return int.from_bytes(raw[:2], "little", signed=True)
    if kind in (3, 19, 22, 23):
        return int.from_bytes(raw[:4], "little", signed=kind in (3, 22))
    if kind == 64:
        return filetime(int.from_bytes(raw[:8], "little"))
    length = int.from_bytes(raw[:4], "little")
    if kind == 30:
        return raw[4 : 4 + length].split(b"\0\0")[0].decode(page, "replace").rstrip("\0")
    if kind == 31:
        return raw[4:].decode("utf-16-le", "replace").partition("\0")[0][: length + 1]
    return None
