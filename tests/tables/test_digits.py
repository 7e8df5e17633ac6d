"""Numbers as text that loses no digit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.tables._digits import digits, percent


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (0.1, "0.1"),
        (1e22, "1" + "0" * 22),
        (1e-7, "0.0000001"),
        (-0.5, "-0.5"),
        (5, "5"),
        (100, "100"),
        (2**70, "1180591620717411303424"),
        (Decimal("1.50"), "1.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.000"), "0"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (0.0, "0"),
    ],
)
def test_numbers_are_written_in_plain_digits(value: float, text: str) -> None:
    assert text == digits(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_comes_back_from_its_digits(value: float) -> None:
    assert value == float(digits(value))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_decimal_comes_back_from_its_digits(value: Decimal) -> None:
    assert value == Decimal(digits(value))


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.07, "7%"),
        (0.5, "50%"),
        (1, "100%"),
        (0.333, "33.3%"),
        (0, "0%"),
        (0.49999, "49.999%"),
        (Decimal("0.123456789"), "12.3456789%"),
    ],
)
def test_a_share_is_an_exact_percentage(share: float, text: str) -> None:
    assert text == percent(share)


@given(st.integers(0, 10**6))
def test_a_share_written_by_a_spreadsheet_is_the_percentage_it_shows(parts: int) -> None:
    """ECMA-376, 18.8.30: the percent format shows the value times 100."""
    assert f"{digits(Decimal(parts) / 10**4)}%" == percent(parts / 10**6)
