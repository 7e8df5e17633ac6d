"""Cells that no spreadsheet runs, whatever somebody typed into a name."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.exchange.sheets import LONGEST, RUNS, cell, csv_bytes, xlsx_bytes

RUN = ['=HYPERLINK("http://x","y")', "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1",
       "\n=1", "\uff1d1"]  # fmt: skip


@pytest.mark.parametrize("text", RUN, ids=range(len(RUN)))
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert f"'{text}" == cell(text)
    row = next(csv.reader(io.StringIO(csv_bytes((text,), ()).decode("utf-8-sig"), newline="")))
    assert [f"'{text}"] == row


@given(st.text(max_size=40))
def test_no_cell_of_a_csv_begins_with_a_sign(text: str) -> None:
    """OWASP, CSV injection: no cell begins with = + - @, a tab or a line break."""
    data = csv_bytes(("head",), ((text,),)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data, newline="")))
    assert not [value for row in rows for value in row if value.startswith(RUNS)]


@pytest.mark.parametrize(
    ("value", "shown"), [(None, ""), (-3, "-3"), (Decimal("-1.50"), "-1.50"), ("원화", "원화"),
                         (date(2026, 7, 1), "2026-07-01"), ("a=b", "a=b")],
    ids=["nothing", "number", "decimal", "korean", "day", "sign inside"],
)  # fmt: skip
def test_other_values_are_shown_as_they_are(value: object, shown: str) -> None:
    assert shown == cell(value)


def test_a_cell_longer_than_a_spreadsheet_holds_is_cut_and_says_so() -> None:
    assert LONGEST == len(cell("x" * (LONGEST + 9)))
    assert cell("x" * (LONGEST + 9)).endswith("[cut]")


def test_a_workbook_holds_texts_only_and_is_the_same_each_time() -> None:
    sheets = (("Findings", ("id", "says"), (("f1", RUN[0]), ("f2", "http://x"))),
              ("원화", ("a",), ()))  # fmt: skip
    made = xlsx_bytes(sheets, date(2026, 7, 1))
    assert made == xlsx_bytes(sheets, date(2026, 7, 1))
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert ["Findings", "원화"] == book.sheetnames
    cells = [value for row in book["Findings"].iter_rows() for value in row]
    assert {"s"} == {value.data_type for value in cells}
    assert not [value for value in cells if value.hyperlink]
    assert f"'{RUN[0]}" == book["Findings"]["B2"].value


def test_lone_surrogates_do_not_end_a_table() -> None:
    assert b"?" in csv_bytes(("\ud800",), ())
