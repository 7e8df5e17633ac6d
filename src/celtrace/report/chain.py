"""The chain as a value: who hired whom, who owns whom, who was paid instead."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from celtrace.ports import View
from celtrace.records import Contract, Ownership, Party
from celtrace.report.wording import BLOCKED, STATUSES, day, money, tier_words
from celtrace.weigh.assessment import Assessment, BlockedStatus

LinkKind = Literal["contract", "observed", "payment", "ownership", "shared"]
"""`observed`: a contract without a recorded disclosure; `payment`: to another payee."""
DRAWN = 250
"""Beyond this many linked parties only those that matter are drawn."""
_GRAVITY = (
    "listed", "by-50-percent-rule", "by-definition", "tier-4", "tier-3", "may-be", "tier-2",
    "tier-1",
)  # fmt: skip
"""Which marks are drawn first where not all can be."""

_SAID: dict[LinkKind, str] = {
    "contract": "hired",
    "observed": "hired, no disclosure recorded",
    "payment": "paid instead of the contractor",
    "ownership": "owns a stake in",
    "shared": "shares an identifier with",
}


class Mark(msgspec.Struct, frozen=True):
    """A status on a party: shape and text."""

    shape: str
    text: str


class Node(msgspec.Struct, frozen=True):
    """A party; `step` counts contracts away from us, None when contracts do not lead there."""

    id: str
    name: str
    step: int | None
    us: bool = False
    joined: bool = True
    """Whether contracts join it to us; if not, `step` counts from the top of its own chain."""
    marks: tuple[Mark, ...] = ()


class Link(msgspec.Struct, frozen=True, order=True):
    """A line from one party to another."""

    source: str
    target: str
    kind: LinkKind
    label: str = ""
    id: str = ""
    note: str = ""


class Chain(msgspec.Struct, frozen=True):
    """What is drawn, and all links for the table."""

    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()
    left_out: int = 0
    """Parties that are in the table only, so that the drawing stays readable."""
    alone: int = 0
    """Parties with no link at all."""


def build_chain(assessment: Assessment, view: View) -> Chain:
    """The chain of an assessment."""
    links = tuple(sorted({*_contracts(view), *_stakes(view), *_diverted(assessment, view),
                          *_shared(assessment)}))  # fmt: skip
    us = assessment.dossier.us or view.facts.us
    linked = sorted({end for link in links for end in (link.source, link.target)} | ({us} - {""}))
    marks = _marks(assessment)
    drawn = set(linked) if len(linked) <= DRAWN else _chosen(us, links, marks)
    joined = steps(us, _worked(links))
    apart = _apart(links, set(joined))
    nodes = tuple(
        Node(
            party, view.name(f"party:{party}"), joined.get(party, apart.get(party)),
            party == us, party in joined, marks.get(party, ()),
        )
        for party in linked if party in drawn
    )  # fmt: skip
    known = {party.id for party in view.all(Party)}
    return Chain(nodes, links, len(linked) - len(nodes), len(known - set(linked)))


def steps(us: str, worked: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Fewest contracts between us and a party: clients of ours count below zero.

    Every party is visited once, so a circle of contracts ends the walk.
    """
    down: dict[str, list[str]] = {}
    up: dict[str, list[str]] = {}
    for client, contractor in worked:
        down.setdefault(client, []).append(contractor)
        up.setdefault(contractor, []).append(client)
    found = {us: 0} if us in down or us in up else {}
    for sign, onward in ((1, down), (-1, up)):
        queue = deque(found)
        while queue:
            here = queue.popleft()
            for there in sorted(onward.get(here, ())):
                if there not in found:
                    found[there] = found[here] + sign
                    queue.append(there)
    return found


def chain_rows(chain: Chain, view: View) -> tuple[tuple[str, str, str, str, str], ...]:
    """The drawing as a table: (from, from id, what, to, to id), contracts first."""
    order = list(_SAID)
    return tuple(
        (
            view.name(f"party:{link.source}"), link.source,
            " · ".join(part for part in (_SAID[link.kind], link.label, link.note) if part),
            view.name(f"party:{link.target}"), link.target,
        )
        for link in sorted(chain.links, key=lambda found: (order.index(found.kind), found))
    )  # fmt: skip


def _contracts(view: View) -> Iterable[Link]:
    us = view.facts.us
    for contract in view.all(Contract):
        if not (contract.client and contract.contractor):
            continue
        ours = us in (contract.client, contract.contractor)
        kind: LinkKind = "contract" if ours or contract.disclosed else "observed"
        note = f", disclosed {contract.disclosed}" if contract.disclosed else ""
        yield Link(contract.client, contract.contractor, kind, day(contract.date), contract.id,
                   f"contract {contract.id}{note}")  # fmt: skip


def _stakes(view: View) -> Iterable[Link]:
    for stake in view.all(Ownership):
        yield Link(stake.owner, stake.asset, "ownership", share(stake), stake.id, _span(stake))


