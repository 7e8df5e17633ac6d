"""Money of a contract that goes to somebody else, and the paper that can explain it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from celtrace.detect import _public
from celtrace.detect._basis import Use, based, cited, party, use
from celtrace.detect._sums import days, total
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Assignment, Contract, Invoice, Payment
from celtrace.registry import detector


class PayeeNotContractor(Finding, frozen=True, kw_only=True):
    """Payments or invoices of a contract that name a payee other than the contractor.

    One finding for each contract and payee. In the one settled case of an animation company,
    all eighteen payments went to third parties that the studio's invoices named.
    """

    rule = "payee_not_contractor"
    hypothesis = Hypothesis.H4
    group = Group.MONEY
    category = Category.SUPPORTING
    says = (
        "Under contract {contract} with {contractor_name} money went to {payee_name}: "
        "payments {payments} ({total}, {when}), invoices that name it as payee {invoices}; {named}."
    )
    because = (_public.MONDO_TV, _public.IT_WORKERS_2022)
    innocent = (
        "The contractor assigned the debt to a lender or a sister company.",
        "A payment agent or a lawyer's client account collects for the contractor.",
        "The contractor changed its name or its legal form.",
    )
    check = "The written assignment or the agency agreement, dated before the first payment."
    ask = (
        "Please tell us why {payee_name} is the payee under contract {contract}, and send the "
        "agreement that it rests on."
    )

    contract: str
    contractor: str
    contractor_name: str
    payee: str
    payee_name: str
    payments: int
    total: str
    invoices: int
    first: date | None
    last: date | None
    when: str
    named: str


class DebtAssigned(Finding, frozen=True, kw_only=True):
    """A written assignment of the debt to the payee, not dated after the first payment to it."""

    rule = "debt_assigned"
    hypothesis = Hypothesis.H4
    group = Group.MONEY
    category = Category.COUNTER
    says = (
        "The debt of contract {contract} was assigned to {payee_name} in writing on {assigned} "
        "(document: {document}), not after the first payment on {first}."
    )
    because = (_public.MONDO_TV,)
    innocent = ("The assignment was written later and dated back.",)
    check = "The original of the assignment, and the contractor's word for it by another channel."
    closes = ("payee_not_contractor",)
    matches = ("payee",)

    contract: str
    payee: str
    payee_name: str
    assigned: date
    document: str
    first: date | None


@detector(PayeeNotContractor, DebtAssigned, reads=(Contract,), reach="web")
def other_payees(view: View) -> Iterator[Finding]:
    """Each contract with its payments and invoices, directly or through an invoice."""
    payments = _by_contract(view)
    for contract in view.all(Contract):
        paid: dict[str, list[Payment]] = defaultdict(list)
        billed: dict[str, list[Invoice]] = defaultdict(list)
        for payment in payments.get(contract.id, ()):
            paid[payment.payee].append(payment)
        for invoice in view.where(Invoice, "contract", contract.id):
            if invoice.issuer in ("", contract.contractor):
                billed[invoice.payee].append(invoice)
        for payee in sorted({*paid, *billed} - {"", contract.contractor, contract.client}):
            yield from _seen(contract, payee, paid[payee], billed[payee], view)


def _by_contract(view: View) -> dict[str, list[Payment]]:
    found: dict[str, list[Payment]] = defaultdict(list)
    for payment in view.all(Payment):
        found[contract_of(payment, view)].append(payment)
    return found


def contract_of(payment: Payment, view: View) -> str:
    """Id of the contract that a payment is for, by itself or through its invoice."""
    invoice = view.get(Invoice, payment.invoice) if payment.invoice else None
    return payment.contract or (invoice.contract if invoice else "")


def _seen(
    contract: Contract, payee: str, paid: list[Payment], billed: list[Invoice], view: View
) -> Iterator[Finding]:
    on = [payment.date for payment in paid if payment.date]
    uses: list[Use] = [
        use(contract, "contractor", "payee"),
        *(use(payment, "payee", "amount", "date") for payment in paid),
        *(use(invoice, "payee", "issuer") for invoice in billed),
    ]
    named = "names" if contract.payee == payee else "does not name"
    yield PayeeNotContractor(
        subject=contract.ref, evidence=cited(*uses), basis=based(*uses),
        acted=(party(contract.contractor),), start=min(on, default=None),
        until=max(on, default=None), contract=contract.id, contractor=contract.contractor,
        contractor_name=view.name(party(contract.contractor)), payee=payee,
        payee_name=view.name(party(payee)), payments=len(paid),
        total=total((p.amount, p.currency) for p in paid), invoices=len(billed),
        first=min(on, default=None), last=max(on, default=None), when=days(on),
        named=f"the contract {named} it as payee",
    )  # fmt: skip
    undated = len(on) < len(paid)
    first = min((*on, *(i.date for i in billed if i.date)), default=None)
    if first is not None and not undated:
        yield from _assigned(contract, payee, contract.assignments, first, view)


def _assigned(
    contract: Contract, payee: str, assignments: Iterable[Assignment], first: date, view: View
) -> Iterator[DebtAssigned]:
    for assignment in assignments:
        if assignment.to == payee and assignment.date <= first:
            uses = (use(contract, "assignments"),)
            yield DebtAssigned(
                subject=contract.ref, evidence=cited(*uses), basis=(*based(*uses), f"to={payee}"),
                contract=contract.id, payee=payee, payee_name=view.name(party(payee)),
                assigned=assignment.date, document=assignment.document or "not attached",
                first=first,
            )  # fmt: skip
