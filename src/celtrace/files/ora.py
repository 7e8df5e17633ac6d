"""OpenRaster document (https://www.openraster.org/baseline/file-layout-spec.html).

Names of layers and groups, the zone that the container's clocks show, the merged picture.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._layered import document
from celtrace.ports import Note
from celtrace.records import Head

FORMAT = "ora"
TITLE = "OpenRaster document"
EXTENSIONS = ("ora",)

_TYPE = b"image/openraster"


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the container says it
    """A ZIP whose first member says so, or that holds a stack and its picture."""
    if not head.startswith(b"PK"):
        return 0.0
    members = head.members if isinstance(head, Head) else ()
    return 0.98 if _TYPE in head[:120] or {"stack.xml", "mergedimage.png"} <= set(members) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Layers from the top, clocks, pictures."""
    opened = document(blob, FORMAT, note)
    if opened is None:
        return
    stack = opened.tree("stack.xml")
    if stack is not None:
        yield from opened.said.trait("version", stack.attributes.get("version", ""), "stack.xml")
        for number, node in enumerate(stack.walk()):
            if node.name in ("layer", "stack", "text"):
                name = node.attributes.get("name", "")
                yield from opened.said.text(name, "layer", f"stack.xml {node.name} {number}")
    yield from opened.clocks(FORMAT)
    yield from opened.picture("Thumbnails/thumbnail.png", "thumbnail")
    yield from opened.picture("mergedimage.png", "whole")