def share(stake: Ownership) -> str:
    """The stake in words: `50 %`, `25 to 50 %`, `share not known`."""
    noun = "" if stake.form == "shares" else f" ({stake.form})"
    if stake.share is not None:
        return f"{stake.share:f} %{noun}"
    if stake.low is not None and stake.high is not None:
        return f"{stake.low:f} to {stake.high:f} %{noun}"
    if stake.low is not None:
        return f"{'over' if stake.low_exclusive else 'at least'} {stake.low:f} %{noun}"
    if stake.high is not None:
        return f"{'under' if stake.high_exclusive else 'at most'} {stake.high:f} %{noun}"
    return f"share not known{noun}"


def _span(stake: Ownership) -> str:
    since = f"since {stake.since}" if stake.since else ""
    until = f"until {stake.until}" if stake.until else ""
    return " ".join(part for part in (since, until) if part)


def _diverted(assessment: Assessment, view: View) -> Iterable[Link]:
    for total in assessment.totals.payments:
        contract = view.get(Contract, total.contract)
        if contract is None:
            continue
        for payee, amount in sorted(total.to_other_payee.by_payee.items()):
            yield Link(contract.client, payee, "payment", money(amount, total.currency),
                       total.contract, f"for contract {total.contract}")  # fmt: skip


def _shared(assessment: Assessment) -> Iterable[Link]:
    for cluster in assessment.clusters:
        for link in cluster.links:
            times = f" {link.count:,}x" if link.count > 1 else ""
            yield Link(link.a, link.b, "shared", f"same {link.by}{times}", cluster.id, link.value)


def _marks(assessment: Assessment) -> dict[str, tuple[Mark, ...]]:
    regimes: dict[str, dict[BlockedStatus, list[str]]] = {}
    for line in assessment.blocked:
        if line.status in BLOCKED or line.status == "may-be":
            by_status = regimes.setdefault(line.party, {})
            by_status.setdefault(line.status, []).append(line.regime)
    tiers = {s.id: s.tier for s in assessment.subjects if s.kind == "party" and s.tier > 0}
    marks: dict[str, tuple[Mark, ...]] = {}
    for party in sorted({*regimes, *tiers}):
        found = [
            Mark(status, f"{STATUSES[status].split(':')[0]}: {', '.join(sorted(held))}")
            for status, held in sorted(regimes.get(party, {}).items())
        ]
        if party in tiers:
            tier = tiers[party]
            found.append(Mark(f"tier-{tier}", tier_words(tier).split(":")[0]))
        marks[party] = tuple(found)
    return marks


def _worked(links: Sequence[Link]) -> list[tuple[str, str]]:
    kinds = ("contract", "observed")
    return [(link.source, link.target) for link in links if link.kind in kinds]


def _apart(links: Sequence[Link], joined: set[str]) -> dict[str, int]:
    """Steps within chains that contracts do not join to us, counted from their tops."""
    worked = [pair for pair in _worked(links) if pair[0] not in joined and pair[1] not in joined]
    hired = Counter(contractor for _, contractor in worked)
    found: dict[str, int] = {}
    tops = sorted({client for client, _ in worked if not hired[client]})
    for top in [*tops, *sorted({client for client, _ in worked})]:
        if top not in found:
            reached = steps(top, worked)
            found.update({p: s for p, s in reached.items() if p not in found and s >= 0})
    return found


def _chosen(us: str, links: Sequence[Link], marks: dict[str, tuple[Mark, ...]]) -> set[str]:
    """Us and the marked parties, gravest first, each with its way from us; then neighbours."""

    def gravity(party: str) -> tuple[int, str]:
        return min(_GRAVITY.index(mark.shape) for mark in marks[party]), party

    above = _ways(us, links)
    chosen = {us} - {""}
    ranked = sorted(marks, key=gravity)
    for party in ranked:
        way = {party}
        while (party := above.get(party, us)) not in chosen and party:
            way.add(party)
        if len(chosen | way) <= DRAWN:
            chosen |= way
    beside: dict[str, set[str]] = {}
    for link in links:
        beside.setdefault(link.source, set()).add(link.target)
        beside.setdefault(link.target, set()).add(link.source)
    for party in ranked:
        around = beside.get(party, set()) if party in chosen else set()
        if len(chosen | around) <= DRAWN:
            chosen |= around
    return chosen


def _ways(us: str, links: Sequence[Link]) -> dict[str, str]:
    """Party to the one above it on a shortest way from us."""
    onward: dict[str, list[str]] = {}
    for client, contractor in sorted(_worked(links)):
        onward.setdefault(client, []).append(contractor)
    above: dict[str, str] = {}
    queue = deque([us])
    while queue:
        here = queue.popleft()
        for there in onward.get(here, ()):
            if there not in above and there != us:
                above[there] = here
                queue.append(there)
    return above
