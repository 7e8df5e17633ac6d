"""Word, Excel and PowerPoint in one XML file: the 2003 formats and flat packages.

References: Office 2003 XML Reference Schemas (https://learn.microsoft.com/office/2003/xml), flat
OPC (`pkg:package`). WPS Office writes them too, often under the names `.doc` and `.xls`.
Author, who saved last, company, programme and times of the document's properties, fonts, text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.files._xml import Node, tree
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "office_xml"
TITLE = "Office document in one XML file"
EXTENSIONS = ("xml", "doc", "xls")

_ROOT = re.compile(
    rb"<\?mso-application\s|<(?:\w+:)?wordDocument[\s>]|"
    rb"<(?:\w+:)?Workbook\s[^>]*office:spreadsheet|<pkg:package[\s>]"
)
_FACTS: dict[str, TraitName] = {
    "Author": "author", "creator": "author", "LastAuthor": "last_editor",
    "lastModifiedBy": "last_editor", "Company": "organisation", "Manager": "author",
    "Title": "title", "title": "title", "Template": "template", "AppVersion": "version",
    "Version": "version", "Application": "software", "AppName": "software",
}  # fmt: skip
_TIMES: dict[str, TraitName] = {
    "Created": "created", "created": "created", "LastSaved": "modified", "modified": "modified",
    "LastPrinted": "printed", "lastPrinted": "printed",
}  # fmt: skip
_HOLDERS = frozenset({"DocumentProperties", "coreProperties", "Properties"})
_FONTS = frozenset({"font", "Font"})
_LINES = {"p": "body", "Row": "cell"}


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the beginning settles it
    """An instruction for Office, or the root element of one of its documents."""
    begins = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"
    return 0.97 if begins and _ROOT.search(head[:8192]) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties, fonts, paragraphs and rows."""
    root = tree(blob.stream.read(), "XML", note)
    if root is None:
        return
    said = Said(blob, FORMAT)
    for holder in root.walk():
        if holder.name in _HOLDERS:
            yield from _properties(holder, said)
    for font in sorted({found for node in root.walk() for found in _font(node)}):
        yield from said.trait("font", font, "fonts")
    for path in sorted({value for value in _links(root) if value}):
        yield from said.path(path, "link")
    yield from _text(root, said)


def _properties(holder: Node, said: Said) -> Iterator[Item]:
    for node in holder.children:
        if node.name in _FACTS:
            yield from said.trait(_FACTS[node.name], node.text, f"{holder.name} {node.name}")
        elif node.name in _TIMES and node.text:
            yield from said.trait(_TIMES[node.name], node.text, f"{holder.name} {node.name}")


def _font(node: Node) -> Iterator[str]:
    if node.name in _FONTS:
        for key, value in node.attributes.items():
            if value and key.endswith(("FontName", "name", "}val")):
                yield value


def _links(root: Node) -> Iterator[str]:
    for node in root.walk():
        for key, value in node.attributes.items():
            if key.endswith(("HRef", "}dest")) and ("\\" in value or value.startswith("file:")):
                yield value


def _text(root: Node, said: Said) -> Iterator[Item]:
    sheet, number = "", 0
    for node in root.walk():
        if node.name == "Worksheet":
            sheet = next((v for k, v in node.attributes.items() if k.endswith("Name")), "")
            yield from said.text(sheet, "sheet", "Worksheet")
        elif node.name in _LINES:
            number += 1
            parts = (one.text for one in node.walk() if one.name in {"t", "Data"})
            line = ("\t" if node.name == "Row" else "").join(part for part in parts if part)
            place = f"{sheet} row {number}" if sheet else f"paragraph {number}"
            yield from said.text(line, "cell" if node.name == "Row" else "body", place)
