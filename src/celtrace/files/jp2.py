"""JPEG 2000 picture (ITU-T T.800, https://www.itu.int/rec/T-REC-T.800): XMP, EXIF and comments."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _atoms, _image
from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.ports import Note

FORMAT = "jp2"
TITLE = "JPEG 2000 picture"
EXTENSIONS = ("jp2", "j2k", "jpx", "jpf", "jpm", "j2c", "jpc")
DRAWS = True

_BOXED = b"\0\0\0\x0cjP  \r\n\x87\n"
_STREAM = b"\xff\x4f\xff\x51"
_COMMENT = b"\xff\x64"


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """The signature box, or a code stream that begins with its size."""
    return 0.98 if head.startswith((_BOXED, _STREAM)) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What boxes and comments say, then the picture."""
    data = blob.stream.read()
    said = Said(blob, FORMAT)
    yield from _atoms.items(_atoms.Reading(data, said, note), (0, len(data)))
    start = data.find(_STREAM)
    at = data.find(_COMMENT, start, start + 65_536) if start >= 0 else -1
    if start < 0:
        note(f"offset {len(data)}", "there is no picture in it", "its boxes were read")
    elif at > 0:
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 4 : at + 6] == b"\0\1":
            text = data[at + 6 : at + 2 + length].decode("latin-1")
            yield from said.trait("software", text, "code stream comment")
    yield from _image.drawn(blob, data, note)
