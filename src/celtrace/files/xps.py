"""XPS documents: who printed what when, on which printer, and the words on the pages.

Reference: ECMA-388, Open XML Paper Specification
(https://ecma-international.org/publications-and-standards/standards/ecma-388/). The package's
properties are those of Word's; the print ticket keeps the printer's name as Windows holds it: where
another machine shares the printer, the name is a path that begins with that machine.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from celtrace.files import _ooxml
from celtrace.files._blob import Blob, Item
from celtrace.files._markup import attribute, elements, local, words
from celtrace.ports import Note

FORMAT = "xps"
TITLE = "XPS document"
EXTENSIONS = ("xps", "oxps")

_DEVICE = 64
"""Bytes of the printer's name at the start of a DEVMODE structure, in UTF-16."""


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """A sequence of fixed documents in the container."""
    members = getattr(head, "members", ())
    return 0.95 if any(one.lower().endswith(".fdseq") for one in members) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties, the printer, then page by page."""
    package = _ooxml.opened(blob, note, FORMAT)
    if package is None:
        return
    yield from _ooxml.properties(package)
    for part in package.names:
        if "ticket" in part.lower() or part.lower().endswith("_pt.xml"):
            yield from _ticket(package, part)
    tongues = set[str]()
    for part in package.like("", ".fpage"):
        yield from _page(package, part, tongues)
    for tongue in sorted(tongues):
        yield from package.says.fact("language", tongue, "xml:lang")


def _ticket(package: _ooxml.Package, part: str) -> Iterator[Item]:
    for element in elements(package.part(part), part, package.note):
        if local(element.tag) == "Property" and "Devmode" in attribute(element, "name"):
            try:
                raw = base64.b64decode("".join(words(element).split()))
            except (binascii.Error, ValueError):
                package.note(part, "the printer's settings are damaged", "they were not read")
                continue
            printer = raw[:_DEVICE].decode("utf-16-le", "replace").partition("\0")[0]
            yield from package.says.paths(printer, f"{part} printer")


def _page(package: _ooxml.Package, part: str, tongues: set[str]) -> Iterator[Item]:
    """The words of a page, line by line as they were drawn."""
    lines = list[str]()
    for element in elements(package.part(part), part, package.note):
        if local(element.tag) == "Glyphs":
            lines.append(attribute(element, "UnicodeString").removeprefix("{}"))
        link = attribute(element, "FixedPage.NavigateUri")
        yield from package.says.paths(link.removeprefix("file:///"), f"{part} link")
        if tongue := attribute(element, "lang"):
            tongues.add(tongue)
    yield from package.says.text("\n".join(lines), "body", part)
