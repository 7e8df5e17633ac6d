"""TIFF directories and what EXIF says in them (TIFF 6.0; CIPA DC-008, EXIF 2.32).

TIFF files, JPEG, PNG, WebP, HEIC, JPEG 2000 and PSD carry the same directories, so they
are read here once. Zones come from `OffsetTime*`; GPS time is UTC by definition.
Reference: https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from celtrace.files._said import TIMES, Said
from celtrace.files._times import iso
from celtrace.records import TextPassage, Trait
from celtrace.records.files import TraitName

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4,
          16: 8, 17: 8, 18: 8}  # fmt: skip
_NUMBERS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}
_MOST, _LONGEST = 500, 1 << 20
_TAGS: dict[int, tuple[str, TraitName | str]] = {
    0x010D: ("DocumentName", "title"), 0x010E: ("ImageDescription", "words"),
    0x010F: ("Make", "camera"), 0x0110: ("Model", "camera"), 0x011D: ("PageName", "name"),
    0x0131: ("Software", "software"), 0x0132: ("DateTime", "modified"),
    0x013B: ("Artist", "author"), 0x013C: ("HostComputer", "machine"),
    0x8298: ("Copyright", "organisation"), 0x9003: ("DateTimeOriginal", "captured"),
    0x9004: ("DateTimeDigitized", "created"), 0x9286: ("UserComment", "words"),
    0x9C9B: ("XPTitle", "title"), 0x9C9C: ("XPComment", "words"), 0x9C9D: ("XPAuthor", "author"),
    0x9C9E: ("XPKeywords", "words"), 0x9C9F: ("XPSubject", "words"),
    0xA420: ("ImageUniqueID", "lineage"), 0xA430: ("CameraOwnerName", "author"),
    0xA431: ("BodySerialNumber", "camera"), 0xC614: ("UniqueCameraModel", "camera"),
    0xC62F: ("CameraSerialNumber", "camera"), 0xC71B: ("PreviewDateTime", "saved"),
    0xC716: ("PreviewApplicationName", "software"),
    0xC717: ("PreviewApplicationVersion", "version"),
}  # fmt: skip
_ZONES = {0x0132: 0x9010, 0x9003: 0x9011, 0x9004: 0x9012}
_BELOW = {0x8769: "ExifIFD", 0x8825: "GPSIFD", 0x014A: "SubIFD", 0xA005: "Interop"}
XMP, IPTC, PHOTOSHOP, ICC = 0x02BC, 0x83BB, 0x8649, 0x8773
_OPAQUE = frozenset({XMP, IPTC, PHOTOSHOP})
"""Blocks of bytes, whatever type of number their writers call them."""
_GPS_DATE, _GPS_TIME = 0x001D, 0x0007
Directory = dict[int, Any]


class Tiff:
    """The directories of a TIFF structure: `directories` holds (name, tag → value)."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.order = "<" if data[:2] == b"II" else ">"
        self.big = data[2:4] in (b"\x2b\x00", b"\x00\x2b")
        self.faults: list[str] = []
        self.directories: list[tuple[str, Directory]] = []
        self._seen: set[int] = set()
        first = self._number(8, 8) if self.big else self._number(4, 4)
        self._follow(first, "IFD0")

    def _number(self, at: int, width: int) -> int:
        part = self.data[at : at + width]
        return int.from_bytes(part, "little" if self.order == "<" else "big") if part else 0

    def _follow(self, at: int, name: str) -> None:
        """Read a directory and those after it."""
        number = 0
        while at and at not in self._seen and len(self._seen) < _MOST:
            self._seen.add(at)
            if at + 2 > len(self.data):
                self.faults.append(f"{name} lies behind the end of the file")
                return
            label = name if not number else f"IFD{number}" if name == "IFD0" else f"{name}.{number}"
            at = self._directory(at, label)
            number += 1

    def _directory(self, at: int, name: str) -> int:
        wide = 8 if self.big else 2
        count, size = self._number(at, wide), 20 if self.big else 12
        found: Directory = {}
        self.directories.append((name, found))
        for entry in range(min(count, _MOST)):
            place = at + wide + entry * size
            if place + size > len(self.data):
                self.faults.append(f"{name} is cut after {entry} of {count} tags")
                return 0
            tag, kind = self._number(place, 2), self._number(place + 2, 2)
            value = self._value(place, kind, raw=tag in _OPAQUE)
            if value is not None:
                found.setdefault(tag, value)
        for tag, label in _BELOW.items():
            for offset in _offsets(found.get(tag)):
                self._follow(offset, label)
        return self._number(at + wide + count * size, 8 if self.big else 4)

    def _value(self, place: int, kind: int, *, raw: bool = False) -> Any:  # noqa: ANN401 - bytes, text or numbers
        count = self._number(place + 4, 8 if self.big else 4)
        inline, at = (8, place + 12) if self.big else (4, place + 8)
        length = _SIZES.get(kind, 0) * count
        if not length or length > len(self.data):
            return None
        if length > inline:
            at = self._number(at, inline)
        body = self.data[at : at + length]
        if raw or len(body) < length:
            return body
        if kind in _NUMBERS and count <= 4096:
            return struct.unpack(f"{self.order}{count}{_NUMBERS[kind]}", body)
        if kind in (5, 10) and count <= 16:
            return struct.unpack(f"{self.order}{2 * count}I", body)
        return body


