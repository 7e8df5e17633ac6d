"""Tiers of contracts to any depth, and how much of each is known."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from celtrace.records import StaffList
from celtrace.weigh.completeness import completeness, layers
from judged import SEEN, contract, judge, lot, owns, party, payment, view

DAY = date(2023, 1, 1)


def test_tiers_are_counted_through_the_contract_above_and_else_through_the_client() -> None:
    made = layers(view(
        contract("c1", "us", "a"), contract("c2", "a", "b", parent="c1"),
        contract("c3", "b", "c"), contract("c4", "c", "d", parent="c3"),
        contract("z1", "y", "z"),
    ))  # fmt: skip
    assert {"c1": 1, "c2": 2, "c3": 3, "c4": 4, "z1": 0} == made


def test_a_circle_of_contracts_ends_and_leads_to_nobody() -> None:
    made = layers(view(contract("c1", "a", "b", parent="c2"), contract("c2", "b", "a",
                                                                       parent="c1")))  # fmt: skip
    assert {"c1": 0, "c2": 0} == made


@given(st.integers(2, 60))
def test_any_depth(depth: int) -> None:
    chain = [contract(f"c{n:02}", "us" if n == 0 else f"p{n}", f"p{n + 1}") for n in range(depth)]
    assert list(range(1, depth + 1)) == [layers(view(*chain))[c.id] for c in chain]


def test_all_that_is_asked_for_makes_a_hundred_percent() -> None:
    records = (
        contract("c1", "us", "v", date=DAY, scope="ep 1 cuts 1-3", may_subcontract="false"),
        payment("p", "v", "5", contract="c1"), owns("f", "v", "100"),
        StaffList(seen=SEEN, party="v", status="complete"),
    )  # fmt: skip
    [line] = completeness(view(*records))
    assert (100, (), line.asked) == (line.percent, line.missing, line.known)


def test_what_is_missing_is_named_and_the_percentage_is_rounded_down() -> None:
    [one, two] = completeness(view(
        contract("c1", "us", "a", date=DAY), contract("c2", "a", "b", date=DAY),
        owns("f", "b", "99"),
    ))  # fmt: skip
    assert "what lies below it" in one.missing
    assert {"the contract above it", "the day on which we learned of it",
            "all owners of the contractor"} <= set(two.missing)  # fmt: skip
    assert 100 * two.known // two.asked == two.percent


def test_a_lot_can_say_the_cuts_and_that_nobody_works_below() -> None:
    bare = contract("c1", "us", "v")
    told = completeness(view(bare, lot("l", "v", contract="c1", cuts="ep 1 cut 1",
                                       disclosed_subs=())))[0].missing  # fmt: skip
    assert not {"the cuts it covers, exactly", "what lies below it"} & set(told)


def test_the_assessment_carries_a_line_for_each_contract() -> None:
    made = judge([], party("v"), contract("c1", "us", "v"), contract("c2", "v", "w"))
    assert ["c1", "c2"] == [line.contract for line in made.completeness]
