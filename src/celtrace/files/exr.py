"""OpenEXR picture (https://openexr.com/en/latest/OpenEXRFileLayout.html).

The header is a list of typed attributes: owner, comments, capture date with its offset
from UTC, software, channel and layer names, the host and paths that renderers write,
thumbnail. Pixels are left alone.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from celtrace.files import _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._paths import paths_in
from celtrace.files._pictures import MOST_PIXELS, png
from celtrace.files._said import Said
from celtrace.files._times import Stamp, iso, naive
from celtrace.ports import Note
from celtrace.records import Drawn
from celtrace.records.files import TraitName

FORMAT = "exr"
TITLE = "OpenEXR picture"
EXTENSIONS = ("exr", "sxr", "mxr")

_MAGIC = b"\x76\x2f\x31\x01"
_TRAITS: tuple[tuple[str, TraitName], ...] = (
    ("owner", "organisation"), ("software", "software"), ("writer", "software"),
    ("creator", "software"), ("application", "software"), ("version", "version"),
    ("hostcomputer", "machine"), ("hostname", "machine"), ("host", "machine"),
    ("artist", "author"), ("author", "author"), ("user", "user"), ("username", "user"),
    ("cameramodel", "camera"), ("cameramake", "camera"), ("shot", "cut"), ("scene", "cut"),
    ("project", "production"), ("show", "production"), ("reelname", "cut"),
)  # fmt: skip
_TIMES = frozenset({"capdate", "datetime", "date", "created", "creationdate", "time"})
_WORDS = frozenset({"comments", "comment", "description", "imagedescription", "notes"})


class Attribute(NamedTuple):
    """Name, type, and bytes of an attribute."""

    name: str
    kind: str
    data: bytes


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """The signature with a version that exists."""
    return 0.99 if head[:4] == _MAGIC and head[4:5] in (b"\1", b"\2") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the headers of all parts say."""
    data = blob.stream.read()
    said = Said(blob, FORMAT)
    several = len(data) > 5 and bool(data[5] & 0x10)
    at, part = 8, 0
    while True:
        found, at, whole = _header(data, at)
        if not whole:
            note(f"part {part}", "the header is cut", "what stands before was read")
        yield from _part(found, said, note, f"part {part}" if several else "header")
        part += 1
        if not (several and whole and found) or data[at : at + 1] == b"\0":
            return


def _header(data: bytes, at: int) -> tuple[list[Attribute], int, bool]:
    """Attributes up to the empty name, where the next header begins, whether it was whole."""
    found: list[Attribute] = []
    while at < len(data):
        if data[at] == 0:
            return found, at + 1, True
        name_end = data.find(b"\0", at, at + 260)
        kind_end = data.find(b"\0", name_end + 1, name_end + 261) if name_end > 0 else -1
        if kind_end < 0 or kind_end + 5 > len(data):
            break
        size = int.from_bytes(data[kind_end + 1 : kind_end + 5], "little")
        start = kind_end + 5
        if start + size > len(data):
            break
        name = data[at:name_end].decode("utf-8", "replace")
        found.append(
            Attribute(
                name, data[name_end + 1 : kind_end].decode("latin-1"), data[start : start + size]
            )
        )
        at = start + size
    return found, at, False


def _part(found: list[Attribute], said: Said, note: Note, place: str) -> Iterator[Item]:
    told = {one.name: one for one in found}
    for one in found:
        where = f"{place}, {one.name}"
        if one.kind == "chlist":
            yield from _channels(one.data, said, where)
        elif one.kind in ("string", "stringvector"):
            yield from _string(one, said, note, (where, told))
        elif one.kind == "preview":
            yield from _preview(one.data, where)
        elif one.name == "timeCode" and len(one.data) >= 4:
            yield from said.text(_timecode(one.data), "comment", where)


def _string(
    one: Attribute, said: Said, note: Note, about: tuple[str, dict[str, Attribute]]
) -> Iterator[Item]:
    place, told = about
    text = one.data.decode("utf-8", "replace")
    key = one.name.rpartition("/")[2].rpartition(":")[2].replace("_", "").lower()
    name = next((trait for word, trait in _TRAITS if key == word), None)
    if key in _TIMES:
        yield from _time(text, told.get("utcOffset"), said, place)
    elif one.name.lower() == "xmp":
        yield from _xmp.items(one.data, said, note)
    elif name:
        yield from said.trait(name, text, place)
    elif key in _WORDS:
        yield from said.text(text, "comment", place)
    elif one.name in ("name", "view"):
        yield from said.text(text, "layer", place)
    for path in paths_in(text):
        yield from said.path(path, place)


def _time(text: str, offset: Attribute | None, said: Said, place: str) -> Iterator[Item]:
    """`capDate` is local; `utcOffset` says how many seconds to add for UTC."""
    local = naive(text)
    stamp = None
    if offset is not None and len(offset.data) == 4 and local is not None:
        (seconds,) = struct.unpack("<f", offset.data)
        stamp = _moved(text, local.isoformat(), seconds)
    yield from said.trait("captured", text, place, stamp)


def _moved(text: str, local: str, seconds: float) -> Stamp | None:
    minutes = -seconds / 60
    if not (abs(minutes) <= 14 * 60 and minutes == int(minutes)):
        return None
    sign, whole = "-" if minutes < 0 else "+", abs(int(minutes))
    told = iso(f"{local}{sign}{whole // 60:02}:{whole % 60:02}")
    return told._replace(text=text)


def _channels(data: bytes, said: Said, place: str) -> Iterator[Item]:
    """Names of channels; what stands before the last point is the layer."""
    at, layers = 0, dict[str, None]()
    while at < len(data) and data[at]:
        end = data.find(b"\0", at)
        if end < 0:
            return
        name = data[at:end].decode("utf-8", "replace")
        layers.setdefault(name.rpartition(".")[0] or name)
        at = end + 17
    for layer in layers:
        yield from said.text(layer, "layer", place)


def _timecode(data: bytes) -> str:
    bits = int.from_bytes(data[:4], "little")
    two = [(bits >> shift & 0xF) + 10 * (bits >> shift + 4 & mask)
           for shift, mask in ((24, 3), (16, 7), (8, 7), (0, 3))]  # fmt: skip
    return ":".join(f"{part:02}" for part in two)


def _preview(data: bytes, place: str) -> Iterator[Drawn]:
    width, height = struct.unpack("<II", data[:8].ljust(8, b"\0"))
    if 0 < width * height <= MOST_PIXELS and len(data) >= 8 + 4 * width * height:
        pixels = data[8 : 8 + 4 * width * height]
        yield Drawn(
            data=png(pixels, width, 4), role="thumbnail", place=place, width=width, height=height
        )
