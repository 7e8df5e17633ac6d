"""The documents of workers: read at intake, and held against each other.

Pictures and PDFs are drawn in confined processes; texts and facts come from the readers of
files. What is kept are records with the places they were seen in, and for two documents that
are one photograph a picture of both with what differs. It needs the extra `[workers]`.
"""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from celtrace import __version__
from celtrace.cases.case import Case
from celtrace.cases.found.files import Inside
from celtrace.cases.found.reading import SPOOL, Reader, read_files
from celtrace.cases.progress import Progress
from celtrace.documents.cv import spans, tools
from celtrace.records import (
    Digest,
    Evidence,
    FileFact,
    PaperTrace,
    PersonalDocument,
    Problem,
    Record,
    Stint,
    TextPassage,
    Trait,
    Worker,
)
from celtrace.settings import Limits

if TYPE_CHECKING:
    from celtrace.cases.workers.register import File, Register
    from celtrace.papers.sketch import Sketch

PAPERS = "papers"
NEEDED = ("PIL", "cv2", "numpy", "onnxruntime", "pikepdf", "pypdfium2", "rapidocr")
CVS = frozenset({"cv", "resume", "résumé", "curriculum vitae", "lebenslauf", "letter"})
_WORDS = ("docx", "txt", "rtf", "odt", "doc", "hwp", "htm", "html", "md")
"""Ends of names of documents that are words only: they are not drawn."""


class Handed(NamedTuple):
    """A document that a worker handed in, and the file that it is."""

    worker: Worker
    document: PersonalDocument
    file: FileFact


class Page(NamedTuple):
    """A page that was handed in, as it is kept to find it again."""

    handed: Handed
    sketch: Sketch
    plain: Digest
    """Digest of the file itself, also where it lies in custody sealed."""
    sealed: bool = False


class Papers(NamedTuple):
    """All documents of workers: those of the dossier, and pages of those that are sealed."""

    handed: Sequence[Handed]
    sealed: Sequence[Page] = ()


def missing() -> tuple[str, ...]:
    """Packages of the extra that are not there."""
    return tuple(name for name in NEEDED if importlib.util.find_spec(name) is None)


def handed_in(stated: Iterable[Record], files: Iterable[Record]) -> list[Handed]:
    """The documents whose files are in custody, by worker and path."""
    by_path = {one.path: one for one in files if isinstance(one, FileFact)}
    found = [
        Handed(worker, document, by_path[path])
        for worker in stated if isinstance(worker, Worker)
        for document in worker.documents if document.path
        if (path := str(PurePosixPath(document.path))) in by_path
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.worker.id, one.document.path))


def read_papers(
    case: Case, papers: Papers, limits: Limits, today: date, progress: Progress
) -> Inside:
    """Read all documents that were handed in; what they say, and what could not be read."""
    handed = papers.handed
    if not handed and not papers.sealed:
        return Inside()
    if absent := missing():
        why = f"{', '.join(absent)} not installed; run: pip install 'celtrace[workers]'"
        return Inside((), tuple(problem(one, why, "it is in custody, unread") for one in handed))
    try:
        from celtrace.cases.workers import paper_pages, paper_pairs
    except ImportError as error:  # a part is there and does not load, for example without libGL
        why = f"a part that reads pictures does not load ({error})"
        return Inside((), tuple(problem(one, why, "it is in custody, unread") for one in handed))

    files = list({one.file.digest: one.file for one in handed}.values())
    read_files(case, files, Reader(limits=limits), progress)
    digests = {one.digest for one in files}
    facts, words = _facts(case, digests), _words(case, digests)
    drawn = [one for one in handed if PurePosixPath(one.file.path).suffix[1:].lower() not in _WORDS]
    (case.folder / SPOOL).mkdir(exist_ok=True)
    pages = paper_pages.draw(case, drawn, limits, progress)
    (case.folder / SPOOL).rmdir()
    records: list[Record] = [
        *pages.records,
        *_traces(handed, facts, today),
        *_stints(handed, words),
    ]
    plain = [Page(one, sketch, one.file.digest) for one in handed
             for sketch in pages.sketches.get(one.file.digest, ())]  # fmt: skip
    records += paper_pairs.photographs(case, (*plain, *papers.sealed))
    records += paper_pairs.words_and_sources(handed, facts, words)
    return Inside(tuple(records), (*pages.problems, *_unread(case, handed)))


