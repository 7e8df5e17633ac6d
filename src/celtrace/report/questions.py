"""Section 3: whom to ask what. Neutral questions, by the party that can answer."""

from __future__ import annotations

from celtrace.report.document import (
    Block,
    Bullets,
    Group,
    Para,
    Section,
    Span,
    Words,
    anchor,
    name,
    soft,
    words,
)
from celtrace.report.material import Material


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
    return Section("ask", "Whom to ask what", tuple(blocks))


def _item(question: str, where: str) -> Words:
    return words(name(question), soft(" ("), Span("why", to=where), soft(")"))
