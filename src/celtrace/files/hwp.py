"""Hangul Word Processor document, version 5 (Hancom's HWP 5.0 format, revision 1.3; https://store.hancom.com/etc/hwpDownload.do).

A compound file. Author, who saved it last, the program's version with the operating
system in it, revision, title, fonts, all text, comments, pictures inside, and the date of
creation twice: as text in the machine's language and time, and in UTC, which gives the zone.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from celtrace.files import _hwp_distributed, _image
from celtrace.files._blob import Blob, Item
from celtrace.files._compound import BROKEN, HWP_SUMMARY, container, properties
from celtrace.files._paths import paths_in
from celtrace.files._said import Said
from celtrace.files._said_dates import written_out
from celtrace.files._times import against, shown
from celtrace.ports import Note
from celtrace.records import Child, Drawn, Head
from celtrace.records.files import TraitName

FORMAT = "hwp"
TITLE = "Hangul word processor 5"
EXTENSIONS = ("hwp", "hwt")
DRAWS = True

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARK = b"HWP Document File"
_TEXTS: dict[int, tuple[TraitName, str]] = {
    2: ("title", "title"), 4: ("author", "author"), 8: ("last_editor", "last saved by"),
    3: ("title", "subject"),
}  # fmt: skip
_TIMES: dict[int, tuple[TraitName, str]] = {
    12: ("created", "created"), 13: ("modified", "last saved"), 11: ("printed", "last printed"),
}  # fmt: skip
_VERSION, _DATE, _COMMENTS, _KEYWORDS = 9, 20, 6, 5
_FONT, _PARAGRAPH = 19, 67
_WIDE = frozenset({*range(1, 10), 11, 12, *range(14, 24)})
"""Control letters that take eight places; 0, 10, 13 and 24 to 31 take one."""
_LARGEST = 1 << 26
_NO_WAY = (
    "it is under a password, and how is described nowhere: open it in Hangul, save it without, "
    "and triage that as well"
)
_PACKED, _LOCKED, _DISTRIBUTED = 1, 2, 4


class Parts(NamedTuple):
    """The opened file, whether its streams are packed, who speaks and who complains."""

    file: Any
    packed: bool
    said: Said
    note: Note


def sniff(head: bytes, name: str) -> float:
    """A compound file with the streams of a document, or with its mark in the head."""
    if not head.startswith(_OLE):
        return 0.0
    members = head.members if isinstance(head, Head) else ()
    if HWP_SUMMARY in members or {"FileHeader", "DocInfo"} <= set(members) or _MARK in head:
        return 0.98
    wide = "FileHeader".encode("utf-16-le") in head and "DocInfo".encode("utf-16-le") in head
    return 0.95 if wide else 0.3 * name.lower().endswith((".hwp", ".hwt"))


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties, fonts, text, pictures inside."""
    said = Said(blob, FORMAT)
    try:
        with container(io.BytesIO(blob.stream.read())) as file:
            yield from _document(file, said, note, pixels=blob.pixels)
    except BROKEN as error:
        note("compound file", f"{type(error).__name__}: {error}", "what stands before was read")


def _document(file: Any, said: Said, note: Note, *, pixels: bool) -> Iterator[Item]:  # noqa: ANN401 - olefile has no types
    head = _stream(file, "FileHeader")
    flags = int.from_bytes(head[36:40], "little")
    parts = Parts(file, bool(flags & _PACKED), said, note)
    yield from said.trait("version", ".".join(str(n) for n in reversed(head[32:36])), "FileHeader")
    yield from _summary(_stream(file, HWP_SUMMARY), said)
    if flags & _LOCKED:
        note("BodyText", _NO_WAY, "its properties and preview were read")
    texts = 0
    if not flags & _LOCKED:
        yield from _fonts(parts)
        for item in _sections(parts, "ViewText" if flags & _DISTRIBUTED else "BodyText"):
            texts += 1
            yield item
    if not texts:
        preview = _stream(file, "PrvText").decode("utf-16-le", "replace")
        yield from said.text(preview, "body", "preview")
    yield from _around(parts, pixels=pixels)
    if not flags & _LOCKED:
        yield from _inside(parts)


def _stream(file: Any, *path: str) -> bytes:  # noqa: ANN401 - olefile has no types
    if not file.exists(list(path)):
        return b""
    found: bytes = file.openstream(list(path)).read(_LARGEST)
    return found


