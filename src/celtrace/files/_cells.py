"""Cells of workbooks with words in them, by sheet and cell, through calamine.

Reference: https://docs.rs/calamine, which reads XLSX, XLSB, XLS and ODS.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from python_calamine import CalamineWorkbook

from celtrace.errors import Guarded
from celtrace.files._blob import Item
from celtrace.files._say import Says
from celtrace.ports import Note

MOST = 50_000
"""Cells with words of one workbook; those after them are named."""


def cells(says: Says, note: Note) -> Iterator[Item]:
    """Names of sheets, then the cells that hold words."""
    if says.blob.plain:
        note("", "its sheets cannot be unfolded here", "no cell was read")
        return
    says.blob.stream.seek(0)
    data = says.blob.stream.read(says.blob.limits.member_bytes)
    book = None
    with Guarded(
        lambda error: note("", f"its sheets cannot be read ({error})", "no cell was read")
    ):
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    if book is None:
        return
    count = 0
    for sheet in book.sheet_names:
        yield from says.text(sheet, "sheet", f"sheet {sheet}")
        for place, text in _texts(book, sheet, note):
            count += 1
            if count > MOST:
                note(place, f"it has more than {MOST:,} cells with words", "the rest was left out")
                return
            yield from says.text(text, "cell", place)


def _texts(book: CalamineWorkbook, sheet: str, note: Note) -> Iterator[tuple[str, str]]:
    rows = []
    place, left = f"sheet {sheet}", "its cells were left out"
    with Guarded(lambda error: note(place, f"it cannot be read ({error})", left)):
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str) and value.strip():
                yield f"{sheet}!{letters(column)}{number}", value


def letters(column: int) -> str:
    """The letters of a column, from 0."""
    name = ""
    while column >= 0:
        name = chr(ord("A") + column % 26) + name
        column = column // 26 - 1
    return name
