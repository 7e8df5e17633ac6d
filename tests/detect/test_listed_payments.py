"""Payments that reached a blocked party on a day on which it was blocked."""

from __future__ import annotations

import pytest

from celtrace.findings import Category
from celtrace.records import Identifier
from detect.scenes import (
    candidate,
    contract,
    day,
    delisted,
    found,
    invoice,
    like_name,
    only,
    owns,
    party,
    payment,
)

ORGAN = party("sek", declared="state-owned studio of the DPRK", country="KP")


@pytest.mark.parametrize(("on", "count"), [("2022-12-08", 0), ("2022-12-09", 1), ("2024-01-10", 0)])
def test_only_the_days_on_which_the_row_stood_count(on: str, count: int) -> None:
    row = candidate("v", **delisted())
    assert count == len(found("payment_to_listed", row, payment("p1", "v", on)))


def test_an_account_of_a_listed_party_counts_whoever_is_named_as_payee() -> None:
    holder = party("v", name="Vee", accounts=("DE 12 34",))
    one = only("payment_to_listed", candidate("v"), holder, payment("p1", "w", account="de1234"))
    assert (Category.CONCLUSIVE, "holder of the account", ("party:v",)) == (
        one.strength, one.values["way"], one.acted,
    )  # fmt: skip


def test_a_party_is_blocked_by_definition_before_any_row() -> None:
    one = only("payment_to_listed", ORGAN, payment("p1", "sek", "2019-05-20"))
    assert "blocked by definition" in one.values["status"]
    assert () == found("payment_to_listed", ORGAN, payment("p1", "sek", "2016-03-14"))


def test_money_for_a_contract_with_a_blocked_party_is_strong_not_conclusive() -> None:
    records = (ORGAN, contract("c1", "us", "sek"), payment("p1", "agent", contract="c1"))
    assert Category.STRONG is only("payment_to_listed", *records).strength


def test_an_open_name_says_nothing() -> None:
    assert () == found("payment_to_listed", like_name("v"), payment("p1", "v"))


def test_an_undated_payment_is_held_against_the_review_and_is_not_conclusive() -> None:
    one = only("payment_to_listed", candidate("v"), payment("p1", "v", ""))
    assert Category.STRONG is one.strength
    assert "day not stated" in one.sentence
    assert "on the date of the review, 2024-06-01" in one.sentence
    gone = candidate("v", **delisted())
    assert () == found("payment_to_listed", gone, payment("p1", "v", ""))


def test_an_invoice_asks_for_money_and_is_strong() -> None:
    one = only("payment_to_listed", candidate("v"), invoice("i1", "w", "v", date=day("2022-01-01")))
    assert (Category.STRONG, "invoice:i1", "payee") == (
        one.strength, one.subject, one.values["way"],
    )  # fmt: skip


def test_a_number_on_the_invoice_reaches_its_holder() -> None:
    lei = Identifier("lei", "5493001KJTIIGC8Y1R12")
    records = (party("v", identifiers=(lei,)), candidate("v"),
               invoice("i1", "w", "w", identifiers=("LEI: 5493001KJTIIGC8Y1R12",)))  # fmt: skip
    paid = payment("p1", "w", "2022-01-01", invoice="i1")
    ways = {f.subject: f.values["way"] for f in found("payment_to_listed", *records, paid)}
    assert dict.fromkeys(("invoice:i1", "payment:p1"), "holder of a number on the invoice") == ways


def test_a_list_that_blocks_nobody_is_not_taken_for_one_that_does() -> None:
    restricted = candidate("v", list="us_ofac_cons")
    assert () == found("payment_to_listed", restricted, payment("p1", "v"))


def test_a_regime_that_is_not_asked_about_does_not_answer() -> None:
    assert () == found("payment_to_listed", candidate("v"), payment("p1", "v"), regimes=("EU",))


def test_a_party_is_blocked_through_its_owners_only_while_they_hold_it() -> None:
    held = owns("sek", "v", "60", since=day("2020-01-01"), until=day("2020-12-31"))
    paid = [payment(f"p{on}", "v", on) for on in ("2019-12-31", "2020-06-01", "2021-01-01")]
    one = only("payment_to_listed", ORGAN, party("v"), held, *paid)
    assert ("payment:p2020-06-01", Category.CONCLUSIVE) == (one.subject, one.strength)
    assert "through its owners" in one.sentence
    assert {"sek", "v"} >= {e.place for e in one.evidence} - {"p2020-06-01"}


def test_a_minority_of_a_blocked_owner_does_not_block() -> None:
    records = (ORGAN, party("v"), owns("sek", "v", "49"), owns("f", "v", "51"))
    assert () == found("payment_to_listed", *records, payment("p1", "v"))
