"""Section 5: the chain, how much of it is known, and what hangs together."""

from __future__ import annotations

from celtrace.report.chain import Chain, chain_rows
from celtrace.report.document import (
    Block,
    Bullets,
    Figure,
    Group,
    Para,
    Row,
    Section,
    Span,
    Table,
    Words,
    anchor,
    name,
    soft,
    words,
)
from celtrace.report.known import known
from celtrace.report.material import Material
from celtrace.report.undeclared import undeclared
from celtrace.report.wording import day
from celtrace.text.counts import count
from celtrace.weigh.assessment import PathEdge

EXPLAINED = 5
"""How many findings a path names before it counts them."""


def chained(material: Material, chain: Chain) -> Section:
    """The chain as drawing and table, then what is known of it, paths and shared values."""
    blocks: list[Block] = []
    if chain.links:
        blocks.append(Figure("The chain, step by step, from left to right"))
        blocks += _left_out(chain)
        rows = tuple(
            Row((words(name(source, anchor("party", source_id))), words(name(said)),
                 words(name(target, anchor("party", target_id)))))
            for source, source_id, said, target, target_id in chain_rows(chain, material.view)
        )  # fmt: skip
        blocks.append(Table("The chain in words", ("From", "What", "To"), rows, (2, 3, 2)))
    else:
        blocks.append(Para(words("No contract, stake or payment joins two parties in the data "
                                 "seen.")))  # fmt: skip
    blocks += known(material)
    blocks += _paths(material)
    blocks += _clusters(material)
    blocks += undeclared(material)
    blocks += _leaks(material)
    return Section("chain", "The chain", tuple(blocks))


def _left_out(chain: Chain) -> list[Block]:
    said = []
    if chain.left_out:
        said.append(
            f"{count(chain.left_out, 'party is', 'parties are')} not drawn, so that the drawing "
            "can be read: the gravest marks come first. The table has all of them."
        )
    if chain.alone:
        said.append(f"{count(chain.alone, 'party stands', 'parties stand')} in no contract, stake "
                    "or shared identifier and so in no line of the drawing.")  # fmt: skip
    return [Para(words(" ".join(said)), "note")] if said else []


def _paths(material: Material) -> list[Block]:
    if not material.assessment.paths:
        return []
    items = []
    for path in material.assessment.paths:
        parts: list[Span | str] = []
        for number, node in enumerate(path.nodes):
            if number:
                parts.append(soft(f" — {_step(path.edges[number - 1])} → "
                                  if number <= len(path.edges) else " → "))  # fmt: skip
            parts.append(material.ref(node) if ":" in node else material.party(node))
        for number, id_ in enumerate(path.explains[:EXPLAINED], start=1):
            parts += [soft(", " if number > 1 else "; explains "),
                      Span(f"finding {number}", to=anchor("finding", id_))]  # fmt: skip
        if len(path.explains) > EXPLAINED:
            parts.append(soft(f" and {len(path.explains) - EXPLAINED:,} more"))
        items.append(words(*parts))
    return [Group("paths", words("How they hang together"), 3, (
        Para(words("A path explains; it is not evidence by itself."), "note"),
        Bullets(tuple(items)),
    ))]  # fmt: skip


def _step(edge: PathEdge) -> str:
    """The kind of a step and its days where known: `contract from 2022-03-01`."""
    since, until = day(edge.since), day(edge.until)
    if since and since == until:
        dates = f" on {since}"
    else:
        dates = (f" from {since}" if since else "") + (f" until {until}" if until else "")
    return edge.kind.replace("_", " ") + dates


def _clusters(material: Material) -> list[Block]:
    rows = [
        Row((words(material.party(link.a)), words(material.party(link.b)), words(link.by),
             words(name(link.value)), words(f"{link.count:,}")))
        for cluster in material.assessment.clusters
        for link in cluster.links
    ]  # fmt: skip
    if not rows:
        return []
    return [Table("Identifiers that parties share", ("One", "Other", "By", "Value", "Times"),
                  tuple(rows), (2, 2, 1, 2, 0.7))]  # fmt: skip


def _leaks(material: Material) -> list[Block]:
    rows = tuple(
        Row((_place(material, point.place), words(name(point.because))))
        for point in material.assessment.leak_points
    )
    if not rows:
        return []
    return [Table("Where material found elsewhere can have left the chain",
                  ("Place", "Because"), rows, (2, 5))]  # fmt: skip


def _place(material: Material, place: str) -> Words:
    if place == "own-storage":
        return words("our own storage")
    if place.startswith("undisclosed-below:"):
        return words("somebody not disclosed, below ", material.party(place.partition(":")[2]))
    return words(material.party(place.removeprefix("party:")))
