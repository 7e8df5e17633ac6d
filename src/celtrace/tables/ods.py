"""OpenDocument spreadsheets (.ods): OASIS OpenDocument 1.3, part 3.

Reference: https://docs.oasis-open.org/office/OpenDocument/v1.3/OpenDocument-v1.3-part3-schema.html,
sections 9.1 (tables), 19.675 (number-columns-repeated), 19.385 (value types).
content.xml is read as a stream. Repeated rows and cells are unrolled only where they hold
something, hidden tables are not read unless named.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import BinaryIO
from zipfile import ZipFile

import msgspec

from celtrace.ports import Note
from celtrace.rows import Cell, NoSuchSheet, Row
from celtrace.settings import Limits
from celtrace.tables._archive import BROKEN, chunks, opened
from celtrace.tables._bounded import Tally, up_to, whole
from celtrace.tables._digits import digits, percent
from celtrace.tables._markup import parser, step
from celtrace.tables._workbook import letters

FORMAT = "ods"

_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_COLUMNS = 16_384
_CELLS = 50_000_000
_SKIPPED = frozenset({"annotation", "tracked-changes", "shapes", "forms", "dde-links"})
_STORED = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}
_FORMS = {"float": "number", "percentage": "number", "currency": "number", "boolean": "bool",
          "date": "date", "time": "date"}  # fmt: skip


def sniff(head: bytes, name: str) -> float:
    """0.97 for a ZIP that states the media type first, 0.9 for one called .ods, else 0."""
    if not head.startswith(b"PK\x03\x04"):
        return 0.0
    if _MIME in head[:200]:
        return 0.97
    return 0.9 if name.lower().endswith(".ods") else 0.0


def read(stream: BinaryIO, note: Note, limits: Limits, sheet: str = "") -> Iterator[Row]:
    """Rows of every visible table, or of the one named; places are `Sheet!C14`.

    NoSuchSheet if there is no table of that name.
    """
    data = whole(stream, note, limits)
    archive = opened(io.BytesIO(data), note, limits) if data is not None else None
    if archive is None:
        return
    tables = _Tables(sheet, limits, note)
    yield from up_to(_parsed(tables, archive, note), note, limits)
    tables.tell()
    if sheet and _folded(sheet) not in map(_folded, tables.names):
        raise NoSuchSheet(sheet, tuple(tables.names))


def _parsed(tables: _Tables, archive: ZipFile, note: Note) -> Iterator[Row]:
    made = parser(tables)
    try:
        for piece in chunks(archive, "content.xml"):
            step(made, piece)
            yield from tables.taken()
        step(made, b"", last=True)
    except (KeyError, ValueError, *BROKEN) as error:
        yield from tables.taken()
        note(
            tables.place(),
            f"the spreadsheet is damaged ({error})",
            "nothing after this place was read",
        )
    yield from tables.taken()


class _Open(msgspec.Struct):
    """A cell that is being read."""

    attributes: dict[str, str]
    covered: bool
    lines: list[str] = []


class _Tables:
    """Turns the elements of content.xml into rows."""

    def __init__(self, wanted: str, limits: Limits, note: Note) -> None:
        self.names: list[str] = []
        self._wanted = wanted
        self._limits = limits
        self._note = note
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._skip = 0
        self._tables = 0
        self._reading = False
        self._row = 0
        self._repeat = 1
        self._cells: list[tuple[int, Cell]] = []
        self._column = 0
        self._cell: _Open | None = None
        self._spans: dict[int, tuple[int, Cell]] = {}
        self._budget = _CELLS
        self._done: list[Row] = []
        self._formulas = Tally("formulas", "the result stored in the file was used")
        self._unsolved = Tally("formulas without a stored result", "the cells have no value")
        self._errors = Tally("error values", "the cells have no value")
        self._merged = Tally(
            "tables with merged cells",
            "the value of a merged cell was taken for every cell it covers",
        )

    def taken(self) -> Iterator[Row]:
        """Rows finished since the last call."""
        done, self._done = self._done, []
        yield from done

    def place(self) -> str:
        """Where the reading stands."""
        return f"{self.names[-1]} row {self._row + 1}" if self.names else ""

    def tell(self) -> None:
        """Note what was collected."""
        for tally in (self._formulas, self._unsolved, self._errors, self._merged):
            tally.tell(self._note)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skip or name in _SKIPPED:
            self._skip += 1
        elif name == "table":
            self._begin_table(attributes)
        elif name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif self._reading and self._tables == 1:
            self._inside(name, attributes)

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table-row":
            self._repeat = _count(attributes, "number-rows-repeated")
            self._cells, self._column = [], 0
        elif name in ("table-cell", "covered-table-cell"):
            self._cell = _Open(attributes, name == "covered-table-cell")
        elif self._cell is not None:
            if name == "p":
                self._cell.lines.append("")
            elif name == "s":
                self.text(" " * min(_count(attributes, "c"), self._limits.cell_chars))
            elif name in ("tab", "line-break"):
                self.text("\t" if name == "tab" else "\n")

    def text(self, data: str) -> None:
        if self._cell is not None and self._cell.lines and not self._skip:
            self._cell.lines[-1] += data

    def end(self, name: str) -> None:
        if self._skip:
            self._skip -= 1
        elif name == "table":
            self._tables -= 1
        elif self._reading and self._tables == 1:
            if name in ("table-cell", "covered-table-cell"):
                self._end_cell()
            elif name == "table-row":
                self._end_row()

    def _begin_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:
            return
        name = attributes.get("name", f"Sheet{len(self.names) + 1}")
        self.names.append(name)
        self._row, self._spans = 0, {}
        hidden = attributes.get("style-name") in self._hidden_styles
        self._reading = _folded(name) == _folded(self._wanted) if self._wanted else not hidden
        if hidden and not self._wanted:
            self._note(
                name, "the sheet is hidden", "it was not read; name it with `sheet:` to read it"
            )

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        repeat = _count(cell.attributes, "number-columns-repeated")
        first, self._column = self._column, self._column + repeat
        made = self._made(cell, first)
        if cell.covered:
            for column in range(first, min(self._column, _COLUMNS)):
                if column in self._spans:
                    self._keep(column, self._spans[column][1])
        elif made is not None:
            for column in range(first, min(self._column, _COLUMNS)):
                self._keep(column, made)
            self._span(cell, first, made)

    def _keep(self, column: int, cell: Cell) -> None:
        place = f"{self.names[-1]}!{letters(column)}{self._row + 1}"
        if self._budget > 0:
            self._budget -= 1
            self._cells.append((column, msgspec.structs.replace(cell, place=place)))

    def _span(self, cell: _Open, first: int, made: Cell) -> None:
        wide = min(_count(cell.attributes, "number-columns-spanned"), _COLUMNS - first)
        high = _count(cell.attributes, "number-rows-spanned")
        if wide > 1 or high > 1:
            self._merged.add(self.names[-1])
            for column in range(first, first + wide):
                self._spans[column] = (self._row + high, made)

    def _made(self, cell: _Open, column: int) -> Cell | None:
        attributes = cell.attributes
        place = f"{self.names[-1]}!{letters(column)}{self._row + 1}"
        shown = "\n".join(cell.lines)
        kind = attributes.get("value-type", "string" if shown else "")
        if attributes.get("formula"):
            return self._computed(attributes, shown, place)
        return _stored(attributes, kind, shown, place) if kind else None

    def _computed(self, attributes: dict[str, str], shown: str, place: str) -> Cell:
        kind = attributes.get("value-type", "")
        if shown.startswith(("#", "Err:")):
            self._errors.add(place)
            return Cell("", place, "error", shown)
        stored = _stored(attributes, kind, shown, place) if kind else None
        if stored is None:
            self._unsolved.add(place)
            return Cell("", place, "formula", attributes["formula"])
        self._formulas.add(place)
        return stored

    def _end_row(self) -> None:
        cells = dict(self._cells)
        number, self._row = self._row, self._row + self._repeat
        self._spans = {c: kept for c, kept in self._spans.items() if kept[0] > self._row}
        if not any(cell.text or cell.form in ("error", "formula") for cell in cells.values()):
            return
        width = max(cells) + 1
        copies = min(self._repeat, self._limits.table_rows + 1, max(1, self._budget // width))
        self._budget -= copies * width
        for copy in range(number, number + copies):
            self._done.append(self._made_row(copy, width, cells))

    def _made_row(self, number: int, width: int, cells: dict[int, Cell]) -> Row:
        sheet = self.names[-1]
        places = [f"{sheet}!{letters(column)}{number + 1}" for column in range(width)]
        made = tuple(
            msgspec.structs.replace(cells[column], place=place)
            if column in cells
            else Cell("", place)
            for column, place in enumerate(places)
        )
        return Row(sheet, number + 1, made)


def _folded(name: str) -> str:
    """Names of tables differ by more than case and outer spaces."""
    return name.strip().lower()


def _count(attributes: dict[str, str], name: str) -> int:
    """A repetition or span: at least 1."""
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 10 else 1  # noqa: PLR2004 - below 10^9


def _stored(attributes: dict[str, str], kind: str, shown: str, place: str) -> Cell:
    """The value by its type; the text shown is the quote."""
    if kind in ("float", "currency", "percentage"):
        text = _number(attributes.get("value", ""), kind, shown)
        return Cell(text, place, "number", shown or text)
    if kind in _STORED:
        text = attributes.get(_STORED[kind], shown)
        text = text.removesuffix("T00:00:00")
        return Cell(text, place, "bool" if kind == "boolean" else "date", shown or text)
    text = attributes.get("string-value", shown)
    return Cell(text.strip(), place, "text", text)


def _number(value: str, kind: str, shown: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return shown.strip()
    return percent(number) if kind == "percentage" else digits(number)
