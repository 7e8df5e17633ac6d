"""Sections 7 to 9: cuts to check, names to settle, and what is said elsewhere."""

from __future__ import annotations

from celtrace.report.document import (
    Block,
    Para,
    Row,
    Section,
    Span,
    Table,
    Words,
    code,
    mark,
    name,
    ref_anchor,
    soft,
    strong,
    words,
)
from celtrace.report.material import Material
from celtrace.report.proofs import proofs
from celtrace.report.wording import KINDS, alike, day, full_stop
from celtrace.text.counts import count
from celtrace.weigh.assessment import ClaimLine, MatchLine

BACKGROUND = "Said elsewhere: public background, not evidence in this case"


def cuts(material: Material) -> Section:
    """Cuts to check or redo, and found drawings with the cuts they are."""
    blocks: list[Block] = []
    if material.assessment.redo:
        rows = tuple(
            Row((words(f"{_kind(redo.subject)} ", material.ref(redo.subject)),
                 words(f"{redo.count:,}"), words(name(", ".join(redo.cuts)))),
                f"redo-{ref_anchor(redo.subject)}")
            for redo in material.assessment.redo
        )  # fmt: skip
        total = sum(redo.count for redo in material.assessment.redo)
        blocks.append(Table(f"Cuts to check or redo: {total:,}", ("Contract or lot", "Cuts",
                            "Which"), rows, (2, 0.7, 5)))  # fmt: skip
    else:
        blocks.append(Para(words("No cut stands in doubt on the data seen.")))
    if material.assessment.matches:
        blocks.append(Table("Found drawings and the cuts they are", ("File", "Cut", "Alike",
                            "First and last seen", "Reviewer", "Proof"), tuple(
            Row((words(name(match.file), " ", code(match.digest[:12])), words(code(match.cut)),
                 words(alike(match.score) or "not measured"),
                 words(_seen(match)),
                 words(match.reviewer or "open"), words(name(match.proof))))
            for match in material.assessment.matches
        ), (3, 1.5, 1, 1.6, 1.2, 2.5)))  # fmt: skip
    blocks += proofs(material)
    return Section("cuts", "Cuts to check or redo", tuple(blocks))


def _seen(match: MatchLine) -> str:
    days = dict.fromkeys(d for d in (day(match.first_seen), day(match.last_seen)) if d)
    return " to ".join(days) or "not dated"


def _kind(ref: str) -> str:
    kind = ref.partition(":")[0]
    return KINDS.get(kind, kind)


def candidates(material: Material) -> Section:
    """Names that are like a listed name: open first, then settled, with the reason."""
    lines = material.assessment.candidates
    intro = Para(words(
        "A name that is like a listed name is a candidate, not a finding. It stays open until an "
        "identifier or a person settles it. How alike two names are says nothing about how "
        "likely they mean the same."
    ), "note")  # fmt: skip
    blocks: list[Block] = [intro]
    for state, title in (("open", "Open"), ("confirmed", "Confirmed"), ("rejected", "Rejected")):
        held = sorted((c for c in lines if c.state == state),
                      key=lambda c: (-c.score, c.party, c.list, c.row))  # fmt: skip
        if held:
            blocks.append(Table(f"{title} ({len(held):,})", ("Party", "Name there", "Listed name",
                                "List, row", "Alike", "Why"), tuple(
                Row((words(material.party(c.party)), words(name(c.names[0])),
                     words(name(c.names[1])), words(code(f"{c.list} {c.row}")),
                     words(f"{c.score:.2f}"),
                     words(name(full_stop(c.because) or "Nobody has settled it yet."))))
                for c in held
            ), (2, 2, 2, 1.6, 0.7, 3)))  # fmt: skip
    if not lines:
        blocks.append(Para(words("No name in the dossier is like a listed name, on the lists "
                                 "checked.")))  # fmt: skip
    return Section("candidates", "Names to settle", tuple(blocks))


def said(material: Material) -> Section:
    """Claims, each after its status word; denials stand beside what they deny."""
    claims = material.assessment.claims
    intro = Para(words(strong("Never counted. "), "What others say is shown with its status and "
                       "moves no tier. A denial stands beside the claims about the same party."),
                 "note")  # fmt: skip
    if not claims:
        return Section("claims", BACKGROUND, (
            Para(words("Nothing said elsewhere was handed in.")),
        ))  # fmt: skip
    by_party: dict[str, list[ClaimLine]] = {}
    for claim in claims:
        by_party.setdefault(claim.about, []).append(claim)
    rows = []
    for about, held in sorted(by_party.items()):
        held.sort(key=lambda c: (c.status in ("denied", "disputed"), c.date is None, str(c.date),
                                 c.id))  # fmt: skip
        for claim in held:
            whom = material.about(about)
            rows.append(Row((words(whom), words(mark("claim", claim.status), ": ",
                             name(claim.statement)), _origin(claim))))  # fmt: skip
    denied = sum(c.status == "denied" for c in claims)
    caption = f"{count(len(claims), 'statement')}, of them {count(denied, 'denial')}"
    return Section("claims", BACKGROUND, (
        intro, Table(caption, ("About", "Status and statement", "Who says it"), tuple(rows),
                     (1.6, 5, 2.4)),
    ))  # fmt: skip


def _origin(claim: ClaimLine) -> Words:
    parts: list[Span | str] = [name(claim.by or "source not named")]
    if claim.date:
        parts.append(f", {claim.date}")
    if claim.url:
        parts += [" ", soft(claim.url)]
    return words(*parts)
