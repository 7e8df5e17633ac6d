"""Which cuts to check or redo, exactly, when a contract or lot is in doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from celtrace.ports import View
from celtrace.records import Contract, Lot
from celtrace.text.cuts import cut_list
from celtrace.weigh.assessment import Redo, Subject
from celtrace.weigh.tiers import REVIEW


def redo(view: View, subjects: Iterable[Subject], blocked: Collection[str]) -> tuple[Redo, ...]:
    """Contracts, then lots, with known cuts that are in doubt.

    In doubt is what has tier 3 or more, or whose contractor has, or is blocked.
    """
    doubted = {f"{s.kind}:{s.id}" for s in subjects if s.tier >= REVIEW}
    doubted |= {f"party:{party}" for party in blocked}
    return tuple(_listed(view, doubted))


def _listed(view: View, doubted: set[str]) -> Iterator[Redo]:
    for contract in view.all(Contract):
        if {contract.ref, f"party:{contract.contractor}"} & doubted:
            yield from _cuts(contract.ref, contract.scope)
    for lot in view.all(Lot):
        if {lot.ref, f"party:{lot.assigned_to}"} & doubted:
            yield from _cuts(lot.ref, lot.cuts)


def _cuts(subject: str, text: str) -> Iterator[Redo]:
    found = cut_list(text)
    if found.names:
        yield Redo(subject, found.names, len(found.names), found.unread)
