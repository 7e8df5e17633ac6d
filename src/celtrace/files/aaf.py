"""AAF edit (AMWA AAF Object Specification 1.1, Stored Format Specification; https://static.amwa.tv/aafobjspec.pdf).

A compound file in which every object has a `properties` stream: a list of property
numbers with their bytes. Read are the programs that wrote it with version, platform and
date, names of sequences and clips with their times, paths of media with the user and
machine in them, and comments. Dates of AAF have no zone.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import datetime

from celtrace.files._blob import Blob, Item
from celtrace.files._compound import BROKEN, container
from celtrace.files._paths import paths_in
from celtrace.files._said import Said
from celtrace.ports import Note
from celtrace.records import Head
from celtrace.records.files import TraitName

FORMAT = "aaf"
TITLE = "AAF edit"
EXTENSIONS = ("aaf",)

_TEXTS: dict[int, tuple[TraitName | str, str]] = {
    0x3C01: ("organisation", "CompanyName"), 0x3C02: ("software", "ProductName"),
    0x3C04: ("version", "ProductVersionString"), 0x3C08: ("system", "Platform"),
    0x4402: ("name", "Name"), 0x4001: ("path", "URLString"), 0x4101: ("path", "Name"),
    0x0602: ("comment", "Comment"), 0x4D03: ("path", "Path"),
}  # fmt: skip
_TIMES: dict[int, tuple[TraitName, str]] = {
    0x3C06: ("saved", "Date"),
    0x4404: ("modified", "LastModified"),
    0x4405: ("created", "CreationTime"),
    0x3B02: ("modified", "LastModified"),
}
_TAG_NAME, _TAG_VALUE = 0x5001, 0x5003
_IDS: dict[int, str] = {0x4401: "MobID", 0x3C09: "GenerationAUID"}
_LARGEST = 1 << 20


def sniff(head: bytes, name: str) -> float:
    """A compound file with AAF's class in its header, or with the storage that all AAF have."""
    if head[:8] != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return 0.0
    ours = b"AAF" in head[8:12] or head[16:24] == b"\x06\x0e\x2b\x34\x03\x02\x01\x01"
    members = head.members if isinstance(head, Head) else ()
    listed = any(member.startswith("Header-2") for member in members)
    return 0.98 if ours or listed else 0.3 * name.lower().endswith(".aaf")


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties of all objects, in the order of their paths."""
    said = Said(blob, FORMAT)
    try:
        with container(io.BytesIO(blob.stream.read())) as file:
            for path in sorted(file.listdir(streams=True, storages=False)):
                if path[-1] == "properties":
                    yield from _object(
                        file.openstream(path).read(_LARGEST), said, "/".join(path[:-1])
                    )
    except BROKEN as error:
        note("compound file", f"{type(error).__name__}: {error}", "what stands before was read")


def _object(data: bytes, said: Said, place: str) -> Iterator[Item]:
    found = dict(_properties(data))
    for number, (what, label) in _TEXTS.items():
        if number in found and what:
            yield from _text(_wide(found[number]), said, what, f"{place} {label}")
    for number, (name, label) in _TIMES.items():
        yield from said.trait(name, _date(found.get(number, b"")), f"{place} {label}")
    for number, label in _IDS.items():
        yield from said.trait("lineage", found.get(number, b"").hex(), f"{place} {label}")
    if _TAG_NAME in found and _TAG_VALUE in found:
        yield from _tagged(_wide(found[_TAG_NAME]), found[_TAG_VALUE], said, place)


def _properties(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of every property: an index of (number, form, size), then the bytes."""
    if len(data) < 4:
        return
    count = int.from_bytes(data[2:4], "little")
    at = 4 + 6 * count
    for entry in range(count):
        head = data[4 + 6 * entry : 10 + 6 * entry]
        if len(head) < 6:
            return
        number, _, size = struct.unpack("<HHH", head)
        yield number, data[at : at + size]
        at += size


def _text(text: str, said: Said, what: str, place: str) -> Iterator[Item]:
    if what == "path":
        yield from said.path(text, place)
    elif what == "name":
        yield from said.text(text, "name", place)
    elif what == "comment":
        yield from said.text(text, "comment", place)
    else:
        yield from said.trait(what, text, place)  # type: ignore[arg-type]


def _wide(raw: bytes) -> str:
    return raw.decode("utf-16-le", "replace").partition("\0")[0]


def _date(raw: bytes) -> str:
    """AAF's TimeStamp: year, month, day, hour, minute, second, hundredth."""
    if len(raw) < 8:
        return ""
    try:
        return datetime(*struct.unpack("<hBBBBB", raw[:7])).isoformat(" ")  # noqa: DTZ001 - it has no zone
    except ValueError:
        return ""


def _tagged(name: str, raw: bytes, said: Said, place: str) -> Iterator[Item]:
    """A tagged value: an indirect value whose type comes first, 17 bytes long."""
    text = _wide(raw[17:])
    if not text.isprintable() or len(text) < 2:
        return
    for path in paths_in(text):
        yield from said.path(path, f"{place} {name}")
    if name.lower() in ("comment", "comments", "description", "scene", "take", "shot"):
        yield from said.text(text, "comment", f"{place} {name}")
