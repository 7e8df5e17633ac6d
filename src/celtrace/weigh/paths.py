"""How parties hang together: typed, dated, hub-aware shortest paths.

A path is no evidence: in a large graph most parties are within three steps of anybody.
So a path never runs through a hub (a party with very many neighbours), nor through
us, whom every vendor knows, nor over a stake, an office or a shared value that ended
before the day asked for. Contracts and payments are acts: they happened, and stay.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from celtrace.ports import View
from celtrace.records import Contract, Link, Ownership, Payment, Role
from celtrace.weigh.assessment import Cluster, Path, PathEdge, Subject
from celtrace.weigh.tiers import REVIEW

HUB = 50
"""A party with more neighbours than this is a hub: paths may end there, not run through it."""
SHARED_BY = 5
"""A value that more parties hold is of an agency, a platform or a building."""
LONGEST = 6
"""Steps beyond which two parties are not said to hang together."""
MANY = 200_000
"""Pairs of parties and blocked ones beyond which only the nearest is looked for."""
Step = tuple[str, PathEdge]
"""The party stepped to, and by what."""
Near = Mapping[str, Mapping[str, PathEdge]]


def paths(
    view: View,
    subjects: Iterable[Subject],
    blocked: Collection[str],
    clusters: Iterable[Cluster] = (),
) -> tuple[Path, ...]:
    """A shortest path from us to each party of tier 3 or more and to each blocked party.

    Steps are contracts, stakes, roles, payments, known links and shared values; of equal
    paths the first by kind and id. Empty where the dossier does not say who we are.
    """
    us = view.facts.us
    findings = {s.id: s for s in subjects if s.kind == "party"}
    wanted = {id_ for id_, s in findings.items() if s.tier >= REVIEW} | set(blocked)
    if not us or not wanted:
        return ()
    came = _search({us}, neighbours(view, clusters))
    found = [_back(id_, came) for id_ in sorted(wanted - {us}) if id_ in came]
    return tuple(_explained(path, findings.get(path.target)) for path in found)


def to_blocked(
    view: View,
    blocked: Collection[str],
    clusters: Iterable[Cluster] = (),
    parties: Collection[str] = (),
) -> tuple[Path, ...]:
    """A shortest path from every party (or those given) to every blocked one it leads to.

    Longest six steps; in order of party, then of steps, then of target. Where that would be
    more than `MANY` pairs, each party has the path to the nearest blocked one only.
    """
    near = neighbours(view, clusters)
    found: list[Path] = []
    every = len(blocked) * len(parties or near) <= MANY
    for targets in [{one} for one in sorted(blocked)] if every else [set(blocked)]:
        came = _search(targets, near, {view.facts.us})
        wanted = (set(parties) & set(came) if parties else set(came)) - targets
        found += [_turned(_back(party, came)) for party in wanted]
    return tuple(sorted(found, key=lambda path: (path.source, len(path.edges), path.target)))


def neighbours(view: View, clusters: Iterable[Cluster] = ()) -> dict[str, dict[str, PathEdge]]:
    """Each party with its neighbours; between two parties the first edge is kept."""
    near: dict[str, dict[str, PathEdge]] = {}
    for a, b, edge in (*_edges(view), *_shared(clusters)):
        if a and b and a != b:
            near.setdefault(a, {}).setdefault(b, edge)
            near.setdefault(b, {}).setdefault(a, edge)
    return near


def _edges(view: View) -> Iterator[tuple[str, str, PathEdge]]:
    day = view.facts.as_of
    for contract in view.all(Contract):
        edge = PathEdge("contract", contract.id, contract.date, contract.until)
        yield contract.client, contract.contractor, edge
    for stake in view.all(Ownership):
        if _holds(stake.since, stake.until, day):
            edge = PathEdge("ownership", stake.id, stake.since, stake.until)
            yield stake.owner, stake.asset, edge
    for role in view.all(Role):
        if _holds(role.since, role.until, day):
            edge = PathEdge("role", role.id, role.since, role.until)
            yield role.person, role.party, edge
    for payment in view.all(Payment):
        edge = PathEdge("payment", payment.id, payment.date, payment.date)
        yield payment.payer, payment.payee, edge
    links = view.all(Link)
    holders: dict[tuple[str, str], set[str]] = {}
    for link in links:
        holders.setdefault((link.by, link.value), set()).update((link.a, link.b))
    for link in links:
        if len(holders[link.by, link.value]) <= SHARED_BY:
            yield link.a, link.b, PathEdge("link", link.id)


def _holds(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def _shared(clusters: Iterable[Cluster]) -> Iterator[tuple[str, str, PathEdge]]:
    for cluster in clusters:
        for link in cluster.links:
            yield link.a, link.b, PathEdge(f"shared {link.by}", link.value)


def _search(starts: Collection[str], near: Near, never: Collection[str] = ()) -> dict[str, Step]:
    """Each party that can be reached, with the party and the edge it was reached from.

    Hubs and those in `never` are reached and not passed, unless the search starts there.
    """
    came: dict[str, Step] = dict.fromkeys(sorted(starts), ("", PathEdge("", "")))
    front = deque((start, 0) for start in came)
    while front:
        here, steps = front.popleft()
        beside = near.get(here, {})
        closed = here in never or len(beside) > HUB
        if steps == LONGEST or (closed and here not in starts):
            continue
        for other, edge in sorted(beside.items(), key=lambda item: item[0]):
            if other not in came:
                came[other] = (here, edge)
                front.append((other, steps + 1))
    return came


def _back(target: str, came: Mapping[str, Step]) -> Path:
    """The path from where the search began."""
    nodes, edges = [target], []
    while came[nodes[-1]][0]:
        before, edge = came[nodes[-1]]
        nodes.append(before)
        edges.append(edge)
    return Path(nodes[-1], target, tuple(nodes[::-1]), tuple(edges[::-1]), ())


def _turned(path: Path) -> Path:
    return Path(path.target, path.source, path.nodes[::-1], path.edges[::-1], ())


def _explained(path: Path, subject: Subject | None) -> Path:
    found = subject.findings if subject else ()
    return Path(path.source, path.target, path.nodes, path.edges, found)
