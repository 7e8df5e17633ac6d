"""OpenToonz scene (https://github.com/opentoonz/opentoonz/blob/master/toonz/sources/toonzlib/toonzscene.cpp).

The program and version that wrote it, levels with their names and paths, columns, output
paths, notes, and the scene's history: time, machine and user of every save.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.files._toonz import Tag, changes, tags
from celtrace.ports import Note

FORMAT = "tnz"
TITLE = "OpenToonz scene"
EXTENSIONS = ("tnz", "tnzbu")

_START = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<tnz[\s>]")
_PATHS = frozenset({"path", "scannedPath", "unpaintedPath", "refLevel", "soundPath", "filePath"})
_IN_TITLES = frozenset({"column", "fx", "levelColumn", "pegbar"})
_MACHINE = re.compile(r"^(?:Xsheet|Output|Table|LevelColumn|Camera\d*|Col\d+)$")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the root element settles it
    """The root element `tnz`."""
    return 0.98 if _START.match(head[:4096]) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the tags say, in their order."""
    text = blob.stream.read().decode("utf-8", "replace")
    said = Said(blob, FORMAT)
    if not text.rstrip().endswith("</tnz>"):
        note(f"line {text.count(chr(10)) + 1}", "the file is cut", "what is there was read")
    for tag in tags(text):
        yield from _tag(tag, said, f"line {tag.line}: {'/'.join(tag.above[-2:])}/{tag.name}")


def _tag(tag: Tag, said: Said, place: str) -> Iterator[Item]:
    inside = tag.above[-1] if tag.above else ""
    if tag.name == "tnz":
        yield from said.trait("version", tag.attributes.get("version", ""), place)
    elif tag.name == "generator":
        yield from said.trait("software", tag.text, place)
    elif tag.name in _PATHS:
        yield from said.path(tag.text, place)
    elif tag.name == "name" and not _MACHINE.match(tag.text):
        yield from said.text(tag.text, "layer" if inside == "level" else "name", place)
    elif tag.name == "history":
        yield from changes(tag.text, said, place)
    elif tag.name in ("note", "text", "notes"):
        yield from said.text(tag.text, "comment", place)
    elif tag.name == "level" and tag.attributes.get("name"):
        yield from said.text(tag.attributes["name"], "layer", place)
