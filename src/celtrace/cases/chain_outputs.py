"""What `celtrace chain` shows and writes: rows, a drawing, graphs, entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

import msgspec

from celtrace.cases.chain import Chained, in_force
from celtrace.detect._stakes import cascades
from celtrace.exchange.ftm_write import exported
from celtrace.exchange.graph import Edge, Graph, Node, gexf, graphml
from celtrace.law.effective import effective, smallest_stake
from celtrace.law.stakes import shown
from celtrace.ports import View
from celtrace.records import Contract, Link, Ownership, Party, Payment, Record, Role
from celtrace.report.chain import Chain, build_chain, chain_rows
from celtrace.report.chain_svg import FONTS, chain_svg
from celtrace.report.document import anchor
from celtrace.text.cuts import cut_list
from celtrace.weigh.assessment import Blocked, Path
from celtrace.weigh.completeness import layers

_LINE = 20
_WIDE = 1000
_QUIET = ("no", "not-checked")


class Layer(msgspec.Struct, frozen=True):
    """One contract of the chain, with its tier."""

    tier: int
    contract: str
    client: str
    contractor: str
    date: str
    cuts: int
    percent: int
    missing: tuple[str, ...]


def tiers(chained: Chained) -> list[Layer]:
    """The contracts as a tree: each below the one above it, tiers counted from us."""
    view = chained.view
    known = {line.contract: line for line in chained.assessment.completeness}
    depth = layers(view)
    name = view.name
    return [
        Layer(
            depth[c.id], c.id, name(f"party:{c.client}"), name(f"party:{c.contractor}"),
            str(c.date or ""), len(cut_list(c.scope).names), known[c.id].percent,
            known[c.id].missing,
        )
        for c in _ordered(view, depth) if _about(chained, c.client, c.contractor)
    ]  # fmt: skip


def _ordered(view: View, depth: dict[str, int]) -> Iterator[Contract]:
    """Depth first from the contracts of tier 1; what leads to nobody of ours comes last."""
    below: dict[str, list[Contract]] = {}
    contracts = view.all(Contract)
    for contract in contracts:
        below.setdefault(contract.parent or f"of {contract.client}", []).append(contract)
    done: set[str] = set()
    for first in sorted(contracts, key=lambda c: (depth[c.id] != 1, depth[c.id], c.id)):
        front = [first]
        while front:
            here = front.pop()
            if here.id not in done:
                done.add(here.id)
                yield here
                near = (*below.get(here.id, ()), *below.get(f"of {here.contractor}", ()))
                front += sorted(near, key=lambda c: c.id, reverse=True)


def statuses(chained: Chained) -> list[Blocked]:
    """Statuses with something to tell; of one party all regimes."""
    told = {chained.party} - {""} or {
        line.party for line in chained.assessment.blocked if line.status not in _QUIET
    }
    return [line for line in chained.assessment.blocked if line.party in told]


class Held(msgspec.Struct, frozen=True):
    """What is shown beside an answer on ownership: never a status by itself."""

    regime: str
    party: str
    says: str


def beside(chained: Chained) -> list[Held]:
    """Multiplied shares, smallest changes, stakes split just under the line, circles."""
    found: list[Held] = []
    name = chained.view.name
    for made in cascades(chained.view):
        answer = made.answer
        for asset in sorted(answer.blocked):
            whole, loss = effective(answer, asset), smallest_stake(answer, asset)
            share = "cannot be solved" if whole is None else f"{shown(whole)} %"
            change = (f"without the stake of {name(f'party:{loss}')} alone it would not be"
                      if loss else "no single stake's loss would change that")  # fmt: skip
            said = (
                f"blocked by the rule; multiplied share, which is not the rule: {share}; {change}"
            )
            found.append(Held(made.regime, asset, said))
        for asset, vehicles in answer.split().items():
            names = ", ".join(name(f"party:{one}") for one in vehicles)
            said = f"only holders just under the line keep it from being blocked: {names}"
            found.append(Held(made.regime, asset, said))
        for group in answer.circles:
            names = ", ".join(name(f"party:{one}") for one in group)
            said = f"holds in a circle: {names}; a circle that nobody blocked enters blocks nobody"
            found.append(Held(made.regime, group[0], said))
    return [one for one in found if _about(chained, one.party)]


def completeness(chained: Chained) -> int:
    """Whole percent, rounded down, of what is asked of all contracts of the chain."""
    lines = chained.assessment.completeness
    asked = sum(line.asked for line in lines)
    return 100 * sum(line.known for line in lines) // asked if asked else 0


def paths(chained: Chained) -> list[Path]:
    """Paths from us to parties in doubt, then from every party to blocked ones, each once."""
    own = [path for path in chained.assessment.paths if _about(chained, path.target)]
    known = {(path.source, path.target) for path in own}
    return own + [path for path in chained.ways if (path.source, path.target) not in known]


def document(chained: Chained) -> dict[str, Any]:
    """The chain as one JSON document."""
    made = chained.assessment
    return {
        "as_of": made.dossier.as_of, "us": made.dossier.us, "party": chained.party,
        "lists": made.lists, "complete_percent": completeness(chained),
        "tiers": tiers(chained), "blocked": statuses(chained),
        "ownership": beside(chained), "paths": paths(chained),
        "undeclared": [one for one in made.hidden if _about(chained, one.a, one.b)],
        "clusters": made.clusters, "redo": made.redo, "leak_points": made.leak_points,
    }  # fmt: skip


def _about(chained: Chained, *ends: str) -> bool:
    """Whether a line belongs to what was asked for: everything, or one party's surroundings."""
    return not chained.party or bool(around(chained) & set(ends))


