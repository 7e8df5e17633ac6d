"""Section 11: lists used, bytes quoted, and the method in half a page."""

from __future__ import annotations

from celtrace.report.document import (
    Block,
    Bullets,
    Group,
    Para,
    Row,
    Section,
    Table,
    anchor,
    code,
    mark,
    name,
    strong,
    words,
)
from celtrace.report.material import Material
from celtrace.report.wording import STATUSES, TIERS, full_stop
from celtrace.text.counts import count

_READ = (
    "Every fact was read from bytes that are kept unchanged and named by their SHA-256 digest. A "
    "rule looks at facts and says what it observed, with the quote, the place and the harmless "
    "causes that look the same."
)
_WEIGHED = (
    "Findings are of five categories: conclusive (only for a narrow fact), strong, supporting, "
    "context and counter. They fall into eight independent groups; in a group only the strongest "
    "counts. A ninth group, background (language, script, names, places, allowed VPNs), has the "
    "weight zero. Counter-evidence closes a named finding and says so; it is never averaged."
)
_BOUND = (
    "A finding counts only where its dates overlap the dates of the work. A finding about a "
    "contract or a lot stays there; it reaches a party only where the party itself acted. What is "
    "found with a vendor's work does not say that the vendor knew."
)
_TESTED = (
    "For each finding the tier was worked out again without it; where that changes the tier, the "
    "report says so. The same input gives the same report, byte for byte."
)


def sources(material: Material) -> Section:
    """Lists with their versions, and the bytes that are quoted."""
    blocks: list[Block] = []
    if material.assessment.lists:
        rows = []
        for use in material.assessment.lists:
            age = "" if use.age_days is None else f", {count(use.age_days, 'day')} old"
            state = (words(mark("not-checked", STATUSES["not-checked"])) if use.snapshot is None
                     else words(f"{use.snapshot}{age}"))  # fmt: skip
            rows.append(Row((
                words(code(use.list)), words(use.regime or "none"), state,
                words(f"{use.entries:,}" if use.snapshot else "none"),
                words(use.fullness.replace("-", " ") if use.snapshot else "none"),
                words(code(use.digest or "none")), words(name(full_stop(use.note) or "none")),
            )))  # fmt: skip
        blocks.append(Table("Lists used", ("List", "Regime", "Snapshot", "Entries", "How full",
                            "Digest (SHA-256)", "Note"), tuple(rows),
                            (1.5, 0.9, 1.6, 1, 1, 2.6, 2)))  # fmt: skip
    else:
        blocks.append(Para(words(strong("No list was used."))))
    rows = [
        Row((words(code(digest)), words(name("; ".join(names)))), anchor("bytes", digest))
        for digest, names in material.sources.items()
    ]
    if rows:
        blocks.append(Group("bytes", words("The bytes that are quoted"), 3, (
            Table(f"Digests of quoted files ({len(rows):,})", ("Digest (SHA-256)", "File"),
                  tuple(rows), (3, 2)),
        )))  # fmt: skip
    return Section("lists", "Lists and bytes used", tuple(blocks))


def method(material: Material) -> Section:
    """The method, the meaning of the tiers, and who decides."""
    tiers = Bullets(tuple(
        words(mark(f"tier-{tier}", f"tier {tier}: {said}"), f". {_WHEN[tier]}")
        for tier, said in TIERS.items()
    ))  # fmt: skip
    facts = material.assessment.dossier
    return Section("method", "Method, and who decides", (
        *(Para(words(text)) for text in (_READ, _WEIGHED, _BOUND, _TESTED)),
        tiers,
        Para(words(strong("People decide. "), "This report takes no decision and starts none. A "
                   "decision has a name, a time and a reason; at tier 4 two people take it. "
                   "Whoever is named has a right to be asked and to answer before that.")),
        Para(words("Made by Celtrace ", code(material.assessment.celtrace), " for ",
                   f"{facts.as_of}. Digest of the dossier: ", code(facts.digest),
                   ". All findings stand in findings.jsonl beside this file, all results in "
                   "assessment.json; `celtrace verify` recomputes them."), "note"),
    ))  # fmt: skip


_WHEN = {
    0: "Nothing counts.",
    1: "One supporting group.",
    2: "Two supporting groups, or one that its rule marks as reason to ask.",
    3: "One strong finding, or three supporting groups.",
    4: "One conclusive finding, or two strong groups.",
}
