"""GIMP picture: layers, comment, XMP, and the history that GIMP keeps of saves and exports.

Reference: https://developer.gimp.org/core/standards/xcf/. Properties of the picture hold parasites,
named blocks of data; each layer has its name. Pixels are left alone.
"""

from __future__ import annotations

import re
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
_MOST, _MOST_PROPERTIES = 10_000, 1_000_000
"""Layers of a picture, and properties of all of them."""
_NUMBER = re.compile(r"\[\d+\]$")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """The signature."""
    return 0.98 if head.startswith(_MAGIC) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The properties of the picture, then its layers from the top down."""
    data = blob.start(note)
    said = Said(blob, FORMAT)
    version = int(data[10:13]) if data[9:10] == b"v" and data[10:13].isdigit() else 0
    yield from said.trait("version", data[9:13].decode("latin-1"), "header")
    at, visited = 26 + (4 if version >= _PRECISION else 0), set[int]()
    try:
        for kind, start, end in _properties(data, at, visited):
            at = end
            if kind == _PARASITES:
                yield from _parasites(data[start:end], said, note)
        yield from _layers(data, at, ">Q" if version >= _LONG_POINTERS else ">I", said)
    except (struct.error, OverflowError):
        if blob.whole:
            note(f"offset {len(data)}", "the file is cut", "what stands before was read")


def _properties(data: bytes, at: int, visited: set[int]) -> Iterator[tuple[int, int, int]]:
    """Kind, start and end of the properties up to the end of their list, each once."""
    kind = -1
    while kind != _END and at not in visited and len(visited) < _MOST_PROPERTIES:
        visited.add(at)
        kind, length = struct.unpack_from(">II", data, at)
        yield kind, at + 8, at + 8 + length
        at += 8 + length


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
        last = _NUMBER.sub("", key.rpartition("/")[2])
        yield from _xmp.stated(said, f"{name} {key}", last, tag.text)
        for path in paths_in(tag.text):
            yield from said.path(path, f"{name} {key}")


def _layers(data: bytes, at: int, width: str, said: Said) -> Iterator[Item]:
    """Names and words of the layers; one that is listed again is passed over."""
    places, visited = set[int](), set[int]()
    for number in range(1, _MOST):
        place = struct.unpack_from(width, data, at)[0]
        at += struct.calcsize(width)
        if not place:
            return
        if place not in places:
            places.add(place)
            yield from _layer(data, place, f"layer {number}", visited, said)


def _layer(data: bytes, place: int, at: str, visited: set[int], said: Said) -> Iterator[Item]:
    text, after = _string(data, place + 12)
    yield from said.text(text, "layer", at)
    for kind, start, end in _properties(data, after, visited):
        body = data[start:end] if kind == _PARASITES else b""
        if b"gimp-text-layer" in body:
            words = body.partition(b'(text "')[2].partition(b'")')[0].decode("utf-8", "replace")
            yield from said.text(words, "layer", f"{at} text")


def _string(data: bytes, at: int) -> tuple[str, int]:
    length = struct.unpack_from(">I", data, at)[0]
    end = at + 4 + length
    return data[at + 4 : end].rstrip(b"\0").decode("utf-8", "replace"), end
