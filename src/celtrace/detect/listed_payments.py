"""Money that went, or was asked to go, to a blocked party or under a contract with one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import TypeAlias

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, party, use
from celtrace.detect._blocked import Blocking, blocking_anywhere
from celtrace.detect._sharing import compact
from celtrace.detect._stakes import Owners
from celtrace.detect._sums import plain
from celtrace.detect.payees import contract_of
from celtrace.documents.identifiers import normal, parse_any
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Contract, Invoice, Party, Payment
from celtrace.registry import detector


class PaymentToListed(Finding, frozen=True, kw_only=True):
    """A payment or invoice to a party that was blocked on its day.

    Blocked is a party by a list row, by definition, or through its owners. Looked at are the
    payee, the account paid to, whose registry number the invoice carries, and
    the contractor of the contract paid for. The last is what the settlement of Mondo TV was
    about, and counts less: the money itself went to somebody else. An invoice asks for
    money and moves none, and a payment without a day is held against the date of the review:
    both count less too.
    """

    rule = "payment_to_listed"
    hypothesis = Hypothesis.H2
    group = Group.MONEY
    category = Category.CONCLUSIVE
    says = (
        "{what} {payment} ({sum}, {when}) {reached} {blocked_name} as {way}; {status_on}: {status}."
    )
    because = (_public.MONDO_TV, _public.CFR_510, _public.EO_13722)
    innocent = (
        "A licence of the authority covered the payment.",
        "The payment was stopped or sent back by the bank.",
        "The party is taken for the list row by mistake.",
    )
    check = "The bank's record of the transfer, any licence, and the identifiers of the row."

    what: str
    payment: str
    amount: str
    currency: str
    sum: str
    paid: date | None
    when: str
    reached: str
    status_on: str
    blocked: str
    blocked_name: str
    way: str
    status: str


_CONTRACTOR = "contractor of the contract paid for"
Money: TypeAlias = Payment | Invoice


@detector(PaymentToListed, reads=Payment, reach="web")
def payments_to_listed(view: View) -> Iterator[Finding]:
    """Each payment with its payee, its account, its invoice and its contract."""
    accounts, numbers = _holders(view), _numbers(view)
    blocking = _blocking(view)
    for payment in view.all(Payment):
        invoice = view.get(Invoice, payment.invoice) if payment.invoice else None
        ways = [
            ("payee", payment.payee),
            *(("holder of the account", id_) for id_ in accounts.get(compact(payment.account), ())),
            *_named(invoice, numbers),
            (_CONTRACTOR, _contractor(contract_of(payment, view), view)),
        ]
        yield from _found(payment, ways, blocking, view)


@detector(PaymentToListed, reads=Invoice, reach="web")
def invoices_to_listed(view: View) -> Iterator[Finding]:
    """Each invoice with its payee and the registry numbers that it carries."""
    numbers = _numbers(view)
    blocking = _blocking(view)
    for invoice in view.all(Invoice):
        ways = [("payee", invoice.payee), *_named(invoice, numbers), ("issuer", invoice.issuer)]
        yield from _found(invoice, ways, blocking, view)


def _blocking(view: View) -> Callable[[str, date], Blocking | None]:
    """Why a party is blocked on a day: by a row, by definition, or through its owners."""
    owners = Owners(view)

    @cache
    def found(id_: str, day: date) -> Blocking | None:
        return blocking_anywhere(id_, day, view) or owners.blocking(id_, day)

    return found


def _contractor(id_: str, view: View) -> str:
    contract = view.get(Contract, id_)
    return contract.contractor if contract else ""


def _numbers(view: View) -> dict[tuple[str, str], str]:
    """Registry numbers whose check digits hold, or have none, and the one party of each."""
    held: dict[tuple[str, str], set[str]] = {}
    for who in view.all(Party):
        for one in who.identifiers:
            own = normal(one.type, one.value, one.country or who.country)
            if own.valid is not False and own.value:
                held.setdefault((own.type, own.value), set()).add(who.id)
    return {key: next(iter(ids)) for key, ids in held.items() if len(ids) == 1}


def _named(
    invoice: Invoice | None, numbers: dict[tuple[str, str], str]
) -> Iterator[tuple[str, str]]:
    """The parties whose numbers an invoice carries."""
    for text in invoice.identifiers if invoice else ():
        for own in parse_any(text):
            if (own.type, own.value) in numbers:
                yield "holder of a number on the invoice", numbers[own.type, own.value]


def _holders(view: View) -> dict[str, list[str]]:
    """Accounts in their normal form and the parties that have them."""
    held: dict[str, list[str]] = {}
    for who in view.all(Party):
        for account in who.accounts:
            held.setdefault(compact(account), []).append(who.id)
    return held


def _found(
    money: Money,
    ways: list[tuple[str, str]],
    blocking: Callable[[str, date], Blocking | None],
    view: View,
) -> Iterator[PaymentToListed]:
    """The blocked parties that money reaches, each once, by the nearest way."""
    done = {""}
    for way, id_ in ways:
        if id_ not in done:
            done.add(id_)
            blocked = blocking(id_, money.date or view.facts.as_of)
            if blocked:
                yield _finding(money, (way, id_), blocked, view)


def _finding(
    money: Money, reached: tuple[str, str], blocked: Blocking, view: View
) -> PaymentToListed:
    way, id_ = reached
    paid = isinstance(money, Payment)
    uses = (use(money, "payee", "account", "identifiers", "amount", "date", "contract"),
            *blocked.uses)  # fmt: skip
    sure = paid and money.date is not None and way != _CONTRACTOR
    as_of = f"on the date of the review, {view.facts.as_of}"
    return PaymentToListed(
        subject=money.ref, evidence=(*cited(*uses), *blocked.rows), basis=based(*uses),
        acted=(party(id_),), grade=None if sure else Category.STRONG, start=money.date,
        until=money.date, what="Payment" if paid else "Invoice", payment=money.id,
        amount=plain(money.amount), currency=money.currency,
        sum=f"{plain(money.amount)} {money.currency}" if money.amount is not None
        else "amount not stated",
        paid=money.date, when=str(money.date) if money.date else "day not stated",
        reached="reached" if paid else "names", blocked=id_, blocked_name=view.name(party(id_)),
        way=way, status=blocked.status, status_on="on that day" if money.date else as_of,
    )  # fmt: skip
