"""The main job: a folder goes in; an assessment, findings, a report and a case come out.

Order of work: intake, lists, custody, screening, detectors, weighing, report, seal.
Everything is taken from the folder, the installed lists and the date of the review;
the clock is only written into the journal. A run that was killed is simply run again:
bytes already in the vault are not written twice, and outputs are written whole or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec

from celtrace import __version__, registry
from celtrace.cases import intake, outputs
from celtrace.cases.case import Case
from celtrace.cases.chain_problems import chain_problems
from celtrace.cases.context import CONTEXT, SCREENING, Context
from celtrace.cases.decisions import honour
from celtrace.cases.decisions.acts import Desk
from celtrace.cases.decisions.ledger import Ledger
from celtrace.cases.detecting import Detected, run_detectors
from celtrace.cases.enclosed import enclosed
from celtrace.cases.found.files import Inside, read_found
from celtrace.cases.intake import Dossiered, Kept
from celtrace.cases.lists.shelf import ListShelf
from celtrace.cases.logs.bulk import Narrowed, Narrowing, detect, narrow
from celtrace.cases.logs.dossier import read_logs
from celtrace.cases.logs.networks import NetworkShelf
from celtrace.cases.progress import Progress
from celtrace.cases.screening.record import screen_record
from celtrace.cases.screening.screener import Screener
from celtrace.cases.workers.papers import Papers, handed_in, read_papers, read_sealed, sealed_pages
from celtrace.cases.workers.register import Register
from celtrace.cases.workers.shown import shown
from celtrace.detect._indicators import indicators_seen
from celtrace.dossier.read import Dossier
from celtrace.engine.pool import PoolEngine
from celtrace.engine.serial import SerialEngine
from celtrace.errors import InputUnread
from celtrace.findings import Finding, Ran
from celtrace.listing import ALL_REGIMES, ListState
from celtrace.ports import CaseFacts, Engine, View
from celtrace.records import (
    Candidate,
    Check,
    Digest,
    Evidence,
    FileAccess,
    Party,
    Problem,
    Record,
    SignIn,
)
from celtrace.report import content, html, pdf
from celtrace.report.document import ReportContent
from celtrace.report.material import ColumnReading, TableReading
from celtrace.settings import Limits, Settings
from celtrace.store.keyring import KeyRing
from celtrace.store.memory import MemoryShelf
from celtrace.text.counts import count
from celtrace.weigh import assess
from celtrace.weigh.assessment import Assessment, DossierFacts, Indicators

if TYPE_CHECKING:
    from celtrace.cases.room import Room

SCREENED_AT_ONCE = 1_000
WORTH_PROCESSES = 5_000
"""Below so many parties one process is done before others have loaded the names."""
ACTS = (SignIn, FileAccess)


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
        """Whether no list snapshot took part."""
        return not any(use.snapshot and use.regime for use in self.assessment.lists)


def review_room(room: Room, report: Progress) -> None:
    """Review the dossier of a room, which has let go of its case."""
    review(Asked(room.dossier, room.settings.case, room.settings, room.lists, room.clock, report))


def review(asked: Asked) -> Reviewed:
    """Review a dossier folder; DossierInvalid, NoSnapshot or InputUnread if it cannot be done."""
    asked.progress("reading the dossier", 0, None)
    taken = intake.read(asked.folder, asked.settings)
    head = taken.dossier.head
    facts = CaseFacts(
        as_of=asked.as_of or head.as_of or asked.clock().date(), us=head.us, title=head.title,
        timezone=head.timezone, regimes=head.regimes or ALL_REGIMES,
    )  # fmt: skip
    state = asked.lists.state(facts.as_of, regimes=facts.regimes, pins=dict(head.lists))
    with Case.create_or_open(asked.out, asked.clock) as case:
        kept = intake.keep(taken, case, asked.progress)
        register = _register(case, asked.settings)
        inside = _inside(case, (taken, kept), asked, facts, register)
        engine = _engine(asked.settings.jobs, len(taken.dossier.records))
        raw, unsettled = screen(
            taken.dossier, state, asked.progress, engine, asked.settings.home / "cache"
        )
        desk = Desk(case.journal, asked.clock)
        desk.reopen(raw)
        candidates = honour.settled(raw, desk.ledger)
        people = tuple(shown(register, KeyRing(asked.settings.keys), taken.dossier.records))
        seen = tuple(record for record in people if not isinstance(record, Problem))
        given = (*taken.dossier.records, *seen)
        signed = _signed(asked, (taken, kept, case), given, facts)
        whole = (*given, *kept.records, *inside.records, *candidates, *signed.records)
        shelf = MemoryShelf(whole)
        view = shelf.view(facts)
        asked.progress("looking for what stands out", 0, None)
        found = _detected(shelf, view, signed.left)
        stated = chain_problems(taken.dossier.records, facts.as_of)
        problems = (
            *taken.dossier.problems, *kept.problems, *signed.problems, *inside.problems,
            *stated, *unsettled,
            *(one for one in people if isinstance(one, Problem)), *found.problems,
        )  # fmt: skip
        desk.reopen(found.findings)
        context = _context(taken, view, state, found, asked.settings.limits)
        context, weighed = _judged(context, shelf, found, desk.ledger)
        result = _weighed(context, weighed, found, problems, asked.out)
        asked.progress("writing the report", 0, None)
        case.shelf.replace((*whole, *inside.problems))
        parties = [record for record in taken.dossier.records if isinstance(record, Party)]
        case.write(SCREENING, screen_record(parties, state, candidates))
        result = write_outputs(result, context, weighed, case)
    if asked.settings.strict and result.problems:
        message = (
            f"Not read: {count(len(result.problems), 'part')} of the input; see problems.jsonl."
        )
        raise InputUnread(message, "Mend them, or leave --strict away.")
    return result


def _register(case: Case, settings: Settings) -> Register:
    """The workers' files of the case, with the pictures in them read."""
    register = Register(case.journal, case.vault, KeyRing(settings.keys), case.clock)
    read_sealed(register, settings.limits)
    return register