def read_sealed(register: Register, limits: Limits, person: str = "") -> None:
    """Read what workers handed in, or one did; nothing where the extra is absent."""
    try:
        from celtrace.cases.workers.handed import read_waiting
    except ImportError:
        return
    for file in register.files():
        if person in ("", file.person):
            read_waiting(lambda what: what(register), file.person, limits)


def sealed_pages(register: Register, stated: Iterable[Record]) -> tuple[Page, ...]:
    """Pages of what workers handed in under their link, as far as it was read and may be opened.

    `stated` are the records of the dossier: its workers keep their ids, others have the one of
    their file.
    """
    try:
        from celtrace.cases.workers.handed import pages_read
    except ImportError:
        return ()
    named = {one.id for one in stated if isinstance(one, Worker)}
    return tuple(page for file in register.files() for page in pages_read(register, file, named))


def sealed_said(register: Register, file: File) -> tuple[Record, ...]:
    """A worker's file with what its pictures say; without that where the extra is absent."""
    try:
        from celtrace.cases.workers.handed import contradicted, with_readings
    except ImportError:
        return file.records
    records = with_readings(register, file)
    return (*records, *contradicted(records, file, register.clock().date()))


def problem(one: Handed, reason: str, consequence: str) -> Problem:
    """A problem of a document."""
    path = one.file.path
    return Problem(
        seen=Evidence(one.file.digest, path, "", "", PAPERS, __version__), source=path, place="",
        reason=reason, consequence=consequence,
    )  # fmt: skip


def _facts(case: Case, digests: set[Digest]) -> dict[Digest, list[Trait]]:
    found: dict[Digest, list[Trait]] = defaultdict(list)
    for one in case.shelf.each(Trait):
        if one.file in digests:
            found[one.file].append(one)
    return found


def _words(case: Case, digests: set[Digest]) -> dict[Digest, str]:
    """The running text of each file, in its order."""
    found: dict[Digest, list[TextPassage]] = defaultdict(list)
    for one in case.shelf.each(TextPassage):
        if one.file in digests and one.role in ("body", "cell", "sheet"):
            found[one.file].append(one)
    return {
        file: "\n".join(one.text for one in sorted(rows, key=lambda one: _place(one.place)))
        for file, rows in found.items()
    }


def _place(place: str) -> tuple[str, int]:
    head, _, number = place.rpartition(" ")
    return (head, int(number)) if number.isdigit() else (place, 0)


def _traces(
    handed: Sequence[Handed], facts: dict[Digest, list[Trait]], today: date
) -> Iterator[PaperTrace]:
    from celtrace.papers.history import history

    for one in handed:
        for told in history(facts.get(one.file.digest, ()), one.document.type, today):
            yield PaperTrace(
                seen=Evidence(one.file.digest, one.file.path, "metadata", told.said, PAPERS,
                              __version__),
                worker=one.worker.id, path=one.file.path, file=one.file.digest,
                type=one.document.type, trace=told.trace, said=told.said,
            )  # fmt: skip


def _stints(handed: Sequence[Handed], words: dict[Digest, str]) -> Iterator[Stint]:
    for one in handed:
        if one.document.type.strip().lower() not in CVS:
            continue
        for span in spans(words.get(one.file.digest, "")):
            named = tools(span.around)
            yield Stint(
                seen=Evidence(one.file.digest, one.file.path, f"line {span.line}", span.around,
                              PAPERS, __version__),
                worker=one.worker.id, path=one.file.path, file=one.file.digest,
                place=f"line {span.line}", words=span.words, start=span.start, until=span.until,
                tool=named[0].name if named else "",
                released=named[0].released if named else None,
            )  # fmt: skip


def _unread(case: Case, handed: Sequence[Handed]) -> Iterator[Problem]:
    """What the readers of files noted of these, locks and damage among it."""
    digests = {one.file.digest for one in handed}
    for one in case.shelf.each(Problem):
        if one.seen.digest in digests and one.seen.reader != PAPERS:
            yield one
