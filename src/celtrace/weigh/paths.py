"""How the parties in doubt hang together with us: one shortest typed path each.

A path is no evidence: in a large graph most parties are within three steps of anybody.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping

from celtrace.ports import View
from celtrace.records import Contract, Link, Ownership, Payment, Role
from celtrace.weigh.assessment import Path, PathEdge, Subject
from celtrace.weigh.tiers import REVIEW

Step = tuple[str, PathEdge]
"""The party stepped to, and by what."""


def paths(view: View, subjects: Iterable[Subject], blocked: Collection[str]) -> tuple[Path, ...]:
    """A shortest path from us to each party of tier 3 or more and to each blocked party.

    Steps are contracts, stakes, roles, payments and known links; of equal paths the first
    by kind and id. Empty where the dossier does not say who we are.
    """
    us = view.facts.us
    findings = {s.id: s for s in subjects if s.kind == "party"}
    wanted = {id_ for id_, s in findings.items() if s.tier >= REVIEW} | set(blocked)
    if not us or not wanted:
        return ()
    came = _search(us, _steps(view))
    return tuple(_path(id_, came, findings) for id_ in sorted(wanted - {us}) if id_ in came)


def _edges(view: View) -> Iterator[tuple[str, str, PathEdge]]:
    for contract in view.all(Contract):
        yield contract.client, contract.contractor, PathEdge("contract", contract.id)
    for stake in view.all(Ownership):
        yield stake.owner, stake.asset, PathEdge("ownership", stake.id)
    for role in view.all(Role):
        yield role.person, role.party, PathEdge("role", role.id)
    for payment in view.all(Payment):
        yield payment.payer, payment.payee, PathEdge("payment", payment.id)
    for link in view.all(Link):
        yield link.a, link.b, PathEdge("link", link.id)


def _steps(view: View) -> dict[str, dict[str, PathEdge]]:
    """Each party with its neighbours; between two parties the first edge is kept."""
    near: dict[str, dict[str, PathEdge]] = {}
    for a, b, edge in _edges(view):
        if a and b and a != b:
            near.setdefault(a, {}).setdefault(b, edge)
            near.setdefault(b, {}).setdefault(a, edge)
    return near


def _search(start: str, near: Mapping[str, Mapping[str, PathEdge]]) -> dict[str, Step]:
    """Each party that can be reached, with the party and the edge it was reached from."""
    came: dict[str, Step] = {start: ("", PathEdge("", ""))}
    front = deque([start])
    while front:
        here = front.popleft()
        for other, edge in sorted(near.get(here, {}).items(), key=lambda item: item[0]):
            if other not in came:
                came[other] = (here, edge)
                front.append(other)
    return came


def _path(target: str, came: Mapping[str, Step], findings: Mapping[str, Subject]) -> Path:
    nodes, edges = [target], []
    while came[nodes[-1]][0]:
        before, edge = came[nodes[-1]]
        nodes.append(before)
        edges.append(edge)
    nodes.reverse()
    edges.reverse()
    held = findings.get(target)
    return Path(nodes[0], target, tuple(nodes), tuple(edges), held.findings if held else ())
