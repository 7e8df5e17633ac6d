"""GIMP picture: layers, comment, XMP, and the history that GIMP keeps of saves and exports.

Reference: https://developer.gimp.org/core/standards/xcf/. Properties of the picture hold parasites,
named blocks of data; each layer has its name. Pixels are left alone.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from celtrace.files import _exif, _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._paths import paths_in
from celtrace.files._said import Said
from celtrace.files._xml import parsed
from celtrace.ports import Note

FORMAT = "xcf"
TITLE = "GIMP picture"
EXTENSIONS = ("xcf",)

_MAGIC = b"gimp xcf "
_PARASITES, _TEXT_ITEM, _END = 21, 29, 0
_LONG_POINTERS = 11
"""From this version on places are told in eight bytes."""
_PRECISION = 4
"""From this version on the number of bits stands behind the kind of colours."""
_MOST = 10_000


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """The signature."""
    return 0.98 if head.startswith(_MAGIC) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The properties of the picture, then its layers from the top down."""
    data = blob.stream.read(blob.limits.member_bytes)
    said = Said(blob, FORMAT)
    version = int(data[10:13]) if data[9:10] == b"v" and data[10:13].isdigit() else 0
    yield from said.trait("version", data[9:13].decode("latin-1"), "header")
    try:
        at = 26 + (4 if version >= _PRECISION else 0)
        at, found = _properties(data, at)
        for kind, body in found:
            if kind == _PARASITES:
                yield from _parasites(body, said, note)
        yield from _layers(data, at, 8 if version >= _LONG_POINTERS else 4, said, note)
    except struct.error:
        note(f"offset {len(data)}", "the file is cut", "what stands before was read")


def _properties(data: bytes, at: int) -> tuple[int, list[tuple[int, bytes]]]:
    """Where a list of properties ends, and what is in it."""
    found = list[tuple[int, bytes]]()
    for _ in range(_MOST):
        kind, length = struct.unpack_from(">II", data, at)
        at += 8 + length
        if kind == _END:
            break
        found.append((kind, data[at - length : at]))
    return at, found


def _parasites(body: bytes, said: Said, note: Note) -> Iterator[Item]:
    at = 0
    while at + 4 <= len(body):
        name, at = _string(body, at)
        _, length = struct.unpack_from(">II", body, at)
        yield from _parasite(name, body[at + 8 : at + 8 + length], said, note)
        at += 8 + length


def _parasite(name: str, data: bytes, said: Said, note: Note) -> Iterator[Item]:
    if name == "gimp-comment":
        yield from said.text(data.rstrip(b"\0").decode("utf-8", "replace"), "comment", name)
    elif name == "exif-data":
        tiff = _exif.Tiff(data.removeprefix(b"Exif\0\0"))
        yield from _exif.items(tiff, said)
    elif name in ("gimp-metadata", "gimp-image-metadata", "xmp"):
        yield from _metadata(name, data, said, note)


def _metadata(name: str, data: bytes, said: Said, note: Note) -> Iterator[Item]:
    """XMP as it is, or one tag after another in GIMP's own list."""
    for packet in _xmp.packets(data):
        yield from _xmp.items(packet, said, note, name)
    start = data.find(b"<metadata")
    root, _ = parsed(data[start:].rstrip(b"\0")) if start >= 0 else (None, "")
    for tag in root.all("tag") if root is not None else ():
        key = tag.attributes.get("name", "").removeprefix("Xmp.").replace(".", ":", 1)
        yield from _xmp.stated(said, f"{name} {key}", key, tag.text)
        for path in paths_in(tag.text):
            yield from said.path(path, f"{name} {key}")


def _layers(data: bytes, at: int, width: int, said: Said, note: Note) -> Iterator[Item]:
    for number in range(1, _MOST):
        if at + width > len(data):
            note(f"offset {len(data)}", "the file is cut", "what stands before was read")
            return
        place, at = int.from_bytes(data[at : at + width], "big"), at + width
        if not place:
            return
        text, after = _string(data, place + 12)
        yield from said.text(text, "layer", f"layer {number}")
        for kind, body in _properties(data, after)[1]:
            if kind == _PARASITES and b"gimp-text-layer" in body:
                words = body.partition(b'(text "')[2].partition(b'")')[0].decode("utf-8", "replace")
                yield from said.text(words, "layer", f"layer {number} text")


def _string(data: bytes, at: int) -> tuple[str, int]:
    length = struct.unpack_from(">I", data, at)[0]
    end = at + 4 + length
    return data[at + 4 : end].rstrip(b"\0").decode("utf-8", "replace"), end
