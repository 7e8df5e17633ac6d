"""Numbers are exact; two readings are asked back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.dossier import numbers
from celtrace.dossier.said import How, Wrong
from celtrace.rows import Cell

HOW = How(ZoneInfo("UTC"))


def money(text: str, form: str = "text") -> Decimal:
    return numbers.money(Cell(text, "", form), HOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234.50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("12,5", "12.50"),
        ("0.125", "0.125"),
        ("-5", "-5"),
        ("(5.00)", "-5"),
        ("1234,567", "1234.567"),
        ("10.00", "10"),
        ("1e3", "1000"),
        ("\u2212" + "3", "-3"),
        ("1\u00a0234\u00a0567", "1234567"),
    ],
)
def test_an_amount_with_one_reading_is_read(text: str, expected: object) -> None:
    assert expected == str(money(text))


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12,345"])
def test_an_amount_with_two_readings_is_asked_back(text: str) -> None:
    with pytest.raises(Wrong) as caught:
        money(text)
    assert " or as " in caught.value.problem


def test_a_cell_that_is_a_number_has_one_reading() -> None:
    assert Decimal("1.234") == money("1.234", "number")


@pytest.mark.parametrize(
    "text", ["", "x", "1,23,4", "1.2.3", "12 USD", "NaN", "Infinity", "1_0", "१२", "9" * 99]
)
def test_what_is_no_number_is_a_fault(text: str) -> None:
    with pytest.raises(Wrong):
        money(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("50%", "50"), ("33.333", "33.333"), ("49,5 %", "49.5"), ("7%", "7")]
)
def test_a_percentage_is_exact(text: str, expected: object) -> None:
    assert expected == str(numbers.percent(Cell(text, ""), HOW))


@pytest.mark.parametrize("text", ["101", "-1", "33,333", "half"])
def test_a_percentage_out_of_range_or_unclear_is_a_fault(text: str) -> None:
    with pytest.raises(Wrong):
        numbers.percent(Cell(text, ""), HOW)


@pytest.mark.parametrize(("text", "expected"), [("007", 7), ("12.0", 12), ("1,234,567", 1234567)])
def test_a_whole_number_is_read(text: str, expected: object) -> None:
    assert expected == numbers.whole(Cell(text, ""), HOW)


@pytest.mark.parametrize("text", ["1.5", "-1", "1,234", "many"])
def test_what_is_no_whole_number_is_a_fault(text: str) -> None:
    with pytest.raises(Wrong):
        numbers.whole(Cell(text, ""), HOW)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_plain_decimals_keep_their_value(value: Any) -> None:
    assert value == numbers.decimal(Cell(f"{value:f}", ""), HOW)


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_a_fault(text: str) -> None:
    for read in (numbers.money, numbers.decimal, numbers.percent, numbers.whole):
        try:
            assert read(Cell(text, ""), HOW) is not None
        except Wrong as wrong:
            assert wrong.remedy  # noqa: PT017 - only this may come out
