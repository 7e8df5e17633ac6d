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
from celtrace.cases.detecting import run_detectors
from celtrace.cases.workers.opened import reading
from celtrace.cases.workers.shown import shown
from celtrace.detect._plans import plans
from celtrace.engine.serial import SerialEngine
from celtrace.findings import Finding
from celtrace.ports import CaseFacts
from celtrace.records import Interview, Party, Problem, Record, Worker
from celtrace.registry import Detector
from celtrace.settings import Settings
from celtrace.store.keyring import KeyRing
from celtrace.store.memory import MemoryShelf
from celtrace.weigh import assess
from celtrace.weigh.assessment import Assessment, DossierFacts, Indicators, Verified


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


def check_workers(
    folder: Path | None, settings: Settings, clock: Callable[[], datetime], as_of: date | None
) -> Checked:
    """Check the workers of a dossier, with the files that the case holds; either may be absent.

    DossierInvalid or UsageError if the dossier cannot be read.
    """
    taken = intake.read(folder, settings).dossier if folder else None
    stated: Sequence[Record] = taken.records if taken else ()
    head = taken.head if taken else None
    day = as_of or (head.as_of if head else None) or clock().date()
    ring = KeyRing(settings.keys)
    names: dict[str, str] = {}
    with reading(settings, clock) as register:
        filed = tuple(shown(register, ring, stated)) if register else ()
        for file in register.files() if register else ():
            if file.worker:
                names |= dict.fromkeys((file.worker.id, file.person), file.worker.name)
    seen = [record for record in filed if not isinstance(record, Problem)]
    facts = CaseFacts(as_of=day, us=head.us if head else "", title=head.title if head else "")
    result, findings, countries = _weighed((*stated, *seen), facts)
    names |= {r.id: r.name for r in stated if isinstance(r, (Worker, Party))}
    told = {w.worker for w in result.verified.workers}
    about = tuple(_about_workers(findings, told))
    tiers = (s.tier for s in result.subjects if s.kind in ("worker", "cluster"))
    problems = (*(taken.problems if taken else ()), *(r for r in filed if isinstance(r, Problem)))
    return Checked(day, result.verified, about, names, problems, max(tiers, default=0), countries)


def _weighed(
    records: Sequence[Record], facts: CaseFacts
) -> tuple[Assessment, tuple[Finding, ...], dict[str, str]]:
    shelf = MemoryShelf(records)
    view = shelf.view(facts)
    found = run_detectors(shelf, view, SerialEngine(), _of_people()).findings
    about = DossierFacts(title=facts.title, as_of=facts.as_of, digest="", us=facts.us)
    result = assess(view, found, (), dossier=about, version=__version__, indicators=Indicators())
    held = ((w.id, d.country) for w in view.all(Worker) for d in w.documents[:1] if d.country)
    return result, found, dict(held)


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
