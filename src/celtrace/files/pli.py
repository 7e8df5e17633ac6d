"""OpenToonz vector level (https://github.com/opentoonz/opentoonz/tree/master/toonz/sources/image/pli).

The version, from 5.8 on the program that wrote it, how many drawings there are, and the
content history where one is kept: time, machine and user of every save with its drawings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.files._toonz import changes
from celtrace.ports import Note

FORMAT = "pli"
TITLE = "OpenToonz vector level"
EXTENSIONS = ("pli",)

_END, _TEXT, _DRAWING = 0, 4, 22
_NEWEST = 200
Order = Literal["little", "big"]


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """The signature in either byte order, with a version that exists."""
    signed = head[:4] in (b"PLIM", b"MILP", b"\xfa\xceDI")
    return 0.99 if signed and len(head) > 6 and 0 < head[4] < _NEWEST else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Version, creator, the number of drawings and the history."""
    data = blob.stream.read()
    said = Said(blob, FORMAT)
    if len(data) < 16:
        note("offset 0", "the header is cut", "nothing was read")
        return
    order: Order = "little" if data[:4] == b"PLIM" else "big"
    version = (data[4], data[5])
    yield from said.trait("version", f"{version[0]}.{version[1]}", "header")
    at = 6
    if version >= (5, 8):
        length = int.from_bytes(data[6:8], order)
        yield from said.trait(
            "software", data[8 : 8 + length].decode("utf-8", "replace"), "creator"
        )
        at = 8 + length
    at += 6 + (version < (5, 7)) + (version >= (6, 5)) + 2
    yield from _tags(data, (at, order), said, note)


def _tags(data: bytes, start: tuple[int, Order], said: Said, note: Note) -> Iterator[Item]:
    at, order = start
    drawings = 0
    while at < len(data) and data[at] & 0x3F != _END:
        kind, wide = data[at] & 0x3F, (0, 1, 2, 4)[data[at] >> 6]
        body = at + 1 + wide
        length = int.from_bytes(data[at + 1 : body], order)
        drawings += kind == _DRAWING
        if kind == _TEXT:
            yield from changes(
                data[body : body + length].decode("utf-8", "replace"), said, "content"
            )
        at = body + length
    if at >= len(data):
        note(f"offset {len(data)}", "the end mark is missing", "what is there was read")
    if drawings:
        yield from said.text(f"drawings: {drawings}", "name", "level")
