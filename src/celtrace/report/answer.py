"""Section 1: the answer in five sentences."""

from __future__ import annotations

from celtrace.findings import Finding
from celtrace.report.document import Block, Bullets, Para, Section, Span, Words, anchor, name, words
from celtrace.report.material import Material
from celtrace.report.questions import asked
from celtrace.report.wording import BLOCKED, GROUPS, KINDS, TIERS, listing, tier_words
from celtrace.text.counts import count
from celtrace.weigh.assessment import Subject

NAMED = 4
"""How many subjects a sentence names before it counts the rest."""


def answer(material: Material) -> Section:
    """The section."""
    blocks: list[Block] = [
        Para(_verdict(material), "answer"),
        Bullets((_what(material), _basis(material), _unknown(material), _whom(material)),
                ordered=False),
        Para(words(
            "People decide. Nothing was done to anybody because of this report, and nothing in "
            "it says what somebody is. Whoever is named here has a right to answer."
        ), "note"),
    ]  # fmt: skip
    return Section("answer", "The answer", tuple(blocks))


def _verdict(material: Material) -> Words:
    highest = material.assessment.highest
    if highest == 0:
        return words("There is ", Span(TIERS[0], "strong"), "; what was not seen is listed under ",
                     Span("what is not known", to="unknown"), ".")  # fmt: skip
    top = [s for s in material.subjects if s.tier == highest]
    parts: list[Span | str] = [
        "The highest tier is ", Span(tier_words(highest), "strong"), ", for ",
    ]  # fmt: skip
    parts += _names(material, top)
    return words(*parts, ".")


def _names(material: Material, subjects: list[Subject]) -> list[Span | str]:
    parts: list[Span | str] = []
    shown = subjects[:NAMED]
    for number, subject in enumerate(shown):
        last = number == len(shown) - 1 and len(subjects) <= NAMED
        parts.append("" if number == 0 else " and " if last else ", ")
        if subject.kind != "party":
            parts.append(f"{KINDS.get(subject.kind, subject.kind).lower()} ")
        parts.append(name(material.title(subject), anchor(subject.kind, subject.id)))
    if len(subjects) > NAMED:
        parts.append(f" and {len(subjects) - NAMED:,} more")
    return parts


def leading(material: Material) -> Finding | None:
    """The finding to name first: of the highest subject, the one that carries most."""
    order = ("conclusive", "strong", "supporting", "context", "counter")
    for subject in material.subjects:
        held = [material.findings[i] for i in subject.findings if i in material.findings]
        if held:
            drop = {c.finding: c.tier_without for c in subject.carried_by}
            return min(held, key=lambda f: (order.index(f.strength), drop.get(f.id, 9), f.id))
    return None


def _what(material: Material) -> Words:
    counted = {i for s in material.subjects for i in s.findings}
    blocked = sorted({b.party for b in material.assessment.blocked if b.status in BLOCKED})
    first = leading(material)
    parts: list[Span | str] = [Span("What was found. ", "strong")]
    if first is None:
        parts.append("No finding counts against anybody on the data seen")
    else:
        number = count(len(counted), "finding counts", "findings count")
        parts += [f"{number}; the weightiest: ", name(
            first.sentence.rstrip("."), anchor("finding", first.id)
        )]  # fmt: skip
    if blocked:
        parts += ["; ", Span(f"{count(len(blocked), 'party is', 'parties are')} blocked under at "
                             "least one regime", to="statuses")]  # fmt: skip
    return words(*parts, ".")


def _basis(material: Material) -> Words:
    used = [material.findings[i] for i in dict.fromkeys(
        i for s in material.subjects for i in s.findings) if i in material.findings]  # fmt: skip
    files = {e.source for f in used for e in f.evidence}
    groups = listing(GROUPS[g] for g in dict.fromkeys(sorted(f.group for f in used)))
    head = Span("What it rests on. ", "strong")
    if not used:
        return words(head, "Every rule that ran, and on how much, is listed under ",
                     Span("what is not known", to="unknown"), ".")  # fmt: skip
    top = next(s for s in material.subjects if s.findings)
    last = _carried(material, top)
    return words(head, "Quotes from ", Span(count(len(files), "file"), to="bytes"),
                 f" in {count(len({f.group for f in used}), 'independent group')} ({groups})",
                 *last, ".")  # fmt: skip


def _carried(material: Material, top: Subject) -> list[Span | str]:
    """What the highest tier of all would be without the finding that carries it."""
    highest = {
        carried.finding: max(
            {c.finding: c.tier_without for c in s.carried_by}.get(carried.finding, s.tier)
            for s in material.subjects
        )
        for carried in top.carried_by
    }
    lowest, finding = min(((tier, id_) for id_, tier in highest.items()), default=(9, ""))
    if lowest >= top.tier:
        return ["; no single finding carries the highest tier"]
    return ["; without ", Span("one finding", to=anchor("finding", finding)),
            f" the highest would be {lowest}, {TIERS[lowest]}"]  # fmt: skip


def _unknown(material: Material) -> Words:
    intake = material.intake
    unchecked = [u.list for u in material.assessment.lists if u.snapshot is None]
    partial = [u.list for u in material.assessment.lists
               if u.snapshot is not None and u.fullness != "full"]  # fmt: skip
    idle = [r for r in intake.ran if r.skipped_because]
    open_ = {b.party for b in material.assessment.blocked if b.status == "may-be"}
    gaps = [
        ("no list was checked", not material.assessment.lists),
        ("it is not recorded which rules ran", not intake.ran),
        (f"{count(len(intake.problems), 'place')} could not be read", bool(intake.problems)),
        (f"{count(len(unchecked), 'list was', 'lists were')} not checked", bool(unchecked)),
        (f"{count(len(partial), 'list is', 'lists are')} partial", bool(partial)),
        (f"{count(len(idle), 'rule')} did not run", bool(idle)),
        (f"for {count(len(open_), 'party', 'parties')} it is open whether it is blocked",
         bool(open_)),
    ]  # fmt: skip
    said = listing(text for text, holds in gaps if holds)
    return words(Span("What is not known. ", "strong"), Span(
        (said[:1].upper() + said[1:]) or "Every file, list and rule asked for was read and ran",
        to="unknown"), ".")  # fmt: skip


def _whom(material: Material) -> Words:
    vendors = asked(material)
    head = Span("Whom to ask. ", "strong")
    if not vendors:
        return words(head, "There is no question to a vendor from these findings.")
    total = sum(len(questions) for _, questions in vendors)
    first = [v for v, _ in vendors if v][:NAMED]
    parts: list[Span | str] = []
    for number, vendor in enumerate(first):
        parts += [", " if number else "", material.party(vendor)]
    more = len(vendors) - len(first)
    rest = f" and {more:,} more" if more and first else "whoever gave the work" if more else ""
    return words(head, Span(count(total, "question"), to="ask"), " for ", *parts, rest, ".")
