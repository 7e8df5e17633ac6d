"""Plain text, tables of commas and logs, in any of the encodings of the trade.

Code pages follow https://encoding.spec.whatwg.org/#indexes; the encoding itself is
evidence and stands with every passage. A text is read by this reader when nothing else
knows the file and its bytes read as text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from celtrace.files import _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.ports import Note
from celtrace.records import TextPassage
from celtrace.text.encoding import choose

FORMAT = "txt"
TITLE = "Text"
EXTENSIONS = ("txt", "csv", "tsv", "md", "log")
_WHOLE = 16 << 20
"""So many bytes are searched for XMP."""
PART = 16_384
"""Characters of one passage: a long text comes in parts, each with its lines."""


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the contract's shape
    """Zero: text has no signature; types take it by rule of thumb, as a hint."""
    return 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The text in parts of whole lines."""
    chosen = choose(blob.stream)
    if chosen.broken:
        note("", "some bytes are not UTF-8 as the rest is", "they are shown as \\xHH")
    if chosen.doubtful:
        note("", "no encoding gives usual text", f"it was read as {chosen.name}")
    text = io.TextIOWrapper(blob.stream, chosen.name, "backslashreplace")
    try:
        yield from _parts(blob, text, chosen.name)
    finally:
        text.detach()
    yield from _packets(blob, note)


def _packets(blob: Blob, note: Note) -> Iterator[Item]:
    """XMP that stands in the text: in InDesign's exchange form and other XML."""
    blob.stream.seek(0)
    data = blob.stream.read(_WHOLE)
    if b"<x:xmpmeta" in data or b"<rdf:RDF" in data:
        for number, packet in enumerate(_xmp.packets(data), 1):
            yield from _xmp.items(packet, Said(blob, FORMAT), note, f"XMP {number}")


def _parts(blob: Blob, text: io.TextIOWrapper, encoding: str) -> Iterator[TextPassage]:
    line, part, started = 0, "", 1
    for piece in text:
        line += 1
        part += piece
        if len(part) > PART:
            yield from _passage(blob, part, (started, line), encoding)
            part, started = "", line + 1
    yield from _passage(blob, part, (started, line), encoding)


def _passage(blob: Blob, text: str, lines: tuple[int, int], encoding: str) -> Iterator[TextPassage]:
    if text.strip():
        place = f"lines {lines[0]}-{lines[1]}" if lines[0] != lines[1] else f"line {lines[0]}"
        yield TextPassage(
            seen=blob.seen(place, text[:200], FORMAT), file=blob.digest, text=text, role="body",
            place=place, encoding=encoding,
        )  # fmt: skip
