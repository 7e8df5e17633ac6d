"""Cells and rows: the text, the place, and what a person saw."""

from __future__ import annotations

import pickle

import pytest

from celtrace.rows import Cell, NoSuchSheet, Row


def test_a_cell_is_text_where_nothing_else_is_said() -> None:
    assert ("text", "") == (Cell("a", "A1").form, Cell("a", "A1").quote)


def test_a_row_of_a_format_without_lines_claims_no_line() -> None:
    assert 0 == Row("Sheet1", 3, ()).line


def test_two_cells_of_one_text_at_two_places_are_two() -> None:
    assert Cell("a", "A1") != Cell("a", "A2")


def test_a_row_cannot_be_changed_after_it_was_read() -> None:
    with pytest.raises(AttributeError):
        Row("Sheet1", 3, ()).number = 4  # type: ignore[misc]


def test_rows_can_be_counted_as_a_set_and_sent_to_another_process() -> None:
    row = Row("Sheet1", 3, (Cell("1", "A3", "number", "1.00"),), 4)
    assert {row} == {pickle.loads(pickle.dumps(row))}  # noqa: S301 - our own bytes


def test_a_missing_sheet_is_named_with_those_that_are_there() -> None:
    error = NoSuchSheet("Vendors", ("Sheet1", "Sheet2"))
    assert ("Vendors", ("Sheet1", "Sheet2")) == (error.name, error.sheets)
    assert "Vendors" in str(error)
