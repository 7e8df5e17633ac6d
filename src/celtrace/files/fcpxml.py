"""Final Cut Pro XML (https://developer.apple.com/documentation/professional-video-applications/fcpxml-reference).

Names of events, projects and clips, media with their paths, markers and notes, roles,
and every `modDate`, which Final Cut writes with its zone. Libraries name the user in their path.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.files._xml import Node, begins_with, tree
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "fcpxml"
TITLE = "Final Cut Pro XML"
EXTENSIONS = ("fcpxml",)

_NAMED = frozenset({
    "event", "project", "clip", "asset-clip", "asset", "media", "ref-clip", "sync-clip",
    "mc-clip", "video", "audio", "title", "effect", "keyword", "mc-angle",
})  # fmt: skip
_SOURCES = ("src", "location")
_KEYS: tuple[tuple[str, TraitName], ...] = (
    ("ingestDate", "captured"), ("ContentCreated", "captured"), ("cameraName", "camera"),
    ("cameraID", "camera"), ("kMDItemAcquisitionMake", "camera"), ("scene", "cut"),
    ("kMDItemAcquisitionModel", "camera"), ("shot", "cut"), ("reel", "cut"),
)  # fmt: skip


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the root element settles it
    """The root element `fcpxml`."""
    return 0.98 if begins_with(head[:8192], b"fcpxml") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Names, paths and times in the order of the file."""
    root = tree(blob.stream.read(), "XML", note)
    if root is None:
        return
    said = Said(blob, FORMAT)
    yield from said.trait("version", root.attributes.get("version", ""), "fcpxml/@version")
    yield from said.trait(
        "software", f"FCPXML {root.attributes.get('version', '')}".strip(), "fcpxml"
    )
    for number, node in enumerate(root.walk()):
        yield from _node(node, said, f"{node.name} {node.attributes.get('name', number)}")


def _node(node: Node, said: Said, place: str) -> Iterator[Item]:
    said_of = node.attributes
    if node.name in _NAMED:
        yield from said.text(said_of.get("name", said_of.get("value", "")), "name", place)
    if node.name == "project":
        yield from said.trait("title", said_of.get("name", ""), place)
    yield from said.trait("modified", said_of.get("modDate", ""), f"{place}/@modDate")
    if node.name in ("asset", "media", "project", "event"):
        yield from said.trait("lineage", said_of.get("uid", ""), f"{place}/@uid")
    for key in _SOURCES:
        yield from said.path(said_of.get(key, ""), f"{place}/@{key}")
    if node.name in ("note", "text-style"):
        yield from said.text(node.text, "comment", place)
    if node.name in ("marker", "chapter-marker"):
        yield from said.text(
            f"{said_of.get('value', '')} {said_of.get('note', '')}", "comment", place
        )
    yield from said.trait("font", said_of.get("font", ""), f"{place}/@font")
    if node.name == "md":
        yield from _metadata(said_of.get("key", ""), said_of.get("value", ""), said, place)


def _metadata(key: str, value: str, said: Said, place: str) -> Iterator[Item]:
    for part, name in _KEYS:
        if key.endswith(part):
            yield from said.trait(name, value, f"{place} {key}")
