"""Section 3: whom to ask what. Neutral questions, by the party that can answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from celtrace.detect._indicators import indicators, measures
from celtrace.detect.staff_lists import PATIENCE
from celtrace.records import Check, StaffList
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
    name,
    soft,
    words,
)
from celtrace.report.material import Material
from celtrace.text.counts import count


def asked(material: Material) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """(party id or empty, ((question, finding id or subject anchor), ...)); highest tier first."""
    by_vendor: dict[str, dict[str, str]] = {}
    for subject in material.subjects:
        ids = (*subject.findings, *subject.context, *subject.closed)
        origin = {material.findings[i].question: anchor("finding", i)
                  for i in ids if i in material.findings}  # fmt: skip
        for question in subject.questions:
            vendor = material.vendor(subject)
            where = origin.get(question, anchor(subject.kind, subject.id))
            by_vendor.setdefault(vendor, {}).setdefault(question, where)
    return tuple((vendor, tuple(found.items())) for vendor, found in by_vendor.items())


def questions(material: Material) -> Section:
    """The section."""
    vendors = asked(material)
    blocks: list[Block] = [Para(words(
        "Send the question, not the finding. A question assumes nothing; an honest vendor can "
        "answer each of them with a paper it already has."
    ), "note")]  # fmt: skip
    for number, (vendor, found) in enumerate(vendors, start=1):
        title = words(material.party(vendor)) if vendor else words("Addressee to be found")
        items = tuple(_item(question, where) for question, where in found)
        blocks.append(Group(f"ask-{number}", title, 3, (Bullets(items, ordered=True),)))
    if not vendors:
        blocks = [Para(words("There is no question to a vendor from these findings."))]
    blocks += _unanswered(material)
    return Section("ask", "Whom to ask what", tuple(blocks))


def _unanswered(material: Material) -> list[Block]:
    """Questions asked and measures begun that have had no answer for over 14 days (R4)."""
    today = material.assessment.dossier.as_of
    waiting = sorted(
        (asked_on, who, what)
        for asked_on, who, what in _waiting(material)
        if today - asked_on > PATIENCE
    )
    if not waiting:
        return []
    rows = tuple(
        Row((words(material.about(who.removeprefix("party:"))), words(what),
             words(f"{asked_on}"), words(count((today - asked_on).days, "day"))))
        for asked_on, who, what in waiting
    )  # fmt: skip
    title = f"Asked, and not answered for over {PATIENCE.days} days"
    return [Table(title, ("Who", "What", "Asked on", "Open for"), rows, (3, 4, 1.4, 1.2))]


def _waiting(material: Material) -> Iterator[tuple[date, str, str]]:
    """Day, whom, what: of each question and measure that is open on the date of the review."""
    today = material.assessment.dossier.as_of
    for listed in material.view.all(StaffList):
        days = [day for day in listed.asked if day <= today]
        if listed.status == "none" and not listed.received and days:
            yield max(days), listed.party, "the list of who works for it"
    for check in material.view.all(Check):
        if check.result == "pending" and check.when and check.when <= today:
            flag = measures().get(check.measure) or indicators().get(check.indicator)
            yield check.when, check.subject, flag.wording if flag else "a measure"


def _item(question: str, where: str) -> Words:
    return words(name(question), soft(" ("), Span("why", to=where), soft(")"))
