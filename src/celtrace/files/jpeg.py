"""JPEG picture (ITU-T T.81, https://www.w3.org/Graphics/JPEG/itu-t81.pdf; EXIF, XMP part 3, IPTC).

EXIF with its zone, XMP and extended XMP, IPTC, comments, the Photoshop resources, the
colour profile's maker, and the thumbnail, which may show an older state of the drawing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files import _image
from celtrace.files._blob import Blob, Item
from celtrace.files._image import Block
from celtrace.files._said import Said
from celtrace.ports import Note
from celtrace.records import Drawn

FORMAT = "jpeg"
TITLE = "JPEG picture"
EXTENSIONS = ("jpg", "jpeg", "jpe", "jfif", "mpo")

_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/"
_EXTENDED = b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP, _QVCI = b"Photoshop 3.0\0", b"QVCI\0"
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the markers settle it
    """Start of image, then a marker that may follow it."""
    return 0.97 if head[:3] == b"\xff\xd8\xff" and head[3:4] >= b"\xc0" else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the segments say, the thumbnail, the picture."""
    data = blob.stream.read()
    said = Said(blob, FORMAT)
    size, more, scan = (0, 0), list[bytes](), False
    for marker, body, at in segments(data):
        scan = scan or marker == _SCAN
        if marker in _FRAMES and len(body) >= 5:
            size = int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big")
        elif body.startswith(_EXTENDED):
            more.append(body[len(_EXTENDED) + 36 :])
        else:
            yield from _segment(marker, body, (said, note), f"offset {at}")
    yield from _behind(data, more, said, note)
    if not scan:
        note(f"offset {len(data)}", "the file ends before the picture", "its metadata was read")
    elif size[0]:
        yield _image.whole(data, *size)


def _behind(data: bytes, more: list[bytes], said: Said, note: Note) -> Iterator[Item]:
    """Extended XMP, its parts by their offset; records that old programs put after the picture."""
    if more:
        packet = b"".join(part[4:] for part in sorted(more))
        yield from _image.told(Block("xmp", packet, "extended XMP"), said, note)
    tail = data[data.rfind(b"\xff\xd9") + 2 :]
    if b"\x1c\2" in tail and b"AXS" in tail:
        records = tail[tail.find(b"\x1c\2") :]
        yield from _image.told(Block("iptc", records, "trailer"), said, note)


def _segment(marker: int, body: bytes, to: tuple[Said, Note], place: str) -> Iterator[Item]:
    said, note = to
    if body.startswith(_PHOTOSHOP):
        yield from _image.photoshop(body, len(_PHOTOSHOP), said, note)
    elif body.startswith(_QVCI):
        yield from _casio(body, said)
    else:
        for block in _blocks(marker, body, place):
            yield from _image.told(block, said, note)
    if body.startswith(_EXIF):
        yield from thumbnail(body)


def segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Marker, body and offset of every segment before the pixels."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            at += 1
            continue
        marker = data[at + 1]
        if marker in _ALONE or marker == 0xFF:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        yield marker, data[at + 4 : at + 2 + length], at
        if marker in (_SCAN, _END):
            return
        at += 2 + length


def _blocks(marker: int, body: bytes, place: str) -> Iterator[Block]:
    if body.startswith(_EXIF):
        yield Block("exif", body[6:], "EXIF")
    elif body.startswith(_XMP):
        yield Block("xmp", body[len(_XMP) :].lstrip(b" \0"), "XMP")
    elif marker == _COMMENT:
        yield Block("text", body, f"{place} comment")


def _casio(body: bytes, said: Said) -> Iterator[Item]:
    """The date in the segment of old Casio cameras, its parts divided by points or zeros."""
    parts = re.search(rb"(\d{4})[.\0](\d\d)[.\0](\d\d)[.\0 ](\d\d)[:.\0](\d\d)[:.\0](\d\d)", body)
    if parts:
        year, month, day, hour, minute, second = (part.decode() for part in parts.groups())
        text = f"{year}:{month}:{day} {hour}:{minute}:{second}"
        yield from said.trait("captured", text, "QVCI")


def thumbnail(body: bytes) -> Iterator[Drawn]:
    """The small picture inside EXIF."""
    start = body.find(b"\xff\xd8\xff", 8)
    end = body.rfind(b"\xff\xd9")
    if 0 < start < end:
        yield Drawn(data=body[start : end + 2], role="thumbnail", place="EXIF")
