"""OpenToonz palette (https://github.com/opentoonz/opentoonz/blob/master/toonz/sources/common/tvectorimage/tpalette.cpp).

Names of the palette, its pages and styles: studios write characters and parts there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.files._toonz import tags
from celtrace.ports import Note

FORMAT = "tpl"
TITLE = "OpenToonz palette"
EXTENSIONS = ("tpl",)

_START = re.compile(rb"^\s*+(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*\?>\s*+)?<palette[\s>]")
_STYLE = re.compile(r"^(?P<name>.*?)\s+-?\d+(?:\s+-?[\d.]+)*\s*$", re.DOTALL)
_BY_ITSELF = re.compile(r"^(?:_\d+ )?color(?:_\d+)?$")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the root element settles it
    """The root element `palette` with its version or styles."""
    begins = _START.match(head[:1024])
    return 0.95 if begins and any(mark in head for mark in (b"<version", b"<styles")) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Names, in the order of the file."""
    text = blob.stream.read().decode("utf-8", "replace")
    said = Said(blob, FORMAT)
    if "</palette>" not in text:
        note(f"line {text.count(chr(10)) + 1}", "the file is cut", "what is there was read")
    for tag in tags(text):
        place = f"line {tag.line}: {tag.name}"
        if tag.name == "palette":
            yield from said.trait("title", tag.attributes.get("name", ""), place)
            yield from said.trait("lineage", tag.attributes.get("gname", ""), place)
        elif tag.name == "version":
            yield from said.trait("version", tag.text, place)
        elif tag.name == "name":
            yield from said.text(tag.text, "name", place)
        elif tag.name == "style":
            yield from _style(tag.text, said, place)
        elif tag.name == "refImgPath":
            yield from said.path(tag.text, place)


def _style(text: str, said: Said, place: str) -> Iterator[Item]:
    match = _STYLE.match(text)
    if match and not _BY_ITSELF.match(match["name"]):
        yield from said.text(match["name"], "name", place)
