"""Mappings become rows under one row of headers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.tables._mappings import Entry, Number, cell, rows


def entry(values: dict[str, object], sheet: str = "", number: int = 1) -> Entry:
    return Entry(sheet, number, number, f"line {number}", values)


def texts(entries: list[Entry]) -> list[tuple[str, int, list[str]]]:
    """Sheet, number and texts of each row."""
    return [(row.sheet, row.number, [c.text for c in row.cells]) for row in rows(entries)]


@pytest.mark.parametrize(
    ("value", "text", "form", "quote"),
    [
        (None, "", "text", ""),
        ("x", "x", "text", "x"),
        ("  x ", "x", "text", "  x "),
        (True, "true", "bool", "true"),
        (False, "false", "bool", "false"),
        (Number("12.0"), "12", "number", "12.0"),
        (Number("1e2"), "100", "number", "1e2"),
        (Number("007"), "7", "number", "007"),
        (Number("1e400"), "1e400", "number", "1e400"),
        (Number("1e-400"), "1e-400", "number", "1e-400"),
        ([], "[]", "text", "[]"),
        (["x", None], '["x", null]', "text", '["x", null]'),
        ({"a": Number("1.50")}, '{"a": "1.5"}', "text", '{"a": "1.5"}'),
        ({"국가": "평양"}, '{"국가": "평양"}', "text", '{"국가": "평양"}'),
    ],
)
def test_a_value_becomes_a_cell(value: object, text: str, form: str, quote: str) -> None:
    made = cell(value, "line 3")
    assert (text, "line 3", form, quote) == (made.text, made.place, made.form, made.quote)


def test_keys_that_come_and_go_are_all_headers_in_the_order_met() -> None:
    assert [("", 0, ["b", "a"]), ("", 1, ["1", ""]), ("", 2, ["2", "x"])] == texts(
        [entry({"b": "1"}), entry({"a": "x", "b": "2"}, number=2)]
    )


def test_each_sheet_has_headers_of_its_own() -> None:
    found = texts([entry({"a": "1"}, "S"), entry({"b": "2"}, "T"), entry({"c": "3"}, "S", 2)])
    assert [
        ("S", 0, ["a", "c"]),
        ("S", 1, ["1", ""]),
        ("S", 2, ["", "3"]),
        ("T", 0, ["b"]),
        ("T", 1, ["2"]),
    ] == found


def test_no_mappings_are_no_rows() -> None:
    assert [] == texts([])


def test_an_empty_mapping_is_an_empty_row() -> None:
    assert [("", 0, []), ("", 1, [])] == texts([entry({})])


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), st.text(max_size=3)), max_size=5))
def test_every_row_is_as_wide_as_the_headers(mappings: Any) -> None:
    made = list(rows([entry(values, number=n) for n, values in enumerate(mappings, 1)]))
    assert len({len(row.cells) for row in made}) <= 1
    assert [*range(len(mappings) + 1)] == [row.number for row in made] or not mappings
