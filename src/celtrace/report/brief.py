"""The brief form: what whoever has to decide reads first, on a page or two."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from celtrace.report.answer import answer
from celtrace.report.document import (
    Block,
    Bullets,
    Para,
    Row,
    Section,
    Span,
    Table,
    Words,
    anchor,
    mark,
    name,
    soft,
    words,
)
from celtrace.report.material import Material
from celtrace.report.pending import said
from celtrace.report.questions import questions
from celtrace.report.wording import BLOCKED, KINDS, STATUSES, TIERS, full_stop
from celtrace.text.counts import count
from celtrace.weigh.assessment import Subject

ROWS, ROWS_APART = 12, 8
"""Subjects, and statements of others, that a brief names; the others are counted."""
FROM = 2
"""The lowest tier that a brief speaks of: `ask`."""


def brief(material: Material) -> tuple[Section, ...]:
    """The sections of a brief."""
    return (
        answer(material), standing_out(material), questions(material), _short(said(material)),
        lists(material),
    )  # fmt: skip


def _short(section: Section) -> Section:
    """A section with the first rows of its tables."""
    blocks = tuple(
        msgspec.structs.replace(
            one, caption=f"{one.caption}; the first {ROWS_APART}", rows=one.rows[:ROWS_APART]
        ) if isinstance(one, Table) and len(one.rows) > ROWS_APART else one
        for one in section.blocks
    )  # fmt: skip
    return msgspec.structs.replace(section, blocks=blocks)


def lists(material: Material) -> Section:
    """Which lists of which day were looked at, a line each."""
    lines = tuple(
        words(f"{use.list}: ", f"snapshot of {use.snapshot}, {count(use.entries or 0, 'row')}"
              if use.snapshot else "not checked")
        for use in material.assessment.lists
    )  # fmt: skip
    nothing = Para(words("No list was looked at."))
    return Section("lists", "Lists looked at", (Bullets(lines) if lines else nothing,))


def standing_out(material: Material) -> Section:
    """Who stands out, what was observed, and what would tell whether it is harmless."""
    raised = [s for s in material.subjects if s.tier >= FROM]
    if not raised:
        return Section("found", "What stands out", (Para(words(full_stop(TIERS[0]))),))
    rows = tuple(_row(material, subject) for subject in raised[:ROWS])
    blocks: list[Block] = [
        Table(f"Tier {FROM} and above ({len(raised):,})",
              ("Who or what", "Observed", "What would tell"), rows, (2, 4, 3))
    ]  # fmt: skip
    if len(raised) > ROWS:
        blocks.append(Para(words(f"{len(raised) - ROWS:,} more stand in the evidence form."),
                           "note"))  # fmt: skip
    return Section("found", "What stands out", tuple(blocks))


def _row(material: Material, subject: Subject) -> Row:
    held = [material.findings[i] for i in subject.findings if i in material.findings]
    kind = KINDS.get(subject.kind, subject.kind)
    tier = mark(f"tier-{subject.tier}", f"tier {subject.tier}")
    who = words(soft(f"{kind} "), name(material.title(subject)), " ", tier,
                *_statuses(material, subject))  # fmt: skip
    observed: list[Span | str] = [name(held[0].sentence)] if held else ["nothing that counts"]
    if len(held) > 1:
        observed.append(soft(f" and {count(len(held) - 1, 'more finding')}"))
    checks: Words = words(
        " ".join(full_stop(c) for c in dict.fromkeys(one.check for one in held[:3]) if c)
    )
    return Row((who, words(*observed), checks), anchor(subject.kind, subject.id))


def _statuses(material: Material, subject: Subject) -> Iterator[Span | str]:
    """Under which regimes the party is blocked, or may be."""
    if subject.kind != "party":
        return
    for line in material.assessment.blocked:
        if line.party == subject.id and line.status in (*BLOCKED, "may-be"):
            yield " "
            yield mark(line.status, f"{line.regime}: {STATUSES[line.status]}")
