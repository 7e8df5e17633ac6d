"""The cascade of weighing.md against published examples and a brute-force oracle."""

from __future__ import annotations

import json
import random
import time
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.law.effective import effective, smallest_stake
from celtrace.law.nominees import Nomination
from celtrace.law.ownership import cascade
from celtrace.law.proof import faults
from celtrace.law.regimes import Rule
from celtrace.law.stakes import Stake, share
from law.oracle import EU, EU_OLD, FIGURES, GB, NODES, US, band, differs, graph

RULES = {"US-OFAC": US, "EU-2024-07-03": EU, "EU-before-2024-07-03": EU_OLD, "UK": GB}


# --- published examples -----------------------------------------------------------------


@pytest.fixture(scope="session")
def examples(shared_data: Path) -> list[dict[str, Any]]:
    path = shared_data.parent / "knowledge" / "ofac50_examples.json"
    if not path.is_file():
        pytest.skip("the worked ownership examples are not beside this checkout")
    return list(json.loads(path.read_text(encoding="utf-8"))["examples"])


@pytest.mark.shared
def test_every_published_example_agrees_under_every_rule(examples: list[dict[str, Any]]) -> None:
    for example in examples:
        stakes = [share(e["owner"], e["asset"], e["percent"]) for e in example["edges"]]
        for name, expected in example["expect"].items():
            answer = cascade(stakes, example["seeds"], RULES[name])
            assert set(expected["computed_by_reference"]) == set(answer.blocked), example["id"]
            for asset, parts in expected["proof"].items():
                step = answer.step(asset)
                assert step is not None
                assert {o: Fraction(p) for o, p in parts} == {p.owner: p.low for p in step.parts}
                assert [] == faults(answer.proof(asset), stakes, example["seeds"], RULES[name])
            for asset in expected.get("not_blocked", []):
                assert answer.status(asset) != "blocked"


def test_faq_401_first_example_blocks_though_the_effective_share_is_25() -> None:
    answer = cascade([share("X", "A", 50), share("A", "B", 50)], {"X"}, US)
    assert {"A", "B"} == answer.blocked
    assert 25 == effective(answer, "B")


def test_faq_401_fifth_example_is_open_only_for_what_is_not_stated() -> None:
    stakes = [share("X", "A", 25), share("X", "B", 25), share("A", "C", 50), share("B", "C", 50)]
    answer = cascade(stakes, {"X"}, US)
    assert not answer.blocked
    assert dict.fromkeys("ABC", "unknown-remainder") == answer.open
    rest = [share("F", "A", 75), share("F", "B", 75)]
    assert "no" == cascade(stakes + rest, {"X"}, US).status("C")


def test_a_divested_stake_blocks_only_while_it_is_held() -> None:
    stake = Stake("X", "A", Fraction(60), Fraction(60), until=date(2023, 6, 30))
    stakes = [stake, share("F", "A", 40)]
    assert "blocked" == cascade(stakes, {"X"}, US, day=date(2023, 6, 30)).status("A")
    assert "blocked" != cascade(stakes, {"X"}, US, day=date(2023, 7, 1)).status("A")


# --- the line of each regime --------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "percent", "status"),
    [
        ("US-OFAC", "50", "blocked"),
        ("US-OFAC", "49.999999", "no"),
        ("EU-before-2024-07-03", "50", "no"),
        ("EU-before-2024-07-03", "50.000001", "blocked"),
        ("EU-2024-07-03", "50", "blocked"),
        ("UK", "50", "no"),
        ("UK", "50.000001", "blocked"),
    ],
)
def test_the_line_is_exact(name: str, percent: str, status: str) -> None:
    stakes = [share("X", "A", percent), share("F", "A", 100 - Fraction(percent))]
    assert status == cascade(stakes, {"X"}, RULES[name]).status("A")


def test_gb_does_not_add_unrelated_owners_but_adds_one_owners_own_vehicles() -> None:
    apart = [share("X", "A", 30), share("Y", "A", 30), share("F", "A", 40)]
    assert "no" == cascade(apart, {"X", "Y"}, GB).status("A")
    own = [share("X", "V", 100), share("X", "A", 30), share("V", "A", 30), share("F", "A", 40)]
    assert "blocked" == cascade(own, {"X", "Y"}, GB).status("A")


def test_gb_reads_votes_beside_shares_and_us_does_not() -> None:
    votes = [share("X", "A", 60, "votes"), share("F", "A", 100), share("F", "A", 40, "votes")]
    assert "blocked" == cascade(votes, {"X"}, GB).status("A")
    assert "no" == cascade(votes, {"X"}, US).status("A")


@pytest.mark.parametrize(("name", "status"), [("US-OFAC", "no"), ("UK", "may-be")])
def test_control_is_a_caution_in_the_us_and_open_elsewhere(name: str, status: str) -> None:
    stakes = [Stake("X", "A", form="control"), share("F", "A", 100)]
    answer = cascade(stakes, {"X"}, RULES[name])
    assert status == answer.status("A")
    assert {"A": ("X",)} == answer.controlled()


