"""Documents drawn and read in confined processes, as records and sketches."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from celtrace import __version__
from celtrace.cases.case import Case
from celtrace.cases.found.reading import SPOOL
from celtrace.cases.progress import Progress
from celtrace.cases.workers.paper_looking import PageSeen, PaperSeen, PaperTask, look_at_paper, lost
from celtrace.cases.workers.papers import PAPERS, Handed, problem
from celtrace.engine._cage import Bounds
from celtrace.engine.confined import ConfinedEngine
from celtrace.papers.sketch import Sketch
from celtrace.records import Digest, Evidence, PaperPage, PaperTrace, Problem, Record
from celtrace.records.papers import ZoneLines
from celtrace.settings import Limits

STRUCTURE = "structure"
"""Where in a file is seen how it was put together."""
_SECONDS_A_FILE = 4
"""A page of a document may take this many times longer than a plain file: it is recognised."""


class Drawn(msgspec.Struct):
    """What came of all documents."""

    records: list[Record]
    sketches: dict[Digest, list[Sketch]]
    """The pages of each file."""
    problems: list[Problem]


def draw(case: Case, handed: Sequence[Handed], limits: Limits, progress: Progress) -> Drawn:
    """Read the documents; each file once, whoever handed it in, and never again in this case."""
    made = Drawn([], {}, [])
    firsts = {one.file.digest: one for one in reversed(handed)}
    known = _read_before(case, handed)
    tasks = [_task(case, one, digest in known) for digest, one in sorted(firsts.items())]
    engine = ConfinedEngine(1, PaperSeen, lost, bounds(limits, case))
    for number, seen in enumerate(engine.map(look_at_paper, tasks), start=1):
        made.sketches[seen.digest] = [page.sketch for page in seen.pages]
        for one in handed:
            if one.file.digest == seen.digest:
                earlier = known.get(seen.digest, {}).get((one.worker.id, one.file.path))
                records = earlier or list(read_of(one, seen))
                made.records += records
                made.problems += _problems(one, seen, records)
        progress("reading documents", number, len(tasks))
    return made


def _read_before(
    case: Case, handed: Sequence[Handed]
) -> dict[Digest, dict[tuple[str, str], list[Record]]]:
    """What an earlier review read of each file, by worker and path; whole files only."""
    held: dict[tuple[Digest, str, str], list[Record]] = defaultdict(list)
    for page in case.shelf.each(PaperPage):
        if page.seen.version == __version__:
            held[page.file, page.worker, page.path].append(page)
    for trace in case.shelf.each(PaperTrace):
        if trace.seen.place == STRUCTURE:
            held[trace.file, trace.worker, trace.path].append(trace)
    known: dict[Digest, dict[tuple[str, str], list[Record]]] = defaultdict(dict)
    anew = set()
    for one in handed:
        records = held[one.file.digest, one.worker.id, one.file.path]
        known[one.file.digest][one.worker.id, one.file.path] = records
        said = {(page.declared, page.type) for page in records if isinstance(page, PaperPage)}
        if said != {(one.worker.name, one.document.type)}:
            anew.add(one.file.digest)
    return {digest: rows for digest, rows in known.items() if digest not in anew}


def bounds(limits: Limits, case: Case | None = None) -> Bounds:
    """What a process that reads documents may use; of the disk nothing without a case."""
    return Bounds(
        seconds=_SECONDS_A_FILE * limits.file_seconds,
        processor_seconds=_SECONDS_A_FILE * limits.file_seconds, memory=limits.file_memory,
        file_bytes=2**20, readable=(str(case.vault.folder.resolve()),) if case else (),
        writable=str((case.folder / SPOOL).resolve()) if case else "",
    )  # fmt: skip


def _task(case: Case, one: Handed, known: bool) -> PaperTask:  # noqa: FBT001
    path = str(case.vault.place(one.file.digest).resolve())
    return PaperTask(one.file.digest, one.file.path, path, one.worker.name, known)


def read_of(one: Handed, seen: PaperSeen) -> Iterator[Record]:
    """What a document says, as records."""
    for number, page in enumerate(seen.pages, start=1):
        yield from _pages(one, number, page)
    for told in seen.told:
        yield PaperTrace(
            seen=Evidence(seen.digest, one.file.path, STRUCTURE, told.said, PAPERS, __version__),
            worker=one.worker.id, path=one.file.path, file=seen.digest, type=one.document.type,
            trace=told.trace, said=told.said,
        )  # fmt: skip


def _pages(one: Handed, number: int, page: PageSeen) -> Iterator[PaperPage]:
    """A record for each document on the page; one for a page without machine-readable lines."""
    for document, zone in enumerate(page.zones or (ZoneLines(),), start=1):
        quote = " | ".join(zone.lines) or page.look.measures
        yield PaperPage(
            seen=Evidence(one.file.digest, one.file.path, f"page {number}", quote, PAPERS,
                          __version__),
            worker=one.worker.id, path=one.file.path, file=one.file.digest,
            type=one.document.type, page=number, document=document, look=page.look,
            zone=zone, declared=one.worker.name,
        )  # fmt: skip


def _problems(one: Handed, seen: PaperSeen, records: Sequence[Record]) -> Iterator[Problem]:
    if seen.refused:
        yield problem(one, seen.refused, "it is in custody; nobody has looked at it here")
    for note in seen.notes:
        yield problem(one, note, "the rest was left out")
    held = Counter(page.page for page in records if isinstance(page, PaperPage))
    for number, several in sorted(held.items()):
        if several > 1:
            reason = f"page {number} shows {several} documents"
            yield problem(one, reason, "each was read; ask for one picture of each")
