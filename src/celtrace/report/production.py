"""The papers of a voluntary disclosure: cover letter, narrative, exhibit list, notes for counsel.

Order and conventions follow "OFAC Guidance: Production Submission Standards" of 2024-07-05
(cover letter, narrative, exhibit list, exhibits; Bates numbers that go on from earlier filings;
the narrative names the pages) and appendix A to 31 CFR part 501. What only counsel can say is
left open in brackets. The papers state what was observed; none of them says that a law was broken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from celtrace.findings import Finding
from celtrace.records import Party, Payment
from celtrace.report.document import (
    Block,
    Bullets,
    Para,
    ReportContent,
    Row,
    Section,
    Span,
    Table,
    Words,
    code,
    mark,
    name,
    soft,
    strong,
    words,
)
from celtrace.report.found import SAME
from celtrace.report.material import Material
from celtrace.report.pending import said
from celtrace.report.references import resolved
from celtrace.report.wording import BLOCKED, KINDS, STATUSES, TIERS, day, full_stop, money
from celtrace.text.counts import count
from celtrace.weigh.assessment import Blocked, Subject

OPEN = "[Counsel: {}]"
"""Stands where only counsel can say something."""
LISTED = frozenset({"payment", "amount", "currency", "sum", "paid", "when"})
"""Values of a finding about a payment that stand in the table of the transactions."""


class Exhibit(msgspec.Struct, frozen=True):
    """A file of the production, with the numbers of its pages."""

    number: int
    source: str
    digest: str
    size: int
    begin: str
    end: str
    document: str
    """Path of the numbered pages in the production."""
    native: str
    """Path of the file as it is."""
    whole: bool
    """Whether its content stands on the numbered pages."""
    translated: int = 0
    """Passages with a translation beside them."""
    foreign: int = 0
    """Passages in Chinese, Japanese or Korean without one."""
    findings: tuple[str, ...] = ()

    @property
    def pages(self) -> str:
        """`CT000001 to CT000004`."""
        return self.begin if self.begin == self.end else f"{self.begin} to {self.end}"


class Said(msgspec.Struct, frozen=True):
    """A judgement as the papers tell it."""

    about: str
    verdict: str
    who: tuple[str, ...]
    on: date
    why: str


class Production(msgspec.Struct, frozen=True):
    """What is produced, for the papers to tell."""

    material: Material
    subjects: tuple[Subject, ...]
    findings: tuple[Finding, ...]
    exhibits: tuple[Exhibit, ...]
    decided: tuple[Said, ...]
    waiting: int
    """Judgements that wait for a second person."""
    lost: tuple[str, ...]
    """What is cited and lies in no vault: rows of lists, files that are gone."""
    out: int
    """People whose names were taken out of the papers."""

    def exhibits_of(self, finding: Finding) -> tuple[Exhibit, ...]:
        """The exhibits that a finding quotes."""
        return tuple(one for one in self.exhibits if finding.id in one.findings)


def letter(made: Production) -> ReportContent:
    """The cover letter; addressee and undertakings are counsel's."""
    pages = f"{made.exhibits[0].begin} to {made.exhibits[-1].end}" if made.exhibits else "none"
    held = count(len(made.exhibits), "exhibit")
    blocks: list[Block] = [
        Para(words(OPEN.format("date of the letter"))),
        Para(words("Office of Foreign Assets Control, Compliance and Enforcement Division, U.S. "
                   "Department of the Treasury ", OPEN.format("address and e-mail as OFAC's site "
                   "gives them today"))),
        Para(words(strong("Re: Voluntary self-disclosure, 31 CFR part 501, appendix A; "),
                   name(_behalf(made)))),
        Para(words("On behalf of ", name(_behalf(made)), " ", OPEN.format("name of the person"),
                   " submits the enclosed narrative with its exhibits. ",
                   OPEN.format("whether this is the initial notification or the report that "
                               "follows it, and the number of the matter if there is one"))),
        Para(words(f"The production consists of a narrative, an exhibit list, {held} with pages "
                   f"numbered {pages}, and a table of the transactions. Every file stands in the "
                   "manifest with its size and SHA-256.")),
        Para(words("The narrative states what was found in the records of the submitter and in "
                   "public lists, and what is not known. It is no admission that any transaction "
                   "was prohibited. ", OPEN.format("confidentiality, privilege, FOIA"))),
        Para(words(OPEN.format("contact, signature"))),
    ]  # fmt: skip
    return _paper(made, "Cover letter", (Section("letter", "Cover letter", tuple(blocks)),))


