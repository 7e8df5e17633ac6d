"""Statements become holdings: units, merging, and figures that cannot stand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.law.nominees import Nomination, attributed
from celtrace.law.regimes import REGIMES, blocks, ownership_rule
from celtrace.law.stakes import Stake, holdings, share, shown
from law.oracle import band

NO_BOUND = Stake("X", "A")


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("0", "0"),
        ("100", "100"),
        ("0.5", "1/2"),
        ("0.05", "1/20"),
        ("33.333", "33.333"),
        ("100/3", "100/3"),
        ("-0.25", "-1/4"),
        ("-7", "-7"),
        ("0.000001", "0.000001"),
        ("1/7", "1/7"),
    ],
)
def test_a_percentage_is_shown_with_all_its_digits(text: str, percent: str) -> None:
    assert text == shown(Fraction(percent))


@given(st.decimals(-100, 100, places=6))
def test_what_is_shown_is_read_back(percent: Any) -> None:
    assert Fraction(percent) == Fraction(shown(Fraction(percent)))


@pytest.mark.parametrize(
    ("troubles", "stakes"),
    [
        ([], [share("X", "A", 0)]),
        ([], [share("X", "A", 100)]),
        ([], [Stake("X", "A", form="control")]),
        ([], [Stake("X", "A", Fraction(25))]),
        (["no-figure"], [NO_BOUND]),
        (["negative"], [share("X", "A", "-0.01")]),
        (["over-100"], [share("X", "A", "100.01")]),
        (["over-100"], [band("X", "A", 50, 101)]),
        (["reversed"], [band("X", "A", 51, 50)]),
        (["reversed"], [band("X", "A", 50, 50, low_exclusive=True)]),
        (["reversed"], [band("X", "A", 50, 50, high_exclusive=True)]),
        (["self-holding"], [share("A", "A", 10)]),
        (["conflict"], [share("X", "A", 40), share("X", "A", 60)]),
        ([], [share("X", "A", 40), share("X", "A", 40)]),
        (["sum-over-100"], [share("X", "A", 60), share("Y", "A", "40.01")]),
        ([], [share("X", "A", 60), share("Y", "A", 40)]),
        ([], [share("X", "A", 60), share("Y", "A", 60, "votes")]),
        ([], [band("X", "A", 0, 100), band("Y", "A", 0, 100)]),
    ],
)
def test_figures_that_cannot_stand(troubles: list[str], stakes: list[Stake]) -> None:
    assert troubles == [issue.trouble for issue in holdings(stakes).issues]


@pytest.mark.parametrize(
    ("bounds", "stakes"),
    [
        ((0, 100), [NO_BOUND]),
        ((25, 100), [Stake("X", "A", Fraction(25))]),
        ((0, 25), [Stake("X", "A", None, Fraction(25))]),
        ((0, 100), [share("X", "A", 150)]),
        ((40, 60), [share("X", "A", 60), share("X", "A", 40)]),
        ((25, 75), [band("X", "A", 25, 50), band("X", "A", 50, 75)]),
        ((Fraction(100, 3), Fraction(100, 3)), [share("X", "A", "100/3")]),
        ((50, 75), [band("X", "A", 50, 75, low_exclusive=True, high_exclusive=True)]),
    ],
)
def test_the_bounds_that_statements_leave(
    bounds: tuple[Fraction, Fraction], stakes: list[Stake]
) -> None:
    made = holdings(stakes)
    [held] = made.all
    assert bounds == (made.percent(held.low), made.percent(held.high))


@pytest.mark.parametrize(
    ("lies", "more"),
    [((0, 0), {}), ((1, 0), {"low_exclusive": True}), ((0, -1), {"high_exclusive": True})],
)
def test_an_excluded_bound_is_one_part_of_a_unit_inside(
    lies: tuple[int, int], more: dict[str, bool]
) -> None:
    made = holdings([band("X", "A", 25, 50, **more)])
    [held] = made.all
    assert lies == (held.low - 25 * made.point, held.high - 50 * made.point)


@given(st.integers(1, 30))
def test_all_excluded_bounds_together_stay_under_one_unit(count: int) -> None:
    made = holdings([band(f"x{n}", "A", 1, 3, low_exclusive=True) for n in range(count)])
    assert 0 < sum(held.low - made.point for held in made.all) < made.grain


def test_what_a_nominee_holds_joins_what_the_nominator_holds() -> None:
    made = holdings(attributed([share("N", "A", 30), share("X", "B", 1)], [Nomination("N", "X")]))
    assert [("X", "A"), ("X", "B")] == [(held.owner, held.asset) for held in made.all]


def test_a_nominee_of_the_asset_itself_is_a_self_holding() -> None:
    made = holdings(attributed([share("N", "A", 30)], [Nomination("N", "A")]))
    assert ((), ["self-holding"]) == (made.all, [issue.trouble for issue in made.issues])


def test_the_refs_of_all_statements_stay_with_the_holding() -> None:
    stated = [band("X", "A", 40, 40, refs=("o:2",)), band("X", "A", 40, 40, refs=("o:1",))]
    assert [("o:1", "o:2")] == [held.refs for held in holdings(stated).all]


# --- regimes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "regime", "day"),
    [
        (date.min, "US", date.min),
        (date.min, "US", date(2014, 8, 12)),
        (date(2014, 8, 13), "US", date(2014, 8, 13)),
        (date(2014, 8, 13), "US", date.max),
        (date.min, "EU", date(2024, 7, 2)),
        (date(2024, 7, 3), "EU", date(2024, 7, 3)),
        (date.min, "GB", date.max),
        (None, "UN", date.max),
        (None, "us", date.max),
        (None, "", date.max),
    ],
)
def test_the_rule_in_force_on_a_day(since: date | None, regime: str, day: date) -> None:
    rule = ownership_rule(regime, day)
    assert since == (rule.since if rule else None)


@pytest.mark.parametrize(
    ("blocking", "regime", "list_id"),
    [
        ("yes", "US", "us_ofac_sdn"),
        ("no", "US", "us_ofac_cons"),
        ("no", "US", "un_sc"),
        ("yes", "EU", "eu_fsf"),
        ("no", "EU", "gb_fcdo"),
        ("yes", "GB", "gb_fcdo"),
        ("yes", "UN", "un_sc"),
        ("no", "UN", "us_ofac_cons"),
        ("yes", "UN", "own list"),
    ],
)
def test_a_row_blocks_under_the_regime_of_its_list(
    blocking: str, regime: str, list_id: str
) -> None:
    assert (blocking == "yes") == blocks(regime, list_id)


@pytest.mark.parametrize(
    ("words", "regime"),
    [
        ("50 % or more of shares, directly or indirectly, held by blocked persons together", "US"),
        ("50 % or more of shares, directly or indirectly, held by blocked persons together", "EU"),
        ("more than 50 % of shares or votes, directly or indirectly, held by one blocked person",
         "GB"),
    ],
)  # fmt: skip
def test_the_line_in_words(words: str, regime: str) -> None:
    rule = ownership_rule(regime, date(2025, 1, 1))
    assert words == (rule.words if rule else "")


@pytest.mark.parametrize("regime", REGIMES.values(), ids=lambda regime: regime.id)
def test_rules_follow_each_other_by_date_and_each_names_its_source(regime: Any) -> None:
    assert sorted({rule.since for rule in regime.rules}) == [rule.since for rule in regime.rules]
    assert all(rule.sources for rule in regime.rules)
    assert regime.note
