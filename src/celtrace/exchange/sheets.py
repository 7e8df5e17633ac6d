"""Tables for people's spreadsheets: CSV (RFC 4180) and XLSX, in which no cell is a formula.

A text that a spreadsheet would run (`=`, `+`, `-`, `@`, a tab or a line break in front) gets an
apostrophe before it, as OWASP advises against CSV injection; in XLSX every text is a string cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet run a cell; full-width signs are read as the plain ones by some."""
LONGEST = 32_767
"""Characters that a cell of a spreadsheet holds; the rest is cut, and said to be."""
_CUT = " … [cut]"


def cell(value: object) -> str:
    """A value as the text of a cell that nothing runs."""
    text = "" if value is None else str(value)
    if text.startswith(RUNS) and not isinstance(value, (int, float, Decimal)):
        text = f"'{text}"
    return text if len(text) <= LONGEST else text[: LONGEST - len(_CUT)] + _CUT


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as CSV in UTF-8, with the mark by which spreadsheets know that."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(cell, heads))
    writer.writerows([cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def xlsx_bytes(
    sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[object]]]], made: date
) -> bytes:
    """Sheets of (name, heads, rows) as one workbook; the same values give the same bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        moment = datetime(made.year, made.month, made.day)  # noqa: DTZ001 - the format has no zone
        book.set_properties({"created": moment, "author": "Celtrace"})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        plain = book.add_format({"valign": "top", "text_wrap": True})
        for name, heads, rows in sheets:
            sheet = book.add_worksheet(name[:31])
            sheet.write_row(0, 0, [cell(head) for head in heads], bold)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(heads) - 1, 24)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    sheet.write_string(number, column, cell(value), plain)
            sheet.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
    return out.getvalue()
