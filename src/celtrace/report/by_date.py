"""Section 4, second half: the same status on other days, beside what a check of names shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from celtrace.report.document import (
    Block,
    Bullets,
    Group,
    Para,
    Row,
    Table,
    Words,
    mark,
    name,
    soft,
    strong,
    words,
)
from celtrace.report.material import Material
from celtrace.report.remarks import QUIET, Remark, gathered, remarks
from celtrace.report.wording import BLOCKED, STATUSES, day, listing
from celtrace.weigh.assessment import StatusOn

ACROSS = 4
"""Days beside each other in one table."""


def by_date(material: Material) -> list[Block]:
    """Party by party and regime by regime, the rule's answer beside that of the name alone."""
    history = material.assessment.history
    if not history:
        return []
    by_line: dict[tuple[str, str], dict[date, StatusOn]] = {}
    for found in history:
        by_line.setdefault((found.party, found.regime), {})[found.day] = found
    told = {k: v for k, v in sorted(by_line.items())
            if any(s.status not in QUIET or s.by_name for s in v.values())}  # fmt: skip
    days = sorted({day for held in told.values() for day in held})
    blocks: list[Block] = [Para(words(
        "Each cell gives the rule's answer for that day and, under it, what a check of the name "
        "alone would have shown with the snapshot in force that day."
    ), "note")]  # fmt: skip
    for start in range(0, len(days), ACROSS):
        shown = days[start : start + ACROSS]
        rows = tuple(
            Row((words(material.party(party), soft(f", {regime}")),
                 *(_cell(held.get(day)) for day in shown)))
            for (party, regime), held in told.items()
        )  # fmt: skip
        heads = ("Party, regime", *(day.isoformat() for day in shown))
        widths = (2.2, *(2.0 for _ in shown))
        blocks.append(Table("Status by date", heads, rows, widths))
    notes = gathered(
        Remark(found.regime, found.status, found.note, found.party, day(found.day))
        for found in history if found.note
    )  # fmt: skip
    if notes:
        blocks.append(Bullets(remarks(material, notes)))
    blocks += _flat(material, by_line.keys() - told.keys())
    return [Group("by-date", words("By date"), 3, tuple(blocks))]


def _flat(material: Material, lines: Iterable[tuple[str, str]]) -> list[Block]:
    """Parties for which no day shows anything, by the regimes this holds for."""
    regimes: dict[str, list[str]] = {}
    for party, regime in sorted(lines):
        regimes.setdefault(party, []).append(regime)
    same: dict[tuple[str, ...], list[str]] = {}
    for party, held in regimes.items():
        same.setdefault(tuple(held), []).append(party)
    return [
        Para(words("On every day looked at, nothing is shown or nothing was checked under ",
                   f"{listing(held)} for: ",
                   name("; ".join(material.view.name(f"party:{p}") for p in parties)), "."), "note")
        for held, parties in sorted(same.items())
    ]  # fmt: skip


def _cell(found: StatusOn | None) -> Words:
    if found is None:
        return words(soft("not worked out"))
    shown = mark(found.status, STATUSES[found.status])
    if found.status == "not-checked":
        return words(shown)
    by_name = "by name alone: shown" if found.by_name else "by name alone: nothing shown"
    missed = found.status in BLOCKED and not found.by_name
    return words(shown, "\n", strong(by_name) if missed else soft(by_name))
