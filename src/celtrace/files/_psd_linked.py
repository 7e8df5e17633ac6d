"""Texts, notes and linked files inside a Photoshop file.

Reference: https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/ (type tool
object setting, annotations, linked layers). Descriptors are not parsed whole: their
texts are found by type, which survives every version and damage.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from celtrace.files._blob import Item
from celtrace.files._psd_blocks import Block, Cursor
from celtrace.files._said import Said
from celtrace.records import Child

_TYPED = re.compile(
    rb"(?:\x00\x00\x00\x00(.{4})|\x00\x00\x00([\x05-\x40])([\x20-\x7e]{5,64}?))TEXT", re.DOTALL
)
_NAME = rb"(\xfe\xff(?:[^\\)]|\\.){2,200}?)\)"
_FONTS = (
    re.compile(rb"/Name \(" + _NAME + rb"\s*/Script", re.DOTALL),
    re.compile(rb"/CoolTypeFont\s+/0\s+<<\s+/0\s+\(" + _NAME, re.DOTALL),
)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_LONGEST = 1 << 20
_INVISIBLE = ("AdobeInvisFont",)
_TIMED, _LOCKED = 6, 7
"""Versions of a linked file that say when it changed, and whether it is locked."""


def typed(body: bytes) -> Iterator[tuple[str, str]]:
    """Key and text of every text in a descriptor."""
    for match in _TYPED.finditer(body):
        key = (match[1] or match[3] or b"").decode("latin-1")
        read = Cursor(body, match.end())
        text = read.wide()
        if text and len(text) < _LONGEST:
            yield key, text


def texts(body: bytes, said: Said, place: str, *, fonts_only: bool = False) -> Iterator[Item]:
    """The words of a text layer, and the fonts that they are set in."""
    if not fonts_only:
        for key, text in typed(body):
            if key == "Txt ":
                yield from said.text(text, "layer", f"{place} text")
    for match in itertools.chain(*(one.finditer(body) for one in _FONTS)):
        name = _ESCAPED.sub(rb"\1", match[1]).decode("utf-16", "replace")
        if name not in _INVISIBLE:
            yield from said.trait("font", name, place)


def stickers(data: bytes, block: Block, said: Said) -> Iterator[Item]:
    """Notes stuck on the picture: who, when, what."""
    read = Cursor(data, block.start, block.end)
    read.at += 4
    for number in range(1, min(read.number(4), 10_000) + 1):
        if read.over:
            return
        end = read.number(4)
        end += read.at - 4
        kind = read.take(4)
        read.at += 2 + 2 + 16 + 16 + 10
        author, _, changed = read.pascal(2), read.pascal(2), read.pascal(2)
        yield from _annotation(read, said, f"note {number}", (kind, author, changed))
        read.at = max(end, read.at)


def _annotation(
    read: Cursor, said: Said, place: str, about: tuple[bytes, bytes, bytes]
) -> Iterator[Item]:
    kind, author, changed = about
    length = read.number(4)
    body = read.take(length)
    yield from said.trait("author", author.decode("utf-8", "replace"), place)
    yield from said.trait("modified", *_pdf_date(changed.decode("latin-1"), place))
    if kind == b"txtA":
        words = body[8:] if body[:4] == b"txtC" else body
        wide = words.startswith((b"\xfe\xff", b"\xff\xfe"))
        yield from said.text(
            words.decode("utf-16" if wide else "utf-8", "replace"), "comment", place
        )


_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?([+-]\d\d)?'?(\d\d)?")


def _pdf_date(text: str, place: str) -> tuple[str, str]:
    """`D:20160301090000+08'30'` as ISO 8601, any other text as it is."""
    match = _PDF_DATE.match(text)
    if not match:
        return text, place
    year, month, day, hour, minute, second = (match[n] or "00" for n in range(1, 7))
    zone = f"{match[7]}:{match[8] or '00'}" if match[7] else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}", place


def linked(data: bytes, block: Block, said: Said) -> Iterator[Item]:
    """Placed files: their names and paths, and their bytes where they are embedded."""
    read = Cursor(data, block.start, block.end)
    while read.end - read.at > 16:
        length = read.number(8)
        start, end = read.at, min(read.at + length, read.end)
        if not length:
            return
        yield from _linked(Cursor(data, start, end), said)
        read.at = start + length + -length % 4


def _linked(read: Cursor, said: Said) -> Iterator[Item]:
    kind, version = read.take(4), read.number(4)
    if kind not in (b"liFD", b"liFE", b"liFA") or version > 99:
        return
    uuid, name = read.pascal(1).decode("latin-1"), read.wide()
    place = f"linked file {name}"
    read.at += 8
    size, opened = read.number(8), read.number(1)
    yield from said.trait("lineage", uuid, place)
    yield from said.text(name, "name", place)
    body = read.data[read.at : read.end]
    for key, text in typed(body[:65_536]):
        if key in ("fullPath", "originalPath", "relPath") or "Path" in key:
            yield from said.path(text, f"{place} {key}")
    if kind == b"liFD" and 0 < size <= read.end - read.at:
        data = _embedded(read, size, version) if opened else read.take(size)
        if data:
            yield Child(name=name.encode("utf-8", "replace"), data=data, place=place)


def _embedded(read: Cursor, size: int, version: int) -> bytes:
    """The bytes of an embedded file: counted from the end, since what is before varies.

    Behind them stand the id of the document within (its length in letters first), from
    version 6 on a time, from version 7 on a lock.
    """
    fixed = (8 if version >= _TIMED else 0) + (1 if version >= _LOCKED else 0)
    for letters in range(64):
        start = read.end - size - 4 - 2 * letters - fixed
        if start < read.at:
            break
        if int.from_bytes(read.data[start + size : start + size + 4], "big") == letters:
            return read.data[start : start + size]
    return b""
