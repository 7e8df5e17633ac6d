"""Cells of workbooks: places as people say them, words only, and limits."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from celtrace.files import _cells, xlsb, xlsx
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


def test_sheets_at_which_the_reader_panics_are_said_to_be_unreadable() -> None:
    """A binary workbook whose relations lead nowhere makes calamine panic, not raise."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/_rels/workbook.bin.rels", "<Relationships/>")
        sheet = b"\x9c\x01\x2e" + bytes(4) + b"\1\0\0\0" + b"\4\0\0\0r\0I\0d\0009\0"
        sheet += b"\6\0\0\0" + "sheet1".encode("utf-16-le")
        archive.writestr(
            "xl/workbook.bin", b"\x83\x01\x00\x8f\x01\x00" + sheet + b"\x90\x01\x00\x84\x01\x00"
        )
    found = read(xlsb, out.getvalue())
    assert any("its sheets cannot be read" in why for _, why, _ in found.notes)