class Signed(msgspec.Struct, frozen=True):
    """Acts of logs and what is known of their addresses."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    left: Narrowed | None = None
    """What was counted in tables, where the logs are too large to be held."""


def _signed(
    asked: Asked, of: tuple[Dossiered, Kept, Case], given: Sequence[Record], facts: CaseFacts
) -> Signed:
    """The acts that rules have to look at: all, or of large logs those that tables leave."""
    taken, kept, case = of
    shelf, home = NetworkShelf(asked.settings.home), asked.settings.home / "cache"
    home.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="logs-", dir=home) as scratch:
        by = (asked.settings.limits.log_bytes, Path(scratch), asked.progress)
        logs = read_logs(taken, kept.files, case, by)
        if logs.spool is None:
            acts = [one for one in (*given, *logs.acts) if isinstance(one, ACTS)]
            side = shelf.enrich({one.ip for one in acts}, facts.as_of)
            return Signed((*logs.acts, *side), tuple(logs.problems))
        left = narrow(Narrowing(logs.spool, logs.sources, shelf, given, facts))
    return Signed((*left.acts, *left.side), tuple(logs.problems), left)


def _detected(shelf: MemoryShelf, view: View, left: Narrowed | None) -> Detected:
    if left is not None:
        return detect(shelf, view, left, registry.detectors())
    return run_detectors(shelf, view, SerialEngine(), registry.detectors())


def _inside(
    case: Case, given: tuple[Dossiered, Kept], asked: Asked, facts: CaseFacts, register: Register
) -> Inside:
    """What the files of finds and deliveries hold, and the documents of workers."""
    stated, files = given[0].dossier.records, given[1].records
    found = read_found(case, stated, files, asked.settings, asked.progress)
    handed = Papers(handed_in(stated, files), sealed_pages(register, stated))
    papers = read_papers(case, handed, asked.settings.limits, facts.as_of, asked.progress)
    return Inside((*found.records, *papers.records), (*found.problems, *papers.problems))


def screen(
    dossier: Dossier,
    state: ListState,
    progress: Progress,
    engine: Engine | None = None,
    cache: Path | None = None,
) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    """Candidates of all parties, and the settlements that name rows no snapshot has.

    `cache` is a folder in which indexes of names are kept between runs.
    """
    screener = Screener.of(state, cache=cache)
    parties = [record for record in dossier.records if isinstance(record, Party)]
    screener.warm()
    slices = [
        tuple(parties[at : at + SCREENED_AT_ONCE])
        for at in range(0, len(parties), SCREENED_AT_ONCE)
    ]
    run = (engine or SerialEngine()).map(partial(_screened, screener), slices)
    found: list[Candidate] = []
    for done, candidates in enumerate(run, start=1):
        found.extend(candidates)
        progress("screening", min(done * SCREENED_AT_ONCE, len(parties)), len(parties))
    return tuple(found), tuple(_unsettled(screener, parties))


def _screened(screener: Screener, parties: Sequence[Party]) -> tuple[Candidate, ...]:
    return tuple(screener.screen(parties))


def _engine(jobs: int, parties: int) -> Engine:
    """One process, unless there is enough to screen that handing out the index pays."""
    if jobs == 1 or parties < WORTH_PROCESSES:
        return SerialEngine()
    return PoolEngine(jobs, chunk=1)


def _unsettled(screener: Screener, parties: Sequence[Party]) -> Iterator[Problem]:
    for party in parties:
        for settled in screener.missing(party):
            seen = party.cite("listed_as", "not_listed_as")
            reason = (
                f"{party.id} is settled as row {settled.row} of {settled.list}, "
                "but no installed snapshot has that row"
            )
            yield Problem(
                seen=seen, source=seen.source, place=seen.place, reason=reason,
                consequence="the settlement was not used",
            )  # fmt: skip


def _context(
    taken: Dossiered, view: View, state: ListState, found: Detected, limits: Limits
) -> Context:
    facts = view.facts
    looked = {one.rule for one in found.ran if not one.skipped_because}
    seen = indicators_seen(looked, view.all(Check))
    return Context(
        celtrace=__version__,
        dossier=DossierFacts(
            title=facts.title, as_of=facts.as_of, digest=taken.dossier.digest, us=facts.us
        ),
        facts=facts,
        lists=state.uses,
        indicators=Indicators(seen.detector, seen.recorded, seen.not_visible, seen.open),
        tables=tuple(_tables(taken.dossier)),
        limits=limits,
    )


def _tables(dossier: Dossier) -> Iterator[TableReading]:
    counted = _counted(dossier)
    ordered = sorted(dossier.headers)
    sheets = Counter(file for file, _ in {(one.file, one.sheet) for one in ordered})
    for (file, sheet), columns in groupby(ordered, key=lambda h: (h.file, h.sheet)):
        found = tuple(columns)
        read = tuple(ColumnReading(c.header, c.key, c.by) for c in found)
        rows = counted[file, sheet] if sheets[file] > 1 else counted[file, ""]
        yield TableReading(file, sheet, found[0].section, rows, read)


def _counted(dossier: Dossier) -> Counter[tuple[str, str]]:
    """Records of each file, and of each sheet of it."""
    counted: Counter[tuple[str, str]] = Counter()
    for record in dossier.records:
        sheet = record.seen.place.rpartition(" row ")[0]
        counted[record.seen.source, ""] += 1
        counted[record.seen.source, sheet] += bool(sheet)
    return counted


def _judged(
    context: Context, shelf: MemoryShelf, found: Detected, ledger: Ledger
) -> tuple[Context, View]:
    """The context with what people have closed, and the records seen with it."""
    view = shelf.view(context.facts)
    if not any(one.verdict in honour.CLOSES for one in ledger.all()):
        return context, view
    first = _assess(context, view, found.findings).subjects
    judged = honour.closed(found.findings, ledger, first)
    facts = msgspec.structs.replace(context.facts, judged=judged)
    return msgspec.structs.replace(context, facts=facts), shelf.view(facts)


def _assess(context: Context, view: View, findings: Sequence[Finding]) -> Assessment:
    return assess(
        view, findings, context.lists, dossier=context.dossier, version=context.celtrace,
        indicators=context.indicators,
    )  # fmt: skip


def _weighed(
    context: Context, view: View, found: Detected, problems: Sequence[Problem], out: Path
) -> Reviewed:
    assessment = _assess(context, view, found.findings)
    return Reviewed(assessment, found.findings, tuple(problems), found.ran, out)


def write_outputs(result: Reviewed, context: Context, view: View, case: Case) -> Reviewed:
    """Write every output, and give what was written: a refused PDF is a problem, not an end."""
    page = _content(result, context, view)
    shown = enclosed(page, case.vault)
    try:
        paper = {"report.pdf": pdf.render(page, shown)}
    except pdf.NotPrinted as error:
        paper = {}
        result = msgspec.structs.replace(result, problems=(*result.problems, _unprinted(error)))
        page = _content(result, context, view)
    made = {
        "assessment.json": outputs.assessment_bytes(result.assessment),
        "findings.jsonl": outputs.findings_bytes(result.findings, result.assessment),
        "problems.jsonl": outputs.problems_bytes(result.problems),
        "ran.jsonl": outputs.ran_bytes(result.ran),
        CONTEXT: msgspec.json.format(msgspec.json.encode(context, order="deterministic")),
        "report.html": html.render(page, shown),
    }
    paths = [case.write(name, data) for name, data in (made | paper).items()]
    case.record_outputs([*paths, case.folder / "manifest.jsonl", case.folder / SCREENING])
    return result


def _content(result: Reviewed, context: Context, view: View) -> ReportContent:
    return content.build(
        result.assessment, result.findings, result.problems, result.ran, view, context.tables
    )


def _unprinted(error: pdf.NotPrinted) -> Problem:
    return Problem(
        seen=Evidence(Digest(""), "report.pdf", "", "", "report"), source="report.pdf", place="",
        reason=f"the PDF could not be set: {error}",
        consequence="report.html has the whole content; a PDF of an earlier run is not of this one",
    )  # fmt: skip
