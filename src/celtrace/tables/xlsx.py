"""Office Open XML workbooks (.xlsx, .xlsm): ECMA-376, SpreadsheetML.

Reference: https://ecma-international.org/publications-and-standards/standards/ecma-376/.
Values come from python-calamine; formulas, error values and percent styles from a scan
of the XML. Hidden sheets are not read unless named. A merged cell's value belongs to
every cell it covers.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import chain, islice, repeat
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from celtrace.ports import Note
from celtrace.rows import Cell, NoSuchSheet, Row
from celtrace.settings import Limits
from celtrace.tables._archive import BROKEN, opened
from celtrace.tables._bounded import Tally, up_to, whole
from celtrace.tables._digits import digits, percent
from celtrace.tables._workbook import Scan, SheetPart, letters, parts, scan

FORMAT = "xlsx"

_DENSE = 50_000_000
_MERGED_ROWS = 4_000_000
_SHAPES = (KeyError, ValueError, CalamineError, RecursionError, *BROKEN)


def sniff(head: bytes, name: str) -> float:
    """0.95 for a ZIP that names its workbook early or is called .xlsx or .xlsm, else 0."""
    if not head.startswith(b"PK\x03\x04"):
        return 0.0
    return 0.95 if b"xl/" in head or name.lower().endswith((".xlsx", ".xlsm")) else 0.0


def read(stream: BinaryIO, note: Note, limits: Limits, sheet: str = "") -> Iterator[Row]:
    """Rows of every visible sheet, or of the one named; places are `Sheet!C14`.

    NoSuchSheet if there is no sheet of that name.
    """
    data = whole(stream, note, limits)
    archive = opened(io.BytesIO(data), note, limits) if data is not None else None
    if archive is None or data is None:
        return
    try:
        sheets, percents = parts(archive)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except _SHAPES as error:
        note("", f"the workbook is damaged or no workbook ({error})", "nothing was read from it")
        return
    chosen = _chosen(sheets, sheet, note)
    rows = (row for part in chosen for row in _sheet(archive, book, part, percents, note))
    yield from up_to(rows, note, limits)


def _chosen(sheets: tuple[SheetPart, ...], wanted: str, note: Note) -> list[SheetPart]:
    if wanted:
        named = [part for part in sheets if part.name == wanted]
        named = named or [p for p in sheets if p.name.strip().lower() == wanted.strip().lower()]
        if not named:
            raise NoSuchSheet(wanted, tuple(part.name for part in sheets))
        return named[:1]
    for part in sheets:
        if not part.visible:
            note(
                part.name,
                "the sheet is hidden",
                "it was not read; name it with `sheet:` to read it",
            )
    return [part for part in sheets if part.visible]


def _sheet(
    archive: zipfile.ZipFile,
    book: CalamineWorkbook,
    part: SheetPart,
    percents: frozenset[str],
    note: Note,
) -> Iterator[Row]:
    if "/worksheets/" not in f"/{part.member}":
        note(part.name, "the sheet holds a chart or a dialog, no cells", "it was not read")
        return
    try:
        found = scan(archive, part, percents)
        if found.rows * found.columns > _DENSE:
            note(
                part.name,
                f"the sheet spans {found.rows} x {found.columns} cells",
                "it was not read; delete the empty area between its cells",
            )
            return
        values = book.get_sheet_by_name(part.name)
    except _SHAPES as error:
        note(part.name, f"the sheet is damaged ({error})", "nothing was read from it")
        return
    merged = _merged(values, found)
    _tell(part.name, found, merged, note)
    read = values.to_python(skip_empty_area=False)
    rows = chain(read, repeat([]))
    odd = {row for row, _ in found.odd}
    height = max(len(read), *(row + 1 for row in (*merged, *odd)), 0)
    for number, row in enumerate(islice(rows, height)):
        filled = _fill(row, number, merged)
        if number in odd:
            filled = filled + [""] * (found.columns - len(filled))
        if number in odd or any(value != "" for value in filled):
            cells = tuple([_cell(part.name, found, (number, c), v) for c, v in enumerate(filled)])
            yield Row(part.name, number + 1, cells)


_Merged = dict[int, list[tuple[int, int, list[Any]]]]
"""By row: (first column, last column, one shared box with the value)."""


def _merged(sheet: CalamineSheet, found: Scan) -> _Merged:
    """Merged areas inside the part of the sheet that the XML names cells of."""
    merged: _Merged = {}
    left_over = _MERGED_ROWS
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        box: list[Any] = []
        last = min(bottom, found.rows - 1, top + left_over)
        left_over -= max(0, last - top)
        for row in range(top, last + 1):
            merged.setdefault(row, []).append((left, min(right, found.columns - 1), box))
    return merged


def _fill(row: list[Any], number: int, merged: _Merged) -> list[Any]:
    """The row with the value of each merged area in its cells; rows come from top to bottom."""
    areas = merged.get(number)
    if not areas:
        return row
    width = max(len(row), *(right + 1 for _, right, _ in areas), 0)
    filled = row + [""] * (width - len(row))
    for left, right, box in areas:
        if not box:
            box.append(filled[left] if left < width else "")
        filled[left : right + 1] = box * (right + 1 - left)
    return filled


def _tell(sheet: str, found: Scan, merged: _Merged, note: Note) -> None:
    """Say what a reader of the values must know: once a sheet and kind."""
    if merged:
        note(
            sheet,
            "the sheet has merged cells",
            "the value of a merged cell was taken for every cell it covers",
        )
    if found.hidden_rows:
        note(sheet, f"{found.hidden_rows} rows are hidden", "they were read like the others")
    stored = Tally("formulas", "the result stored in the file was used, nothing was computed")
    unsolved = Tally(
        "formulas without a stored result",
        "the cells have no value; open and save the file in a spreadsheet program",
    )
    errors = Tally("error values", "the cells have no value")
    for at in found.formulas:
        (unsolved if at in found.unsolved else stored).add(_place(sheet, at))
    for at in found.errors:
        errors.add(_place(sheet, at))
    for tally in (stored, unsolved, errors):
        tally.tell(note)


def _place(sheet: str, at: tuple[int, int]) -> str:
    return f"{sheet}!{letters(at[1])}{at[0] + 1}"


def _cell(sheet: str, found: Scan, at: tuple[int, int], value: object) -> Cell:
    place = _place(sheet, at)
    if found.unsolved and at in found.unsolved:
        return Cell("", place, "formula", f"={found.formulas[at]}")
    if found.errors and at in found.errors:
        return Cell("", place, "error", found.errors[at])
    if isinstance(value, bool):
        return Cell(str(value).lower(), place, "bool", str(value).upper())
    if isinstance(value, float | int):
        return _number(place, float(value), found, at)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        text = value.isoformat()
        return Cell(text, place, "date", text)
    text = str(value)
    return Cell(text.strip(), place, "text", text)


def _number(place: str, value: float, found: Scan, at: tuple[int, int]) -> Cell:
    if at in found.percents:
        text = percent(value)
    elif at in found.long and (exact := _exact(found.long[at], value)) is not None:
        text = exact
    else:
        text = digits(value)
    return Cell(text, place, "number", text)


def _exact(written: str, value: float) -> str | None:
    """The digits as written, where a float would lose some of a whole number."""
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    whole_number = number == number.to_integral_value()
    return digits(number) if whole_number and float(number) == value else None
