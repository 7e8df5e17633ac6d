"""WebP picture (RFC 9649): EXIF and XMP chunks of its RIFF container."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _image
from celtrace.files._blob import Blob, Item
from celtrace.files._riff import chunks
from celtrace.files._said import Said
from celtrace.ports import Note

FORMAT = "webp"
TITLE = "WebP picture"
EXTENSIONS = ("webp",)
DRAWS = True

_KINDS = {b"EXIF": "exif", b"XMP ": "xmp"}


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """`RIFF` whose form is `WEBP`."""
    return 0.99 if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the chunks say, then the picture."""
    data = blob.stream.read()
    said = Said(blob, FORMAT)
    if len(data) < int.from_bytes(data[4:8], "little") + 8:
        note(f"offset {len(data)}", "the file is cut", "what stands before was read")
    for kind, start, end in chunks(data, 12, len(data), "little"):
        if kind in _KINDS:
            body = data[start:end].removeprefix(b"Exif\0\0")
            yield from _image.told(_image.Block(_KINDS[kind], body, kind.decode()), said, note)
    yield from _image.drawn(blob, data, note)