# --- what leaves it open --------------------------------------------------------------------


def test_the_band_25_to_50_includes_exactly_50_so_it_may_be() -> None:
    stakes = [band("X", "A", 25, 50, low_exclusive=True), band("F", "A", 50, 75)]
    assert "bands" == cascade(stakes, {"X"}, US).open["A"]
    assert "no" == cascade(stakes, {"X"}, GB).status("A")


def test_a_band_that_stops_short_of_50_does_not_reach_it() -> None:
    stakes = [
        band("X", "A", 25, 50, high_exclusive=True),
        band("F", "A", 50, 75, low_exclusive=True),
    ]
    assert "no" == cascade(stakes, {"X"}, US).status("A")


def test_a_band_above_50_blocks_under_more_than_50() -> None:
    stakes = [band("X", "A", 50, 75, low_exclusive=True)]
    answer = cascade(stakes, {"X"}, GB)
    assert "blocked" == answer.status("A")
    assert [] == faults(answer.proof("A"), stakes, {"X"}, GB)


def test_two_statements_of_one_stake_keep_the_lowest_and_the_highest() -> None:
    answer = cascade([share("X", "A", 60), share("X", "A", 40), share("F", "A", 40)], {"X"}, US)
    assert "bands" == answer.open["A"]
    assert ["conflict"] == [issue.trouble for issue in answer.issues]


def test_a_circle_without_a_seed_blocks_nobody_and_is_shown() -> None:
    stakes = [share("A", "B", 60), share("B", "A", 60)]
    answer = cascade(stakes, {"X"}, US)
    assert ("no", "no") == (answer.status("A"), answer.status("B"))
    assert (("A", "B"),) == answer.circles


def test_a_circle_that_a_seed_touches_is_for_a_person() -> None:
    stakes = [share("X", "A", 30), share("B", "A", 40), share("A", "B", 60), share("F", "A", 30)]
    answer = cascade([*stakes, share("F", "B", 40)], {"X"}, US)
    assert {"A": "circular", "B": "circular"} == answer.open


def test_what_a_party_owns_that_may_be_blocked_may_be_blocked() -> None:
    stakes = [share("K", "A", 100)]
    assert "may-be" == cascade(stakes, set(), US, possible={"K"}).status("A")


# --- statements that cannot stand --------------------------------------------------------------


@pytest.mark.parametrize(
    ("stake", "trouble", "status"),
    [
        (share("X", "A", 150), "over-100", "may-be"),
        (share("X", "A", -3), "negative", "may-be"),
        (band("X", "A", 60, 40), "reversed", "may-be"),
        (Stake("X", "A"), "no-figure", "may-be"),
        (share("A", "A", 100), "self-holding", "no"),
    ],
)
def test_a_figure_that_cannot_stand_is_reported_and_not_guessed(
    stake: Stake, trouble: str, status: str
) -> None:
    answer = cascade([stake], {"X"}, US)
    assert ([trouble], status) == ([i.trouble for i in answer.issues], answer.status("A"))


def test_stakes_that_add_up_to_more_than_100_are_reported() -> None:
    answer = cascade([share("X", "A", 40), share("F", "A", 70)], {"X"}, US)
    assert ["sum-over-100"] == [issue.trouble for issue in answer.issues]


def test_a_nominee_holds_for_the_nominator() -> None:
    stakes = [share("agent", "A", 50)]
    assert "blocked" == cascade(stakes, {"X"}, US, nominations=[Nomination("agent", "X")]).status(
        "A"
    )


# --- what is shown beside ---------------------------------------------------------------------


def test_three_vehicles_at_49_are_shown_as_a_split_and_block_nobody() -> None:
    vehicles = [share("X", v, 49) for v in "ABC"]
    target = [share("A", "T", 34), share("B", "T", 33), share("C", "T", 33)]
    answer = cascade(vehicles + target, {"X"}, US)
    assert not answer.blocked
    assert {"T": ("A", "B", "C")} == answer.split()
    assert 49 == effective(answer, "T")
    assert ["A", "B", "C"] == list(answer.just_under())


def test_the_smallest_change_is_told() -> None:
    answer = cascade([share("X", "A", 45), share("Y", "A", 10)], {"X", "Y"}, US)
    held = answer.held("A")
    assert held is not None
    assert (55, -5, 45) == (held.low, held.to_line, held.unstated)
    assert "Y" == smallest_stake(answer, "A")


def test_a_closed_circle_has_no_effective_share() -> None:
    answer = cascade([share("A", "B", 100), share("B", "A", 100)], {"X"}, US)
    assert effective(answer, "A") is None


# --- generated graphs ---------------------------------------------------------------------------

