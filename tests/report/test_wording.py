from __future__ import annotations

from typing import get_args

import pytest

from celtrace.findings import Group
from celtrace.report.wording import (
    GROUPS,
    SHAPES,
    STATUSES,
    TIERS,
    count,
    full_stop,
    listing,
    money,
    tier_words,
)
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
