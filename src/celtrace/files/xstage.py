"""Toon Boom Harmony scene (https://docs.toonboom.com/help/harmony-22/premium/project-creation/about-scene.html).

The version and build that wrote it with that build's date, names of elements, drawings,
columns, nodes and scenes, palettes, and the paths of what was imported. Where the scene
came from Harmony Server, the environment, job and user names too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._paths import paths_in
from celtrace.files._said import Role, Said
from celtrace.files._xml import Node, tree
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "xstage"
TITLE = "Toon Boom Harmony scene"
EXTENSIONS = ("xstage",)

_START = re.compile(
    rb"^\s*+(?:\xef\xbb\xbf)?\s*+(?:(?:<\?xml[^>]*\?>|<!--.*?-->)\s*+)*+<project\b([^>]*)>",
    re.DOTALL,
)
_SOURCE = re.compile(r"^(?P<software>.*?) version (?P<version>\S+)(?: build (?P<build>\S+))?")
_NAMES: dict[str, tuple[tuple[str, Role], ...]] = {
    "element": (("elementName", "layer"), ("elementFolder", "name"), ("rootFolder", "name")),
    "column": (("name", "layer"),),
    "module": (("name", "name"),),
    "scene": (("name", "name"),),
    "group": (("name", "name"),),
    "drawing": (("name", "name"),),
    "dwg": (("name", "name"),),
    "palette": (("name", "name"),),
    "note": (("text", "comment"), ("val", "comment")),
}
_ABOUT: dict[str, TraitName] = {
    "environment": "production", "env": "production", "job": "production", "user": "user",
    "username": "user", "database": "machine", "server": "machine", "host": "machine",
    "author": "author", "lockedBy": "user",
}  # fmt: skip


def sniff(head: bytes, name: str) -> float:
    """A `project` element that names Harmony; any other in a file of this name is a hint."""
    start = _START.match(head[:8192])
    ours = name.lower().endswith(".xstage")
    if not start:
        return 0.4 if ours and head.lstrip()[:5] in (b"<?xml", b"<!-- ") else 0.0
    if b"Harmony" in start[1] or b'creator="harmony"' in start[1]:
        return 0.98
    parts = sum(mark in head for mark in (b"<elements", b"<scenes", b"<scene ", b"<options"))
    return 0.85 if parts >= 3 and ours else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Version, names and paths in the order of the file."""
    root = tree(_from_root(blob.stream.read()), "XML", note)
    said = Said(blob, FORMAT)
    if root is None:
        return
    yield from _project(root, said)
    for number, node in enumerate(root.walk()):
        yield from _node(node, said, f"{node.name} {number}")


def _from_root(data: bytes) -> bytes:
    """From the root element on: in copies a comment may stand before the declaration."""
    start = _START.match(data[:8192])
    return data[start.end() - len(start[1]) - len(b"<project>") :] if start else data


def _project(root: Node, said: Said) -> Iterator[Item]:
    source = root.attributes.get("source", "")
    match = _SOURCE.match(source)
    if match:
        yield from said.trait("software", source, "project/@source")
        yield from said.trait(
            "version", f"{match['version']} build {match['build']}", "project/@source"
        )
    elif source:
        yield from said.trait("software", source, "project/@source")
    version = root.attributes.get("version", "")
    yield from said.trait("version", version, "project/@version")
    creator = root.attributes.get("creator", "")
    if creator != "harmony":
        yield from said.trait("author", creator, "project/@creator")


def _node(node: Node, said: Said, place: str) -> Iterator[Item]:
    for key, role in _NAMES.get(node.name, ()):
        yield from said.text(node.attributes.get(key, ""), role, place)
    for key, value in node.attributes.items():
        if key in _ABOUT:
            yield from said.trait(_ABOUT[key], value, f"{place}/@{key}")
        elif "/" in value or "\\" in value:
            for path in paths_in(value):
                yield from said.path(path, f"{place}/@{key}")
