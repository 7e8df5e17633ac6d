"""HEIF and AVIF picture (ISO/IEC 23008-12, https://nokiatech.github.io/heif/technical.html).

EXIF with its zone and XMP, wherever the item table says that they lie. Pixels are drawn
where Pillow can (AVIF).
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _image
from celtrace.files._atoms import Atom, atoms
from celtrace.files._blob import Blob, Item
from celtrace.files._image import Block
from celtrace.files._said import Said
from celtrace.ports import Note

FORMAT = "heic"
TITLE = "HEIF picture"
EXTENSIONS = ("heic", "heif", "avif", "hif")
DRAWS = True

_BRANDS = frozenset(
    {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
)
_AVIF = frozenset({b"avif", b"avis"})
_MOST = 10_000


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the brand settles it
    """A brand of HEIF or AVIF."""
    return 0.98 if head[4:8] == b"ftyp" and head[8:12] in _BRANDS else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the metadata items say, then the picture where it can be drawn."""
    data = blob.stream.read()
    said = Said(blob, FORMAT)
    meta = next((atom for atom in atoms(data, 0, len(data)) if atom.kind == b"meta"), None)
    if meta is None:
        note("meta", "there is no item table in it", "nothing was read")
        return
    for kind, start, end in _items(data, meta):
        body = data[start:end]
        if len(body) < end - start:
            note(f"{kind} item", "it is cut", "what is there was read")
        if kind == "exif":
            body = body[4 + int.from_bytes(body[:4], "big") :].removeprefix(b"Exif\0\0")
        yield from _image.told(Block(kind, body, kind.upper()), said, note)
    if data[8:12] in _AVIF:
        yield from _image.drawn(blob, data, note)


def _items(data: bytes, meta: Atom) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of the EXIF and XMP items."""
    boxes = {atom.kind: atom for atom in atoms(data, meta.start + 4, meta.end)}
    if b"iinf" not in boxes or b"iloc" not in boxes:
        return
    kinds = dict(_kinds(data, boxes[b"iinf"]))
    for number, start, length in _places(data, boxes[b"iloc"]):
        if number in kinds:
            yield kinds[number], start, start + length


def _kinds(data: bytes, box: Atom) -> Iterator[tuple[int, str]]:
    wide = 2 if data[box.start] == 0 else 4
    for entry in atoms(data, box.start + 4 + wide, box.end):
        body = data[entry.start : entry.end]
        size = 4 if body[:1] == b"\3" else 2
        number, kind = int.from_bytes(body[4 : 4 + size], "big"), body[6 + size : 10 + size]
        if kind == b"Exif":
            yield number, "exif"
        elif kind == b"mime" and b"rdf+xml" in body:
            yield number, "xmp"


def _places(data: bytes, box: Atom) -> Iterator[tuple[int, int, int]]:
    """Number, offset and length of each item's first extent."""
    body = data[box.start : box.end]
    if len(body) < 8:
        return
    version, sizes = body[0], body[4:6]
    wide = {"offset": sizes[0] >> 4, "length": sizes[0] & 15, "base": sizes[1] >> 4,
            "index": sizes[1] & 15 if version in (1, 2) else 0}  # fmt: skip
    at = 6

    def number(width: int) -> int:
        nonlocal at
        at += width
        return int.from_bytes(body[at - width : at], "big")

    for _ in range(min(number(4 if version == 2 else 2), _MOST)):
        item = number(4 if version == 2 else 2)
        method = number(2) & 15 if version in (1, 2) else 0
        number(2)
        base = number(wide["base"])
        for extent in range(min(number(2), 64)):
            number(wide["index"])
            offset, length = number(wide["offset"]), number(wide["length"])
            if extent == 0 and method == 0:
                yield item, base + offset, length
        if at > len(body):
            return
