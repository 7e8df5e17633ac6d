"""Work passed on where the contract above forbids it, or told too late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from celtrace.detect import _public
from celtrace.detect._basis import Use, based, cited, party, use
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Contract, Delivery, Lot
from celtrace.registry import detector


class ForbiddenSubcontract(Finding, frozen=True, kw_only=True):
    """A contract passes work on although the contract above it says that this may not be done.

    A contract above that asks for consent is not broken by this alone: that no consent is
    known does not show that none was given.
    """

    rule = "forbidden_subcontract"
    hypothesis = Hypothesis.H4
    group = Group.CONDUCT
    category = Category.SUPPORTING
    says = (
        "Contract {contract} gives work from {client_name} to {contractor_name}; contract "
        "{above}, under which it stands, does not allow sub-contracting."
    )
    because = (_public.ADVISORY_2018, _public.DAHLIA)
    innocent = (
        "Consent was given later, by letter or mail, and not entered.",
        "The work passed on is not the work of the contract above.",
    )
    check = "The clause of the contract above, and any consent in writing."
    ask = (
        "Contract {above} does not provide for sub-contracting. On what agreement does the work "
        "of {contractor_name} under contract {contract} rest?"
    )

    contract: str
    above: str
    client: str
    client_name: str
    contractor: str
    contractor_name: str


class LateDisclosure(Finding, frozen=True, kw_only=True):
    """The client learned of a sub-contract after work under it had begun.

    Work began with the first lot or delivery of the contract, or else on its date.
    """

    rule = "late_disclosure"
    hypothesis = Hypothesis.H4
    group = Group.CONDUCT
    category = Category.SUPPORTING
    says = (
        "The sub-contract {contract} from {client_name} to {contractor_name} was disclosed on "
        "{disclosed}; work under it began on {began}."
    )
    because = (_public.ADVISORY_2018, _public.DAHLIA)
    innocent = (
        "The client was told by word of mouth and the date of the letter was entered.",
        "The vendor stepped in at short notice and told the client when it could.",
    )
    check = "Mails of the weeks around the start of the work."
    ask = "When was the client first told that {contractor_name} works under contract {contract}?"

    contract: str
    client: str
    client_name: str
    contractor: str
    contractor_name: str
    disclosed: date
    began: date


@detector(ForbiddenSubcontract, LateDisclosure, reads=Contract)
def passed_on(contract: Contract, view: View) -> Iterator[Finding]:
    """Each contract under another one."""
    above = view.get(Contract, contract.parent) if contract.parent else None
    if above is None or contract.contractor == contract.client:
        return
    if above.may_subcontract == "false":
        yield _forbidden(contract, above, view)
    began, starts = _began(contract, view)
    told = contract.disclosed is not None and contract.disclosed <= view.facts.as_of
    if contract.disclosed and told and began and contract.disclosed > began:
        yield _late(contract, contract.disclosed, began, starts, view)


def _forbidden(contract: Contract, above: Contract, view: View) -> ForbiddenSubcontract:
    uses = (use(contract, "client", "contractor", "parent"), use(above, "may_subcontract"))
    return ForbiddenSubcontract(
        subject=contract.ref, evidence=cited(*uses), basis=based(*uses),
        acted=(party(contract.client),), start=contract.date, until=contract.until,
        contract=contract.id, above=above.id, client=contract.client,
        client_name=view.name(party(contract.client)), contractor=contract.contractor,
        contractor_name=view.name(party(contract.contractor)),
    )  # fmt: skip


def _began(contract: Contract, view: View) -> tuple[date | None, tuple[Use, ...]]:
    """The day on which work under the contract is first seen, and what shows it."""
    work: tuple[Lot | Delivery, ...] = (
        *view.where(Lot, "contract", contract.id),
        *view.where(Delivery, "contract", contract.id),
    )
    dated = [(item.start, item.ref, item) for item in work if item.start]
    if dated:
        start, _, item = min(dated, key=lambda entry: entry[:2])
        return start, (use(item, "start", "contract"),)
    return contract.date, (use(contract, "date"),)


def _late(
    contract: Contract, disclosed: date, began: date, starts: tuple[Use, ...], view: View
) -> LateDisclosure:
    uses = (use(contract, "disclosed"), *starts)
    return LateDisclosure(
        subject=contract.ref, evidence=cited(*uses), basis=based(*uses),
        acted=(party(contract.client),), start=began, until=disclosed, contract=contract.id,
        client=contract.client, client_name=view.name(party(contract.client)),
        contractor=contract.contractor, contractor_name=view.name(party(contract.contractor)),
        disclosed=disclosed, began=began,
    )  # fmt: skip
