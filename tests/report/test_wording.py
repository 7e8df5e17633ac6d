from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace import report
from celtrace.findings import Group
from celtrace.report.wording import (
    GROUPS,
    SHAPES,
    STATUSES,
    TIERS,
    day,
    full_stop,
    listing,
    money,
    tier_words,
)
from celtrace.text.counts import count
from celtrace.weigh.assessment import BlockedStatus


def test_every_status_has_words_and_a_shape_of_its_own() -> None:
    assert set(get_args(BlockedStatus)) == set(STATUSES)
    assert len(STATUSES) == len({SHAPES[status] for status in STATUSES})
    assert len(STATUSES) == len(set(STATUSES.values()))


def test_every_group_has_a_name() -> None:
    assert set(Group) == set(GROUPS)


def test_the_highest_tier_asks_for_two_people() -> None:
    assert "tier 4 of 4, hold: two people decide" == tier_words(4)
    assert list(range(5)) == list(TIERS)


@pytest.mark.parametrize(
    ("shown", "amount"),
    [
        ("1,234,567.80 USD", "1234567.80"),
        ("-1,000 USD", "-1000"),
        ("n/a USD", "n/a"),
        ("amount not stated", ""),
    ],
)
def test_money_is_shown_exactly(shown: str, amount: str) -> None:
    assert shown == money(amount, "USD")


def test_sentences_and_lists_read_as_english() -> None:
    assert "a, b and c" == listing("abc")
    assert "1 finding" == count(1, "finding")
    assert "1,200 parties" == count(1200, "party", "parties")
    assert "A reason." == full_stop(" a reason ")
    assert "" == full_stop("  ")


@given(st.integers(-(10**15), 10**15))
def test_a_sum_of_money_keeps_every_digit(amount: int) -> None:
    assert f"{amount} USD" == money(str(amount), "USD").replace(",", "")


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9
    )
)
def test_cents_are_neither_rounded_nor_dropped(amount: Decimal) -> None:
    """Exact arithmetic, never floats (weighing.md)."""
    assert amount == Decimal(money(str(amount), "").replace(",", ""))


@pytest.mark.parametrize("odd", ["1e5", "١٢٣", "-", "1,000", "0x10", "<b>1</b>", "1 000"])
def test_an_amount_that_is_no_plain_number_is_shown_as_it_stands(odd: str) -> None:
    assert f"{odd} EUR" == money(odd, "EUR")


@pytest.mark.parametrize(
    ("shown", "number"),
    [("0 parties", 0), ("1 party", 1), ("2 parties", 2), ("1,000 parties", 1000)],
)
def test_a_number_has_its_noun(shown: str, number: int) -> None:
    assert shown == count(number, "party", "parties")


@pytest.mark.parametrize(
    ("shown", "texts"), [("", []), ("a", ["a"]), ("a and b", ["a", "b"]), ("a, b and c", [*"abc"])]
)
def test_a_list_reads_as_people_say_it(shown: str, texts: list[str]) -> None:
    assert shown == listing(texts)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("Why?", "why?"),
        ("Now!", "now!"),
        ("完。", "完。"),
        ("A b.", " a b "),
        ("É.", "é"),
        ("5 %.", "5 %"),
    ],
)
def test_a_note_becomes_a_sentence(shown: str, text: str) -> None:
    assert shown == full_stop(text)


@given(st.text())
def test_a_sentence_stays_a_sentence(text: str) -> None:
    assert full_stop(text) == full_stop(full_stop(text)) or full_stop(text)[0] != text.strip()[0]


@pytest.mark.parametrize(("shown", "value"), [("", None), ("2024-06-01", date(2024, 6, 1))])
def test_a_day_that_is_not_known_is_empty(shown: str, value: date | None) -> None:
    assert shown == day(value)


SAID = re.compile(
    r"cleared|risk score|guilty|culprit|criminal|North Korean (studio|worker)", re.IGNORECASE
)


@pytest.mark.parametrize(
    "path", sorted(Path(report.__path__[0]).rglob("*.*")), ids=lambda path: str(path.name)
)
def test_no_sentence_of_the_report_says_what_somebody_is(path: Path) -> None:
    """No number called "risk score" exists; the product never prints "cleared" (weighing.md)."""
    if path.suffix in (".py", ".j2", ".typ"):
        assert [] == SAID.findall(path.read_text(encoding="utf-8"))


def test_the_words_for_not_checked_and_for_no_share_nothing() -> None:
    assert not set(STATUSES["no"].split()) & set(STATUSES["not-checked"].split())
