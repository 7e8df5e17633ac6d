"""Spans of a CV in the writing of many countries, and the table of programs behind them."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.documents.cv import spans, tools

BETWEEN = ("-", " - ", "–", " — ", "~", "～", " to ", " until ", " bis ", "至", "到", " đến ")


@pytest.mark.parametrize("between", BETWEEN)
def test_any_usual_sign_stands_between(between: str) -> None:
    (one,) = spans(f"2015{between}2019 work")
    assert (date(2015, 1, 1), date(2019, 12, 31)) == (one.start, one.until)


@given(st.integers(1950, 2049), st.integers(1950, 2049), st.sampled_from(BETWEEN))
def test_years_are_read_as_they_stand(first: int, last: int, between: str) -> None:
    (one,) = spans(f"{first}{between}{last}")
    assert (first, last) == (one.start.year, one.until.year if one.until else None)


@given(st.integers(1, 12), st.integers(1, 12))
def test_months_are_read_to_their_last_day(first: int, last: int) -> None:
    (one,) = spans(f"{first:02}/2015 - {last:02}/2016")
    assert (date(2015, first, 1), last) == (one.start, one.until.month if one.until else 0)
    assert one.until is not None
    assert one.until.day >= 28


def test_two_spans_of_a_line_are_both_read() -> None:
    assert ["2001-2003", "2005-2006"] == [one.words for one in spans("2001-2003, again 2005-2006")]


def test_the_table_of_programs_is_whole() -> None:
    table = files("celtrace.documents") / "_tables" / "tool_releases.csv"
    rows = table.read_text(encoding="utf-8").splitlines()[1:]
    assert len(rows) == len({row.split(",")[0].lower() for row in rows})
    for row in rows:
        name, released, source = row.split(",")
        assert [name] == [one.name for one in tools(f"worked with {name} daily")]
        assert date.fromisoformat(released) < date(2026, 1, 1)
        assert source.startswith("https://")
