"""Documents drawn and read in confined processes, as records and sketches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from celtrace import __version__
from celtrace.cases.case import Case
from celtrace.cases.intake import Progress
from celtrace.cases.paper_looking import PageSeen, PaperSeen, PaperTask, look_at_paper, lost
from celtrace.cases.papers import PAPERS, Handed, problem
from celtrace.cases.reading import SPOOL
from celtrace.engine._cage import Bounds
from celtrace.engine.confined import ConfinedEngine
from celtrace.papers.sketch import Sketch
from celtrace.records import Digest, Evidence, PaperPage, PaperTrace, Problem, Record
from celtrace.settings import Limits

_SECONDS_A_FILE = 4
"""A page of a document may take this many times longer than a plain file: it is recognised."""


class Drawn(msgspec.Struct):
    """What came of all documents."""

    records: list[Record]
    sketches: dict[Digest, list[Sketch]]
    """The pages of each file."""
    problems: list[Problem]


def draw(case: Case, handed: Sequence[Handed], limits: Limits, progress: Progress) -> Drawn:
    """Read the documents; each file once, whoever handed it in."""
    made = Drawn([], {}, [])
    firsts = {one.file.digest: one for one in reversed(handed)}
    tasks = [_task(case, one) for _, one in sorted(firsts.items())]
    engine = ConfinedEngine(1, PaperSeen, lost, _bounds(case, limits))
    for number, seen in enumerate(engine.map(look_at_paper, tasks), start=1):
        made.sketches[seen.digest] = [page.sketch for page in seen.pages]
        for one in handed:
            if one.file.digest == seen.digest:
                made.records += _records(one, seen)
                made.problems += _problems(one, seen)
        progress("reading documents", number, len(tasks))
    return made


def _bounds(case: Case, limits: Limits) -> Bounds:
    return Bounds(
        seconds=_SECONDS_A_FILE * limits.file_seconds,
        processor_seconds=_SECONDS_A_FILE * limits.file_seconds, memory=limits.file_memory,
        file_bytes=2**20, readable=(str(case.vault.folder.resolve()),),
        writable=str((case.folder / SPOOL).resolve()),
    )  # fmt: skip


def _task(case: Case, one: Handed) -> PaperTask:
    path = case.vault.place(one.file.digest)
    return PaperTask(one.file.digest, one.file.path, str(path.resolve()), one.worker.name)


def _records(one: Handed, seen: PaperSeen) -> Iterator[Record]:
    for number, page in enumerate(seen.pages, start=1):
        yield from _pages(one, number, page)
    for told in seen.told:
        yield PaperTrace(
            seen=Evidence(seen.digest, one.file.path, "structure", told.said, PAPERS, __version__),
            worker=one.worker.id, path=one.file.path, file=seen.digest, type=one.document.type,
            trace=told.trace, said=told.said,
        )  # fmt: skip


def _pages(one: Handed, number: int, page: PageSeen) -> Iterator[PaperPage]:
    """A record for each document on the page; one for a page without machine-readable lines."""
    for document, zone in enumerate(page.zones or (None,), start=1):
        lines = zone.lines if zone else ()
        quote = " | ".join(lines) or page.measures
        yield PaperPage(
            seen=Evidence(one.file.digest, one.file.path, f"page {number}", quote, PAPERS,
                          __version__),
            worker=one.worker.id, path=one.file.path, file=one.file.digest,
            type=one.document.type, page=number, document=document, width=page.width,
            height=page.height, flaws=page.flaws, measures=page.measures, zone=lines,
            repairs=zone.repairs if zone else (), agreed=bool(zone and zone.agreed),
            names_by=zone.names_by if zone else "",
        )  # fmt: skip


def _problems(one: Handed, seen: PaperSeen) -> Iterator[Problem]:
    if seen.refused:
        yield problem(one, seen.refused, "it is in custody; nobody has looked at it here")
    for note in seen.notes:
        yield problem(one, note, "the rest was left out")
    for number, page in enumerate(seen.pages, start=1):
        if len(page.zones) > 1:
            reason = f"page {number} shows {len(page.zones)} documents"
            yield problem(one, reason, "each was read; ask for one picture of each")
