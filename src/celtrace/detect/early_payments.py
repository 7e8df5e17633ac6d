"""Money that moved before the contract was made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, party, use
from celtrace.detect._sums import days, total
from celtrace.detect.payees import contract_of
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Contract, Payment
from celtrace.registry import detector


class PaymentBeforeContract(Finding, frozen=True, kw_only=True):
    """Payments under a contract on days before the date of the contract.

    In the settled case of Mondo TV the first payment came two months before the agreement.
    """

    rule = "payment_before_contract"
    hypothesis = Hypothesis.H5
    group = Group.MONEY
    category = Category.SUPPORTING
    says = (
        "Money moved under contract {contract} with {contractor_name} before its date, {signed}: "
        "payments {payments} ({total}, {when})."
    )
    because = (_public.MONDO_TV,)
    innocent = (
        "An advance under a framework agreement or a letter of intent.",
        "The contract was renewed and only the newest date was entered.",
        "The bank's value date and the date entered differ.",
    )
    check = "The earlier agreement that the payment was made under."
    ask = "Please send the agreement under which work and payment began before {signed}."

    contract: str
    contractor: str
    contractor_name: str
    signed: date
    payments: int
    total: str
    first: date | None
    last: date | None
    when: str


@detector(PaymentBeforeContract, reads=(Payment, Contract), reach="web")
def payments_before_contract(view: View) -> Iterator[Finding]:
    """Each dated contract with the payments before its date."""
    early: dict[str, list[Payment]] = defaultdict(list)
    for payment in view.all(Payment):
        contract = view.get(Contract, contract_of(payment, view))
        if contract and contract.date and payment.date and payment.date < contract.date:
            early[contract.id].append(payment)
    for id_ in sorted(early):
        contract = view.get(Contract, id_)
        if contract and contract.date:
            yield _finding(contract, contract.date, early[id_], view)


def _finding(
    contract: Contract, signed: date, payments: list[Payment], view: View
) -> PaymentBeforeContract:
    uses = (use(contract, "date"), *(use(p, "date", "amount") for p in payments))
    on = [payment.date for payment in payments if payment.date]
    paid = any(payment.payee == contract.contractor for payment in payments)
    return PaymentBeforeContract(
        subject=contract.ref, evidence=cited(*uses), basis=based(*uses),
        acted=(party(contract.contractor),) if paid else (), start=min(on), until=max(on),
        contract=contract.id, contractor=contract.contractor,
        contractor_name=view.name(party(contract.contractor)), signed=signed,
        payments=len(payments), total=total((p.amount, p.currency) for p in payments),
        first=min(on), last=max(on), when=days(on),
    )  # fmt: skip
