"""Whose line holds on which day, and which lists block."""

from __future__ import annotations

from datetime import date

import pytest

from celtrace.law.circles import circles
from celtrace.law.regimes import REGIMES, blocks, ownership_rule
from celtrace.law.stakes import holdings, share, shown


@pytest.mark.parametrize(
    ("regime", "day", "strict", "aggregate"),
    [
        ("US", date(2014, 8, 12), False, False),
        ("US", date(2014, 8, 13), False, True),
        ("EU", date(2024, 7, 2), True, True),
        ("EU", date(2024, 7, 3), False, True),
        ("GB", date(2025, 1, 1), True, False),
    ],
)
def test_the_rule_of_the_day(
    regime: str,
    day: date,
    strict: bool,  # noqa: FBT001 - columns of the table
    aggregate: bool,  # noqa: FBT001 - columns of the table
) -> None:
    rule = ownership_rule(regime, day)
    assert rule is not None
    assert (strict, aggregate, True) == (rule.strict, rule.aggregate, bool(rule.sources))


def test_the_un_has_no_ownership_rule_and_an_unknown_regime_none_either() -> None:
    assert ownership_rule("UN", date(2025, 1, 1)) is None
    assert ownership_rule("XX", date(2025, 1, 1)) is None
    assert "no 50 % rule" in REGIMES["UN"].note


def test_only_lists_that_block_block() -> None:
    assert blocks("US", "us_ofac_sdn")
    assert not blocks("US", "us_ofac_cons")
    assert not blocks("EU", "us_ofac_sdn")
    assert blocks("EU", "a list of the user's own")


def test_a_rule_says_its_line_in_words() -> None:
    rule = ownership_rule("GB", date(2025, 1, 1))
    assert rule is not None
    assert "more than 50 % of shares or votes" in rule.words


@pytest.mark.parametrize(
    ("percent", "text"), [("50", "50"), ("16.67", "16.67"), ("100/3", "100/3"), ("0.1", "0.1")]
)
def test_percentages_are_shown_exactly(percent: str, text: str) -> None:
    found = share("X", "A", percent).low
    assert found is not None
    assert text == shown(found)


def test_long_circles_are_found_and_chains_are_none() -> None:
    chain = [share(str(n), str(n + 1), 10) for n in range(3000)]
    assert () == circles(holdings(chain).all)
    [ring] = circles(holdings([*chain, share("3000", "0", 10)]).all)
    assert 3001 == len(ring)


def test_two_circles_that_touch_by_one_stake_stay_two() -> None:
    stakes = [share("a", "b", 1), share("b", "a", 1), share("b", "c", 1), share("c", "d", 1),
              share("d", "c", 1)]  # fmt: skip
    assert (("a", "b"), ("c", "d")) == circles(holdings(stakes).all)
