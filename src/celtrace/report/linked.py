"""Sections 5 and 6: the chain, what hangs together, and where the money went."""

from __future__ import annotations

from celtrace.records import Contract
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
from celtrace.report.material import Material
from celtrace.report.wording import count, money


def chained(material: Material, chain: Chain) -> Section:
    """The chain as drawing and table, then paths and shared identifiers."""
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
    blocks += _paths(material)
    blocks += _clusters(material)
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
                parts.append(soft(f" — {path.edges[number - 1].kind.replace('_', ' ')} → "
                                  if number <= len(path.edges) else " → "))  # fmt: skip
            parts.append(material.ref(node) if ":" in node else material.party(node))
        for number, id_ in enumerate(path.explains, start=1):
            parts += [soft(", " if number > 1 else "; explains "),
                      Span(f"finding {number}", to=anchor("finding", id_))]  # fmt: skip
        items.append(words(*parts))
    return [Group("paths", words("How they hang together"), 3, (
        Para(words("A path explains; it is not evidence by itself."), "note"),
        Bullets(tuple(items)),
    ))]  # fmt: skip


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


def paid(material: Material) -> Section:
    """The section on money: totals by contract, and who got what another was owed."""
    totals = material.assessment.totals.payments
    if not totals:
        return Section("money", "Money by payee",
                       (Para(words("No payment was handed in.")),))  # fmt: skip
    rows = []
    for total in totals:
        contract = material.view.get(Contract, total.contract)
        whose = [material.party(contract.contractor)] if contract else []
        rows.append(Row((
            words(
                Span(total.contract, "code", anchor("contract", total.contract)),
                " with " if whose else "", *whose,
            ),
            words(f"{total.count:,}"), words(money(total.amount, total.currency)),
            _others(material, total.to_other_payee.by_payee, total.currency),
        )))  # fmt: skip
    table = Table(
        "Payments by contract",
        ("Contract", "Payments", "Sum", "Of it to somebody other than the contractor"),
        tuple(rows),
        (3, 1, 2, 4),
    )
    return Section("money", "Money by payee", (table,))


def _others(material: Material, by_payee: dict[str, str], currency: str) -> Words:
    if not by_payee:
        return words("nothing")
    parts: list[Span | str] = []
    for number, (payee, amount) in enumerate(sorted(by_payee.items())):
        parts += ["; " if number else "", material.party(payee), f": {money(amount, currency)}"]
    return words(*parts)
