"""Final Cut Pro 7 XML, which Premiere and Resolve write, too: sequences, clips, media, notes.

Reference: https://developer.apple.com/library/archive/documentation/AppleApplications/Reference/FinalCutPro_XML/.
Media stand with their path on the editor's machine, sequences and clips with ids that copies
of a project share.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._said import Role, Said
from celtrace.files._xml import Node, begins_with, tree
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "xmeml"
TITLE = "Final Cut Pro 7 XML"
EXTENSIONS = ("xml", "xmeml")

_FACTS: dict[str, TraitName] = {
    "uuid": "lineage", "appname": "software", "appversion": "version", "shootdate": "captured",
    "fontname": "font", "scene": "cut", "shottake": "cut",
}  # fmt: skip
_TEXTS: dict[str, Role] = {
    "name": "name", "lognote": "comment", "description": "comment", "good": "comment",
    "comment": "comment", "mastercomment1": "comment", "mastercomment2": "comment",
    "mastercomment3": "comment", "mastercomment4": "comment", "clipcommenta": "comment",
    "clipcommentb": "comment",
}  # fmt: skip
_YES = frozenset({"TRUE", "FALSE"})


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the root element settles it
    """The root element."""
    return 0.98 if begins_with(head[:8192], b"xmeml") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Names, notes and paths in the order of the file, each once."""
    root = tree(blob.stream.read(blob.limits.member_bytes), "XML", note)
    if root is None:
        return
    said = Said(blob, FORMAT)
    yield from said.trait("version", f"xmeml {root.attributes.get('version', '')}", "xmeml")
    for node in root.walk():
        yield from _node(node, said)


def _node(node: Node, said: Said) -> Iterator[Item]:
    if fact := _FACTS.get(node.name):
        yield from said.trait(fact, node.text, node.name)
    elif node.name == "pathurl":
        yield from said.path(node.text, "pathurl")
    elif role := _TEXTS.get(node.name):
        text = "" if node.text in _YES else node.text
        yield from said.text(text, role, node.name)
