"""All files of a case: each digest is read once, and so is what is found inside.

Files go through the engine in rounds: those that lay in the folder, then those that were
found inside them, and so on. What one round brought is in the case before the next
begins, so that a run that was stopped goes on where it was. A file that holds itself
ends by that: its digest is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from celtrace import __version__
from celtrace.cases.case import Case
from celtrace.cases.intake import Progress
from celtrace.cases.looking import LOOKER, Aside, Looked, Task, look, lost, part
from celtrace.engine._cage import Bounds
from celtrace.engine.confined import ConfinedEngine
from celtrace.engine.daft_runner import DaftEngine
from celtrace.files._names import Names, names_of, shown
from celtrace.ports import Engine
from celtrace.records import Digest, Evidence, FileFact, FileType, Picture, Problem, Record
from celtrace.settings import Limits

Examine = Callable[[Looked], Iterable[Record]]
"""Something more to be said of what was read, for example a language."""

SPOOL = "spool"
INSIDE = "!/"
AT_ONCE = 256
"""Results that go into the case together."""


class Reader(msgspec.Struct, frozen=True):
    """How files are read: on which engine, within which limits, with which passwords."""

    engine: Engine | None = None
    """In confined processes, unless another is given."""
    jobs: int = 1
    on: str = ""
    """`daft`, or the address of a Ray cluster (`ray://HOST:PORT`) that sees the case's folder."""
    limits: Limits = Limits()
    passwords: tuple[str, ...] = ()
    examine: tuple[Examine, ...] = ()


class Counts(msgspec.Struct):
    """How many files were read, known already, found inside others, and not wholly read."""

    read: int = 0
    known: int = 0
    inside: int = 0
    problems: int = 0


def read_files(case: Case, files: Sequence[FileFact], reader: Reader, progress: Progress) -> Counts:
    """Read these files and all inside them; records and problems go into the case."""
    spool = case.folder / SPOOL
    spool.mkdir(exist_ok=True)
    known, counts = done(case) - (locked(case) if reader.passwords else set()), Counts()
    case.shelf.drop(_outdated(case, known))
    reader = msgspec.structs.replace(reader, engine=reader.engine or confined(case, reader))
    try:
        here = {one.digest for one in files}
        waiting = [*files, *_left(case, known | here)]
        for depth in range(reader.limits.archive_depth + 1):
            waiting = _round(case, waiting, (reader, known, counts), progress)
            if not waiting:
                break
            counts.inside += len(waiting)
            if depth == reader.limits.archive_depth:
                case.shelf.add(_too_deep(waiting, reader.limits))
                counts.problems += len(waiting)
    finally:
        for left in spool.iterdir():
            left.unlink()
        spool.rmdir()
    return counts


def confined(case: Case, reader: Reader) -> Engine:
    """Workers that see the vault and write nothing but the spool."""
    limits = reader.limits
    bounds = Bounds(
        seconds=limits.file_seconds, processor_seconds=limits.file_seconds,
        memory=limits.file_memory, file_bytes=limits.unpacked_bytes + 2**20,
        readable=(str(case.vault.folder.resolve()),),
        writable=str((case.folder / SPOOL).resolve()),
    )  # fmt: skip
    here = ConfinedEngine(reader.jobs, Looked, lost, bounds)
    if not reader.on:
        return here
    return DaftEngine(here, address="" if reader.on == "daft" else reader.on)


def done(case: Case) -> set[Digest]:
    """The files that this version has read already."""
    return {one.file for one in case.shelf.each(FileType) if one.seen.version == __version__}


def locked(case: Case) -> set[Digest]:
    """Files of which a part was under a password."""
    problems = case.shelf.each(Problem)
    return {one.seen.digest for one in problems if "under a password" in one.reason}


def _outdated(case: Case, known: set[Digest]) -> list[Problem]:
    """What was said of files that are read anew."""
    problems = case.shelf.each(Problem)
    return [p for p in problems if p.seen.reader == LOOKER and p.seen.digest not in known]


