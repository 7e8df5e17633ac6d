"""Krita document (https://docs.krita.org/en/general_concepts/file_formats/file_kra.html).

Author with company and contacts, creation and last date, how often and how long it was
edited, names of layers, the program's version, and the merged picture.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._layered import Layered, document
from celtrace.files._paths import paths_in
from celtrace.files._xml import Node
from celtrace.ports import Note
from celtrace.records import Head
from celtrace.records.files import TraitName

FORMAT = "kra"
TITLE = "Krita document"
EXTENSIONS = ("kra", "krz")

_TYPE = b"application/x-krita"
_ABOUT: dict[str, TraitName] = {
    "title": "title", "initial-creator": "author", "creation-date": "created", "date": "modified",
    "full-name": "author", "creator-first-name": "author", "creator-last-name": "author",
    "company": "organisation", "nick-name": "user",
}  # fmt: skip
_WORDS = frozenset({"description", "subject", "abstract", "keyword", "position", "contact"})
_NOBODY = "Unknown"


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the container says it
    """A ZIP whose first member says so, or that holds Krita's documents."""
    if not head.startswith(b"PK"):
        return 0.0
    members = head.members if isinstance(head, Head) else ()
    return (
        0.98 if _TYPE in head[:120] or {"maindoc.xml", "documentinfo.xml"} <= set(members) else 0.0
    )


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Who and when, the layers, the picture."""
    opened = document(blob, FORMAT, note)
    if opened is None:
        return
    info, main = opened.tree("documentinfo.xml"), opened.tree("maindoc.xml")
    if info is not None:
        yield from _about(info, opened)
    if main is not None:
        yield from _layers(main, opened)
    yield from opened.clocks(FORMAT)
    yield from opened.picture("preview.png", "thumbnail")
    yield from opened.picture("mergedimage.png", "whole")


def _about(info: Node, opened: Layered) -> Iterator[Item]:
    for node in info.walk():
        place = f"documentinfo.xml {node.name}"
        if node.name in _ABOUT and node.text != _NOBODY:
            yield from opened.said.trait(_ABOUT[node.name], node.text, place)
        elif node.name in _WORDS:
            yield from opened.said.text(node.text, "comment", place)


def _layers(main: Node, opened: Layered) -> Iterator[Item]:
    said = opened.said
    version = main.attributes.get("kritaVersion", "")
    editor = main.attributes.get("editor", "Krita")
    yield from said.trait("software", f"{editor} {version}".strip(), "maindoc.xml")
    for number, node in enumerate(main.all("layer"), 1):
        place = f"maindoc.xml layer {number}"
        yield from said.text(node.attributes.get("name", ""), "layer", place)
        yield from said.trait("lineage", node.attributes.get("uuid", ""), place)
        for path in paths_in(node.attributes.get("source", "")):
            yield from said.path(path, place)
