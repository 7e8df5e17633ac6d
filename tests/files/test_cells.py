"""Cells of workbooks: places as people say them, words only, and limits."""

from __future__ import annotations

import io

import openpyxl
import pytest

from celtrace.files import _cells, xlsx
from celtrace.files._cells import letters
from files.reading import read


def book(cells: dict[str, object], *sheets: str) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "first"
    for name, value in cells.items():
        made.active[name] = value
    for sheet in sheets:
        made.create_sheet(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("column", "name"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_columns_are_named_as_in_the_program(column: int, name: str) -> None:
    assert name == letters(column)


def test_places_count_from_the_corner_of_the_sheet() -> None:
    found = read(xlsx, book({"C5": "컷 12", "D9": "EP05"}))
    assert {"first!C5": "컷 12", "first!D9": "EP05"} == {
        one.place: one.text for one in found.passages if one.role == "cell"
    }


def test_numbers_dates_and_truths_are_no_words() -> None:
    found = read(xlsx, book({"A1": 12, "A2": 1.5, "A3": True, "A4": "  "}))
    assert [] == found.texts("cell")


def test_sheets_without_cells_are_named() -> None:
    assert ["first", "第5话", "5화"] == read(xlsx, book({}, "第5话", "5화")).texts("sheet")


def test_more_cells_than_are_taken_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_cells, "MOST", 10)
    found = read(xlsx, book({f"A{number}": f"cut {number}" for number in range(1, 40)}))
    assert 10 == len(found.texts("cell"))
    assert ("first!A11", "it has more than 10 cells with words") == found.notes[0][:2]


def test_comments_and_their_authors_are_given() -> None:
    made = openpyxl.Workbook()
    made.active["B2"].comment = openpyxl.comments.Comment("선을 다시", "김철수")
    out = io.BytesIO()
    made.save(out)
    found = read(xlsx, out.getvalue())
    assert ["선을 다시"] == found.texts("comment")
    assert "김철수" in found.values("author")
