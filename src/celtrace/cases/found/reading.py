"""All files of a case: each digest is read once, and so is what is found inside.

Files go through the engine in rounds: those that lay in the folder, then those that were
found inside them, and so on. What one round brought is in the case before the next
begins, so that a run that was stopped goes on where it was. A file that holds itself
ends by that: its digest is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import msgspec

from celtrace import __version__
from celtrace.cases.case import Case
from celtrace.cases.found.looking import (
    LOOKER,
    Aside,
    Looked,
    Task,
    joined,
    look,
    lost,
    part,
    plainly,
)
from celtrace.cases.found.volumes import VolumeSets, whole_name
from celtrace.cases.progress import Progress
from celtrace.engine._cage import Bounds
from celtrace.engine.confined import ConfinedEngine
from celtrace.engine.daft_runner import DaftEngine
from celtrace.files._names import Names, names_of, shown
from celtrace.files._rar import MISSING
from celtrace.ports import Engine
from celtrace.records import Digest, Evidence, FileFact, FileType, Picture, Problem, Record
from celtrace.settings import Limits
from celtrace.store.vault import FolderVault

SPOOL = "spool"
INSIDE = "!/"
STAGES = ("reading files", "reading what lies inside them")
AT_ONCE = 256
"""Results that go into the case together."""
HEAVY = 256 * 2**20
"""Bytes of pictures and files inside that go into the vault together."""


class Reader(msgspec.Struct, frozen=True):
    """How files are read: on which engine, within which limits, with which passwords."""

    engine: Engine | None = None
    """In confined processes, unless another is given."""
    jobs: int = 1
    on: str = ""
    """`daft`, or the address of a Ray cluster (`ray://HOST:PORT`) that sees the case's folder."""
    limits: Limits = Limits()
    passwords: tuple[str, ...] = ()
    thorough: bool = False
    """Whether pictures are drawn and ExifTool is asked."""
    sets: VolumeSets = VolumeSets()
    """Archives that lie in several files."""


class Counts(msgspec.Struct):
    """How many files were read, known already, found inside others, and not wholly read."""

    read: int = 0
    known: int = 0
    inside: int = 0
    problems: int = 0


def read_files(case: Case, files: Sequence[FileFact], reader: Reader, progress: Progress) -> Counts:
    """Read these files and all inside them; records and problems go into the case."""
    known, counts = done(case, thorough=reader.thorough), Counts()
    known -= locked(case) if reader.passwords else set()
    sets, here = VolumeSets(), {one.digest for one in files}
    left = list(_left(case, known | here, sets))
    grown = _grown(case, sets)
    known -= {one.digest for one in grown}
    case.shelf.drop(_outdated(case, known))
    with _at_work(case, reader) as engine:
        reader = msgspec.structs.replace(reader, engine=engine, sets=sets)
        waiting = [*files, *left, *(one for one in grown if one.digest not in here)]
        for depth in range(reader.limits.archive_depth + 1):
            stage = STAGES[min(depth, 1)]
            waiting = _round(case, waiting, (reader, known, counts), partial(progress, stage))
            if not waiting:
                break
            counts.inside += len(waiting)
            if depth == reader.limits.archive_depth:
                case.shelf.add(_too_deep(waiting, reader.limits))
                counts.problems += len(waiting)
    return counts


@contextmanager
def _at_work(case: Case, reader: Reader) -> Iterator[Engine]:
    """The engine, with a spool beside the case's database that is gone afterwards."""
    spool = case.folder / SPOOL
    spool.mkdir(exist_ok=True)
    try:
        if reader.engine:
            yield reader.engine
        elif reader.on:
            yield DaftEngine(confined(case, reader), reader.on)
        else:
            with confined(case, reader) as engine:
                yield engine
    finally:
        for left in spool.iterdir():
            left.unlink()
        spool.rmdir()


def confined(case: Case, reader: Reader) -> ConfinedEngine:
    """Workers that see the vault and write nothing but the spool."""
    limits = reader.limits
    bounds = Bounds(
        seconds=limits.file_seconds, processor_seconds=limits.file_seconds,
        memory=limits.file_memory, file_bytes=limits.unpacked_bytes + 2**20,
        readable=(str(case.vault.folder.resolve()),),
        writable=str((case.folder / SPOOL).resolve()),
    )  # fmt: skip
    return ConfinedEngine(reader.jobs, Looked, lost, bounds)


def done(case: Case, *, thorough: bool = False) -> set[Digest]:
    """The files that this version has read already; if `thorough`, with all that costs much."""
    return {
        one.file for one in case.shelf.each(FileType)
        if one.seen.version == __version__ and not (thorough and one.waiting)
    }  # fmt: skip


def locked(case: Case) -> set[Digest]:
    """Files of which a part was under a password."""
    problems = case.shelf.each(Problem)
    return {one.seen.digest for one in problems if "under a password" in one.reason}


