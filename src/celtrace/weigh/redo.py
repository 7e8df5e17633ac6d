"""Which cuts to check or redo, exactly, when a contract or lot is in doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from celtrace.findings import Group
from celtrace.ports import View
from celtrace.records import Contract, Lot
from celtrace.text.cuts import cut_list
from celtrace.weigh.assessment import Redo, Subject
from celtrace.weigh.tiers import REVIEW, Weighed


def redo(
    view: View,
    subjects: Iterable[Subject],
    blocked: Collection[str],
    found: Iterable[Weighed] = (),
) -> tuple[Redo, ...]:
    """Contracts, then lots, with known cuts that are in doubt.

    In doubt is what has tier 3 or more, or whose contractor has, or is blocked. So is one
    link alone that a finding of conduct is about (a refused staff list, work passed on late
    or against the contract), whatever its tier: who drew there is not known.
    """
    doubted = {f"party:{party}" for party in blocked}
    open_: set[str] = set()
    for subject in subjects:
        open_.update(subject.findings)
        if subject.tier >= REVIEW:
            doubted.add(f"{subject.kind}:{subject.id}")
    doubted |= {w.finding.subject for w in found if w.id in open_ and w.group is Group.CONDUCT}
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
