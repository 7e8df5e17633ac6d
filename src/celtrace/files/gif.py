"""GIF picture (https://www.w3.org/Graphics/GIF/spec-gif89a.txt): comments, XMP, frames."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _image
from celtrace.files._blob import Blob, Item
from celtrace.files._letters import decoded
from celtrace.files._said import Said
from celtrace.ports import Note

FORMAT = "gif"
TITLE = "GIF picture"
EXTENSIONS = ("gif",)
DRAWS = True

_EXTENSION, _PICTURE, _END = 0x21, 0x2C, 0x3B
_COMMENT, _PROGRAM = 0xFE, 0xFF
_XMP = b"XMP DataXMP"
_TRAILER = 258
"""The bytes behind an XMP packet that lead a reader who does not know it to its end."""


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """The signature."""
    return 0.99 if head[:6] in (b"GIF87a", b"GIF89a") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Comments and XMP in the order of the file, then every frame."""
    data = blob.stream.read()
    said = Said(blob, FORMAT)
    at, ended = _palette(data, 10, 13), False
    while at < len(data) and not ended:
        kind = data[at]
        if kind == _EXTENSION:
            yield from _extension(data, at, said, note)
            at = _behind(data, at + 2)
        elif kind == _PICTURE:
            at = _behind(data, _palette(data, at + 9, at + 10) + 1)
        else:
            ended = True
            if kind != _END:
                note(f"offset {at}", "there is no block of a GIF", "what stands before was read")
    if not ended:
        note(f"offset {len(data)}", "the file is cut", "what stands before was read")
    yield from _image.drawn(blob, data, note)


def _palette(data: bytes, flags: int, at: int) -> int:
    """Behind the table of colours that a byte of flags announces."""
    held = data[flags] if flags < len(data) else 0
    return at + (3 << ((held & 7) + 1) if held & 0x80 else 0)


def _behind(data: bytes, at: int) -> int:
    """Behind a run of blocks, each with its length before it; an empty one ends it."""
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


def _extension(data: bytes, at: int, said: Said, note: Note) -> Iterator[Item]:
    kind, place, end = data[at + 1 : at + 2], f"offset {at}", _behind(data, at + 2)
    if kind == bytes([_COMMENT]):
        text, encoding = decoded(_joined(data, at + 2))
        yield from said.text(text, "comment", place, encoding)
    elif kind == bytes([_PROGRAM]) and data[at + 3 : at + 14] == _XMP:
        packet = data[at + 14 : max(at + 14, end - _TRAILER)]
        yield from _image.told(_image.Block("xmp", packet, "XMP"), said, note)
    elif kind == bytes([_PROGRAM]):
        program = data[at + 3 : at + 11].decode("ascii", "replace")
        if program not in ("NETSCAPE", "ANIMEXTS"):
            yield from said.trait("software", program, f"{place} application block")


def _joined(data: bytes, at: int) -> bytes:
    parts = []
    while at < len(data) and data[at]:
        parts.append(data[at + 1 : at + 1 + data[at]])
        at += data[at] + 1
    return b"".join(parts)
