"""Parties that were not disclosed for a lot."""

from __future__ import annotations

from typing import Any

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
