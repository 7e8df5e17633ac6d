"""Premiere project: builds that made and saved it, media with their paths, names, settings.

Reference: http://fileformats.archiveteam.org/wiki/Premiere_Pro; XML, packed with gzip since CC.
Media keep the whole path on the editor's machine.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._paths import paths_in
from celtrace.files._said import Said
from celtrace.files._xml import Node, begins_with, tree
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "prproj"
TITLE = "Premiere project"
EXTENSIONS = ("prproj",)

_GZIP, _WINDOW = b"\x1f\x8b", 31
_PIECE, _SMALL = 1 << 14, 16 << 20
_FACTS: dict[str, TraitName] = {
    "MZ.BuildVersion.Created": "software", "MZ.BuildVersion.Modified": "software",
    "BuildVersion": "software", "AppVersion": "version",
}  # fmt: skip
_NAMES = frozenset({"Name", "Title", "ClipName", "NodeName"})
_PATHS = re.compile(r"Path$|^FileKey$|^Filename$")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the root element settles it
    """The root element, packed or not."""
    return 0.98 if begins_with(_unpacked(head, 4096), b"PremiereData") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Builds, names and paths, each once."""
    data = _unpacked(blob.stream.read(blob.limits.member_bytes), _most(blob))
    root = tree(data, "XML", note)
    if root is None:
        return
    said, given = Said(blob, FORMAT), set[str]()
    yield from said.trait("version", root.attributes.get("Version", ""), "PremiereData")
    for node in root.walk():
        yield from _node(node, said, given)


def _most(blob: Blob) -> int:
    limits = blob.limits
    return min(limits.member_bytes, max(_SMALL, blob.size * limits.unpacked_ratio))


def _unpacked(data: bytes, most: int) -> bytes:
    """The XML, up to so many bytes; what stands before damage is given."""
    if not data.startswith(_GZIP):
        return data[:most]
    unfold, out = zlib.decompressobj(_WINDOW), bytearray()
    try:
        for at in range(0, len(data), _PIECE):
            out += unfold.decompress(data[at : at + _PIECE], most - len(out))
            if len(out) >= most or unfold.eof:
                break
    except zlib.error:
        pass
    return bytes(out)


def _node(node: Node, said: Said, given: set[str]) -> Iterator[Item]:
    if fact := _FACTS.get(node.name):
        yield from said.trait(fact, node.text, node.name)
    if node.name in _NAMES and node.text not in given:
        given.add(node.text)
        yield from said.text(node.text, "name", node.name)
    elif _PATHS.search(node.name):
        for path in paths_in(node.text):
            yield from said.path(path, node.name)
    uid = node.attributes.get("ObjectUID", "") if node.name in ("Media", "RootProjectItem") else ""
    yield from said.trait("lineage", uid, f"{node.name} ObjectUID")
