"""MXF material (SMPTE ST 377-1; https://pub.smpte.org/doc/st377-1/): who wrote it, with what, when.

Identifications of every program that changed it (company, product, version, platform,
time), names of packages and tracks, and the addresses of material that lies elsewhere.
Times are in UTC by the standard and tell no zone.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO, NamedTuple

from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.files._times import Stamp, shown
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "mxf"
TITLE = "MXF material"
EXTENSIONS = ("mxf",)

_KEY = b"\x06\x0e\x2b\x34"
_PARTITION = _KEY + b"\x02\x05\x01\x01\x0d\x01\x02\x01\x01"
_SET = _KEY + b"\x02\x53\x01\x01\x0d\x01\x01\x01\x01"
_RUN_IN = 65_536
_LARGEST = 1 << 20
"""A longer set is no metadata."""
_MOST = 20_000
_TITLES = {0x2F: "preface", 0x30: "identification", 0x36: "material package",
           0x37: "source package", 0x3B: "track", 0x32: "locator", 0x33: "locator"}  # fmt: skip
_COMPANY, _PRODUCT, _VERSION, _CHANGED, _PLATFORM = 0x3C01, 0x3C02, 0x3C04, 0x3C06, 0x3C08
_PACKAGE, _PACKAGE_CHANGED, _PACKAGE_MADE, _TRACK = 0x4402, 0x4404, 0x4405, 0x4802
_ADDRESS, _NAME, _PREFACE_CHANGED, _UMID = 0x4001, 0x4101, 0x3B02, 0x4401


class Set(NamedTuple):
    """A set of metadata: what it is, where it lies, its properties by their local tags."""

    title: str
    at: int
    held: dict[int, bytes]


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """The key of a partition, at the start or behind a run-in."""
    return 0.97 if _PARTITION in head[: _RUN_IN + len(_PARTITION)] else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the sets of metadata say, in the order of the file; material is passed over."""
    said, count = Said(blob, FORMAT), 0
    for one in _sets(blob, note):
        count += 1
        for tag, say in _SAYS.items():
            if tag in one.held:
                yield from say(one, one.held[tag], said)
        if one.title == "identification":
            yield from _software(one, said)
    if not count:
        note("", "it holds no set of metadata that could be read", "it was named only")


def _sets(blob: Blob, note: Note) -> Iterator[Set]:
    """Key, length (BER) and value, one after the other."""
    stream = blob.stream
    at = max(0, stream.read(_RUN_IN + 16).find(_PARTITION))
    for _ in range(_MOST):
        stream.seek(at)
        key, length = stream.read(16), _length(stream)
        if not key:
            return
        if len(key) < 16 or length < 0 or not key.startswith(_KEY):
            note(f"offset {at}", "the file is cut or broken here", "what stands before was read")
            return
        start = stream.tell()
        title = _TITLES.get(key[14], "") if key.startswith(_SET) else ""
        if title and length <= _LARGEST:
            body = stream.read(length)
            yield Set(title, at, dict(_properties(body)))
        at = start + length
        if at > blob.size:
            note(f"offset {blob.size}", "the file is cut", "what stands before was read")
            return
    note(f"offset {at}", f"it holds more than {_MOST:,} parts", "the rest was left out")


def _length(stream: BinaryIO) -> int:
    """The length that stands here; -1 where none does."""
    first = stream.read(1)
    if not first:
        return -1
    if first[0] < 0x80:
        return first[0]
    more = stream.read(first[0] & 0x7F)
    return int.from_bytes(more, "big") if 0 < len(more) == first[0] & 0x7F <= 8 else -1


def _properties(body: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(body):
        tag, length = struct.unpack_from(">HH", body, at)
        yield tag, body[at + 4 : at + 4 + length]
        at += 4 + length


def _wide(raw: bytes) -> str:
    return raw.decode("utf-16-be", "replace").partition("\0")[0]


def _time(raw: bytes) -> Stamp:
    """Year, month, day, hour, minute, second, quarters of milliseconds; in UTC."""
    try:
        year, month, day, hour, minute, second = struct.unpack(">H5B", raw[:7])
        time = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (struct.error, ValueError):
        return Stamp("")
    return Stamp(shown(time), time)


def _software(one: Set, said: Said) -> Iterator[Item]:
    """Product, company and version as one program."""
    product, version = (_wide(one.held.get(tag, b"")) for tag in (_PRODUCT, _VERSION))
    place = f"offset {one.at} identification"
    yield from said.trait("software", f"{product} {version}".strip(), place)


def _says_text(name: TraitName) -> Callable[[Set, bytes, Said], Iterator[Item]]:
    def say(one: Set, raw: bytes, said: Said) -> Iterator[Item]:
        yield from said.trait(name, _wide(raw), f"offset {one.at} {one.title}")

    return say


def _says_time(name: TraitName) -> Callable[[Set, bytes, Said], Iterator[Item]]:
    def say(one: Set, raw: bytes, said: Said) -> Iterator[Item]:
        stamp = _time(raw)
        yield from said.trait(name, stamp.text, f"offset {one.at} {one.title}", stamp)

    return say


def _says_name(one: Set, raw: bytes, said: Said) -> Iterator[Item]:
    yield from said.text(_wide(raw), "name", f"offset {one.at} {one.title}")


def _says_path(one: Set, raw: bytes, said: Said) -> Iterator[Item]:
    yield from said.path(_wide(raw), f"offset {one.at} {one.title}")


def _says_umid(one: Set, raw: bytes, said: Said) -> Iterator[Item]:
    yield from said.trait("lineage", raw.hex(), f"offset {one.at} {one.title}")


_SAYS: dict[int, Callable[[Set, bytes, Said], Iterator[Item]]] = {
    _COMPANY: _says_text("organisation"), _PLATFORM: _says_text("system"),
    _CHANGED: _says_time("saved"), _PREFACE_CHANGED: _says_time("modified"),
    _PACKAGE_CHANGED: _says_time("modified"), _PACKAGE_MADE: _says_time("created"),
    _PACKAGE: _says_name, _TRACK: _says_name, _NAME: _says_name, _ADDRESS: _says_path,
    _UMID: _says_umid,
}  # fmt: skip
