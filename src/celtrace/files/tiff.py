"""TIFF picture (https://www.loc.gov/preservation/digital/formats/fdd/fdd000022.shtml).

BigTIFF, DNG and NEF are the same inside. Artist, host computer, software, times, page and
document names, XMP, IPTC and the Photoshop resources with their layers' history.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _exif, _image
from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.ports import Note

FORMAT = "tiff"
TITLE = "TIFF picture"
EXTENSIONS = ("tif", "tiff", "dng", "nef", "arw", "btf")
DRAWS = True

_STARTS = (b"II\x2a\0", b"MM\0\x2a", b"II\x2b\0", b"MM\0\x2b")
_RAW = (b"CR", b"\x1aZ")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """The signature of either byte order and size; Canon's raw files have a mark of their own."""
    if head[:4] not in _STARTS or head[8:10] == b"CR" or head[:8] == b"II\x2a\0\x10\0\0\0CR":
        return 0.0
    return 0.95


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the directories say, then every page as a picture."""
    data = blob.stream.read()
    said = Said(blob, FORMAT)
    if len(data) < 16:
        note("offset 0", "the header is cut", "nothing was read")
        return
    yield from _image.exif(data, said, note, "TIFF")
    for _, found in _exif.Tiff(data).directories[:1]:
        raw = found.get(_exif.PHOTOSHOP)
        if isinstance(raw, bytes):
            yield from _image.photoshop(raw, 0, said, note)
    yield from _image.drawn(blob, data, note)
