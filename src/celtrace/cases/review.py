"""The main job: a folder goes in; an assessment, findings, a report and a case come out.

Order of work: intake and custody, lists, screening, detectors, weighing, report, seal.
Everything is taken from the folder, the installed lists and the date of the review;
the clock is only written into the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import msgspec

from celtrace import __version__, registry
from celtrace.cases import intake, outputs
from celtrace.cases.case import Case
from celtrace.cases.detecting import run_detectors
from celtrace.cases.lists import ListShelf
from celtrace.cases.screening import Screener
from celtrace.detect._indicators import indicators_seen
from celtrace.dossier import Dossier
from celtrace.engine.serial import SerialEngine
from celtrace.errors import InputUnread
from celtrace.findings import Finding, Ran
from celtrace.listing import ListState
from celtrace.ports import CaseFacts, View
from celtrace.records import Candidate, Check, Party, Problem
from celtrace.report import content, html, pdf
from celtrace.settings import Settings
from celtrace.weigh import assess
from celtrace.weigh.assessment import Assessment, DossierFacts

ALL_REGIMES = ("US", "EU", "GB", "UN")


class Progress(Protocol):
    """Told how far a stage has come."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """`done` of `total` items."""


class Asked(msgspec.Struct, frozen=True):
    """What the caller wants reviewed, and with what."""

    folder: Path
    out: Path
    settings: Settings
    lists: ListShelf
    clock: Callable[[], datetime]
    progress: Progress
    as_of: date | None = None


class Reviewed(msgspec.Struct, frozen=True):
    """What came out."""

    assessment: Assessment
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    ran: tuple[Ran, ...]
    out: Path

    @property
    def nothing_checked(self) -> bool:
        """Whether no list took part although none was deliberately left out."""
        uses = self.assessment.lists
        return not any(use.snapshot for use in uses)


def review(asked: Asked) -> Reviewed:
    """Review a dossier folder; DossierInvalid, NoSnapshot or InputUnread if it cannot be done."""
    taken = intake.read(asked.folder, asked.settings, asked.progress)
    dossier = taken.dossier
    as_of = asked.as_of or dossier.head.as_of or asked.clock().date()
    regimes = dossier.head.regimes or ALL_REGIMES
    state = asked.lists.state(as_of, regimes=regimes, pins=dict(dossier.head.lists))
    with Case.create_or_open(asked.out, asked.clock) as case:
        custody = intake.take_into_custody(taken, case, asked.clock, asked.progress)
        facts = CaseFacts(
            as_of=as_of, us=dossier.head.us, title=dossier.head.title,
            timezone=dossier.head.timezone, regimes=regimes,
        )  # fmt: skip
        candidates, unsettled = screen(dossier, state, asked.progress)
        case.shelf.replace([*dossier.records, *custody.records, *candidates])
        view = case.shelf.view(facts)
        run = run_detectors(case.shelf, view, SerialEngine(), registry.detectors())
        problems = (
            *dossier.problems,
            *taken.problems,
            *custody.problems,
            *unsettled,
            *run.problems,
        )
        assessment = judge(view, run.findings, run.ran, state, dossier)
        result = Reviewed(assessment, run.findings, problems, run.ran, asked.out)
        write(result, view, taken, case)
        case.record_outputs([asked.out / name for name in OUTPUTS])
    if asked.settings.strict and problems:
        message = f"{len(problems)} part(s) of the input were not read; see problems.jsonl."
        raise InputUnread(message, "Mend them, or leave --strict away.")
    return result


def screen(
    dossier: Dossier, state: ListState, progress: Progress
) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    """Candidates of all parties, and the settlements that name rows no snapshot has."""
    screener = Screener(state.rows)
    parties = [record for record in dossier.records if isinstance(record, Party)]
    found: list[Candidate] = []
    for done, party in enumerate(parties, start=1):
        found.extend(screener.candidates(party))
        if done % 100 == 0 or done == len(parties):
            progress("screening", done, len(parties))
    return tuple(found), tuple(_unsettled(screener, parties))


def _unsettled(screener: Screener, parties: Sequence[Party]) -> Iterator[Problem]:
    for party in parties:
        for settled in screener.missing(party):
            seen = party.cite("listed_as", "not_listed_as")
            yield Problem(
                seen=seen, source=seen.source, place=seen.place,
                reason=f"{party.id} is settled as row {settled.row} of {settled.list}, "
                "but no installed snapshot has that row",
                consequence="the settlement was not used",
            )  # fmt: skip


def judge(
    view: View,
    findings: Sequence[Finding],
    ran: Sequence[Ran],
    state: ListState,
    dossier: Dossier,
) -> Assessment:
    """Weigh the findings."""
    facts = DossierFacts(
        title=view.facts.title, as_of=view.facts.as_of, digest=dossier.digest, us=view.facts.us
    )
    rules = {one.rule for one in ran if not one.skipped_because}
    indicators = indicators_seen(rules, view.all(Check))
    return assess(
        view, findings, state.uses, dossier=facts, version=__version__, indicators=indicators
    )


OUTPUTS = (
    "assessment.json", "findings.jsonl", "problems.jsonl", "ran.jsonl", "manifest.jsonl",
    "report.html", "report.pdf",
)  # fmt: skip


def write(result: Reviewed, view: View, taken: intake.Taken, case: Case) -> None:
    """Write every output whole or not at all: first beside its place, then renamed."""
    report = content.build(
        result.assessment, result.findings, result.problems, result.ran, view, taken.headers
    )
    made = {
        "assessment.json": outputs.assessment_bytes(result.assessment),
        "findings.jsonl": outputs.findings_bytes(result.findings, result.assessment),
        "problems.jsonl": outputs.problems_bytes(result.problems),
        "ran.jsonl": outputs.ran_bytes(result.ran),
        "report.html": html.render(report),
        "report.pdf": pdf.render(report),
    }
    for name, data in made.items():
        case.write(name, data)
