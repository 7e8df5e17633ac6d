"""Amounts, days and lists in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from celtrace.detect._sums import days, few, plain, total
from detect.scenes import day


@pytest.mark.parametrize(
    ("amount", "text"), [("1.2E+4", "12000"), ("100.00", "100.00"), ("0.1", "0.1")]
)
def test_an_amount_is_a_plain_decimal(amount: str, text: str) -> None:
    assert text == plain(Decimal(amount))


def test_sums_are_exact() -> None:
    assert "0.3 EUR" == total([(Decimal("0.1"), "EUR"), (Decimal("0.2"), "EUR")])


def test_amounts_that_are_not_stated_are_not_nothing() -> None:
    assert ["nothing", "amounts not stated"] == [total([]), total([(None, "USD")])]


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ([], "on days not stated"),
        (["2024-02-01"], "on 2024-02-01"),
        (["2024-02-02", "2024-02-01"], "from 2024-02-01 to 2024-02-02"),
    ],
)
def test_days_are_told_from_first_to_last(seen: list[str], text: str) -> None:
    assert text == days([day(one) for one in seen])


def test_many_names_are_cut_with_their_number() -> None:
    assert ["a, b", "a and 2 more"] == [few(["a", "b"]), few(["a", "b", "c"], most=1)]
