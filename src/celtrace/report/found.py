"""Section 2: what was found, subject by subject, the highest tier first."""

from __future__ import annotations

from collections.abc import Iterable

from celtrace.findings import Finding
from celtrace.report.document import (
    Block,
    Bullets,
    Card,
    Citation,
    Fact,
    Group,
    Para,
    Picture,
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
from celtrace.report.material import Material, strangers
from celtrace.report.wording import GROUPS, KINDS, TIERS, day, full_stop
from celtrace.text.counts import count
from celtrace.weigh.assessment import Likelihood, Subject

_ROLES = {
    "counts": "counts",
    "closed": "closed, does not count",
    "context": "explains, never counts",
    "other": "stands under no subject, counts for none",
}

_DIFFERS = (
    "Left the first, right the second laid on it; red outlines stand around what differs. Of "
    "documents that are sealed only the squares of the page stand here: grey where both agree, red "
    "where they differ. A person has to look at the documents: two of one design differ in the "
    "portrait, the name and every number."
)
SAME = 3
"""Findings of one kind that are named in full where they only stand beside."""


def found(material: Material) -> Section:
    """The section."""
    blocks: list[Block] = [Para(words(
        "The highest tier stands first. In each group of evidence only the strongest finding "
        "counts, never a sum. Language, script, names, places and VPNs are background: they "
        "explain and never count."
    ), "note")]  # fmt: skip
    rates = dict.fromkeys(
        said.base_rate for s in material.full for said in s.likelihoods if said.base_rate
    )
    blocks += [Para(words(full_stop(rate)), "note") for rate in rates]
    blocks += [_subject(material, subject) for subject in material.full]
    if not material.full:
        blocks.append(Para(words(full_stop(TIERS[0]))))
    blocks += _quiet(material)
    if material.elsewhere:
        cards = tuple(card(material, finding, "other") for finding in material.elsewhere)
        blocks.append(Group("other-findings", words("Findings that stand under no subject"), 3,
                            cards))  # fmt: skip
    return Section("found", "What was found", tuple(blocks))


def _subject(material: Material, subject: Subject) -> Group:
    ref = f"{subject.kind}:{subject.id}"
    blocks: list[Block] = [Para(_standing(subject))]
    blocks += [Para(line) for said in subject.likelihoods for line in _likely(said)]
    parts = (
        ("counts", "What counts", subject.findings),
        ("closed", "Closed: does not count", subject.closed),
        ("context", "Explains, never counts", subject.context),
    )
    for role, title, ids in parts:
        cards = _cards(material, subject, role, ids)
        if cards:
            id_ = f"{anchor(subject.kind, subject.id)}-{role}"
            blocks.append(Group(id_, words(title), 4, cards))
    kind = KINDS.get(subject.kind, subject.kind)
    title = material.title(subject)
    before = "" if title.lower().startswith(kind.lower()) else f"{kind} "
    called = words(soft(before), name(title), "  ")
    label = mark(f"tier-{subject.tier}", f"tier {subject.tier}: {TIERS[subject.tier]}")
    return Group(anchor(*ref.split(":", 1)), (*called, label), 3, tuple(blocks))


def _likely(said: Likelihood) -> Iterable[Words]:
    """The word of likelihood in its sentence; confidence apart from it (ICD 203, R7)."""
    before, word, after = said.text.partition(said.word)
    if word:
        yield words(before, strong(word), after)
    else:
        yield words(f"{full_stop(said.text)[:-1]}: ", strong(said.word), ".")
    if said.confidence:
        yield words(full_stop(said.confidence))


def _standing(subject: Subject) -> Words:
    """Groups with their strongest category, and whether one finding carries it."""
    held = ", ".join(f"{GROUPS.get(g, g)} ({c})" for g, c in sorted(subject.groups.items()))
    base = f"What counts: {held}. " if held else "Nothing counts here. "
    parts: list[Span | str] = [base]
    if subject.single_source:
        parts.append(strong("Single source: one finding alone carries this tier. "))
    for carried in subject.carried_by:
        parts += [
            "Without ", Span("this finding", to=anchor("finding", carried.finding)),
            f" the tier would be {carried.tier_without}, {TIERS[carried.tier_without]}. ",
        ]  # fmt: skip
    if subject.tier > 0 and not subject.carried_by:
        parts.append("No single finding carries the tier: without any one of them it stays. ")
    return words(*parts)


def _cards(
    material: Material, subject: Subject, role: str, ids: Iterable[str]
) -> tuple[Block, ...]:
    ref = f"{subject.kind}:{subject.id}"
    here: list[Block] = []
    there: dict[str, list[Finding]] = {}
    lost: list[Words] = []
    for id_ in ids:
        finding = material.findings.get(id_)
        if finding is None:
            lost.append(words("Finding ", code(id_), " is not in the findings handed in."))
        elif material.home[id_] == ref:
            here.append(card(material, finding, role, subject))
        else:
            there.setdefault(finding.rule, []).append(finding)
    items = [item for same in there.values() for item in _elsewhere(material, same)] + lost
    return (*here, Bullets(tuple(items))) if items else tuple(here)


def _elsewhere(material: Material, same: list[Finding]) -> Iterable[Words]:
    """Findings of one rule that stand in full under other subjects; many as a row of places."""
    for finding in same[:SAME]:
        yield words(
            name(finding.sentence, anchor("finding", finding.id)), soft(" stands in full under "),
            material.ref(material.home[finding.id]), ".",
        )  # fmt: skip
    rest = same[SAME:]
    if rest:
        parts: list[Span | str] = [f"{len(rest):,} more of this kind: "]
        for number, finding in enumerate(rest):
            called = material.view.name(material.home[finding.id])
            parts += [soft("; ") if number else "", Span(called, to=anchor("finding", finding.id))]
        yield words(*parts, ".")


def card(material: Material, finding: Finding, role: str, subject: Subject | None = None) -> Card:
    """A finding with its values, quotes, explanations, and what it did to the tier."""
    facts = []
    if subject is not None and role == "counts":
        facts.append(Fact("What it does to the tier", (_effect(finding, subject),)))
    if subject is not None and role == "closed":
        facts.append(Fact("What closed it", (_closed(material, finding, subject),)))
    if finding.innocent:
        facts.append(Fact("Harmless causes that look the same",
                          tuple(words(full_stop(text)) for text in finding.innocent)))  # fmt: skip
    if finding.check:
        facts.append(Fact("What would tell them apart", (words(full_stop(finding.check)),)))
    if finding.question:
        facts.append(Fact("Question to ask", (words(name(finding.question)),)))
    return Card(
        anchor("finding", finding.id), role, words(name(finding.sentence)),
        (GROUPS[finding.group], finding.strength.value, _ROLES[role]),
        tuple(_citations(finding)), tuple(facts), _more(finding), tuple(_pictures(finding)),
    )  # fmt: skip


def _pictures(finding: Finding) -> Iterable[Picture]:
    """The picture that a finding names among its values."""
    if digest := finding.values.get("picture"):
        yield Picture(str(digest), words(_DIFFERS), "Where both documents differ", "document")


def _effect(finding: Finding, subject: Subject) -> Words:
    without = {c.finding: c.tier_without for c in subject.carried_by}.get(finding.id)
    if without is not None:
        return words(strong(f"Without it the tier would be {without}, {TIERS[without]}"),
                     f", instead of {subject.tier}, {TIERS[subject.tier]}.")  # fmt: skip
    return words(f"Without it the tier stays at {subject.tier}, {TIERS[subject.tier]}.")


def _closed(material: Material, finding: Finding, subject: Subject) -> Words:
    reason = subject.closed_by.get(finding.id, "")
    counter = material.findings.get(reason)
    if counter is None:
        return words(full_stop(reason) or "No reason is recorded.")
    return words(name(full_stop(counter.sentence), anchor("finding", counter.id)))


def _citations(finding: Finding) -> Iterable[Citation]:
    for number, evidence in enumerate(finding.evidence, start=1):
        yield Citation(
            f"evidence-{finding.id}-{number}", evidence.quote, evidence.source, evidence.place,
            evidence.digest, f"{evidence.reader} {evidence.version}".strip(),
            anchor("bytes", evidence.digest),
        )  # fmt: skip


def _more(finding: Finding) -> tuple[Fact, ...]:
    held = [
        Fact("Rule", (words(code(f"{finding.rule} {finding.version}"), ", finding ",
                            code(finding.id)),)),
        Fact("Speaks to", (words(f"{finding.hypothesis}: {finding.hypothesis.text}"),)),
    ]  # fmt: skip
    if finding.values:
        held.append(Fact("Values", tuple(
            words(soft(f"{key.replace('_', ' ')}: "), name(_value(value)))
            for key, value in finding.values.items()
        )))  # fmt: skip
    days = " to ".join(dict.fromkeys(d for d in (day(finding.start), day(finding.until)) if d))
    if days:
        held.append(Fact("Dates", (words(days),)))
    if finding.basis:
        held.append(Fact("Rests on", tuple(words(code(ref)) for ref in finding.basis)))
    if finding.because:
        held.append(Fact("References", tuple(words(text) for text in finding.because)))
    return tuple(held)


def _value(value: object) -> str:
    if isinstance(value, (tuple, list)):
        return ", ".join(str(item) for item in value) or "none"
    return str(value) if value not in (None, "") else "none"


def _quiet(material: Material) -> list[Block]:
    """Subjects at tier 0 without a closed finding, and parties nobody spoke of, as a table."""
    quiet = [s for s in material.subjects if s.tier == 0 and not s.closed]
    others = strangers(material)
    total = len(quiet) + len(others)
    if not total:
        return []
    rows = [
        Row((words(name(material.title(subject))), words(KINDS.get(subject.kind, subject.kind)),
             words(Span(count(len(subject.context), "finding"),
                        to=anchor("finding", subject.context[0])) if subject.context else "none")),
            anchor(subject.kind, subject.id))
        for subject in quiet
    ]  # fmt: skip
    rows += [
        Row((words(name(party.name)), words("Party"), words("none")), anchor("party", party.id))
        for party in others
    ]
    table = Table(f"Nothing to report on the data seen ({total:,})",
                  ("Name", "Kind", "Explains, never counts"), tuple(rows), (5, 1, 2))  # fmt: skip
    said = Para(words("This is not a statement that all is well: see what is not known. "), "note")
    cards = tuple(
        card(material, material.findings[id_], "context", subject)
        for subject in quiet
        for id_ in subject.context
        if material.home.get(id_) == f"{subject.kind}:{subject.id}"
    )
    held: list[Block] = [said, table]
    if cards:
        held.append(Group("quiet-context", words("Explains, never counts"), 4, cards))
    return [Group("quiet", words("Nothing to report on the data seen"), 3, tuple(held))]