def _offsets(value: object) -> tuple[int, ...]:
    return tuple(v for v in value if isinstance(v, int))[:16] if isinstance(value, tuple) else ()


def lettered(value: object, tag: int = 0) -> str:
    """The text of a tag: ASCII that is often UTF-8 or a code page, XP* in UTF-16."""
    raw = bytes(value) if isinstance(value, tuple) and tag >> 8 == 0x9C else value
    if not isinstance(raw, bytes):
        return ""
    raw = raw[:_LONGEST]
    if tag >> 8 == 0x9C:
        return raw.decode("utf-16-le", "replace").rstrip("\0")
    if raw[:8] in (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", b"\0\0\0\0\0\0\0\0"):
        wide = raw.startswith(b"UNICODE")
        raw = raw[8:]
        if wide:
            return raw.decode("utf-16-be" if raw[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return raw.rstrip(b"\0 ").decode("utf-8")
    except UnicodeDecodeError:
        return raw.rstrip(b"\0 ").decode("latin-1")


def items(tiff: Tiff, said: Said, at: str = "EXIF") -> Iterator[Trait | TextPassage]:
    """What the directories say of who made the picture, with what, when."""
    zones = {
        tag: lettered(found[zone])
        for _, found in tiff.directories
        for tag, zone in _ZONES.items()
        if zone in found
    }
    for name, found in tiff.directories:
        for tag, (label, what) in _TAGS.items():
            if tag in found and name != "GPSIFD":
                text = lettered(found[tag], tag).strip()
                yield from _item(said, (what, text, f"{at} {name} {label}"), zones.get(tag, ""))
        if name == "GPSIFD":
            yield from _gps(said, found, f"{at} GPS")


def _item(said: Said, item: tuple[str, str, str], zone: str) -> Iterator[Trait | TextPassage]:
    what, text, place = item
    if what in TIMES:
        yield from said.trait(what, f"{text}{zone.strip()}" if text else "", place)  # type: ignore[arg-type]
    elif what == "words":
        yield from said.text(text, "comment", place)
    elif what == "name":
        yield from said.text(text, "name", place)
    else:
        yield from said.trait(what, text, place)  # type: ignore[arg-type]


def _gps(said: Said, found: Directory, place: str) -> Iterator[Trait]:
    """The satellite's time: UTC."""
    day, parts = lettered(found.get(_GPS_DATE)), found.get(_GPS_TIME)
    if day and isinstance(parts, tuple) and len(parts) == 6 and all(parts[1::2]):
        hour, minute, second = (parts[n] // parts[n + 1] for n in (0, 2, 4))
        text = f"{day} {hour:02}:{minute:02}:{second:02}Z"
        yield from said.trait("captured", text, place, iso(text))
