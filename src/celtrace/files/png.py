"""PNG picture (https://www.w3.org/TR/png-3/; eXIf, XMP in iTXt).

Texts with author, software and creation time, the time of the last change (UTC by the
specification), EXIF and XMP.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from celtrace.files import _image
from celtrace.files._blob import Blob, Item
from celtrace.files._image import Block
from celtrace.files._said import Said
from celtrace.files._times import Stamp, iso
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "png"
TITLE = "PNG picture"
EXTENSIONS = ("png", "apng")

_MAGIC = b"\x89PNG\r\n\x1a\n"
_LARGEST = 1 << 24
_KEYS: dict[str, TraitName] = {
    "author": "author", "software": "software", "creation time": "created", "title": "title",
    "copyright": "organisation", "source": "camera", "date:create": "created",
    "date:modify": "modified", "create-date": "created", "modify-date": "modified",
    "document": "lineage",
}  # fmt: skip
_XMP = ("XML:com.adobe.xmp", "Raw profile type xmp")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """The signature."""
    return 0.99 if head.startswith(_MAGIC) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the chunks say, then the picture."""
    data = blob.stream.read()
    said, ended = Said(blob, FORMAT), False
    size = (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
    for kind, body, at in chunks(data):
        ended = ended or kind == b"IEND"
        if kind == b"tIME" and len(body) == 7:
            yield from said.trait("modified", *_time(body, f"offset {at} tIME"))
        elif kind == b"eXIf":
            yield from _image.told(Block("exif", body, "EXIF"), said, note)
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            yield from _text(kind, body, (said, note), f"offset {at}")
    if not ended:
        note(f"offset {len(data)}", "the file is cut", "what stands before was read")
    elif size[0]:
        yield _image.whole(data, *size)


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Kind, body and offset of every chunk."""
    at = 8
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length], at
        at += 12 + length


def _time(body: bytes, place: str) -> tuple[str, str, Stamp]:
    year, rest = int.from_bytes(body[:2], "big"), body[2:]
    text = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(year, *rest)
    return text, place, iso(text)


def _text(kind: bytes, body: bytes, to: tuple[Said, Note], place: str) -> Iterator[Item]:
    said, note = to
    raw, _, rest = body.partition(b"\0")
    key = raw.decode("latin-1")
    text = _unpacked(kind, rest)
    if key in _XMP and b"<" in text:
        yield from _image.told(Block("xmp", text, "XMP"), said, note)
        return
    if key.startswith("Raw profile type"):
        yield from _profile(key, text, said, note)
        return
    words = text.decode("utf-8" if kind == b"iTXt" else "latin-1", "replace")
    name = _KEYS.get(key.lower())
    if name:
        yield from said.trait(name, words, f"{place} {key}")
    else:
        yield from said.text(
            f"{key}: {words}" if words.strip() else "", "comment", f"{place} {key}"
        )


def _unpacked(kind: bytes, rest: bytes) -> bytes:
    packed = kind == b"zTXt" or (kind == b"iTXt" and rest[:1] == b"\1")
    if kind == b"iTXt":
        rest = rest[2:].split(b"\0", 2)[-1]
    elif kind == b"zTXt":
        rest = rest[1:]
    if not packed:
        return rest
    try:
        return zlib.decompressobj().decompress(rest, _LARGEST)
    except zlib.error:
        return b""


def _profile(key: str, text: bytes, said: Said, note: Note) -> Iterator[Item]:
    """ImageMagick writes EXIF and IPTC as hexadecimal text after two lines."""
    lines = text.strip().split(b"\n")
    try:
        raw = bytes.fromhex(b"".join(lines[2:]).decode("ascii"))
    except (ValueError, UnicodeDecodeError):
        return
    if key.endswith(("exif", "APP1")):
        raw = raw.removeprefix(b"Exif\0\0")
        kind = "xmp" if raw.startswith(b"http") else "exif"
        yield from _image.told(Block(kind, raw, key), said, note)
    elif key.endswith("iptc"):
        at = raw.find(b"\x1c\x02")
        yield from _image.told(Block("iptc", raw[max(at, 0) :], key), said, note)