def narrative(made: Production) -> ReportContent:
    """The narrative: parties, what was observed with the pages, transactions, what is open."""
    sections = (
        Section("summary", "Summary", tuple(_summary(made))),
        Section("parties", "Parties concerned", (_parties(made),)),
        Section("observed", "What was observed", tuple(_observed(made))),
        Section("transactions", "Transactions", tuple(_transactions(made))),
        Section("found", "How it was found", tuple(_found(made))),
        Section("done", "What was decided and done", tuple(_done(made))),
        Section("open", "What is not known", tuple(_not_known(made))),
        said(made.material),
    )
    return _paper(made, "Narrative", resolved(sections))


def exhibit_list(made: Production) -> ReportContent:
    """The exhibits with their pages, digests and what each is cited for."""
    rows = tuple(
        Row((words(str(one.number)), words(code(one.pages)), words(name(one.source)),
             words(name("; ".join(_cited_for(made, one)) or "context")),
             words(_translation(one)), words(code(one.digest))))
        for one in made.exhibits
    )  # fmt: skip
    table = Table(count(len(rows), "exhibit"), ("No.", "Pages", "File", "What it is cited for",
                  "Translation", "SHA-256"), rows, (0.5, 1.4, 1.8, 4, 1.3, 2.2))  # fmt: skip
    return _paper(made, "Exhibit list", (Section("exhibits", "Exhibits", (table,)),))


def notes(made: Production) -> ReportContent:
    """What counsel has to look at before it goes out; no part of the production."""
    untranslated = [one for one in made.exhibits if one.foreign]
    natives = [one for one in made.exhibits if not one.whole]
    claims = made.material.assessment.claims
    items = (
        "Every place in brackets in the letter and the narrative is yours to fill or to strike.",
        f"{count(made.waiting, 'decision')} of the case wait for a second person."
        if made.waiting else "No decision waits for a second person.",
        f"Without a translation beside it: {_numbers(untranslated)}." if untranslated
        else "No text in Chinese, Japanese or Korean that was read stands without a translation; "
        "other languages, and files that are no text, were not looked at for this.",
        f"Not set on numbered pages, only with a sheet in front: {_numbers(natives)}."
        if natives else "Every exhibit is set on numbered pages.",
        f"{count(made.out, 'name')} of uninvolved people are taken out of the papers. The "
        "exhibits are the files as they are and hold them: decide whether to redact."
        if made.out else "No name was taken out of the papers.",
        f"Cited and not in custody, so not produced: {'; '.join(made.lost)}." if made.lost
        else "Everything that is cited from files is produced.",
        f"{count(len(claims), 'statement')} of others stand under public background; they are no "
        "evidence in this case. Strike the section if it does not belong in a disclosure."
        if claims else "No statement of others is in the narrative.",
        "If there was an earlier filing, let the numbers go on from it: --bates-from.",
    )  # fmt: skip
    blocks = (Bullets(tuple(words(item) for item in items)),)
    return _paper(made, "For counsel: no part of the production",
                  (Section("notes", "Before it goes out", blocks),))  # fmt: skip


def _paper(made: Production, kind: str, sections: tuple[Section, ...]) -> ReportContent:
    assessment = made.material.assessment
    facts = assessment.dossier
    return ReportContent(
        title=facts.title or "Untitled dossier", as_of=facts.as_of, celtrace=assessment.celtrace,
        digest=facts.digest, behalf=_behalf(made) if facts.us else "", highest=assessment.highest,
        sections=sections, kind=kind, listed=len(sections) > 2,  # noqa: PLR2004 - worth a list
    )  # fmt: skip


def _behalf(made: Production) -> str:
    us = made.material.assessment.dossier.us
    return made.material.view.name(f"party:{us}") if us else OPEN.format("name of the submitter")


