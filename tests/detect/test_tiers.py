"""Parties that were not disclosed for a lot."""

from __future__ import annotations

from typing import Any

import pytest

from detect.scenes import contract, day, delivery, found, lot, only, party

TOP = contract("c1", "us", "v")


def ours(*subs: str, **facts: Any) -> Any:
    return lot("l1", "v", subs, contract="c1", cuts="ep 5 cuts 101-140", **facts)


def test_a_contract_anywhere_below_is_seen_and_names_who_passed_it_on() -> None:
    chain = (TOP, contract("c2", "v", "w", parent="c1"), contract("c3", "w", "x", parent="c2"))
    one = only("undisclosed_tier", ours("w"), *chain, party("x", name="Ex"), party("w", name="We"))
    assert ("lot:l1", ("party:w",)) == (one.subject, one.acted)
    assert (
        "Lot l1 was given to v and discloses We; Ex stands below it or delivered for it "
        "(contracts 1, deliveries 0)."
    ) == one.sentence


def test_a_contract_with_a_date_of_disclosure_is_disclosed() -> None:
    told = contract("c2", "v", "w", parent="c1", disclosed=day("2024-01-01"))
    assert () == found("undisclosed_tier", ours(), TOP, told)


def test_a_contract_for_other_cuts_is_left_aside() -> None:
    other = contract("c2", "v", "w", parent="c1", scope="ep 7 cuts 1-20")
    same = contract("c2", "v", "w", parent="c1", scope="ep 5 cuts 140-150")
    assert [0, 1] == [len(found("undisclosed_tier", ours(), TOP, sub)) for sub in (other, same)]


def test_a_lot_that_does_not_say_whom_it_discloses_is_not_judged() -> None:
    silent = lot("l1", "v", None, contract="c1")
    assert () == found("undisclosed_tier", silent, delivery("d1", "x", lot="l1"))


def test_contracts_in_a_circle_come_to_an_end() -> None:
    circle = (contract("c1", "us", "v", parent="c2"), contract("c2", "v", "w", parent="c1"))
    assert ["w"] == [one.values["party"] for one in found("undisclosed_tier", ours(), *circle)]


def test_it_alone_is_reason_to_ask() -> None:
    one = only("undisclosed_tier", ours(), delivery("d1", "x", lot="l1"))
    assert one.marks_ask
    assert "Which part of lot l1 did x do, and since when is that agreed?" == one.question


@pytest.mark.parametrize("who", ["us", "v", ""])
def test_we_ourselves_and_the_maker_of_the_lot_are_no_strangers(who: str) -> None:
    assert () == found("undisclosed_tier", ours(), TOP, delivery("d1", who, lot="l1"))


def test_contracts_and_deliveries_of_one_party_are_one_finding() -> None:
    below = [contract(f"c{n}", "v", "w", parent="c1") for n in (2, 3)]
    one = only("undisclosed_tier", ours(), TOP, *below, delivery("d1", "w", lot="l1"))
    assert (2, 1) == (one.values["contracts"], one.values["deliveries"])
    assert ("party:v", "party:w") == one.acted


def test_a_delivery_for_another_lot_is_left_aside() -> None:
    assert () == found("undisclosed_tier", ours(), TOP, delivery("d1", "x", lot="l2"))


def test_every_stranger_is_a_finding_of_its_own() -> None:
    seen = found("undisclosed_tier", ours(), *(delivery(d, d, lot="l1") for d in ("y", "x")))
    assert {"x", "y"} == {one.values["party"] for one in seen}
    assert 2 == len({one.id for one in seen})


def test_a_lot_that_discloses_nobody_says_so() -> None:
    one = only("undisclosed_tier", ours(), delivery("d1", "x", lot="l1"))
    assert ("nobody",) == one.values["disclosed_subs"]


def test_the_dates_are_those_of_the_lot() -> None:
    """R5: evidence must overlap the dates of the work it is held against."""
    dated = ours(start=day("2024-01-01"), until=day("2024-02-01"))
    one = only("undisclosed_tier", dated, delivery("d1", "x", lot="l1"))
    assert (day("2024-01-01"), day("2024-02-01")) == (one.start, one.until)
