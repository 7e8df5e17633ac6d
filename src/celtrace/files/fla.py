"""Animate and Flash documents since CS5: programme, times and paths of imports, layers, words.

Reference: XFL, the ZIP of XML that Animate writes
(https://github.com/SasQ/SavageFlask/blob/master/doc/FLA.txt). The main part names the build that
saved it; each imported picture keeps the path it came from and when; the history stands in
an XMP packet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files import _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._layered import Layered, document
from celtrace.files._said import Role
from celtrace.files._times import Stamp, shown, unix
from celtrace.files._xml import Node
from celtrace.ports import Note
from celtrace.records import Head
from celtrace.records.files import TraitName

FORMAT = "fla"
TITLE = "Animate document"
EXTENSIONS = ("fla",)

_MAIN, _XMP = "DOMDocument.xml", "META-INF/metadata.xml"
_SYMBOL = re.compile(r"LIBRARY/.*\.xml$")
_NAMED: dict[str, Role] = {
    "DOMLayer": "layer", "DOMTimeline": "name", "DOMSymbolItem": "name", "DOMBitmapItem": "name",
    "DOMSoundItem": "name", "DOMVideoItem": "name", "DOMFolderItem": "name",
}  # fmt: skip
_ABOUT: tuple[tuple[str, TraitName], ...] = (
    ("creatorInfo", "software"), ("versionInfo", "version"), ("platform", "system"),
)  # fmt: skip
_CLOCKS: tuple[tuple[str, TraitName], ...] = (
    ("lastModified", "modified"), ("sourceLastImported", "saved"),
)  # fmt: skip


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the container says it
    """A ZIP that holds the main part."""
    members = head.members if isinstance(head, Head) else ()
    return 0.98 if _MAIN in members else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The document, its symbols, then the history."""
    opened = document(blob, FORMAT, note)
    if opened is None:
        return
    symbols = [one for one in opened.archive.infolist() if _SYMBOL.match(one.filename)]
    mains = [one for one in opened.archive.infolist() if one.filename == _MAIN]
    for info in (*mains, *symbols):
        root = opened.tree(info)
        if root is not None:
            yield from _part(root, info.filename, opened)
    packet = opened.member(_XMP)
    if packet:
        yield from _xmp.items(packet, opened.said, note, _XMP)
    yield from opened.clocks(FORMAT)


def _part(root: Node, part: str, opened: Layered) -> Iterator[Item]:
    said = opened.said
    for key, name in _ABOUT:
        yield from said.trait(name, root.attributes.get(key, ""), f"{part} {key}")
    for number, node in enumerate(root.walk()):
        place = f"{part} {node.name} {number}"
        if role := _NAMED.get(node.name):
            yield from said.text(node.attributes.get("name", ""), role, place)
        elif node.name == "characters":
            yield from said.text(node.text, "body", place)
        yield from said.trait("font", node.attributes.get("face", ""), "face")
        yield from said.path(node.attributes.get("sourceExternalFilepath", ""), place)
        for key, name in _CLOCKS:
            seconds = node.attributes.get(key, "")
            moment = unix(int(seconds)) if seconds.isdecimal() and len(seconds) < 12 else None
            if moment is not None:
                stamp = Stamp(shown(moment), moment)
                yield from said.trait(name, stamp.text, f"{place} {key}", stamp)
