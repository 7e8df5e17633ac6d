"""Payments before the date of their contract."""

from __future__ import annotations

from detect.scenes import contract, day, found, only, payment

SIGNED = contract("c1", "us", "v", date=day("2019-07-15"))


def test_only_payments_before_the_contract_are_counted() -> None:
    paid = [payment(f"p{n}", "v", f"2019-0{n}-20", contract="c1") for n in (5, 6, 7)]
    one = only("payment_before_contract", SIGNED, *paid)
    assert (2, "200 USD", day("2019-05-20"), day("2019-06-20")) == tuple(
        one.values[k] for k in ("payments", "total", "first", "last")
    )


def test_it_reaches_the_contractor_only_if_the_contractor_was_paid() -> None:
    to = {payee: payment("p1", payee, "2019-05-01", contract="c1") for payee in ("v", "w")}
    assert [("party:v",), ()] == [
        only("payment_before_contract", SIGNED, to[payee]).acted for payee in ("v", "w")
    ]


def test_an_undated_contract_or_payment_is_not_judged() -> None:
    undated = contract("c1", "us", "v")
    assert () == found("payment_before_contract", undated, payment("p1", "v", contract="c1"))
    assert () == found("payment_before_contract", SIGNED, payment("p1", "v", "", contract="c1"))
