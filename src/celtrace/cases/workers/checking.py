"""`celtrace worker check`: how far the workers of a dossier and of a case are verified.

The same plans, rules and levels as in a review, over the records of workers alone: no list is
needed, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import msgspec

from celtrace import __version__, registry
from celtrace.cases import intake
from celtrace.cases.context import CONTEXT, Context, read_file
from celtrace.cases.decisions.ledger import JUDGED
from celtrace.cases.detecting import run_detectors
from celtrace.cases.workers.opened import reading
from celtrace.cases.workers.shown import shown
from celtrace.detect._plans import plans
from celtrace.engine.serial import SerialEngine
from celtrace.findings import Finding
from celtrace.ports import CaseFacts, View
from celtrace.records import Interview, Party, Problem, Record, Worker
from celtrace.registry import Detector
from celtrace.settings import Settings
from celtrace.store.keyring import KeyRing
from celtrace.store.memory import MemoryShelf
from celtrace.weigh import assess
from celtrace.weigh.assessment import Assessment, DossierFacts, Indicators, Verified, WorkerLevel


class Checked(msgspec.Struct, frozen=True):
    """What is known of workers on a day."""

    as_of: date
    verified: Verified
    findings: tuple[Finding, ...]
    """Findings about workers and about what two of them share."""
    names: dict[str, str]
    """Worker and party to what people call them."""
    problems: tuple[Problem, ...]
    tier: int
    """The highest tier of a worker, or of two who share something."""
    countries: dict[str, str]
    """Worker to the country of the document that was stated, for the parity report alone."""


class Gathered(msgspec.Struct, frozen=True):
    """All that is known, as records and weighed."""

    view: View
    assessment: Assessment
    findings: tuple[Finding, ...]
    names: dict[str, str]
    problems: tuple[Problem, ...]
    lists: int = 0
    """List snapshots that took part in the last review."""
    judged: int = 0
    """Judgements of people in the journal."""
    lines: int = 0
    """Lines of the journal."""


def check_workers(
    folder: Path | None, settings: Settings, clock: Callable[[], datetime], as_of: date | None
) -> Checked:
    """Check the workers of a dossier, with the files that the case holds; either may be absent.

    DossierInvalid or UsageError if the dossier cannot be read.
    """
    held = gather(folder, settings, clock, as_of)
    result, view = held.assessment, held.view
    told = {w.worker for w in result.verified.workers}
    tiers = (s.tier for s in result.subjects if s.kind in ("worker", "cluster"))
    countries = ((w.id, d.country) for w in view.all(Worker) for d in w.documents[:1] if d.country)
    return Checked(
        view.facts.as_of, result.verified, tuple(_about_workers(held.findings, told)), held.names,
        held.problems, max(tiers, default=0), dict(countries),
    )  # fmt: skip


def gather(
    folder: Path | None, settings: Settings, clock: Callable[[], datetime], as_of: date | None
) -> Gathered:
    """Read dossier and files, and weigh what they say about people."""
    taken = intake.read(folder, settings).dossier if folder else None
    stated: Sequence[Record] = taken.records if taken else ()
    head = taken.head if taken else None
    day = as_of or (head.as_of if head else None) or clock().date()
    ring = KeyRing(settings.keys)
    names: dict[str, str] = {}
    with reading(settings, clock) as register:
        filed = tuple(shown(register, ring, stated)) if register else ()
        acts = [entry.action for entry in register.journal.read()] if register else []
        for file in register.files() if register else ():
            if file.worker:
                names |= dict.fromkeys((file.worker.id, file.person), file.worker.name)
    seen = [record for record in filed if not isinstance(record, Problem)]
    facts = CaseFacts(as_of=day, us=head.us if head else "", title=head.title if head else "")
    view = MemoryShelf((*stated, *seen)).view(facts)
    result, findings = _weighed(MemoryShelf((*stated, *seen)), view, taken.digest if taken else "")
    names |= {r.id: r.name for r in stated if isinstance(r, (Worker, Party))}
    problems = (*(taken.problems if taken else ()), *(r for r in filed if isinstance(r, Problem)))
    lists = _lists(settings)
    return Gathered(view, result, findings, names, problems, lists, acts.count(JUDGED), len(acts))


def of_file(
    records: Sequence[Record], around: Sequence[Record], facts: CaseFacts
) -> tuple[WorkerLevel, tuple[Finding, ...]]:
    """The level of the one worker among `records`, and what was found about them.

    `around` are records that name what theirs refer to, parties for example.
    """
    shelf = MemoryShelf((*around, *records))
    result, findings = _weighed(shelf, shelf.view(facts), "")
    (one,) = (worker.id for worker in records if isinstance(worker, Worker))
    level = next(level for level in result.verified.workers if level.worker == one)
    return level, tuple(_about_workers(findings, {one}))


def _lists(settings: Settings) -> int:
    """How many lists took part in the last review of the case; 0 where none was."""
    if not (settings.case / CONTEXT).is_file():
        return 0
    context = msgspec.json.decode(read_file(settings.case, CONTEXT), type=Context)
    return sum(use.snapshot is not None for use in context.lists)


def _weighed(shelf: MemoryShelf, view: View, digest: str) -> tuple[Assessment, tuple[Finding, ...]]:
    found = run_detectors(shelf, view, SerialEngine(), _of_people()).findings
    facts = view.facts
    about = DossierFacts(title=facts.title, as_of=facts.as_of, digest=digest, us=facts.us)
    result = assess(view, found, (), dossier=about, version=__version__, indicators=Indicators())
    return result, found


def _of_people() -> Iterator[Detector]:
    """Detectors that look at workers: those over their records, and those that plans name."""
    table = plans()
    named = {*table.extra, *table.contradictions}
    for one in registry.detectors():
        rules = {kind.rule for kind in one.finds}
        if one.reads[0] in (Worker, Interview) or rules & named or one.name == "recorded":
            yield one


def _about_workers(findings: Sequence[Finding], workers: set[str]) -> Iterator[Finding]:
    for finding in findings:
        kind, _, id_ = finding.subject.partition(":")
        ends = {str(finding.values.get(end, "")) for end in ("a", "b")}
        if (kind == "worker" and id_ in workers) or ends & workers:
            yield finding