def _left(case: Case, known: set[Digest]) -> Iterator[FileFact]:
    """What a run that was stopped had taken in or found inside files, and not yet read."""
    for one in case.shelf.each(FileFact):
        if one.digest not in known and case.vault.has(one.digest):
            yield one


def _round(
    case: Case,
    files: Sequence[FileFact],
    state: tuple[Reader, set[Digest], Counts],
    progress: Progress,
) -> list[FileFact]:
    """Read files that are not known yet; the files that were found inside them."""
    reader, known, counts = state
    wanted = {one.digest: one for one in reversed(files) if one.digest not in known}
    counts.known += len(files) - len(wanted)
    ordered = sorted(wanted.values(), key=lambda one: one.path)
    tasks = (_task(case, one, reader) for one in ordered)
    inside: list[FileFact] = []
    batch: list[Record] = []
    engine = reader.engine or confined(case, reader)
    for number, looked in enumerate(engine.map(look, tasks), start=1):
        fact = wanted[looked.digest]
        batch += _records(case, fact, looked, reader)
        known.add(looked.digest)
        counts.read += 1
        counts.problems += len(looked.problems)
        if len(batch) > AT_ONCE or number == len(ordered):
            case.shelf.add(batch)
            inside += [one for one in batch if isinstance(one, FileFact)]
            batch = []
        progress("reading files", number, len(ordered))
    return inside


def _task(case: Case, one: FileFact, reader: Reader) -> Task:
    spool = case.folder / SPOOL / one.digest
    path = case.vault.place(one.digest)
    name = one.name or one.path
    return Task(one.digest, name, one.size, str(path.resolve()), str(spool.resolve()),
                reader.passwords, reader.limits)  # fmt: skip


def _records(case: Case, fact: FileFact, looked: Looked, reader: Reader) -> Iterator[Record]:
    yield looked.type
    yield from looked.traits
    yield from looked.passages
    yield from looked.problems
    yield from _set_aside(case, fact, looked)
    for examine in reader.examine:
        yield from examine(looked)


def _set_aside(case: Case, fact: FileFact, looked: Looked) -> Iterator[Record]:
    """Take pictures and files inside into the vault."""
    if not looked.spool:
        return
    names = names_of(one.name for one in looked.aside if one.kind == "child")
    path = Path(looked.spool)
    with path.open("rb") as spool:
        for one in looked.aside:
            digest, size = case.vault.put(part(spool, one))
            if one.kind == "picture":
                yield _picture(looked.digest, digest, one)
            else:
                yield _inside(fact, one, names, (digest, size))
    with suppress(OSError):
        path.unlink()


def _picture(file: Digest, digest: Digest, one: Aside) -> Picture:
    return Picture(
        seen=Evidence(file, "", one.place or "whole file", "", "pictures", __version__),
        file=file, digest=digest, role=one.role, place=one.place, position=one.position,
        seconds=one.seconds, width=one.width or None, height=one.height or None,
    )  # fmt: skip


def _inside(container: FileFact, one: Aside, names: Names, held: tuple[Digest, int]) -> FileFact:
    digest, size = held
    base = container.name or container.path
    readable = names.text(one.name).replace("\\", "/")
    name = f"{base}{INSIDE}{readable}"
    path = f"{container.path}{INSIDE}{shown(one.name)}"
    return FileFact(
        seen=Evidence(container.digest, container.path, one.place, shown(one.name), "archives",
                      __version__),
        path=path, digest=digest, size=size, modified=one.modified,
        name=name if name != path else "", encoding=names.page(one.name),
        container=container.digest, batch=container.batch,
    )  # fmt: skip


def _too_deep(files: Iterable[FileFact], limits: Limits) -> Iterator[Problem]:
    for one in files:
        yield Problem(
            seen=one.seen, source=one.path, place="",
            reason=f"it lies more than {limits.archive_depth} archives deep",
            consequence="it is in custody and was not read",
        )  # fmt: skip
