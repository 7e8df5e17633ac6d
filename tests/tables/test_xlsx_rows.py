"""Rows of a sheet: none is lost."""

from __future__ import annotations

import io

import xlsxwriter

from celtrace.settings import Limits
from celtrace.tables import xlsx


def test_the_last_row_below_an_empty_one_is_read() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("S")
    for row, text in ((0, "title"), (2, "id"), (3, "a"), (4, "b")):
        sheet.write_string(row, 0, text)
    book.close()
    rows = list(xlsx.read(io.BytesIO(out.getvalue()), lambda *_: None, Limits()))
    assert [(1, "title"), (3, "id"), (4, "a"), (5, "b")] == [
        (r.number, r.cells[0].text) for r in rows
    ]
