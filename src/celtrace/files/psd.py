"""Photoshop document, PSD and PSB (https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/).

Names of layers, texts and their fonts, notes with author and date, the XMP history save
by save, ancestors, printers, linked and embedded files with their paths, and for each
layer the time of its last change where Photoshop wrote one. Layers and texts are read by
an own parser that never touches pixels; the pictures themselves come from psd-tools.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files import _exif, _iptc, _psd_pictures, _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._paths import paths_in
from celtrace.files._psd_blocks import Block, Cursor, Layer, blocks, header, layers, resources
from celtrace.files._psd_linked import linked, stickers, texts, typed
from celtrace.files._said import Said
from celtrace.files._times import Stamp, shown, unix
from celtrace.ports import Note
from celtrace.records import Drawn

FORMAT = "psd"
TITLE = "Photoshop document"
EXTENSIONS = ("psd", "psb", "psdt")
DRAWS = True

_SECTION_END = 3
_LAYER_TIME = re.compile(rb"layerTimedoub(.{8})", re.DOTALL)
_XMP, _IPTC, _EXIF, _EXIF3, _VERSION, _THUMBNAIL, _URL = 1060, 1028, 1058, 1059, 1057, 1036, 1035
_ICC, _CAPTION = 1039, 1008
_PRINTS = frozenset({1000, 1001, 1002, 1083, 1084, 1085, 3000, 10000})
_SLICES, _ALPHA_NAMES, _COMPS = 1050, 1045, 1065


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """The signature with a version that exists."""
    return 0.99 if head[:4] == b"8BPS" and head[4:6] in (b"\0\1", b"\0\2") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Traits and texts in the order of the file, then pictures."""
    data = blob.stream.read()
    top, said = header(data), Said(blob, FORMAT)
    if top is None:
        note("offset 0", "the header is cut", "nothing was read")
        return
    section = Cursor(data, 26)
    section.span(4)
    yield from _resources(data, section.span(4), said, note)
    yield from _layers(data, section.span(8 if top.large else 4), top.large, said)
    if section.at > len(data):
        note(f"offset {len(data)}", "the file is cut", "what stands before was read")
    yield from _psd_pictures.pictures(blob, data, top, note)


def _resources(data: bytes, span: tuple[int, int], said: Said, note: Note) -> Iterator[Item]:
    for number, _, start, end in resources(data, *span):
        body, place = data[start:end], f"resource {number}"
        if number == _XMP:
            yield from _xmp.items(body, said, note)
        elif number == _IPTC:
            yield from _iptc.items(body, said)
        elif number in (_EXIF, _EXIF3):
            yield from _exif.items(_exif.Tiff(body), said)
        elif number == _VERSION:
            yield from _versions(body, said, place)
        elif number == _THUMBNAIL and body[:4] == b"\0\0\0\1":
            yield _thumbnail(body, place)
        elif number in (_URL, _CAPTION):
            yield from said.text(_old(body), "comment", place)
        elif number in _PRINTS:
            yield from _print(body, said, place)
        elif number in (_SLICES, _COMPS, _ALPHA_NAMES):
            yield from _names(body, said, place)


def _old(body: bytes) -> str:
    return body.decode("utf-8", "replace")


def _versions(body: bytes, said: Said, place: str) -> Iterator[Item]:
    """Who wrote the file and whose reading it asks for."""
    read = Cursor(body, 5)
    writer, reader = read.wide(), read.wide()
    yield from said.trait("software", writer, f"{place} writer")
    if reader != writer:
        yield from said.trait("software", reader, f"{place} reader")


def _thumbnail(body: bytes, place: str) -> Drawn:
    read = Cursor(body, 4)
    width, height = read.number(4), read.number(4)
    return Drawn(data=body[28:], role="thumbnail", place=place, width=width, height=height)


def _print(body: bytes, said: Said, place: str) -> Iterator[Item]:
    """Printers and paths in print settings, which name machines more often than one thinks."""
    for key, text in typed(body):
        if key == "printerName":
            yield from said.text(text, "name", f"{place} {key}")
        for path in paths_in(text):
            yield from said.path(path, f"{place} {key}")


def _names(body: bytes, said: Said, place: str) -> Iterator[Item]:
    for key, text in typed(body):
        if key in ("Nm  ", "null") or "baseName" in key:
            yield from said.text(text, "name", f"{place} {key.strip()}")
        for path in paths_in(text):
            yield from said.path(path, place)


def _layers(data: bytes, span: tuple[int, int], large: bool, said: Said) -> Iterator[Item]:  # noqa: FBT001
    """Layers of the main block and of those for deep pictures, then what follows them."""
    read = Cursor(data, *span)
    yield from _records(data, read.span(8 if large else 4), large, said)
    read.span(4)
    for block in blocks(data, read.at, read.end, large=large, pad=4):
        if block.key in (b"Lr16", b"Lr32", b"Layr"):
            yield from _records(data, (block.start, block.end), large, said)
        elif block.key in (b"lnkD", b"lnk2", b"lnk3", b"lnkE"):
            yield from linked(data, block, said)
        elif block.key == b"Anno":
            yield from stickers(data, block, said)
        elif block.key == b"Txt2":
            yield from texts(data[block.start : block.end], said, "text engine", fonts_only=True)


def _records(data: bytes, span: tuple[int, int], large: bool, said: Said) -> Iterator[Item]:  # noqa: FBT001
    above: list[str] = []
    for number, layer in enumerate(reversed(list(layers(data, *span, large=large))), 1):
        found = {block.key: block for block in layer.blocks}
        kind = _section(data, found)
        if kind == _SECTION_END:
            del above[-1:]
            continue
        name = _name(data, layer, found)
        place = "/".join([*above, name]) or f"layer {number}"
        yield from said.text(name, "layer", f"layer {number}: {place}")
        for block in layer.blocks:
            yield from _block(data, block, said, f"layer {number}: {place}")
        if kind:
            above.append(name)


def _section(data: bytes, found: dict[bytes, Block]) -> int:
    block = found.get(b"lsct") or found.get(b"lsdk")
    return int.from_bytes(data[block.start : block.start + 4], "big") if block else 0


def _name(data: bytes, layer: Layer, found: dict[bytes, Block]) -> str:
    block = found.get(b"luni")
    wide = Cursor(data, block.start, block.end).wide() if block else ""
    return wide or _old(layer.name)


def _block(data: bytes, block: Block, said: Said, place: str) -> Iterator[Item]:
    body = data[block.start : block.end]
    if block.key == b"TySh":
        yield from texts(body, said, place)
    elif block.key == b"shmd":
        for match in _LAYER_TIME.finditer(body):
            yield from _layer_time(match[1], said, place)
    elif block.key in (b"SoLd", b"SoLE", b"PlLd"):
        for key, text in typed(body):
            for path in paths_in(text):
                yield from said.path(path, f"{place} {key.strip()}")


def _layer_time(raw: bytes, said: Said, place: str) -> Iterator[Item]:
    seconds = _double(raw)
    time = unix(seconds) if 0 < seconds < 1e11 else None
    if time:
        yield from said.trait("modified", shown(time), f"{place} layerTime", Stamp("", time))


def _double(raw: bytes) -> float:
    value: float = memoryview(raw[::-1]).cast("d")[0]
    return value