def _grown(case: Case, sets: VolumeSets) -> list[FileFact]:
    """First volumes that lacked others, of which there are some now."""
    short = {p.seen.digest for p in case.shelf.each(Problem) if p.reason == MISSING}
    files = (one for one in case.shelf.each(FileFact) if one.digest in short) if short else ()
    return [one for one in files if sets.of(one) and case.vault.has(one.digest)]


def _outdated(case: Case, known: set[Digest]) -> list[Problem]:
    """What was said of files that are read anew."""
    problems = case.shelf.each(Problem)
    return [p for p in problems if p.seen.reader == LOOKER and p.seen.digest not in known]


def _left(case: Case, known: set[Digest], sets: VolumeSets) -> Iterator[FileFact]:
    """What a run that was stopped had taken in or found inside files, and not yet read.

    All files of the case pass by here once, so that those of a set are told on the way.
    """
    for one in case.shelf.each(FileFact):
        sets.add((one,))
        if one.digest not in known and case.vault.has(one.digest):
            yield one


def _round(
    case: Case,
    files: Sequence[FileFact],
    state: tuple[Reader, set[Digest], Counts],
    progress: Callable[[int, int], None],
) -> list[FileFact]:
    """Read files that are not known yet; the files that were found inside them."""
    reader, known, counts = state
    wanted = {one.digest: one for one in reversed(files) if one.digest not in known}
    counts.known += len(files) - len(wanted)
    ordered = sorted(wanted.values(), key=lambda one: one.path)
    real = FolderVault(case.vault.folder.resolve()), str((case.folder / SPOOL).resolve())
    tasks = (_task(one, reader, real) for one in ordered)
    inside: list[FileFact] = []
    reader.sets.add(files)
    assert reader.engine  # noqa: S101 - `read_files` gave it one
    looked = _told(_looked(reader.engine, tasks), len(ordered), progress)
    for together in _together(looked):
        with case.vault.together():
            records = [r for one in together for r in _records(case, wanted[one.digest], one)]
        case.shelf.add(records)
        inside += [one for one in records if isinstance(one, FileFact)]
        known |= {one.digest for one in together}
        counts.read += len(together)
        counts.problems += sum(len(one.problems) for one in together)
    return inside


def _looked(engine: Engine, tasks: Iterable[Task]) -> Iterator[Looked]:
    """Results as they come; files whose reading was given up once more at the end, and plainly."""
    given: dict[Digest, Task] = {}
    failed: list[tuple[Task, Looked]] = []
    for one in engine.map(look, (given.setdefault(task.digest, task) for task in tasks)):
        task = given.pop(one.digest)
        if one.lost:
            failed.append((task, one))
        else:
            yield one
    again = engine.map(look, [plainly(task) for task, _ in failed]) if failed else ()
    for (task, first), second in zip(failed, again, strict=True):
        yield joined(task, first, second)


def _told(
    looked: Iterable[Looked], total: int, progress: Callable[[int, int], None]
) -> Iterator[Looked]:
    for number, one in enumerate(looked, start=1):
        yield one
        progress(number, total)


def _together(looked: Iterable[Looked]) -> Iterator[list[Looked]]:
    """Results that go into the case at once: many small ones, few that hold much."""
    batch: list[Looked] = []
    held = 0
    for one in looked:
        batch.append(one)
        held += sum(aside.length for aside in one.aside)
        if len(batch) == AT_ONCE or held > HEAVY:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _task(one: FileFact, reader: Reader, real: tuple[FolderVault, str]) -> Task:
    """What a worker is told: the vault and the spool where they really lie."""
    vault, spool = real
    beside = reader.sets.of(one)
    whole = whole_name(one) if beside else ""
    size = sum(vault.place(v.digest).stat().st_size for v in beside) if whole else one.size
    return Task(one.digest, whole or one.name or one.path, size, str(vault.place(one.digest)),
                f"{spool}/{one.digest}", reader.passwords, reader.limits, reader.thorough,
                volumes=tuple((v.name, str(vault.place(v.digest))) for v in beside),
                cut=bool(whole))  # fmt: skip


def _records(case: Case, fact: FileFact, looked: Looked) -> Iterator[Record]:
    yield looked.type
    yield from looked.traits
    yield from looked.passages
    yield from looked.problems
    yield from _set_aside(case, fact, looked)


def _set_aside(case: Case, fact: FileFact, looked: Looked) -> Iterator[Record]:
    """Take pictures and files inside into the vault."""
    yield from (_picture(looked.digest, looked.digest, one) for one in looked.aside if _itself(one))
    if not looked.spool:
        return
    names = names_of(one.name for one in looked.aside if one.kind == "child")
    path = Path(looked.spool)
    with path.open("rb") as spool:
        for one in looked.aside:
            if _itself(one):
                continue
            digest, size = case.vault.put(part(spool, one))
            if one.kind == "picture":
                yield _picture(looked.digest, digest, one)
            else:
                yield _inside(fact, one, names, (digest, size))
    with suppress(OSError):
        path.unlink()


def _itself(one: Aside) -> bool:
    return one.kind == "picture" and not one.length


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
