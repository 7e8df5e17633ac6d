"""Word documents: texts, comments and changes with their authors, rsids, fonts, templates.

Reference: ECMA-376 part 1, WordprocessingML
(https://ecma-international.org/publications-and-standards/standards/ecma-376/). An rsid is
drawn anew at each session of editing; copies of one document share them.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from celtrace.files import _ooxml
from celtrace.files._blob import Blob, Item
from celtrace.files._markup import attribute, elements, local, words
from celtrace.ports import Note

FORMAT = "docx"
TITLE = "Word document"
EXTENSIONS = ("docx", "docm", "dotx", "dotm")
_PARTS = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")
_RSIDS = 60


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether the container holds a Word document."""
    members = getattr(head, "members", ())
    return (
        0.95 if any(one in members for one in ("word/document.xml", "word/document2.xml")) else 0.0
    )


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties, fonts, sessions, texts, comments, then what is embedded."""
    package = _ooxml.opened(blob, note, FORMAT)
    if package is None:
        return
    yield from _ooxml.properties(package)
    yield from _settings(package)
    for start in _PARTS:
        for part in package.like(start):
            yield from _texts(package, part)
    yield from _comments(package)
    yield from _ooxml.held(package)


def _settings(package: _ooxml.Package) -> Iterator[Item]:
    part, count = "word/settings.xml", 0
    for element in elements(package.part(part), part, package.note):
        if local(element.tag) in ("rsidRoot", "rsid") and count < _RSIDS:
            count += 1
            yield from package.says.fact("lineage", attribute(element, "val"),
                                         f"{part} {local(element.tag)}")  # fmt: skip
    part = "word/fontTable.xml"
    for element in elements(package.part(part), part, package.note):
        if local(element.tag) == "font":
            yield from package.says.fact("font", attribute(element, "name"), part)


def _texts(package: _ooxml.Package, part: str) -> Iterator[Item]:
    """Paragraphs, and who changed them when."""
    number, tongues, changed = 0, set[str](), set[tuple[str, str]]()
    for element in elements(package.part(part), part, package.note):
        name = local(element.tag)
        if name == "p":
            number += 1
            yield from package.says.text(_paragraph(element), "body", f"{part} paragraph {number}")
        elif name == "lang":
            tongues |= {value for value in element.attrib.values() if value}
        elif name in ("ins", "del", "rPrChange", "pPrChange", "moveFrom", "moveTo"):
            changed.add((attribute(element, "author"), attribute(element, "date")))
    for author, date in sorted(changed):
        yield from package.says.fact("last_editor", author, f"{part} change")
        yield from package.says.time("modified", date, f"{part} change by {author}")
    for tongue in sorted(tongues):
        yield from package.says.fact("language", tongue, f"{part} w:lang")


def _paragraph(element: Element) -> str:
    marks = {"tab": "\t", "br": "\n", "cr": "\n"}
    return "".join(
        (one.text or "") if local(one.tag) in ("t", "delText") else marks.get(local(one.tag), "")
        for one in element.iter()
    )


def _comments(package: _ooxml.Package) -> Iterator[Item]:
    part = "word/comments.xml"
    for element in elements(package.part(part), part, package.note):
        if local(element.tag) == "comment":
            author = attribute(element, "author")
            place = f"{part} comment {attribute(element, 'id')}"
            yield from package.says.fact("author", author, place)
            yield from package.says.time("modified", attribute(element, "date"), place)
            yield from package.says.text(words(element), "comment", f"{place} by {author}")
