"""The examples of FAQ 401 and 402, the line under each rule, bounds, days, loops and vehicles."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from celtrace.law.effective import effective, smallest_stake
from celtrace.law.nominees import Nomination
from celtrace.law.ownership import OwnershipAnswer, cascade
from celtrace.law.proof import faults
from celtrace.law.stakes import Stake, share
from law.oracle import EU, EU_OLD, GB, US, band, rule

RULES = {"US": US, "EU": EU, "EU-old": EU_OLD, "GB": GB}
Edges = tuple[tuple[str, str, int | str], ...]


def stakes(*edges: tuple[str, str, int | str]) -> list[Stake]:
    return [share(*edge) for edge in edges]


def whole(*edges: tuple[str, str, int | str]) -> list[Stake]:
    """The stakes, with a free owner `F` for what is left of each asset."""
    made = stakes(*edges)
    for asset in sorted({stake.asset for stake in made}):
        given = sum((s.low or Fraction(0) for s in made if s.asset == asset), Fraction(0))
        made += [share("F", asset, 100 - given)] if given < 100 else []
    return made


def answer(name: str, given: list[Stake], seeds: str = "X", **more: Any) -> OwnershipAnswer:
    return cascade(given, set(seeds), RULES[name], **more)


FAQ: tuple[tuple[str, str, Edges], ...] = (
    ("AB", "X", (("X", "A", 50), ("A", "B", 50))),
    ("AB", "X", (("X", "A", 50), ("A", "B", 10), ("X", "B", 40))),
    ("ABC", "X", (("X", "A", 50), ("X", "B", 50), ("A", "C", 25), ("B", "C", 25))),
    ("A", "X", (("X", "A", 50), ("X", "B", 10), ("A", "C", 40), ("B", "C", 50))),
    ("", "X", (("X", "A", 25), ("X", "B", 25), ("A", "C", 50), ("B", "C", 50))),
    ("A", "XY", (("X", "A", 25), ("Y", "A", 25))),
    ("A", "XY", (("X", "A", "49.5"), ("Y", "A", "0.5"))),
    ("", "XY", (("X", "A", 25), ("Y", "A", "24.99"))),
    ("", "X", (("A", "X", 100),)),
    ("A", "X", (("X", "A", 50), ("A", "B", "49.99"))),
)  # fmt: skip


@pytest.mark.parametrize(("blocked", "seeds", "edges"), FAQ)
def test_the_cascade_of_faq_401(blocked: str, seeds: str, edges: Edges) -> None:
    given = whole(*edges)
    made = answer("US", given, seeds)
    assert set(blocked) == made.blocked
    assert {} == made.open
    assert [[]] * len(blocked) == [faults(made.proof(a), given, set(seeds), US) for a in blocked]


@pytest.mark.parametrize(
    ("status", "regime", "day", "percent"),
    [
        ("blocked", "US", date(2008, 2, 14), "50"),
        ("blocked", "US", date(2014, 8, 12), "50"),
        ("blocked", "US", date(2025, 1, 1), "50"),
        ("no", "US", date(2025, 1, 1), "49.99999999999"),
        ("no", "EU", date(2024, 7, 2), "50"),
        ("blocked", "EU", date(2024, 7, 2), "50.00000000001"),
        ("blocked", "EU", date(2024, 7, 3), "50"),
        ("no", "EU", date(2024, 7, 3), "49.99999999999"),
        ("no", "GB", date(2018, 1, 1), "50"),
        ("no", "GB", date(2025, 1, 1), "50"),
        ("blocked", "GB", date(2025, 1, 1), "50.00000000001"),
    ],
)
def test_exactly_50_under_each_regime_and_day(
    status: str, regime: str, day: date, percent: str
) -> None:
    assert status == cascade(whole(("X", "A", percent)), {"X"}, rule(regime, day)).status("A")


@pytest.mark.parametrize(
    ("status", "regime", "day"),
    [
        ("no", "US", date(2014, 8, 12)),
        ("blocked", "US", date(2014, 8, 13)),
        ("blocked", "EU", date(2024, 7, 2)),
        ("blocked", "EU", date(2024, 7, 3)),
        ("no", "GB", date(2025, 1, 1)),
    ],
)
def test_30_and_30_of_two_seeds_are_added_where_the_rule_says_so(
    status: str, regime: str, day: date
) -> None:
    given = whole(("X", "A", 30), ("Y", "A", 30))
    assert status == cascade(given, {"X", "Y"}, rule(regime, day)).status("A")


BANDS = [
    ("blocked", "no", 50, 50, ""),
    ("blocked", "may-be", 50, 75, ""),
    ("blocked", "blocked", 50, 75, "low"),
    ("may-be", "no", 25, 50, ""),
    ("may-be", "no", 25, 50, "low"),
    ("no", "no", 25, 50, "high"),
    ("may-be", "may-be", 49, 51, "both"),
    ("may-be", "may-be", 0, 100, ""),
    ("blocked", "blocked", 75, 100, ""),
    ("no", "no", 0, 25, ""),
    ("no", "no", 0, "49.999", ""),
    ("blocked", "may-be", 50, "50.001", ""),
    ("may-be", "may-be", 25, "50.001", "high"),
]


@pytest.mark.parametrize(("us", "gb", "low", "high", "shut"), BANDS)
def test_a_band_against_both_lines(
    us: str, gb: str, low: int | str, high: int | str, shut: str
) -> None:
    ends = {"low_exclusive": shut in ("low", "both"), "high_exclusive": shut in ("high", "both")}
    turned = {"low_exclusive": ends["high_exclusive"], "high_exclusive": ends["low_exclusive"]}
    rest = replace(band("F", "A", 100 - Fraction(high), 100 - Fraction(low)), **turned)
    given = [band("X", "A", low, high, **ends), rest]
    assert (us, gb) == (answer("US", given).status("A"), answer("GB", given).status("A"))


@pytest.mark.parametrize(
    ("status", "shut"),
    [("no", (True, True)), ("no", (True, False)), ("no", (False, True)), ("may-be", (False,) * 2)],
)
def test_one_excluded_bound_keeps_a_sum_under_the_line(
    status: str, shut: tuple[bool, bool]
) -> None:
    given = [band("X", "A", 10, 25, high_exclusive=shut[0]),
             band("Y", "A", 10, 25, high_exclusive=shut[1]), share("F", "A", 80)]  # fmt: skip
    assert status == answer("US", given, "XY").status("A")


@pytest.mark.parametrize(
    ("status", "day"),
    [
        ("no", date(2022, 12, 31)),
        ("blocked", date(2023, 1, 1)),
        ("blocked", date(2023, 6, 30)),
        ("no", date(2023, 7, 1)),
        ("blocked", None),
    ],
)
def test_a_stake_holds_on_its_first_and_last_day(status: str, day: date | None) -> None:
    held = band("X", "A", 60, 60, since=date(2023, 1, 1), until=date(2023, 6, 30))
    assert status == answer("US", [held, share("F", "A", 100)], day=day).status("A")


@pytest.mark.parametrize(
    ("opened", "edges"),
    [
        ({}, (("X", "A", 60), ("B", "A", 40), ("A", "B", 60))),
        ({"A": "circular", "B": "circular"}, (("X", "A", 20), ("B", "A", 40), ("A", "B", 60))),
        ({}, (("A", "B", 60), ("B", "A", 60))),
        ({}, (("X", "A", 9), ("B", "A", 40), ("A", "B", 60))),
        ({"B": "circular", "C": "circular"},
         (("X", "A", 50), ("A", "B", 10), ("C", "B", 50), ("B", "C", 50))),
    ],
)  # fmt: skip
def test_a_loop_is_open_only_where_a_seed_reaches_it(opened: dict[str, str], edges: Edges) -> None:
    assert opened == answer("US", whole(*edges)).open


@pytest.mark.parametrize(
    ("rings", "edges"),
    [
        ((), (("A", "B", 1), ("B", "C", 1), ("A", "C", 1))),
        ((("A", "B"),), (("A", "B", 1), ("B", "A", 1))),
        ((("A", "B", "C"),), (("A", "B", 1), ("B", "C", 1), ("C", "A", 1))),
        ((("A", "B"), ("C", "D")),
         (("D", "C", 1), ("C", "D", 1), ("A", "B", 1), ("B", "A", 1), ("B", "C", 1))),
        ((), (("A", "A", 1),)),
    ],
)  # fmt: skip
def test_circles_are_named_in_order(rings: tuple[tuple[str, ...], ...], edges: Edges) -> None:
    assert rings == answer("US", stakes(*edges)).circles


@pytest.mark.parametrize(
    ("status", "regime", "given"),
    [
        ("no", "US", share("X", "A", 100, "votes")),
        ("no", "US", Stake("X", "A", form="control")),
        ("may-be", "EU", Stake("X", "A", form="control")),
        ("may-be", "EU", share("X", "A", 51, "votes")),
        ("no", "EU", share("X", "A", 49, "votes")),
        ("blocked", "GB", share("X", "A", 51, "votes")),
        ("may-be", "GB", Stake("X", "A", form="control")),
    ],
)
def test_votes_and_control_under_each_regime(status: str, regime: str, given: Stake) -> None:
    rest = [share("F", "A", 100), share("F", "A", 49, "votes")]
    assert status == answer(regime, [given, *rest]).status("A")


def test_shares_and_votes_are_never_added_to_each_other() -> None:
    given = [share("X", "A", 30), share("X", "A", 30, "votes"), share("F", "A", 70),
             share("F", "A", 70, "votes")]  # fmt: skip
    assert "no" == answer("GB", given).status("A")


@pytest.mark.parametrize(
    ("low", "high", "to_line", "unstated", "edges"),
    [
        (50, 50, 0, 50, (("X", "A", 50),)),
        (45, 45, 5, 55, (("X", "A", 45),)),
        (70, 70, -20, 0, (("X", "A", 40), ("Y", "A", 30), ("F", "A", 30))),
        (0, 0, 50, 0, (("F", "A", 100),)),
        (Fraction(100, 3), Fraction(100, 3), Fraction(50, 3), Fraction(200, 3),
         (("X", "A", "100/3"),)),
    ],
)  # fmt: skip
def test_what_blocked_owners_hold_and_what_is_missing(
    low: Fraction, high: Fraction, to_line: Fraction, unstated: Fraction, edges: Edges
) -> None:
    held = answer("US", stakes(*edges), "XY").held("A")
    assert held is not None
    assert (low, high, to_line, unstated) == (held.low, held.high, held.to_line, held.unstated)


@pytest.mark.parametrize(
    ("near", "percent"),
    [([], "44.99"), (["A"], "45"), (["A"], "49.99"), ([], "50"), ([], "0")],
)
def test_just_under_the_line_is_five_points_or_less(near: list[str], percent: str) -> None:
    assert near == list(answer("US", whole(("X", "A", percent))).just_under())


@pytest.mark.parametrize(
    ("percent", "edges"),
    [
        (25, (("X", "A", 50), ("A", "B", 50))),
        (Fraction(1, 8) * 100, (("X", "A", 50), ("A", "C", 50), ("C", "B", 50))),
        (75, (("X", "B", 50), ("X", "A", 50), ("A", "B", 50))),
        (100, (("X", "B", 100),)),
        (0, (("F", "B", 100),)),
        (Fraction(200, 3), (("X", "A", 50), ("B", "A", 50), ("A", "B", 50), ("X", "B", 25))),
    ],
)
def test_the_effective_share_is_the_product_along_every_path(
    percent: Fraction, edges: Edges
) -> None:
    assert percent == effective(answer("US", stakes(*edges)), "B")


@pytest.mark.parametrize(
    ("owner", "edges"),
    [
        ("X", (("X", "A", 50),)),
        ("Y", (("X", "A", 45), ("Y", "A", 5))),
        ("X", (("X", "A", 50), ("Y", "A", 10))),
        (None, (("X", "A", 50), ("Y", "A", 50))),
        (None, (("X", "A", 10),)),
    ],
)
def test_the_smallest_stake_whose_loss_unblocks(owner: str | None, edges: Edges) -> None:
    assert owner == smallest_stake(answer("US", stakes(*edges), "XY"), "A")


def test_a_nominee_of_a_free_owner_frees_what_a_seed_seems_to_hold() -> None:
    given = stakes(("X", "A", 60), ("G", "A", 40))
    assert "no" == answer("US", given, nominations=[Nomination("X", "F")]).status("A")


def test_a_seed_is_never_blocked_by_ownership_and_has_no_step() -> None:
    made = answer("US", stakes(("X", "Y", 100), ("Y", "X", 100)), "XY")
    assert (frozenset(), None, ()) == (made.blocked, made.step("X"), made.proof("Y"))


def test_gb_proves_each_asset_from_one_root() -> None:
    given = whole(("X", "A", 60), ("A", "B", 30), ("X", "B", 30), ("Y", "B", 10))
    made = answer("GB", given, "XY")
    assert [("A", "X"), ("B", "X")] == [(step.asset, step.root) for step in made.proof("B")]
    assert [] == faults(made.proof("B"), given, {"X", "Y"}, GB)
