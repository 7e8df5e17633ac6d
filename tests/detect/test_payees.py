"""Payees beside contractors, and assignments that explain them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from celtrace.records import Payment
from detect.scenes import assigned, contract, day, found, invoice, only, party, payment

STUDIO = (contract("c1", "us", "sek"), party("sek", name="SEK"), party("w", name="Third Ltd"))


def months(payee: str, count: int) -> list[Payment]:
    return [
        payment(f"p{n}", payee, f"2021-{n:02d}-05", contract="c1", amount=Decimal("29885.50"))
        for n in range(1, count + 1)
    ]


def test_all_payments_to_one_payee_are_one_finding_with_exact_sums() -> None:
    one = only("payee_not_contractor", *STUDIO, *months("w", 9))
    assert (9, "268969.50 USD", day("2021-01-05"), day("2021-09-05")) == (
        one.values["payments"], one.values["total"], one.start, one.until,
    )  # fmt: skip
    assert ("party:sek",) == one.acted
    assert (
        "Under contract c1 with SEK money went to Third Ltd: payments 9 (268969.50 USD, "
        "from 2021-01-05 to 2021-09-05), invoices that name it as payee 0; "
        "the contract does not name it as payee."
    ) == one.sentence


def test_each_other_payee_has_its_own_finding() -> None:
    paid = (payment("p1", "w", contract="c1"), payment("p2", "x", contract="c1"))
    found_ = found("payee_not_contractor", *STUDIO, *paid)
    assert ["w", "x"] == sorted(one.values["payee"] for one in found_)


def test_currencies_are_never_added_together() -> None:
    paid = (
        payment("p1", "w", contract="c1", currency="USD"),
        payment("p2", "w", contract="c1", currency="EUR"),
        payment("p3", "w", contract="c1", amount=None),
    )
    assert (
        "100 EUR, 100 USD, 1 without an amount"
        == (only("payee_not_contractor", *STUDIO, *paid).values["total"])
    )


def test_a_payment_finds_its_contract_through_its_invoice() -> None:
    billed = invoice("i1", "sek", "sek", contract="c1")
    one = only("payee_not_contractor", *STUDIO, billed, payment("p1", "w", invoice="i1"))
    assert "contract:c1" == one.subject


def test_an_invoice_that_names_another_payee_is_enough() -> None:
    one = only("payee_not_contractor", *STUDIO, invoice("i1", "sek", "w", contract="c1"))
    assert (0, "nothing", 1) == tuple(one.values[k] for k in ("payments", "total", "invoices"))


def test_a_payee_that_the_contract_names_is_shown_as_named() -> None:
    agreed = contract("c1", "us", "sek", payee="w")
    one = only("payee_not_contractor", agreed, payment("p1", "w", contract="c1"))
    assert one.sentence.endswith("the contract names it as payee.")


def test_money_back_to_the_client_is_no_other_payee() -> None:
    assert () == found("payee_not_contractor", *STUDIO, payment("p1", "us", contract="c1"))


@pytest.mark.parametrize(
    ("on", "closed"), [("2024-02-29", 1), ("2024-03-01", 1), ("2024-03-02", 0)]
)
def test_an_assignment_closes_only_when_not_after_the_first_payment(on: str, closed: int) -> None:
    records = (contract("c1", "us", "sek", assignments=(assigned("w", on),)),)
    assert closed == len(found("debt_assigned", *records, payment("p1", "w", contract="c1")))


def test_an_assignment_to_somebody_else_closes_nothing() -> None:
    other = contract("c1", "us", "sek", assignments=(assigned("x", "2020-01-01"),))
    assert () == found("debt_assigned", other, payment("p1", "w", contract="c1"))


def test_an_undated_payment_keeps_the_finding_open() -> None:
    agreed = contract("c1", "us", "sek", assignments=(assigned("w", "2020-01-01"),))
    assert () == found("debt_assigned", agreed, payment("p1", "w", "", contract="c1"))


def test_a_new_payment_makes_a_new_finding_and_a_moved_row_does_not() -> None:
    first = only("payee_not_contractor", *STUDIO, *months("w", 2))
    again = only("payee_not_contractor", *STUDIO, *reversed(months("w", 2)))
    more = only("payee_not_contractor", *STUDIO, *months("w", 3))
    assert first.id == again.id
    assert first.id != more.id
