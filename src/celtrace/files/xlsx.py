"""Excel workbooks: sheets and cells, comments with their authors, fonts, paths, history.

Reference: ECMA-376 part 1, SpreadsheetML
(https://ecma-international.org/publications-and-standards/standards/ecma-376/); the folder of
the last save stands in the extension x15ac:absPath (MS-XLSX 2.3.3).
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _ooxml
from celtrace.files._blob import Blob, Item
from celtrace.files._cells import cells
from celtrace.files._markup import attribute, elements, local, words
from celtrace.ports import Note

FORMAT = "xlsx"
TITLE = "Excel workbook"
EXTENSIONS = ("xlsx", "xlsm", "xltx", "xltm")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether the container holds a workbook."""
    return 0.95 if "xl/workbook.xml" in getattr(head, "members", ()) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties, paths, names, cells, comments, then what is embedded."""
    yield from document(blob, note, FORMAT)


def document(blob: Blob, note: Note, reader: str) -> Iterator[Item]:
    """The same for the XML and the binary form of a workbook."""
    package = _ooxml.opened(blob, note, reader)
    if package is None:
        return
    yield from _ooxml.properties(package)
    yield from _workbook(package)
    yield from cells(package.says, note)
    yield from _comments(package)
    yield from _ooxml.held(package)


def _workbook(package: _ooxml.Package) -> Iterator[Item]:
    part = "xl/workbook.xml"
    for element in elements(package.part(part), part, package.note):
        name = local(element.tag)
        if name == "absPath":
            yield from package.says.paths(attribute(element, "url"), f"{part} absPath")
        elif name == "definedName":
            place = f"{part} name {attribute(element, 'name')}"
            yield from package.says.text(attribute(element, "name"), "name", place)
        elif name == "fileVersion":
            build = attribute(element, "rupBuild") or attribute(element, "lowestEdited")
            yield from package.says.fact("version", build, f"{part} fileVersion")
        elif name in ("fileSharing", "workbookProtection"):
            yield from package.says.fact("user", attribute(element, "userName"), f"{part} {name}")
    part, fonts = "xl/styles.xml", set[str]()
    for element in elements(package.part(part), part, package.note):
        if local(element.tag) == "font":
            fonts |= {attribute(one, "val") for one in element if local(one.tag) == "name"}
    for font in sorted(fonts):
        yield from package.says.fact("font", font, part)


def _comments(package: _ooxml.Package) -> Iterator[Item]:
    for part in (*package.like("xl/comments"), *package.like("xl/threadedComments/"),
                 *package.like("xl/persons/")):  # fmt: skip
        for element in elements(package.part(part), part, package.note):
            name = local(element.tag)
            if name == "author":
                yield from package.says.fact("author", words(element), f"{part} author")
            elif name == "person":
                yield from package.says.fact("author", attribute(element, "displayName"), part)
            elif name in ("comment", "threadedComment"):
                place = f"{part} {attribute(element, 'ref')}"
                yield from package.says.text(words(element), "comment", place)
                yield from package.says.time("modified", attribute(element, "dT"), place)