def _unpacked(parts: Parts, *path: str) -> bytes:
    raw = _stream(parts.file, *path)
    try:
        if path[0] == "ViewText" and raw:
            raw = _hwp_distributed.opened(raw)
        if not parts.packed:
            return raw
        return zlib.decompressobj(-15).decompress(raw, _LARGEST)
    except (zlib.error, ValueError) as error:
        parts.note("/".join(path), str(error), "this part was not read")
        return b""


def _summary(data: bytes, said: Said) -> Iterator[Item]:
    found = {one.number: one.value for one in properties(data)}
    for number, (name, label) in _TEXTS.items():
        yield from said.trait(name, str(found.get(number) or ""), label)
    version = str(found.get(_VERSION) or "")
    yield from said.trait("software", version and f"Hancom Hwp {version}", "version")
    yield from said.trait("system", _system(version), "version")
    for number, label in ((_COMMENTS, "comments"), (_KEYWORDS, "keywords")):
        yield from said.text(str(found.get(number) or ""), "comment", label)
    text = str(found.get(_DATE) or "")
    for number, (name, label) in _TIMES.items():
        time = found.get(number)
        if isinstance(time, datetime):
            beside = written_out(text) if number == 12 else None
            stamp = against(text if beside else shown(time), beside, time, "text_against_utc")
            yield from said.trait(name, stamp.text, label, stamp)
    if not isinstance(found.get(12), datetime):
        yield from said.trait("created", text, "date")


def _system(version: str) -> str:
    """`10.30.11.3339 MAC64LEDarwin_21.6.0` ends in the system that ran the program."""
    return version.rpartition(" ")[2] if " " in version.strip() else ""


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and body of every record: ten bits of tag, ten of level, twelve of length."""
    at = 0
    while at + 4 <= len(data):
        head = int.from_bytes(data[at : at + 4], "little")
        size, at = head >> 20, at + 4
        if size == 0xFFF:
            size, at = int.from_bytes(data[at : at + 4], "little"), at + 4
        yield head & 0x3FF, data[at : at + size]
        at += size


def _fonts(parts: Parts) -> Iterator[Item]:
    for tag, body in records(_unpacked(parts, "DocInfo")):
        if tag == _FONT and len(body) > 3:
            length = int.from_bytes(body[1:3], "little")
            name = body[3 : 3 + 2 * length].decode("utf-16-le", "replace")
            yield from parts.said.trait("font", name, "DocInfo")


def _sections(parts: Parts, storage: str) -> Iterator[Item]:
    names = sorted(p[1] for p in parts.file.listdir() if p[0] == storage and len(p) == 2)
    for name in sorted(names, key=lambda one: (len(one), one)):
        lines = [
            paragraph(body)
            for tag, body in records(_unpacked(parts, storage, name))
            if tag == _PARAGRAPH
        ]
        yield from parts.said.text("\n".join(line for line in lines if line), "body", name)


def paragraph(body: bytes) -> str:
    """The letters of a paragraph; controls are left out, tabs kept."""
    letters = body.decode("utf-16-le", "replace")
    out, at = list[str](), 0
    while at < len(letters):
        code = ord(letters[at])
        if code >= 32 or code in (9, 10):
            out.append(letters[at])
        at += 8 if code in _WIDE else 1
    return "".join(out).strip()


def _around(parts: Parts, *, pixels: bool) -> Iterator[Item]:
    """The linked document's path and the preview picture."""
    linked = _stream(parts.file, "DocOptions", "_LinkDoc").decode("utf-16-le", "replace")
    for path in paths_in(linked.partition("\0")[0]):
        yield from parts.said.path(path, "DocOptions/_LinkDoc")
    preview = _stream(parts.file, "PrvImage")
    if preview.startswith((b"\x89PNG", b"\xff\xd8")):
        yield Drawn(data=preview, role="thumbnail", place="PrvImage")
    elif preview and pixels:
        yield from _image.converted(preview, "PrvImage", parts.note)


def _inside(parts: Parts) -> Iterator[Item]:
    for path in sorted(p for p in parts.file.listdir() if p[0] == "BinData" and len(p) == 2):
        data = _unpacked(parts, *path)
        if data:
            yield Child(name=path[1].encode("utf-8", "replace"), data=data, place="BinData")
