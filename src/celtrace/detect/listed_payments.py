"""Money that went to a blocked party, or was paid under a contract with one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, party, use
from celtrace.detect._blocked import Blocking, blocking_anywhere
from celtrace.detect._sharing import compact
from celtrace.detect._sums import plain
from celtrace.detect.payees import contract_of
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Contract, Party, Payment
from celtrace.registry import detector


class PaymentToListed(Finding, frozen=True, kw_only=True):
    """A payment to a party that was listed, or blocked by definition, on the day of the payment.

    Looked at are the payee, the account paid to, and the contractor of the contract paid for.
    The last is what the settlement of Mondo TV was about, and counts less than the other two:
    the money itself went to somebody else.
    """

    rule = "payment_to_listed"
    hypothesis = Hypothesis.H2
    group = Group.MONEY
    category = Category.CONCLUSIVE
    says = (
        "Payment {payment} of {amount} {currency} on {paid} reached {blocked_name} as {way}; "
        "on that day: {status}."
    )
    because = (_public.MONDO_TV, _public.CFR_510, _public.EO_13722)
    innocent = (
        "A licence of the authority covered the payment.",
        "The payment was stopped or sent back by the bank.",
        "The party is taken for the list row by mistake.",
    )
    check = "The bank's record of the transfer, any licence, and the identifiers of the row."

    payment: str
    amount: str
    currency: str
    paid: date
    blocked: str
    blocked_name: str
    way: str
    status: str


@detector(PaymentToListed, reads=Payment, reach="web")
def payments_to_listed(view: View) -> Iterator[Finding]:
    """Each dated payment with its payee, its account and its contract."""
    holders = _holders(view)
    blocking = cache(lambda id_, day: blocking_anywhere(id_, day, view))
    for payment in view.all(Payment):
        if payment.date is None:
            continue
        for way, id_ in _reached(payment, holders, view):
            blocked = blocking(id_, payment.date)
            if blocked:
                yield _finding(payment, payment.date, (way, id_), blocked, view)


def _holders(view: View) -> dict[str, list[str]]:
    """Accounts in their normal form and the parties that have them."""
    held: dict[str, list[str]] = {}
    for who in view.all(Party):
        for account in who.accounts:
            held.setdefault(compact(account), []).append(who.id)
    return held


def _reached(
    payment: Payment, holders: dict[str, list[str]], view: View
) -> Iterator[tuple[str, str]]:
    """The parties that a payment reached, each once, by the nearest way."""
    contract = view.get(Contract, contract_of(payment, view))
    ways = [
        ("payee", payment.payee),
        *(("holder of the account", id_) for id_ in holders.get(compact(payment.account), ())),
        ("contractor of the contract paid for", contract.contractor if contract else ""),
    ]
    done = {""}
    for way, id_ in ways:
        if id_ not in done:
            done.add(id_)
            yield way, id_


def _finding(
    payment: Payment, day: date, reached: tuple[str, str], blocked: Blocking, view: View
) -> PaymentToListed:
    way, id_ = reached
    uses = (use(payment, "payee", "account", "amount", "date", "contract"), *blocked.uses)
    direct = way != "contractor of the contract paid for"
    return PaymentToListed(
        subject=payment.ref, evidence=(*cited(*uses), *blocked.rows), basis=based(*uses),
        acted=(party(id_),), grade=None if direct else Category.STRONG, start=day, until=day,
        payment=payment.id, amount=plain(payment.amount) or "an amount not stated",
        currency=payment.currency, paid=day, blocked=id_, blocked_name=view.name(party(id_)),
        way=way, status=blocked.status,
    )  # fmt: skip