def _summary(made: Production) -> Iterator[Block]:
    blocked = [one for one in made.material.assessment.blocked if one.status in BLOCKED]
    parties = {one.party for one in blocked}
    yield Para(words(
        f"As of {made.material.assessment.dossier.as_of}, "
        f"{count(len(made.subjects), 'subject')} of the review stand in a tier that a person has "
        f"to look at, on {count(len(made.findings), 'finding')}; "
        f"{count(len(parties), 'party is', 'parties are')} blocked under at least one regime on "
        "the list snapshots named below."
    ))  # fmt: skip
    yield Para(words(OPEN.format("nature of the apparent violations, the programme concerned, "
                                 "and how the submitter learned of them")))  # fmt: skip


def _parties(made: Production) -> Block:
    ids = {one.id for one in made.subjects if one.kind == "party"}
    lines = [one for one in made.material.assessment.blocked
             if one.status in (*BLOCKED, "may-be")]  # fmt: skip
    ids |= {one.party for one in lines}
    held = [party for party in made.material.view.all(Party) if party.id in ids]
    rows = tuple(Row((words(name(party.name)), words(party.country or "not stated"),
                      _status(made, [one for one in lines if one.party == party.id])))
                 for party in held)  # fmt: skip
    heads = ("Name", "Country stated", "Status by regime")
    return Table(count(len(rows), "party", "parties"), heads, rows, (3, 1.2, 4))


def _status(made: Production, lines: Sequence[Blocked]) -> Words:
    parts: list[Span | str] = []
    for one in lines:
        since = f", since {one.since}" if one.since else ""
        row = f", row {one.row}" if one.row else ""
        shown = mark(one.status, f"{one.regime}: {STATUSES[one.status]}{row}{since}")
        parts += [shown, " "]
    regimes = ", ".join(dict.fromkeys(u.regime for u in made.material.assessment.lists if u.regime))
    return words(*parts) or words(f"no row on the snapshots seen ({regimes})")


def _observed(made: Production) -> Iterator[Block]:
    """Each finding once, under the first subject it counts for; harmless causes once a rule."""
    told: set[str] = set()
    for subject in made.subjects:
        held = [f for f in made.findings if f.id in subject.findings and f.id not in told]
        told.update(one.id for one in held)
        if not held:
            continue
        kind = KINDS.get(subject.kind, subject.kind)
        tier = f"tier {subject.tier} of 4, {TIERS[subject.tier]}"
        title = f"{kind} {made.material.title(subject)}"
        yield Para(words(strong(title), soft(f" ({tier})")))
        held.sort(key=lambda one: (one.rule, one.sentence))
        yield Bullets(tuple(_sentences(made, held)))
        for causes in dict.fromkeys(one.innocent for one in held if one.innocent):
            yield Para(words("Harmless causes: ", " ".join(map(full_stop, causes))), "note")


