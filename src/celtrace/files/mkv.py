"""Matroska and WebM video (RFC 9559).

Title, writing and muxing programs, date (UTC by the specification), tags, attachments.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.files._times import Stamp, shown
from celtrace.files._video import frames
from celtrace.ports import Note
from celtrace.records import Child
from celtrace.records.files import TraitName

FORMAT = "mkv"
TITLE = "Matroska video"
EXTENSIONS = ("mkv", "mka", "mks", "webm")
DRAWS = True

_MASTERS = frozenset({0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1254C367, 0x7373, 0x67C8,
                      0x1941A469, 0x61A7, 0x1043A770, 0x45B9, 0xB6, 0x80})  # fmt: skip
_CLUSTER, _DATE, _TAG_NAME, _TAG_VALUE = 0x1F43B675, 0x4461, 0x45A3, 0x4487
_FILE_NAME, _FILE_DATA = 0x466E, 0x465C
_TRAITS: dict[int, TraitName] = {0x7BA9: "title", 0x5741: "software", 0x4D80: "software"}
_NAMES = {0x536E: "track", 0x85: "chapter"}
_TAGS: dict[str, TraitName] = {
    "ARTIST": "author", "AUTHOR": "author", "DIRECTOR": "author", "ENCODER": "software",
    "CREATION_TIME": "created", "DATE": "created", "DATE_ENCODED": "created", "TITLE": "title",
    "COPYRIGHT": "organisation", "PUBLISHER": "organisation", "PRODUCTION_STUDIO": "organisation",
    "ENCODED_BY": "author", "DATE_RECORDED": "captured",
}  # fmt: skip
_EPOCH = datetime(2001, 1, 1, tzinfo=UTC)
_UNKNOWN = {(1 << 7 * width) - 1 for width in range(1, 9)}


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """The EBML mark with one of the two document types."""
    typed = b"matroska" in head[:80] or b"webm" in head[:80]
    return 0.98 if head.startswith(b"\x1a\x45\xdf\xa3") and typed else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the elements before and after the pictures say, then frames."""
    data = blob.stream.read()
    said, told = Said(blob, FORMAT), dict[int, str]()
    cut = False
    for number, start, end, whole in elements(data, 0, len(data)):
        cut = cut or not whole
        yield from _element(data, (number, start, end), said, told)
    if cut or len(data) < 64:
        note(f"offset {len(data)}", "the file is cut", "what stands before was read")
    yield from frames(blob, data, note)


def elements(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int, bool]]:
    """Number, start, end and wholeness of the simple elements; masters are opened."""
    waiting = [(at, end)]
    while waiting:
        at, end = waiting.pop()
        while at < end:
            number, at = _number(data, at, marked=True)
            size, start = _number(data, at, marked=False)
            stop = end if size in _UNKNOWN else start + size
            if number in _MASTERS and start <= end:
                waiting.append((stop, end))
                at, end = start, min(stop, end)
                continue
            yield number, start, min(stop, end), stop <= end
            at = max(stop, at + 1)


def _number(data: bytes, at: int, *, marked: bool) -> tuple[int, int]:
    """A number whose first bit tells its width; an element's number keeps that bit."""
    first = data[at] if at < len(data) else 0
    width = 9 - first.bit_length()
    if not 1 <= width <= 8:
        return 0, at + 1
    value = int.from_bytes(data[at : at + width], "big")
    return (value if marked else value & (1 << 7 * width) - 1), at + width


def _element(
    data: bytes, element: tuple[int, int, int], said: Said, told: dict[int, str]
) -> Iterator[Item]:
    number, start, end = element
    place = f"offset {start}"
    if number in _TRAITS:
        yield from said.trait(_TRAITS[number], _text(data, start, end), f"{place} info")
    elif number in _NAMES:
        yield from said.text(_text(data, start, end), "name", f"{place} {_NAMES[number]}")
    elif number == _DATE and end - start == 8:
        time = _date(int.from_bytes(data[start:end], "big", signed=True))
        if time:
            yield from said.trait("created", shown(time), f"{place} date", Stamp("", time))
    elif number in (_TAG_NAME, _FILE_NAME):
        told[number] = _text(data, start, end)
    elif number == _TAG_VALUE:
        yield from _tag(told.get(_TAG_NAME, ""), _text(data, start, end), said, place)
    elif number == _FILE_DATA:
        name = told.get(_FILE_NAME, "")
        yield Child(name=name.encode(), data=data[start:end], place=f"{place} attachment")


def _text(data: bytes, start: int, end: int) -> str:
    return data[start : min(end, start + 65_536)].rstrip(b"\0").decode("utf-8", "replace")


def _date(nanoseconds: int) -> datetime | None:
    try:
        return (_EPOCH + timedelta(microseconds=nanoseconds // 1000)).replace(microsecond=0)
    except OverflowError:
        return None


def _tag(name: str, text: str, said: Said, place: str) -> Iterator[Item]:
    known = _TAGS.get(name.upper())
    if known:
        yield from said.trait(known, text, f"{place} tag {name}")
    elif name.upper() in ("COMMENT", "DESCRIPTION", "SYNOPSIS", "SUBJECT", "KEYWORDS"):
        yield from said.text(text, "comment", f"{place} tag {name}")
