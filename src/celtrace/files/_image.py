"""What the readers of pictures share: metadata blocks as items, and the picture itself.

A picture that is PNG or JPEG already is given as it is. Any other is drawn by Pillow
(https://pillow.readthedocs.io), which is optional, when pixels are wanted.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from celtrace.files import _exif, _iptc, _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._pictures import BROKEN, MOST_PIXELS, pillow, png_of
from celtrace.files._psd_blocks import Cursor, resources
from celtrace.files._said import Said
from celtrace.ports import Note
from celtrace.records import Drawn

_MOST_FRAMES = 200


class Block(NamedTuple):
    """A block of metadata: `exif`, `xmp`, `iptc`, `photoshop` or `text`, its bytes, its place."""

    kind: str
    data: bytes
    place: str


def told(block: Block, said: Said, note: Note) -> Iterator[Item]:
    """What a block of metadata says."""
    if block.kind == "exif":
        yield from exif(block.data, said, note, block.place)
    elif block.kind == "xmp":
        yield from _xmp.items(block.data, said, note, block.place)
    elif block.kind == "iptc":
        yield from _iptc.items(block.data, said, block.place)
    elif block.kind == "text":
        yield from said.text(block.data.decode("utf-8", "replace"), "comment", block.place)


def exif(data: bytes, said: Said, note: Note, place: str = "EXIF") -> Iterator[Item]:
    """EXIF as a TIFF structure, with the XMP and IPTC that may lie in it."""
    tiff = _exif.Tiff(data)
    for fault in tiff.faults[:1]:
        note(place, fault, "what is there was read")
    yield from _exif.items(tiff, said, place)
    for name, found in tiff.directories:
        for tag, read in ((_exif.XMP, "xmp"), (_exif.IPTC, "iptc")):
            raw = found.get(tag)
            if isinstance(raw, bytes):
                yield from told(Block(read, raw, f"{place} {name} {read.upper()}"), said, note)


def photoshop(data: bytes, at: int, said: Said, note: Note) -> Iterator[Item]:
    """Photoshop's resources inside other pictures: IPTC, XMP, and the program that wrote them."""
    for number, _, start, end in resources(data, at, len(data)):
        kind = {1028: "iptc", 1060: "xmp"}.get(number, "")
        yield from told(Block(kind, data[start:end], f"resource {number}"), said, note)
        if number == 1057:
            writer = Cursor(data, start + 5, end).wide()
            yield from said.trait("software", writer, f"resource {number} writer")


@contextmanager
def quiet() -> Iterator[None]:
    """Without Pillow's warnings: a broken picture is named once, in the problems."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def drawn(blob: Blob, data: bytes, note: Note) -> Iterator[Drawn]:
    """The picture, every page or frame of it, as PNG."""
    image = pillow() if blob.pixels else None
    if image is None:
        if blob.pixels:
            note("picture", "Pillow is not installed", "run: pip install 'celtrace[files]'")
        return
    try:
        with quiet():
            opened = image.open(io.BytesIO(data))
        yield from _frames(opened, note)
    except BROKEN as error:
        note("picture", f"it cannot be drawn: {type(error).__name__}", "its facts were read")
    except image.DecompressionBombError as error:
        note("picture", str(error), "it was not drawn")


def _frames(opened: object, note: Note) -> Iterator[Drawn]:
    with quiet():
        count = int(getattr(opened, "n_frames", 1))
    if count > _MOST_FRAMES:
        note("picture", f"{count} pages", f"the first {_MOST_FRAMES} were drawn")
    for number in range(min(count, _MOST_FRAMES)):
        with quiet():
            opened.seek(number)  # type: ignore[attr-defined]
        width, height = opened.size  # type: ignore[attr-defined]
        if width * height > MOST_PIXELS:
            note(f"page {number + 1}", f"{width} x {height} pixels", "it was not drawn")
            continue
        with quiet():
            pixels = png_of(opened)
        yield Drawn(
            data=pixels, role="whole" if count == 1 else "page",
            place="" if count == 1 else f"page {number + 1}",
            position=None if count == 1 else number + 1, width=width, height=height,
        )  # fmt: skip


def converted(data: bytes, place: str, note: Note) -> Iterator[Drawn]:
    """A small picture that lies in a file in another form than PNG or JPEG."""
    image = pillow()
    if image is None:
        return
    try:
        opened = image.open(io.BytesIO(data))
        width, height = opened.size
        yield Drawn(data=png_of(opened), role="thumbnail", place=place, width=width, height=height)
    except (*BROKEN, image.DecompressionBombError) as error:
        note(place, f"it cannot be drawn: {type(error).__name__}", "it was left out")


def whole(data: bytes, width: int, height: int) -> Drawn:
    """A file that is a picture already."""
    return Drawn(data=data, role="whole", itself=True, width=width, height=height)
