"""Boxes of QuickTime, MP4, HEIF and JPEG 2000 (ISO/IEC 14496-12; https://developer.apple.com/documentation/quicktime-file-format).

Read are brands, creation and modification times (seconds since 1904, UTC by the
specification), user data in both of Apple's forms, handler and codec names, time code
tracks with reel names, XMP, EXIF, and paths of media that lie elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from celtrace.files import _image
from celtrace.files._blob import Item
from celtrace.files._image import Block
from celtrace.files._paths import paths_in
from celtrace.files._said import Said
from celtrace.files._times import Stamp, mac, shown
from celtrace.ports import Note
from celtrace.records import Drawn
from celtrace.records.files import TraitName

_CONTAINERS = frozenset({
    b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"udta", b"gmhd", b"tmcd",
    b"moof", b"jp2h", b"iprp", b"ipco", b"wave",
})  # fmt: skip
_DEEPEST = 12
XMP_ID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_JP2_XMP, _JP2_EXIF = XMP_ID, b"JpgTiffExif->JP2"
_USER: dict[bytes, TraitName | str] = {
    b"\xa9nam": "title", b"\xa9ART": "author", b"\xa9aut": "author", b"\xa9wrt": "author",
    b"\xa9dir": "author", b"\xa9prd": "author", b"\xa9too": "software", b"\xa9swr": "software",
    b"\xa9enc": "software", b"\xa9cpy": "organisation", b"\xa9mak": "camera", b"\xa9mod": "camera",
    b"\xa9day": "created", b"date": "captured", b"\xa9cmt": "words", b"\xa9des": "words",
    b"\xa9inf": "words",
    b"\xa9hst": "machine", b"\xa9src": "words", b"\xa9alb": "production", b"desc": "words",
    b"name": "words", b"\xa9rel": "cut", b"auth": "author", b"titl": "title", b"dscp": "words",
    b"cprt": "organisation", b"perf": "author", b"\xa9wrk": "production",
}  # fmt: skip
_KEYS: tuple[tuple[str, TraitName], ...] = (
    (".software", "software"), (".author", "author"), (".artist", "author"), (".make", "camera"),
    (".model", "camera"), (".creationdate", "created"), (".title", "title"),
    (".producer", "author"),
    (".publisher", "organisation"), (".copyright", "organisation"), (".director", "author"),
    (".displayname", "title"), (".android.version", "system"), (".reelname", "cut"),
    (".studio", "organisation"), (".user", "user"), (".fontname", "font"),
)  # fmt: skip


class Atom(NamedTuple):
    """A box: its kind, where its content begins and ends."""

    kind: bytes
    start: int
    end: int


def atoms(data: bytes, at: int, end: int) -> Iterator[Atom]:
    """The boxes one after another; a box of size 0 goes to the end, a cut one ends there too."""
    end = min(end, len(data))
    while at + 8 <= end:
        size, head = int.from_bytes(data[at : at + 4], "big"), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        size = size or end - at
        if size < head:
            return
        yield Atom(data[at + 4 : at + 8], at + head, min(at + size, end))
        at += size


def are_whole(data: bytes) -> bool:
    """Whether the last box of a file ends where the file ends."""
    last = list(atoms(data, 0, len(data)))[-1:]
    if not last:
        return False
    start = last[0].start
    narrow = int.from_bytes(data[start - 8 : start - 4], "big")
    wide = (
        data[start - 12 : start - 8] == last[0].kind
        and data[start - 16 : start - 12] == b"\0\0\0\1"
    )
    size = int.from_bytes(data[start - 8 : start], "big") if wide else narrow
    return size == 0 or start - (16 if wide else 8) + size <= len(data)


class Reading(NamedTuple):
    """What goes down the tree: bytes, what speaks, what complains."""

    data: bytes
    said: Said
    note: Note


def items(read: Reading, span: tuple[int, int], above: tuple[str, ...] = ()) -> Iterator[Item]:
    """What all boxes in a span say."""
    number = 0
    for atom in atoms(read.data, *span):
        name = atom.kind.decode("latin-1")
        number += atom.kind == b"trak"
        path = (*above, f"{name} {number}" if atom.kind == b"trak" else name)
        if atom.kind == b"meta":
            yield from _meta(read, atom, path)
        elif atom.kind in _CONTAINERS and len(above) < _DEEPEST:
            yield from items(read, (atom.start, atom.end), path)
        else:
            yield from _leaf(read, atom, above)


def _leaf(read: Reading, atom: Atom, above: tuple[str, ...]) -> Iterator[Item]:
    place = "/".join((*above, atom.kind.decode("latin-1")))
    body = read.data[atom.start : atom.end] if atom.end - atom.start < 1 << 22 else b""
    if atom.kind in (b"mvhd", b"tkhd", b"mdhd"):
        yield from _times(body, read.said, place)
    elif atom.kind in _USER and above and above[-1] in ("udta", "moov"):
        yield from _user(_USER[atom.kind], _international(atom.kind, body), read.said, place)
    elif atom.kind == b"hdlr":
        yield from _handler(body, read.said, place)
    elif atom.kind in (b"dref", b"alis", b"url "):
        for path in paths_in(body.replace(b"\0", b"").decode("utf-8", "replace")):
            yield from read.said.path(path, place)
    elif atom.kind == b"stsd":
        yield from _codecs(read, atom, place)
    elif atom.kind == b"XMP_" or (atom.kind == b"uuid" and body.startswith(XMP_ID)):
        yield from _image.told(Block("xmp", body.removeprefix(XMP_ID), "XMP"), read.said, read.note)
    elif atom.kind == b"uuid" and body.startswith(_JP2_EXIF):
        yield from _image.told(Block("exif", body[16:], "EXIF"), read.said, read.note)
    elif atom.kind in (b"xml ", b"lbl "):
        yield from read.said.text(body.decode("utf-8", "replace"), "comment", place)


def _times(body: bytes, said: Said, place: str) -> Iterator[Item]:
    """Creation and modification; seconds since 1904, in UTC where the writer kept the rule."""
    if len(body) < 12:
        return
    wide = 8 if body[0] == 1 else 4
    names: tuple[TraitName, ...] = ("created", "modified")
    for number, name in enumerate(names):
        raw = body[4 + number * wide : 4 + (number + 1) * wide]
        time = mac(int.from_bytes(raw, "big"))
        if time and time.year < 2200:
            yield from said.trait(name, shown(time), place, Stamp("", time))


def _international(kind: bytes, body: bytes) -> str:
    """QuickTime text has length and language first; iTunes has a `data` box; 3GPP a full box."""
    if body[4:8] == b"data":
        return body[16:].decode("utf-8", "replace")
    if kind[:1] == b"\xa9":
        length = int.from_bytes(body[:2], "big")
        raw = body[4 : 4 + length] if 0 < length <= len(body) - 4 else body
        return _lettered(raw)
    if kind in (b"auth", b"titl", b"dscp", b"cprt", b"perf"):
        return _lettered(body[6:])
    return _lettered(body)


def _lettered(raw: bytes) -> str:
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("mac_roman", "replace")


def _user(what: str, text: str, said: Said, place: str) -> Iterator[Item]:
    if what == "words":
        yield from said.text(text, "comment", place)
    else:
        yield from said.trait(what, text, place)  # type: ignore[arg-type]


def _handler(body: bytes, said: Said, place: str) -> Iterator[Item]:
    """The name that the writing program gave the track: often the program itself."""
    raw = body[24:]
    pascal = raw[:1] and raw[0] == len(raw) - 1
    text = (raw[1:] if pascal else raw).rstrip(b"\0").decode("utf-8", "replace")
    yield from said.text(text, "name", place)


def _codecs(read: Reading, atom: Atom, place: str) -> Iterator[Item]:
    """Sample descriptions: the compressor's name, the vendor, the reel of a time code track."""
    for entry in atoms(read.data, atom.start + 8, atom.end):
        body = read.data[entry.start : entry.end]
        at = f"{place}/{entry.kind.decode('latin-1')}"
        if entry.kind == b"tmcd":
            for inner in atoms(body, 26, len(body)):
                if inner.kind == b"name":
                    reel = _lettered(body[inner.start + 4 : inner.end])
                    yield from read.said.trait("cut", reel, f"{at} reel")
        elif len(body) > 74 and "trak" in place and 0 < body[42] < 32:
            name = body[43 : 43 + body[42]].decode("utf-8", "replace")
            yield from read.said.text(
                name if name.isprintable() else "", "name", f"{at} compressor"
            )


