"""After Effects project in XML: versions, footage with its paths, names, history.

Reference: Adobe's XML form of the project
(https://helpx.adobe.com/after-effects/using/projects.html). Footage keeps the whole path on the
machine where it was imported, and that machine's name where it lay on a share.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._paths import paths_in
from celtrace.files._said import Said
from celtrace.files._xml import Node, begins_with, tree
from celtrace.ports import Note

FORMAT = "aepx"
TITLE = "After Effects XML project"
EXTENSIONS = ("aepx",)

_SERVER = ("server_name", "server_volume_name")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the root element settles it
    """The root element."""
    return 0.98 if begins_with(head[:4096], b"AfterEffectsProject") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Version, names, paths, then the packets."""
    data = blob.stream.read(blob.limits.member_bytes)
    root = tree(data, "XML", note)
    if root is None:
        return
    said = Said(blob, FORMAT)
    major, minor = (root.attributes.get(f"{one}Version", "") for one in ("major", "minor"))
    yield from said.trait("version", f"{major}.{minor}".strip("."), "AfterEffectsProject")
    for number, node in enumerate(root.walk()):
        yield from _node(node, f"{node.name} {number}", said, note)


def _node(node: Node, place: str, said: Said, note: Note) -> Iterator[Item]:
    if node.name == "string":
        yield from said.text(node.text, "name", place)
        for path in paths_in(node.text):
            yield from said.path(path, place)
    elif node.name == "fileReference":
        yield from said.path(node.attributes.get("fullpath", ""), place)
        yield from said.trait("system", node.attributes.get("platform", ""), f"{place} platform")
        for key in _SERVER:
            yield from said.trait("machine", node.attributes.get(key, ""), f"{place} {key}")
    elif "<x:xmpmeta" in node.text or "<rdf:RDF" in node.text:
        yield from _xmp.items(node.text.encode(), said, note, f"{node.name} XMP")
