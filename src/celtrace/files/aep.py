"""After Effects project (https://github.com/boltframe/aftereffects-aep-parser).

Names of compositions, folders, footage and layers, paths of footage with the user and
machine in them, fonts of text layers, the version that wrote it, and the XMP packet with
the time of every save and its zone. `RIFX Egg!` holds nested lists; names are `Utf8` chunks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from celtrace.files import _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._paths import paths_in
from celtrace.files._said import Said
from celtrace.ports import Note

FORMAT = "aep"
TITLE = "After Effects project"
EXTENSIONS = ("aep", "aet", "aepx")

_HEAD = 12
_DEEPEST = 60
_LISTS = (b"LIST", b"RIFX")
_NAMED = {b"Item": "item", b"Layr": "layer", b"Sfdr": "folder"}
_NOT_NAMES = re.compile(
    r"^(?:\{.*\}|[0-9a-f]{8}-[0-9a-f-]{27}|javascript-1\.0|ADBE .*|-_0_/-|<\?xml.*|\d+(?:\.\d+)?)$",
    re.DOTALL | re.IGNORECASE,
)
_FONT = re.compile(rb"/0\s+\(\xfe\xff((?:[^\\)]|\\.){2,120}?)\)\s*/2\s", re.DOTALL)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """`RIFX` whose form is `Egg!`."""
    return 0.99 if head[:4] == b"RIFX" and head[8:12] == b"Egg!" else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Version, names and paths in the order of the chunks, then the XMP packet."""
    data = blob.stream.read()
    said = Said(blob, FORMAT)
    end = int.from_bytes(data[4:8], "big") + 8
    if end > len(data):
        note(f"offset {len(data)}", "the file is cut", "what stands before was read")
    yield from _chunks(data, (_HEAD, min(end, len(data))), said, ("",))
    for packet in _xmp.packets(data[end:]):
        yield from _xmp.items(packet, said, note)


def _chunks(
    data: bytes, span: tuple[int, int], said: Said, above: tuple[str, ...]
) -> Iterator[Item]:
    at, end = span
    while at + 8 <= end:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "big")
        body = (at + 8, min(at + 8 + length, end))
        if kind in _LISTS and len(above) < _DEEPEST:
            form = data[at + 8 : at + 12]
            if form == b"btdk":
                yield from _fonts(data[body[0] + 4 : body[1]], said, f"offset {at}")
            else:
                label = form.decode("latin-1")
                yield from _chunks(data, (body[0] + 4, body[1]), said, (*above, label))
        else:
            yield from _chunk(data[body[0] : body[1]], said, kind, (above[-1], f"offset {at}"))
        at += 8 + length + length % 2


def _chunk(body: bytes, said: Said, kind: bytes, where: tuple[str, str]) -> Iterator[Item]:
    form, place = where
    if kind == b"head" and len(body) >= 8:
        yield from _version(body[4:8], said, place)
    elif kind == b"Utf8":
        yield from _name(body.decode("utf-8", "replace"), said, form, place)
    elif kind in (b"alas", b"als2", b"fnam", b"fpth", b"pjef", b"opti"):
        yield from _reference(body, said, f"{place} {kind.decode()}")


def _name(text: str, said: Said, form: str, place: str) -> Iterator[Item]:
    if _NOT_NAMES.match(text) or form in ("gpuG", "ExEn", "parT", "tdsb", "tdbs", "list"):
        return
    if any(True for _ in paths_in(text)):
        yield from said.path(text, place)
    else:
        yield from said.text(text, "layer" if form == "Layr" else "name", f"{place} {form}".strip())


def _reference(body: bytes, said: Said, place: str) -> Iterator[Item]:
    """Where a footage file lies: JSON with `fullpath` in newer versions, a path in older ones."""
    text = body.decode("utf-8", "replace")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        told = None
    if isinstance(told, dict):
        for key in ("fullpath", "server_name", "server_volume_name"):
            value = told.get(key)
            if isinstance(value, str) and value:
                named = key == "fullpath"
                yield from (
                    said.path(value, place)
                    if named
                    else said.trait("machine", value, f"{place} {key}")
                )
        return
    for path in paths_in(text.replace("\0", "")):
        yield from said.path(path, place)


def _version(raw: bytes, said: Said, place: str) -> Iterator[Item]:
    """Version and build as After Effects packs them, after the observation of py-aep."""
    bits = int.from_bytes(raw, "big")
    major = (bits >> 26 & 0x1F) * 8 + (bits >> 19 & 0x7)
    minor, patch, build = bits >> 15 & 0xF, bits >> 11 & 0xF, bits & 0xFF
    if major:
        system = {12: "Windows", 13: "Macintosh", 14: "Macintosh"}.get(bits >> 22 & 0xF, "")
        yield from said.trait("software", f"Adobe After Effects {major}.{minor}.{patch}", place)
        yield from said.trait("version", f"{major}.{minor}x{build}", place)
        yield from said.trait("system", system, place)


def _fonts(body: bytes, said: Said, place: str) -> Iterator[Item]:
    for match in _FONT.finditer(body):
        name = match[1].decode("utf-16-be", "replace")
        if 1 < len(name) < 60:
            yield from said.trait("font", name, place)