NUMBERS = st.sampled_from(FIGURES)


@st.composite
def graphs(draw: st.DrawFn, forms: tuple[str, ...] = ("shares",)) -> list[Stake]:
    pairs = st.tuples(st.sampled_from("XY" + NODES), st.sampled_from(NODES))
    wanted = draw(st.lists(pairs, min_size=1, max_size=12, unique=True))
    made = []
    for owner, asset in wanted:
        if owner != asset:
            ends = sorted((draw(NUMBERS), draw(NUMBERS)))
            low, high = draw(st.sampled_from([(ends[0], ends[1]), (ends[0], ends[0])]))
            open_low, open_high = draw(st.sampled_from([(False, False)] * 3 + [(True, True)]))
            wide = low < high
            made.append(
                band(
                    owner, asset, low, high,
                    low_exclusive=open_low and wide, high_exclusive=open_high and wide,
                    form=draw(st.sampled_from(forms)),
                )
            )  # fmt: skip
    return made


@settings(max_examples=1000, deadline=None)
@given(graphs(), st.sampled_from([US, EU_OLD, GB]))
def test_the_cascade_equals_the_oracle_on_graphs_with_circles_and_bands(
    stakes: list[Stake], rule: Rule
) -> None:
    assert not differs(stakes, rule)


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_exact_stakes_with_the_remainder_counted_as_blocked_are_the_widest_set(
    rng: random.Random,
) -> None:
    """U2 of weighing.md to the letter: blocked stakes plus 100 less all that is stated."""
    stakes = [share(s.owner, s.asset, min(s.low or 0, 30)) for s in graph(rng, most=8)]
    stated = {a: sum((s.low or 0 for s in stakes if s.asset == a), Fraction(0)) for a in NODES}
    inside, before = {"X", "Y"}, 0
    while before != len(inside):
        before = len(inside)
        for asset in {s.asset for s in stakes}:
            mine = sum(s.low or 0 for s in stakes if s.asset == asset and s.owner in inside)
            if mine + max(100 - stated[asset], Fraction(0)) >= 50:
                inside.add(asset)
    answer = cascade(stakes, {"X", "Y"}, US)
    assert inside - {"X", "Y"} == answer.blocked | set(answer.open)


@settings(max_examples=350, deadline=None)
@given(graphs(("shares", "votes")), st.sampled_from([US, EU, GB]))
def test_every_blocked_party_has_a_proof_that_the_checker_accepts(
    stakes: list[Stake], rule: Rule
) -> None:
    answer = cascade(stakes, {"X", "Y"}, rule)
    for asset in answer.blocked:
        proof = answer.proof(asset)
        assert asset == proof[-1].asset
        assert [] == faults(proof, stakes, {"X", "Y"}, rule)


@settings(max_examples=200, deadline=None)
@given(graphs(), st.randoms(use_true_random=False), st.sampled_from([US, GB]))
def test_the_answer_is_independent_of_order(stakes: list[Stake], random: Any, rule: Rule) -> None:
    mixed = list(stakes)
    random.shuffle(mixed)
    one, two = (cascade(s, {"X", "Y"}, rule) for s in (stakes, mixed))
    assert (one.blocked, one.open, one.issues) == (two.blocked, two.open, two.issues)
    assert [one.proof(a) for a in sorted(one.blocked)] == [
        two.proof(a) for a in sorted(two.blocked)
    ]


@settings(max_examples=200, deadline=None)
@given(graphs(), graphs(), st.sampled_from([US, EU_OLD, GB]))
def test_more_seeds_never_unblock_anybody(
    stakes: list[Stake], more: list[Stake], rule: Rule
) -> None:
    fewer = cascade(stakes, {"X"}, rule)
    assert fewer.blocked <= cascade(stakes, {"X", "Y"}, rule).blocked
    taken = {(s.owner, s.asset) for s in stakes}
    added = stakes + [s for s in more if (s.owner, s.asset) not in taken]
    assert fewer.blocked <= cascade(added, {"X"}, rule).blocked


def test_a_false_proof_is_refused() -> None:
    stakes = [share("X", "A", 50), share("A", "B", 50)]
    proof = cascade(stakes, {"X"}, US).proof("B")
    assert [] != faults(proof[1:], stakes, {"X"}, US)
    assert [] != faults(proof, [share("X", "A", 49), share("A", "B", 50)], {"X"}, US)
    assert [] != faults(proof, stakes, {"X"}, EU_OLD)


def test_a_hundred_thousand_stakes_take_seconds_not_minutes() -> None:
    stakes = [share(f"n{i // 3}", f"n{i}", 50 if i % 3 else 30) for i in range(1, 100_000)]
    began = time.perf_counter()
    answer = cascade(stakes, {"n0"}, US)
    assert time.perf_counter() - began < 15
    assert "blocked" == answer.status("n1")
