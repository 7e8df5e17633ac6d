"""What an XLSX workbook says beside its values: sheets, styles, formulas, hidden rows.

Reference: ECMA-376 part 1, 18.2 (workbook), 18.3 (worksheets), 18.8 (styles).
"""

from __future__ import annotations

import posixpath
import re
import zipfile

import msgspec

from celtrace.tables._archive import chunks
from celtrace.tables._markup import feed

_BUILT_IN_PERCENT = (9, 10)
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_FLOAT_DIGITS = 15
_LETTERS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class SheetPart(msgspec.Struct, frozen=True):
    """A sheet of the workbook and the member that holds it."""

    name: str
    member: str
    visible: bool


class Scan(msgspec.Struct):
    """What one pass over a sheet's XML found; cells are (row, column) from 0."""

    cells: int = 0
    rows: int = 0
    columns: int = 0
    hidden_rows: int = 0
    formulas: dict[tuple[int, int], str] = {}
    """Every formula cell with its text; empty for the followers of a shared formula."""
    unsolved: set[tuple[int, int]] = set()
    """Formula cells without a stored result."""
    errors: dict[tuple[int, int], str] = {}
    percents: set[tuple[int, int]] = set()
    long: dict[tuple[int, int], str] = {}
    """Numbers with more digits than a float holds, as written."""

    @property
    def odd(self) -> set[tuple[int, int]]:
        """Cells that hold an error value or an unsolved formula."""
        return self.unsolved | set(self.errors)


def letters(column: int) -> str:
    """Column 0 is A, 25 is Z, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def coordinates(reference: str) -> tuple[int, int] | None:
    """(row, column) from 0 of `B3`; None if it is not a cell reference."""
    found = _LETTERS.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


class _Names:
    """Collects sheets of workbook.xml, targets of the relations, percent styles."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.targets: dict[str, str] = {}
        self.formats: dict[int, str] = {}
        self.styles: list[int] = []
        self._in_styles = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            visible = attributes.get("state", "visible") == "visible"
            self.sheets.append((attributes.get("name", ""), attributes.get("id", ""), visible))
        elif name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
        elif name == "numFmt":
            self.formats[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_styles = True
        elif name == "xf" and self._in_styles:
            self.styles.append(_whole(attributes.get("numFmtId")))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_styles = False

    def text(self, data: str) -> None:
        """Nothing of it is text."""

    def percent_styles(self) -> frozenset[str]:
        """Indexes of cell styles that show a percentage."""
        return frozenset(
            str(index)
            for index, number in enumerate(self.styles)
            if number in _BUILT_IN_PERCENT or "%" in _LITERAL.sub("", self.formats.get(number, ""))
        )


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def parts(archive: zipfile.ZipFile) -> tuple[tuple[SheetPart, ...], frozenset[str]]:
    """Sheets in the order of the workbook, and the indexes of percent styles.

    KeyError if the container is no workbook; ExpatError or Refused for bad XML.
    """
    names = _Names()
    feed(names, chunks(archive, "xl/workbook.xml"))
    feed(names, chunks(archive, "xl/_rels/workbook.xml.rels"))
    if "xl/styles.xml" in archive.namelist():
        feed(names, chunks(archive, "xl/styles.xml"))
    sheets = tuple(
        SheetPart(name, posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"), visible)
        for name, relation, visible in names.sheets
        if (target := names.targets.get(relation, ""))
    )
    return sheets, names.percent_styles()


class _Cells:
    """Walks the cells of a sheet."""

    def __init__(self, percents: frozenset[str]) -> None:
        self.found = Scan()
        self._percents = percents
        self._at = (-1, -1)
        self._kind = ""
        self._inside = ""
        self._value: str | None = None
        self._formula: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            row, column = self._at
            self._at = coordinates(attributes.get("r", "")) or (row, column + 1)
            self._kind = attributes.get("t", "n")
            self._value = self._formula = None
            if attributes.get("s") in self._percents:
                self.found.percents.add(self._at)
        elif name == "v":
            self._inside, self._value = name, ""
        elif name == "f":
            self._inside, self._formula = name, ""
        elif name == "row":
            number = _whole(attributes.get("r"))
            self._at = (number - 1 if number else self._at[0] + 1, -1)
            self.found.hidden_rows += attributes.get("hidden") in ("1", "true")

    def text(self, data: str) -> None:
        if self._inside == "v":
            self._value = (self._value or "") + data
        elif self._inside == "f":
            self._formula = (self._formula or "") + data

    def end(self, name: str) -> None:
        if name in ("v", "f"):
            self._inside = ""
        elif name == "c":
            self._close()

    def _close(self) -> None:
        found, at = self.found, self._at
        found.cells += 1
        found.rows = max(found.rows, at[0] + 1)
        found.columns = max(found.columns, at[1] + 1)
        if self._formula is not None:
            found.formulas[at] = self._formula
            if not self._value and self._kind != "str":
                found.unsolved.add(at)
        if self._kind == "e":
            found.errors[at] = self._value or ""
        elif self._kind == "n" and self._value and len(self._value) > _FLOAT_DIGITS:
            found.long[at] = self._value


def scan(archive: zipfile.ZipFile, sheet: SheetPart, percents: frozenset[str]) -> Scan:
    """One pass over the XML of a sheet."""
    cells = _Cells(percents)
    feed(cells, chunks(archive, sheet.member))
    return cells.found
