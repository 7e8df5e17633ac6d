"""Contracts, money and work: every payment counted, every amount exact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.records import Contract, Delivery, Invoice, Lot, Payment, Production, Reference
from records.kinds import SEEN

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**9)


def paid(amount: str | Decimal = "100", **more: Any) -> Payment:
    return Payment(seen=SEEN, payer="us", payee="v", amount=Decimal(amount), **more)


def contract(**more: Any) -> Contract:
    return Contract(seen=SEEN, client="us", contractor="v", **more)


def lot(**more: Any) -> Lot:
    return Lot(seen=SEEN, assigned_to="v", **more)


@given(AMOUNTS)
def test_an_amount_comes_back_exactly(amount: Decimal) -> None:
    """Exact arithmetic, never floats (weighing.md)."""
    record = paid(amount)
    found = msgspec.json.decode(msgspec.json.encode(record), type=Payment).amount
    assert str(amount) == str(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1200.5", "1200.50"), ("100", "100.00"), ("0", "0.0"), ("1000", "1000.000")],
)
def test_a_payment_written_with_more_zeros_is_the_same_payment(one: str, other: str) -> None:
    assert paid(one).id == paid(other).id


@pytest.mark.parametrize(
    ("one", "other"),
    [("100", "1000"), ("10", "1"), ("1.05", "1.5"), ("100", "-100"), ("0.1", "0.01")],
)
def test_payments_of_two_amounts_are_two(one: str, other: str) -> None:
    assert paid(one).id != paid(other).id


@given(AMOUNTS, AMOUNTS)
def test_two_payments_have_one_id_exactly_when_their_amounts_are_equal(
    one: Decimal, other: Decimal
) -> None:
    assert (one == other) == (paid(one).id == paid(other).id)


@pytest.mark.parametrize(
    "more",
    [
        {"currency": "EUR"},
        {"date": date(2024, 1, 1)},
        {"contract": "c2"},
        {"invoice": "i2"},
        {"account": "DE1"},
        {"ordinal": 1},
    ],
    ids=str,
)
def test_payments_that_differ_in_anything_said_of_them_are_two(more: dict[str, Any]) -> None:
    assert paid().id != paid(**more).id


def test_an_amount_that_is_not_stated_is_not_nought() -> None:
    assert Payment(seen=SEEN, payer="us").id != Payment(seen=SEEN, payer="us", amount=Decimal(0)).id


def test_a_contract_that_is_disclosed_later_keeps_its_id() -> None:
    assert contract().id == contract(disclosed=date(2024, 1, 9), may_subcontract="false").id


def test_a_contract_of_another_scope_is_another_contract() -> None:
    assert contract(scope="ep 5").id != contract(scope="ep 6").id


def test_whether_work_may_be_passed_on_is_unknown_until_it_is_stated() -> None:
    assert ("", None) == (contract().may_subcontract, contract().vpn_allowed)


def test_a_lot_that_discloses_nobody_is_not_one_that_does_not_say() -> None:
    """`None`: the lot does not state whom it discloses; `()`: it discloses nobody."""
    assert lot().disclosed_subs is None
    assert () == lot(disclosed_subs=()).disclosed_subs
    assert lot().disclosed_subs != lot(disclosed_subs=()).disclosed_subs


def test_that_difference_survives_being_stored() -> None:
    for subs in (None, ()):
        stored = msgspec.json.encode(lot(disclosed_subs=subs))
        assert subs == msgspec.json.decode(stored, type=Lot).disclosed_subs


def test_two_invoices_of_one_issuer_on_one_day_differ_by_payee_and_amount() -> None:
    bills = [
        Invoice(seen=SEEN, issuer="v", payee=payee, amount=Decimal(amount))
        for payee in ("v", "w")
        for amount in (1, 2)
    ]
    assert 4 == len({bill.id for bill in bills})


def test_the_count_of_drawings_and_the_files_are_two_deliveries() -> None:
    counted = Delivery(seen=SEEN, lot="l1", units=Decimal(300), unit="drawing")
    assert counted.id != Delivery(seen=SEEN, lot="l1", path="in/lot1").id


def test_whether_footage_is_unreleased_is_unknown_until_it_is_stated() -> None:
    assert Reference(seen=SEEN, path="ref/a.mov").unreleased is None


def test_a_show_keeps_its_id_when_it_is_released() -> None:
    show = Production(seen=SEEN, title="Moonlit Harbour")
    aired = Production(seen=SEEN, title="Moonlit Harbour", released=date(2024, 1, 1))
    assert show.id == aired.id