def around(chained: Chained) -> set[str]:
    """The party asked for, all above and below it by contract and stake, and who is beside it."""
    view, party = chained.view, chained.party
    arcs = [(c.client, c.contractor) for c in view.all(Contract)]
    arcs += [(s.owner, s.asset) for s in view.all(Ownership)]
    found = _reached(party, arcs) | _reached(party, [(b, a) for a, b in arcs])
    beside = [(p.payer, p.payee) for p in view.all(Payment)]
    beside += [(r.person, r.party) for r in view.all(Role)]
    beside += [(k.a, k.b) for cluster in chained.assessment.clusters for k in cluster.links]
    found |= {end for pair in beside if party in pair for end in pair}
    return found - {""}


def _reached(start: str, arcs: Iterable[tuple[str, str]]) -> set[str]:
    onward: dict[str, list[str]] = {}
    for a, b in arcs:
        onward.setdefault(a, []).append(b)
    found, front = {start}, [start]
    while front:
        for other in onward.get(front.pop(), ()):
            if other not in found:
                found.add(other)
                front.append(other)
    return found


def drawn(chained: Chained) -> Chain:
    """The chain that is drawn: what holds on the day, and only the surroundings of one party."""
    whole = build_chain(chained.assessment, in_force(chained))
    if not chained.party:
        return whole
    near = around(chained)
    nodes = tuple(node for node in whole.nodes if node.id in near)
    links = tuple(link for link in whole.links if {link.source, link.target} <= near)
    return Chain(nodes, links, whole.left_out, whole.alone)


def svg(chained: Chained) -> bytes:
    """The drawing with the table of the same content below it; its links lead into the table."""
    chain = drawn(chained)
    drawing = chain_svg(chain) if chain.nodes else ""
    width, height = _size(drawing)
    y = height + 2 * _LINE
    lines: list[str] = []
    for node in chain.nodes:
        marks = "; ".join(mark.text for mark in node.marks)
        said = f"{node.name} ({node.id}){': ' + marks if marks else ''}"
        lines.append(_row(said, y, f' id="{anchor("party", node.id)}"'))
        y += _LINE
    y += _LINE
    for source, _, said, target, _ in chain_rows(chain, chained.view):
        lines.append(_row(f"{source}  |  {said}  |  {target}", y, ""))
        y += _LINE
    title = f"The chain as of {chained.assessment.dossier.as_of}"
    wide = max(width, _WIDE)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{y:g}" '
        f'viewBox="0 0 {wide:g} {y:g}" font-family="{FONTS}">'
        f'<title>{escape(title)}</title><rect width="{wide:g}" height="{y:g}" fill="#ffffff"/>'
    )
    return "".join([head, drawing, '<g role="table">', *lines, "</g></svg>\n"]).encode()


