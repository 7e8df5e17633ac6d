"""Work for a lot by parties that were not disclosed for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._basis import Use, based, cited, party, use
from celtrace.detect._cuts import overlap
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Contract, Delivery, Lot
from celtrace.registry import detector


class UndisclosedTier(Finding, frozen=True, kw_only=True):
    """A party that was not disclosed for a lot has a contract below it or delivered for it.

    Only for lots that state whom they disclose. Disclosed are the party of the lot, the
    sub-contractors named for it, and parties of contracts below that were disclosed by the date
    of the review.
    Contracts whose scope names other cuts than the lot are left aside.
    """

    rule = "undisclosed_tier"
    hypothesis = Hypothesis.H4
    group = Group.CONDUCT
    category = Category.SUPPORTING
    says = (
        "Lot {lot} was given to {assigned_name} and discloses {disclosed_subs}; {party_name} "
        "stands below it or delivered for it (contracts {contracts}, deliveries {deliveries})."
    )
    because = (_public.DAHLIA, _public.ADVISORY_2018)
    innocent = (
        "The party was disclosed by letter or mail and not entered.",
        "The party did other work: sound, scanning, translation.",
        "Two ids in the dossier mean one company.",
    )
    check = "The vendor's list of everybody who touched the lot, beside names in the files."
    ask = "Which part of lot {lot} did {party_name} do, and since when is that agreed?"
    marks_ask = True

    lot: str
    assigned_to: str
    assigned_name: str
    disclosed_subs: tuple[str, ...]
    party: str
    party_name: str
    contracts: int
    deliveries: int


@detector(UndisclosedTier, reads=Lot)
def undisclosed_tiers(lot: Lot, view: View) -> Iterator[Finding]:
    """Each lot that states whom it discloses."""
    if lot.disclosed_subs is None:
        return
    known = {lot.assigned_to, view.facts.us, "", *lot.disclosed_subs}
    below = list(_below(lot.contract, view)) if lot.contract else []
    known |= {contract.contractor for contract in below if _told(contract, view)}
    contracts: dict[str, list[Contract]] = defaultdict(list)
    for contract in below:
        if contract.contractor not in known and overlap(lot.cuts, contract.scope):
            contracts[contract.contractor].append(contract)
    deliveries: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in view.where(Delivery, "lot", lot.id):
        if delivery.party not in known:
            deliveries[delivery.party].append(delivery)
    for id_ in sorted({*contracts, *deliveries}):
        yield _finding(lot, id_, contracts[id_], deliveries[id_], view)


def _told(contract: Contract, view: View) -> bool:
    """Whether the client knew of a contract on the date of the review."""
    return contract.disclosed is not None and contract.disclosed <= view.facts.as_of


def _below(id_: str, view: View) -> Iterator[Contract]:
    """All contracts below one, each once, also where parents go in a circle."""
    seen = {id_}
    front = [id_]
    while front:
        for contract in view.where(Contract, "parent", front.pop(0)):
            if contract.id not in seen:
                seen.add(contract.id)
                front.append(contract.id)
                yield contract


def _finding(
    lot: Lot, id_: str, contracts: list[Contract], deliveries: list[Delivery], view: View
) -> UndisclosedTier:
    uses: list[Use] = [
        use(lot, "assigned_to", "disclosed_subs", "contract"),
        *(use(contract, "parent", "contractor", "scope") for contract in contracts),
        *(use(delivery, "lot", "party") for delivery in deliveries),
    ]
    acted = {contract.client for contract in contracts}
    acted |= {delivery.party for delivery in deliveries}
    named = [view.name(party(sub)) for sub in lot.disclosed_subs or ()]
    return UndisclosedTier(
        subject=lot.ref, evidence=cited(*uses), basis=based(*uses), start=lot.start,
        until=lot.until, acted=tuple(party(one) for one in sorted(acted)), lot=lot.id,
        assigned_to=lot.assigned_to, assigned_name=view.name(party(lot.assigned_to)),
        disclosed_subs=tuple(named) or ("nobody",), party=id_, party_name=view.name(party(id_)),
        contracts=len(contracts), deliveries=len(deliveries),
    )  # fmt: skip
