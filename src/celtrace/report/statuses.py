"""Section 4: who is blocked, under which regime, since when, and what a check of names shows."""

from __future__ import annotations

from collections.abc import Sequence

from celtrace.report.by_date import by_date
from celtrace.report.document import (
    Block,
    Bullets,
    Group,
    Para,
    Row,
    Section,
    Span,
    Table,
    Words,
    anchor,
    code,
    mark,
    name,
    soft,
    strong,
    words,
)
from celtrace.report.material import Material
from celtrace.report.remarks import QUIET, Remark, gathered, remarks
from celtrace.report.wording import STATUSES, day, full_stop
from celtrace.text.counts import count
from celtrace.weigh.assessment import Blocked, BlockedStatus


def statuses(material: Material) -> Section:
    """The section."""
    lines = material.assessment.blocked
    if not lines:
        return Section("statuses", "Status by regime and by date", (
            Para(words("No status was worked out: no party was checked.")),
        ))  # fmt: skip
    blocks: list[Block] = [_legend(material)]
    blocks += _matrix(material, lines)
    blocks += _reasons(material, lines)
    blocks += by_date(material)
    return Section("statuses", "Status by regime and by date", tuple(blocks))


def _legend(material: Material) -> Para:
    return Para(words(
        f"On {material.assessment.dossier.as_of}, on the snapshots seen. ",
        mark("no", STATUSES["no"]), " means: looked for by name and by rule, nothing shown. ",
        mark("not-checked", STATUSES["not-checked"]), " means: nobody looked. ",
        mark("may-be", STATUSES["may-be"]), " means: a paper is missing that would settle it.",
    ), "note")  # fmt: skip


def _matrix(material: Material, lines: Sequence[Blocked]) -> list[Block]:
    held_by = {line.regime for line in lines}
    asked = [regime for regime in material.view.facts.regimes if regime in held_by]
    regimes = [*asked, *sorted(held_by - set(asked))]
    by_party: dict[str, dict[str, Blocked]] = {}
    for line in sorted(lines, key=lambda found: (found.party, found.regime)):
        by_party.setdefault(line.party, {})[line.regime] = line
    rows, quiet = [], dict[tuple[BlockedStatus, ...], list[str]]()
    for party, held in sorted(by_party.items(), key=lambda item: (_weight(item[1]), item[0])):
        pattern = tuple(held[r].status if r in held else "not-checked" for r in regimes)
        if all(status in QUIET for status in pattern):
            quiet.setdefault(pattern, []).append(party)
            continue
        cells = [words(material.party(party))]
        cells += [words(_shown(held.get(r), party)) for r in regimes]
        rows.append(Row(tuple(cells)))
    blocks: list[Block] = []
    if rows:
        blocks.append(Table("Blocked, or open whether blocked", ("Party", *regimes),
                            tuple(rows), (2.6, *(2.0 for _ in regimes))))  # fmt: skip
    if quiet:
        heads = ("Parties", *regimes)
        blocks.append(Table("Nothing is shown, or nothing was checked", heads, tuple(
            Row((_names(material, parties),
                 *(words(mark(status, STATUSES[status])) for status in pattern)))
            for pattern, parties in sorted(quiet.items())
        ), (5.0, *(1.6 for _ in regimes))))  # fmt: skip
    return blocks


def _names(material: Material, parties: Sequence[str]) -> Words:
    parts: list[Span | str] = [strong(f"{count(len(parties), 'party', 'parties')}: ")]
    for number, party in enumerate(parties):
        parts += ["; " if number else "", material.party(party)]
    return words(*parts)


def _weight(held: dict[str, Blocked]) -> tuple[int, ...]:
    order = list(STATUSES)
    return tuple(sorted(order.index(line.status) for line in held.values()))


def _shown(line: Blocked | None, party: str) -> Span:
    if line is None:
        return mark("not-checked", STATUSES["not-checked"])
    to = "" if line.status in QUIET else anchor("status", f"{party}.{line.regime}")
    return mark(line.status, STATUSES[line.status], to)


def _reasons(material: Material, lines: Sequence[Blocked]) -> list[Block]:
    told = [line for line in lines if line.status not in QUIET or line.proof]
    groups = tuple(_reason(material, line) for line in sorted(
        told, key=lambda found: (found.party, found.regime)))  # fmt: skip
    notes = gathered(
        Remark(line.regime, line.status, line.note, line.party)
        for line in lines if line.note and line.status in QUIET and not line.proof
    )  # fmt: skip
    said = (Bullets(remarks(material, notes)),) if notes else ()
    return [Group("why-status", words("Why"), 3, (*groups, *said))] if groups or said else []


def _reason(material: Material, line: Blocked) -> Group:
    blocks: list[Block] = []
    facts: list[Span | str] = []
    if line.row:
        facts += [soft("List row: "), code(line.row), ". "]
    if line.since:
        facts += [soft("Since: "), day(line.since), ". "]
    if line.until:
        facts += [soft("Until: "), day(line.until), ". "]
    if facts:
        blocks.append(Para(words(*facts)))
    steps = [words(name(full_stop(step.text)), *_refs(material, step.refs)) for step in line.proof]
    if steps:
        blocks.append(Bullets(tuple(steps), ordered=True))
    if line.note:
        blocks.append(Para(words(name(full_stop(line.note)))))
    if not blocks:
        blocks.append(Para(words("No further reason is recorded.")))
    title = words(material.party(line.party), f", {line.regime}: ",
                  mark(line.status, STATUSES[line.status]))  # fmt: skip
    return Group(anchor("status", f"{line.party}.{line.regime}"), title, 4, tuple(blocks))


def _refs(material: Material, refs: Sequence[str]) -> list[Span | str]:
    parts: list[Span | str] = []
    for ref in refs:
        known = ref in material.findings
        parts += [" ", Span("finding", to=anchor("finding", ref)) if known else soft(f"[{ref}]")]
    return parts