def _sentences(made: Production, held: Sequence[Finding]) -> Iterator[Words]:
    """Each finding; of many payments that differ in day and sum alone, the first few."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for one in held:
        groups.setdefault(_alike(one), []).append(one)
    for same in groups.values():
        shown = SAME if same[0].subject.startswith("payment:") else len(same)
        yield from (_sentence(made, name(full_stop(f.sentence)), (f,)) for f in same[:shown])
        if rest := same[shown:]:
            said = f"The same was observed of {count(len(rest), 'more payment')}: see Transactions."
            yield _sentence(made, said, rest)


def _alike(finding: Finding) -> tuple[str, ...]:
    """What findings share that are told as one: all values that Transactions does not show."""
    values = finding.values.items()
    return finding.rule, *(str(value) for key, value in values if key not in LISTED)


def _sentence(made: Production, said: Span | str, held: Sequence[Finding]) -> Words:
    """What was observed, and which exhibit shows it on which pages and where."""
    parts: list[Span | str] = [said, " "]
    for one in dict.fromkeys(e for finding in held for e in made.exhibits_of(finding)):
        places = dict.fromkeys(
            e.place for finding in held for e in finding.evidence if e.digest == one.digest
        )
        parts.append(f"Exhibit {one.number} ({one.pages}) holds it at {', '.join(places)}. ")
    return words(*parts)


def _transactions(made: Production) -> Iterator[Block]:
    held = concerned(made)
    if not held:
        yield Para(words("No payment in the records is to a blocked party or under a finding."))
        return
    called = made.material.view.name
    rows = tuple(
        Row((words(day(p.date) or "not dated"), words(name(called(f"party:{p.payer}") if p.payer
             else "not stated")), words(name(called(f"party:{p.payee}") if p.payee
             else "not stated")), words(money("" if p.amount is None else f"{p.amount:f}",
             p.currency)), words(name(p.contract))))
        for p in held[:200]
    )  # fmt: skip
    yield Table(f"Payments concerned ({len(held):,})", ("Date", "Payer", "Payee", "Amount",
                "Contract"), rows, (1.2, 2, 2, 1.5, 1.3))  # fmt: skip
    yield Para(words("All of them stand in transactions.xlsx, with the place of each."), "note")


def concerned(made: Production) -> tuple[Payment, ...]:
    """Payments to or from a blocked party, and those that a finding rests on."""
    blocked = {b.party for b in made.material.assessment.blocked if b.status in BLOCKED}
    rests = {ref.partition("#")[0] for one in made.findings for ref in (*one.basis, one.subject)}
    return tuple(
        one for one in made.material.view.all(Payment)
        if one.payee in blocked or one.payer in blocked or one.ref in rests
    )  # fmt: skip


def _found(made: Production) -> Iterator[Block]:
    yield Para(words(
        f"The records were reviewed with Celtrace {made.material.assessment.celtrace}, a program "
        "that compares them with list snapshots and with each other and leaves every decision "
        "to people. It was run against:"
    ))  # fmt: skip
    yield Bullets(tuple(
        words(f"{use.list}: ", f"snapshot of {use.snapshot}, SHA-256 " if use.snapshot
              else "not checked", code(use.digest) if use.snapshot else "")
        for use in made.material.assessment.lists
    ))  # fmt: skip
    yield Para(words(OPEN.format("what led to the review, and who carried it out")))


def _done(made: Production) -> Iterator[Block]:
    if made.decided:
        yield Bullets(tuple(
            words(f"{one.on}: ", name(one.about), f": {one.verdict}, by ",
                  name(" and ".join(one.who)), ". ", name(full_stop(one.why)))
            for one in made.decided
        ))  # fmt: skip
    else:
        yield Para(words("No decision on these subjects is recorded."))
    yield Para(words(OPEN.format("payments held, work stopped, reports of blocked property, "
                                 "remedial measures, compliance programme")))  # fmt: skip


def _not_known(made: Production) -> Iterator[Block]:
    intake = made.material.intake
    idle = [one for one in intake.ran if one.skipped_because]
    yield Bullets((
        words(f"{count(len(intake.problems), 'part')} of the records could not be read."),
        words(f"{count(len(idle), 'check')} could not be made for want of records."),
        words(f"Cited and not produced: {'; '.join(made.lost) or 'nothing'}."),
    ))  # fmt: skip
    for subject in made.subjects:
        if subject.questions:
            yield Para(words(strong(f"Asked about {made.material.title(subject)}")))
            yield Bullets(tuple(words(name(one)) for one in subject.questions))


def _cited_for(made: Production, exhibit: Exhibit) -> list[str]:
    held = [one.sentence for one in made.findings if one.id in exhibit.findings]
    more = [f"and {count(len(held) - 3, 'more finding')}"] if len(held) > 3 else []  # noqa: PLR2004 - of a cell
    return [full_stop(sentence)[:200] for sentence in held[:3]] + more


def _translation(exhibit: Exhibit) -> str:
    if exhibit.translated:
        rest = f", {count(exhibit.foreign, 'passage')} without" if exhibit.foreign else ""
        return f"{count(exhibit.translated, 'passage')} beside the original{rest}"
    return "none yet" if exhibit.foreign else "no East Asian text was read"


def _numbers(held: Sequence[Exhibit]) -> str:
    return ", ".join(f"exhibit {one.number} ({one.source})" for one in held)