def _meta(read: Reading, atom: Atom, above: tuple[str, ...]) -> Iterator[Item]:
    """Apple's and iTunes' metadata; HEIF's items are read by its own reader."""
    start = atom.start if read.data[atom.start + 4 : atom.start + 8] == b"hdlr" else atom.start + 4
    keys: list[str] = []
    for inner in atoms(read.data, start, atom.end):
        if inner.kind == b"keys":
            keys = [
                read.data[key.start : key.end].decode("utf-8", "replace")
                for key in atoms(read.data, inner.start + 8, inner.end)
            ]
        elif inner.kind == b"ilst":
            yield from _list(read, inner, keys, "/".join((*above, "ilst")))
        elif inner.kind in (b"xml ", b"iprp", b"hdlr"):
            yield from _leaf(read, inner, above) if inner.kind == b"xml " else ()


def _list(read: Reading, atom: Atom, keys: list[str], place: str) -> Iterator[Item]:
    for entry in atoms(read.data, atom.start, atom.end):
        body = read.data[entry.start : entry.end]
        number = int.from_bytes(entry.kind, "big")
        if entry.kind == b"covr" and body[4:8] == b"data":
            yield Drawn(data=body[16:], role="embedded", place=f"{place} cover")
        elif 0 < number <= len(keys):
            key = keys[number - 1]
            yield from _key(key, body[16:].decode("utf-8", "replace"), read.said, f"{place} {key}")
        elif entry.kind in _USER:
            text = _international(entry.kind, body)
            label = entry.kind.decode("latin-1")
            yield from _user(_USER[entry.kind], text, read.said, f"{place} {label}")


def _key(key: str, text: str, said: Said, place: str) -> Iterator[Item]:
    low = f".{key.lower()}"
    for part, name in _KEYS:
        if low.endswith(part):
            yield from said.trait(name, text, place)
            return
    if low.endswith((".comment", ".description", ".information", ".keywords")):
        yield from said.text(text, "comment", place)
