"""Compound files: their streams and property sets.

References: MS-CFB and MS-OLEPS (https://learn.microsoft.com/openspecs/windows_protocols/ms-oleps).
Property sets are parsed here: lengths of some writers count characters where the standard
counts bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

import msgspec
import olefile

from celtrace.files._blob import Blob
from celtrace.files._own import FACTS, TIMES
from celtrace.files._say import Says, filetime
from celtrace.ports import Note
from celtrace.records import TextPassage, Trait, TraitName

BROKEN: tuple[type[Exception], ...] = (
    OSError, ValueError, LookupError, struct.error, AttributeError, TypeError, RecursionError,
    MemoryError, ArithmeticError,
)  # fmt: skip
"""What olefile raises on damaged files."""
SUMMARY, HWP_SUMMARY = "\x05SummaryInformation", "\x05HwpSummaryInformation"
_DOCUMENT_SUMMARY = "\x05DocumentSummaryInformation"
_FACTS: dict[int, TraitName] = {
    2: "title",
    4: "author",
    7: "template",
    8: "last_editor",
    18: "software",
}
_TIMES: dict[int, TraitName] = {11: "printed", 12: "created", 13: "modified"}
_DOCUMENT: dict[int, TraitName] = {14: "author", 15: "organisation"}
_WHOLE = {0x02: "<h", 0x03: "<i", 0x0B: "<h", 0x13: "<I", 0x16: "<i", 0x17: "<I"}
_PAGES = {
    932: "cp932", 936: "gb18030", 949: "cp949", 950: "big5", 65001: "utf-8", 1200: "utf-16-le",
    10000: "mac_roman",
}  # fmt: skip
_MOST, _SHORTEST = 5_000, 48


class Property(msgspec.Struct, frozen=True):
    """One property: its number and its value, text decoded."""

    number: int
    value: str | int | datetime | None


class Compound:
    """An opened compound file."""

    def __init__(self, blob: Blob, note: Note, says: Says, file: Any) -> None:  # noqa: ANN401 - olefile has no types
        self.blob, self.note, self.says, self._file = blob, note, says, file

    def names(self) -> list[str]:
        """Paths of all streams."""
        try:
            return ["/".join(parts) for parts in self._file.listdir()]
        except BROKEN:
            return []

    def stream(self, path: str) -> bytes:
        """The bytes of a stream; none if it is absent or damaged, which is noted."""
        try:
            if not self._file.exists(path):
                return b""
            with self._file.openstream(path) as stream:
                return bytes(stream.read(self.blob.limits.member_bytes))
        except BROKEN as error:
            self.note(path, f"this stream is damaged ({error})", "it was not read")
            return b""

    def times(self) -> Iterator[Trait]:
        """When storages were made and changed: kept by some programs, in UTC."""
        try:
            made, changed = self._file.root.getctime(), self._file.root.getmtime()
        except BROKEN:
            return
        if made is not None:
            yield from self.says.time("created", f"{made:%Y-%m-%dT%H:%M:%SZ}", "root storage")
        if changed is not None:
            yield from self.says.time("modified", f"{changed:%Y-%m-%dT%H:%M:%SZ}", "root storage")


def container(stream: BinaryIO) -> Any:  # noqa: ANN401 - olefile has no types
    """An olefile, to be used as a context; raises one of `BROKEN`."""
    return olefile.OleFileIO(stream, raise_defects=olefile.DEFECT_FATAL)


def opened(blob: Blob, note: Note, reader: str) -> Compound | None:
    """The file; None, with a note, if its tables cannot be read."""
    try:
        file = container(blob.stream)
    except BROKEN as error:
        note("", f"its tables are cut off or damaged ({error})", "nothing was read from it")
        return None
    return Compound(blob, note, Says(blob, reader), file)


def summary(file: Compound) -> Iterator[Trait | TextPassage]:
    """Facts of the two usual property sets, own properties, and the times of the root."""
    for one in properties(file.stream(SUMMARY)):
        at = f"SummaryInformation {one.number}"
        if isinstance(one.value, str) and one.number in _FACTS:
            yield from file.says.fact(_FACTS[one.number], one.value, at)
        elif isinstance(one.value, datetime) and one.number in _TIMES:
            text = f"{one.value:%Y-%m-%dT%H:%M:%SZ}"
            yield from file.says.time(_TIMES[one.number], text, at, one.value)
    document = file.stream(_DOCUMENT_SUMMARY)
    for one in properties(document):
        if isinstance(one.value, str) and one.number in _DOCUMENT:
            at = f"DocumentSummaryInformation {one.number}"
            yield from file.says.fact(_DOCUMENT[one.number], one.value, at)
        elif isinstance(one.value, int) and one.number == 23:
            at = "DocumentSummaryInformation 23"
            version = f"{one.value >> 16}.{one.value & 0xFFFF}"
            yield from file.says.fact("version", version, at)
    yield from _own(document, file.says)
    yield from file.says.fact("version", _user_type(file.stream("\x01CompObj")), "CompObj")
    yield from file.times()


def _own(document: bytes, says: Says) -> Iterator[Trait | TextPassage]:
    """Properties that a person or a programme added under names of their own."""
    for name, value in custom(document):
        at = f"property {name}"
        if isinstance(value, datetime):
            text = f"{value:%Y-%m-%dT%H:%M:%SZ}"
            if known := TIMES.get(name.casefold()):
                yield from says.time(known, text, at, value)
            else:
                yield from says.text(f"{name}: {text}", "comment", at)
        elif value not in ("", None):
            yield from says.text(f"{name}: {value}", "comment", at)
            if isinstance(value, str) and (fact := FACTS.get(name.casefold())):
                yield from says.fact(fact, value, at)


def _user_type(data: bytes) -> str:
    """What the programme calls the document: `Microsoft Word 6.0-Dokument` ([MS-OLEDS] 2.3.8)."""
    try:
        length = struct.unpack_from("<I", data, 28)[0]
    except struct.error:
        return ""
    text = data[32 : 32 + min(length, 256)].split(b"\0")[0]
    return text.decode("cp1252", "replace") if text.isascii() or length < len(data) else ""


def custom(data: bytes) -> Iterator[tuple[str, str | int | datetime | None]]:
    """Names and values of the second section, whose names stand in its dictionary."""
    second = _starts(data)[1:2]
    for start in second:
        places = _places(data, start)
        page = _page(data, start, places)
        names = next((_names(data, start + at, page) for number, at in places if not number), {})
        for number, offset in places:
            if number in names:
                yield names[number], _value(data, start + offset, page)


def _names(data: bytes, at: int, page: str) -> dict[int, str]:
    """The dictionary of names: [MS-OLEPS] 2.17, wide ones filled to four bytes."""
    found: dict[int, str] = {}
    try:
        count, at = struct.unpack_from("<I", data, at)[0], at + 4
        for _ in range(min(count, _MOST)):
            number, length = struct.unpack_from("<II", data, at)
            size = length * 2 if page == "utf-16-le" else length
            found[number] = _decoded(data[at + 8 : at + 8 + size], page)
            at += 8 + (size + 3 & ~3 if page == "utf-16-le" else size)
    except struct.error:
        pass
    return found


def properties(data: bytes) -> Iterator[Property]:
    """Properties of the first section, as far as they can be read."""
    for start in _starts(data)[:1]:
        places = _places(data, start)
        page = _page(data, start, places)
        for number, offset in places:
            value = _value(data, start + offset, page)
            if value is not None:
                yield Property(number, value)


def _starts(data: bytes) -> list[int]:
    """Where the sections begin, two at most."""
    try:
        count = struct.unpack_from("<I", data, 24)[0]
        return [struct.unpack_from("<I", data, 44 + 20 * at)[0] for at in range(min(count, 2))]
    except struct.error:
        return [struct.unpack_from("<I", data, 44)[0]] if len(data) >= _SHORTEST else []


def _places(data: bytes, start: int) -> list[tuple[int, int]]:
    """Numbers and places of the properties of a section."""
    try:
        count = struct.unpack_from("<I", data, start + 4)[0]
    except struct.error:
        return []
    held = max(0, len(data) - start - 8) // 8
    return [
        struct.unpack_from("<II", data, start + 8 + 8 * at) for at in range(min(count, _MOST, held))
    ]


def _page(data: bytes, start: int, places: list[tuple[int, int]]) -> str:
    for number, offset in places:
        if number == 1 and len(data) >= start + offset + 6:
            code = struct.unpack_from("<H", data, start + offset + 4)[0]
            return _PAGES.get(code, f"cp{code}" if 437 <= code <= 1258 else "latin-1")
    return "cp1252"


def _value(data: bytes, at: int, page: str) -> str | int | datetime | None:
    try:
        kind = struct.unpack_from("<H", data, at)[0]
        if kind == 0x1E:
            length = struct.unpack_from("<I", data, at + 4)[0]
            return _decoded(data[at + 8 : at + 8 + length], page)
        if kind == 0x1F:
            length = struct.unpack_from("<I", data, at + 4)[0]
            return data[at + 8 : at + 8 + 2 * length].decode("utf-16-le", "replace").split("\0")[0]
        if kind == 0x40:
            return filetime(struct.unpack_from("<Q", data, at + 4)[0])
        if kind in _WHOLE:
            return int(struct.unpack_from(_WHOLE[kind], data, at + 4)[0])
    except struct.error:
        return None
    return None


def _decoded(raw: bytes, page: str) -> str:
    try:
        text = raw.decode(page, "backslashreplace")
    except LookupError:
        text = raw.decode("latin-1")
    return text.split("\0")[0]
