"""SVG drawings: who drew them with what, layers, words, fonts, paths, pictures inside.

References: https://www.w3.org/TR/SVG2/ and Inkscape's namespace
(https://wiki.inkscape.org/wiki/Inkscape_SVG_vs._plain_SVG). Inkscape keeps the folder of the last
export, Illustrator a comment with its version and an XMP packet.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from celtrace.files import _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._paths import paths_in
from celtrace.files._said import Said
from celtrace.files._xml import Node, tree
from celtrace.ports import Note
from celtrace.records import Child
from celtrace.records.files import TraitName

FORMAT = "svg"
TITLE = "SVG drawing"
EXTENSIONS = ("svg",)

_GENERATOR = re.compile(rb"<!--\s*(?:Generator:|Created with|Creator:)([^>]{1,300}?)-->")
_SUBSET = re.compile(rb"<!DOCTYPE\s+svg[^>\[]*\[(.{0,20000}?)\]\s*>", re.DOTALL)
_ENTITY = re.compile(rb"<!ENTITY\s+([A-Za-z_][\w.-]{0,40})\s+[\"']([^\"'&%<]{0,200})[\"']\s*>")
_USED = re.compile(rb"&([A-Za-z_][\w.-]{0,40});")
_SMALL, _GROWTH = 16 << 20, 4
"""How large a drawing may become by its entities: so many bytes, or times its own size."""
_FONT = re.compile(r"font-family\s*:\s*([^;}]{1,200})")
_DATA = re.compile(r"data:image/([a-z+]{1,12});base64,(.*)", re.DOTALL)
_WORK: dict[str, TraitName] = {
    "creator": "author", "contributor": "author", "publisher": "organisation", "title": "title",
    "date": "created", "language": "language", "identifier": "lineage", "source": "lineage",
}  # fmt: skip
_LINKS = ("export-filename", "href", "absref", "docbase")
_WORDS = frozenset({"text", "title", "desc", "flowRoot"})


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the contract's shape
    """Zero: the table of signatures knows how drawings begin."""
    return 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The head, the metadata, then layers, words and links in the order of the drawing."""
    data = blob.stream.read(blob.limits.member_bytes)
    said = Said(blob, FORMAT)
    for found in _GENERATOR.finditer(data[:65536]):
        yield from said.trait("software", found[1].decode("utf-8", "replace").strip(), "comment")
    root = tree(_plain(data, note), "XML", note)
    for number, packet in enumerate(_xmp.packets(data), 1):
        yield from _xmp.items(packet, said, note, f"XMP {number}")
    if root is not None:
        yield from _root(root, said)
        for number, node in enumerate(root.walk()):
            yield from _node(node, said, f"{node.name} {number}", note)
        yield from _fonts(root, said)


def _plain(data: bytes, note: Note) -> bytes:
    """The drawing with its short entities put in: Illustrator declares namespaces as such."""
    start = data.find(b"<!DOCTYPE", 0, 65536)
    subset = _SUBSET.match(data[:65536], start) if start >= 0 else None
    if subset is None:
        return data
    short = {found[1]: found[2] for found in _ENTITY.finditer(subset[1])}
    if len(short) != subset[1].count(b"<!ENTITY"):
        return data
    most = max(_SMALL, _GROWTH * len(data))
    out, at = bytearray(data[: subset.start()]), subset.end()
    for used in _USED.finditer(data, subset.end()):
        out += data[at : used.start()] + short.get(used[1], used[0])
        at = used.end()
        if len(out) > most:
            note("", f"its entities unfold to more than {most:,} bytes", "the rest was not read")
            return bytes(out)
    return bytes(out + data[at:])


def _own(node: Node, name: str) -> str:
    """An attribute by its name in any namespace."""
    return next((v for k, v in node.attributes.items() if k.rpartition("}")[2] == name), "")


def _root(root: Node, said: Said) -> Iterator[Item]:
    version = next((v for k, v in root.attributes.items() if k.endswith("inkscape}version")), "")
    if version:
        yield from said.trait("software", f"Inkscape {version}", "svg inkscape:version")
    yield from said.text(_own(root, "docname"), "name", "svg sodipodi:docname")
    for work in root.all("Work"):
        for one in work.children:
            if one.name in _WORK:
                text = one.text or next((n.text for n in one.walk() if n.text), "")
                yield from said.trait(_WORK[one.name], text, f"metadata {one.name}")


def _node(node: Node, said: Said, place: str, note: Note) -> Iterator[Item]:
    if node.name == "g":
        layer = _own(node, "label") or (_own(node, "id") if _own(node, "groupmode") else "")
        yield from said.text(layer, "layer", place)
    elif node.name in _WORDS and not node.tag.startswith("http://purl.org"):
        text = " ".join(word for one in node.walk() for word in one.text.split())
        yield from said.text(text, "title" if node.name == "title" else "body", place)
    for key in _LINKS:
        value = _own(node, key)
        if inside := _DATA.match(value):
            yield from _picture(inside, place, note)
        else:
            for path in paths_in(value):
                yield from said.path(path, f"{place} {key}")


def _picture(inside: re.Match[str], place: str, note: Note) -> Iterator[Item]:
    try:
        data = base64.b64decode(inside[2])
    except (binascii.Error, ValueError):
        note(place, "the picture in it is damaged", "it was left out")
        return
    yield Child(name=f"{place}.{inside[1]}".encode(), data=data, place=place)


def _fonts(root: Node, said: Said) -> Iterator[Item]:
    found = {_own(node, "font-family") for node in root.walk()}
    for node in root.walk():
        style = _own(node, "style") or (node.text if node.name == "style" else "")
        found |= {one[1] for one in _FONT.finditer(style)}
    for font in sorted(one.strip(" '\"") for one in found if one.strip(" '\"")):
        yield from said.trait("font", font, "font-family")
