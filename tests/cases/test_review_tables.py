"""What the report says of tables: how many rows of which sheet were read."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from celtrace.cases.folder import FolderSource
from celtrace.cases.review import _tables
from celtrace.dossier.read import read_dossier
from celtrace.settings import Limits

YAML = """dossier: 1
parties:
  - {from: book.xlsx, sheet: Vendors}
  - {from: more.csv}
payments:
  - {from: book.xlsx, sheet: Paid out row by row}
"""


def test_rows_are_counted_by_sheet_and_by_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first
    first.title = "Vendors"
    for row in (("id", "name"), ("v1", "Blue"), ("v2", "Red")):
        first.append(row)
    second = book.create_sheet("Paid out row by row")
    for row in (
        ("payee", "amount", "currency"),
        ("v1", 5, "USD"),
        ("v2", 6, "USD"),
        ("v1", 7, "USD"),
    ):
        second.append(row)
    book.save(tmp_path / "book.xlsx")
    (tmp_path / "more.csv").write_text("id,name\nv3,Green\n")
    (tmp_path / "dossier.yaml").write_text(YAML)
    read = read_dossier(FolderSource(tmp_path, Limits()))
    assert {"Vendors": 2, "Paid out row by row": 3, "": 1} == {
        one.sheet: one.rows for one in _tables(read)
    }
