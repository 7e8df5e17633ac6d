"""Sums of payments per contract and currency, with what went to another payee."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from functools import reduce

from celtrace.ports import View
from celtrace.records import Contract, Payment
from celtrace.weigh.assessment import OtherPayee, PaymentTotal, Totals
from celtrace.weigh.work import contract_of

_EXACT = Context(prec=1000, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Wide enough that no sum of amounts is rounded."""


NOT_STATED = "not stated"


def totals(view: View) -> Totals:
    """One line per contract and currency; payments of no known contract stand under ""."""
    found: dict[tuple[str, str], list[Payment]] = {}
    for payment in view.all(Payment):
        found.setdefault((contract_of(payment, view), payment.currency), []).append(payment)
    return Totals(tuple(_total(view, *key, found[key]) for key in sorted(found)))


def _total(view: View, id_: str, currency: str, payments: list[Payment]) -> PaymentTotal:
    contract = view.get(Contract, id_) if id_ else None
    other = [payment for payment in payments if contract and to_other(payment, contract)]
    by_payee = _by(other, lambda payment: payment.payee)
    return PaymentTotal(
        id_, len(payments), plain(payments), currency,
        OtherPayee(len(other), plain(other), by_payee, _unknown(other)), _unknown(payments),
        _by(payments, lambda payment: payment.payee),
        _by(payments, lambda payment: payment.bank_country),
        _by(payments, lambda payment: payment.date.isoformat() if payment.date else ""),
    )  # fmt: skip


def _by(payments: Iterable[Payment], key: Callable[[Payment], str]) -> dict[str, str]:
    """Sums by what `key` gives, in its order; `not stated` for what it gives nothing for."""
    found: dict[str, list[Payment]] = {}
    for payment in payments:
        found.setdefault(key(payment) or NOT_STATED, []).append(payment)
    return {name: plain(found[name]) for name in sorted(found)}


def _unknown(payments: Iterable[Payment]) -> int:
    return sum(payment.amount is None for payment in payments)


def to_other(payment: Payment, contract: Contract) -> bool:
    """Whether a payment went to somebody who is neither the contractor nor an assignee.

    An assignment is in force from its own date on; a payment without a date is not under it.
    """
    if payment.payee in ("", contract.contractor):
        return False
    return not any(
        assignment.to == payment.payee and payment.date and assignment.date <= payment.date
        for assignment in contract.assignments
    )


def plain(payments: Iterable[Payment]) -> str:
    """The exact sum of the stated amounts as a plain decimal; empty where none is stated."""
    some = list(payments)
    stated = [payment.amount for payment in some if payment.amount is not None]
    if some and not stated:
        return ""
    return format(reduce(_EXACT.add, stated, Decimal(0)), "f")
