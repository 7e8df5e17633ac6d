"""Compound files: their streams and property sets.

References: MS-CFB and MS-OLEPS (https://learn.microsoft.com/openspecs/windows_protocols/ms-oleps).
Property sets are parsed here: lengths of some writers count characters where the standard
counts bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
import olefile

from celtrace.files._blob import Blob
from celtrace.files._say import Says, filetime
from celtrace.ports import Note
from celtrace.records import Trait, TraitName

BROKEN = (OSError, ValueError, IndexError, KeyError, struct.error, AttributeError, TypeError,
          RecursionError)  # fmt: skip
"""What olefile raises on damaged files."""
_FACTS: dict[int, TraitName] = {
    2: "title",
    4: "author",
    7: "template",
    8: "last_editor",
    18: "software",
}
_TIMES: dict[int, TraitName] = {11: "printed", 12: "created", 13: "modified"}
_DOCUMENT: dict[int, TraitName] = {14: "author", 15: "organisation"}
_PAGES = {
    932: "cp932", 936: "gb18030", 949: "cp949", 950: "big5", 65001: "utf-8", 1200: "utf-16-le",
    10000: "mac_roman",
}  # fmt: skip
_MOST = 5_000


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


def opened(blob: Blob, note: Note, reader: str) -> Compound | None:
    """The file; None, with a note, if its tables cannot be read."""
    try:
        file = olefile.OleFileIO(blob.stream, raise_defects=olefile.DEFECT_FATAL)
    except BROKEN as error:
        note("", f"its tables are cut off or damaged ({error})", "nothing was read from it")
        return None
    return Compound(blob, note, Says(blob, reader), file)


def summary(file: Compound) -> Iterator[Trait]:
    """Facts of the two usual property sets, and the times of the root."""
    place = "\x05SummaryInformation"
    for one in properties(file.stream(place)):
        at = f"SummaryInformation {one.number}"
        if isinstance(one.value, str) and one.number in _FACTS:
            yield from file.says.fact(_FACTS[one.number], one.value, at)
        elif isinstance(one.value, datetime) and one.number in _TIMES:
            text = f"{one.value:%Y-%m-%dT%H:%M:%SZ}"
            yield from file.says.time(_TIMES[one.number], text, at, one.value)
    for one in properties(file.stream("\x05DocumentSummaryInformation")):
        if isinstance(one.value, str) and one.number in _DOCUMENT:
            at = f"DocumentSummaryInformation {one.number}"
            yield from file.says.fact(_DOCUMENT[one.number], one.value, at)
        elif isinstance(one.value, int) and one.number == 23:
            at = "DocumentSummaryInformation 23"
            version = f"{one.value >> 16}.{one.value & 0xFFFF}"
            yield from file.says.fact("version", version, at)
    yield from file.times()


def properties(data: bytes) -> Iterator[Property]:
    """Properties of the first section, as far as they can be read."""
    try:
        start = struct.unpack_from("<I", data, 44)[0]
        count = struct.unpack_from("<I", data, start + 4)[0]
        places = [
            struct.unpack_from("<II", data, start + 8 + 8 * at) for at in range(min(count, _MOST))
        ]
    except struct.error:
        return
    page = _page(data, start, places)
    for number, offset in places:
        value = _value(data, start + offset, page)
        if value is not None:
            yield Property(number, value)


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
        if kind in (0x02, 0x03):
            return int(struct.unpack_from("<i" if kind == 3 else "<h", data, at + 4)[0])
    except struct.error:
        return None
    return None


def _decoded(raw: bytes, page: str) -> str:
    try:
        text = raw.decode(page, "backslashreplace")
    except LookupError:
        text = raw.decode("latin-1")
    return text.split("\0")[0]