def _row(said: str, y: float, extra: str) -> str:
    return (f'<text{extra} role="row" x="14" y="{y:g}" font-size="12.5" fill="#111111">'
            f"{escape(said)}</text>")  # fmt: skip


def _size(drawing: str) -> tuple[float, float]:
    """Width and height of a drawing; 0 of none."""
    found = drawing.partition('viewBox="0 0 ')[2].partition('"')[0].split()
    return (float(found[0]), float(found[1])) if found else (0.0, 0.0)


def graph(chained: Chained) -> Graph:
    """Parties as nodes, everything between two of them as typed, dated edges."""
    view = in_force(chained)
    near = around(chained) if chained.party else set()
    edges = [
        edge for edge in (*_edges(view), *_shared(chained))
        if edge.source and edge.target and (not near or {edge.source, edge.target} <= near)
    ]  # fmt: skip
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    by_party: dict[str, dict[str, str]] = {}
    for line in chained.assessment.blocked:
        by_party.setdefault(line.party, {})[f"status {line.regime}"] = line.status
    for subject in chained.assessment.subjects:
        if subject.kind == "party":
            by_party.setdefault(subject.id, {})["tier"] = str(subject.tier)
    known = {party.id for party in view.all(Party) if not near or party.id in near}
    nodes = [
        Node(id_, view.name(f"party:{id_}"), by_party.get(id_, {})) for id_ in sorted(known | ends)
    ]
    title = f"{chained.assessment.dossier.title}, as of {chained.assessment.dossier.as_of}"
    return Graph(title, tuple(nodes), tuple(sorted(edges, key=lambda e: (e.kind, e.id))))


def _edges(view: View) -> Iterator[Edge]:
    for c in view.all(Contract):
        yield Edge(c.ref, c.client, c.contractor, "contract", c.id, c.date, c.until,
                   {"declared": "yes" if c.disclosed or view.facts.us in (c.client, c.contractor)
                    else "no disclosure recorded"})  # fmt: skip
    for s in view.all(Ownership):
        figures = {"percent": s.share, "min": s.low, "max": s.high}
        values = {key: format(value, "f") for key, value in figures.items() if value is not None}
        yield Edge(s.ref, s.owner, s.asset, "ownership", s.form, s.since, s.until, values)
    for r in view.all(Role):
        yield Edge(r.ref, r.person, r.party, "role", r.role, r.since, r.until)
    for p in view.all(Payment):
        amount = f"{p.amount:f} {p.currency}".strip() if p.amount is not None else ""
        yield Edge(p.ref, p.payer, p.payee, "payment", amount, p.date, p.date)
    for k in view.all(Link):
        yield Edge(k.ref, k.a, k.b, "link", f"same {k.by}", None, None, {"value": k.value})


def _shared(chained: Chained) -> Iterator[Edge]:
    for cluster in chained.assessment.clusters:
        for n, k in enumerate(cluster.links):
            yield Edge(f"shared:{cluster.id}:{n}", k.a, k.b, "shared", f"same {k.by}", None, None,
                       {"value": k.value})  # fmt: skip


def ftm(chained: Chained) -> bytes:
    """FollowTheMoney entities: those that came in unchanged, and every other record."""
    kinds: tuple[type[Record], ...] = (Party, Ownership, Role, Contract, Payment, Link)
    own = (
        record for kind in kinds for record in chained.view.all(kind)
        if record.seen.digest not in chained.came_from
    )  # fmt: skip
    return exported(own, chained.came_in)


FORMATS = {
    "svg": svg,
    "gexf": lambda chained: gexf(graph(chained)),
    "graphml": lambda chained: graphml(graph(chained)),
    "ftm": ftm,
}
"""Format to the function that gives its bytes."""
