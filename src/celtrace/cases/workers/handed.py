"""Pictures of documents that workers handed in under their link: read like those of a dossier.

What a picture says, names and numbers among it, is sealed as the picture is: under the key of
the purpose that it was handed in for, so that it goes with the consent. Each picture is read
once, from memory: nothing of it lies on the disk in the open. It needs the extra `[workers]`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date

import msgspec

from celtrace.cases.decisions.acts import MACHINE
from celtrace.cases.workers.acts import SEEN
from celtrace.cases.workers.checking import of_file
from celtrace.cases.workers.paper_looking import PaperSeen, PaperTask, look_at_paper, lost
from celtrace.cases.workers.paper_pages import bounds, read_of
from celtrace.cases.workers.papers import Handed as Paper
from celtrace.cases.workers.papers import Page
from celtrace.cases.workers.register import READING, File, Register
from celtrace.engine.confined import ConfinedEngine
from celtrace.ports import CaseFacts
from celtrace.records import (
    ConsentGrant,
    Evidence,
    FileFact,
    Handed,
    PersonalDocument,
    Record,
    StepResult,
    Worker,
)
from celtrace.settings import Limits

AGAINST = "nothing_contradicts"
"""The step that what was read can fail."""
BY = "reading of what was handed in"
PAPERS = ("document front", "document back")
Held = Callable[[Callable[[Register], object]], object]
"""Runs an act on the register; what it reads and what it writes may be two acts."""


def waiting(register: Register, file: File) -> tuple[Handed, ...]:
    """Pictures of documents that are not read yet, and that the consent of now covers."""
    read = {one.of for one in file.all(Handed) if one.what == READING}
    return tuple(
        one for one in file.all(Handed)
        if one.what in PAPERS and one.digest not in read and grant_of_picture(register, file, one)
    )  # fmt: skip


def read_waiting(held: Held, person: str, limits: Limits) -> int:
    """Read what is not read yet, in a confined process; how many pictures that were."""
    tasks: list[PaperTask] = []

    def opened(register: Register) -> None:
        file = register.file(person)
        name = file.worker.name if file.worker else ""
        for one in waiting(register, file):
            data = register.bytes_of(file, one)
            tasks.append(PaperTask(one.digest, one.what, "", name, data=data))

    held(opened)
    engine = ConfinedEngine(1, PaperSeen, lost, bounds(limits))
    for seen in engine.map(look_at_paper, tasks):
        held(lambda register, seen=seen: _keep(register, person, seen))  # type: ignore[misc]
    return len(tasks)


def _keep(register: Register, person: str, seen: PaperSeen) -> None:
    """Seal what was read; nothing if the consent ended meanwhile."""
    file = register.file(person)
    one = next((one for one in waiting(register, file) if one.digest == seen.digest), None)
    grant = one and grant_of_picture(register, file, one)
    if one and grant:
        made = msgspec.structs.replace(
            one, what=READING, of=one.digest, media="", id="", worker=file.person
        )
        register.keep_bytes(MACHINE, made, grant, msgspec.msgpack.encode(seen))


def grant_of_picture(register: Register, file: File, handed: Handed) -> ConsentGrant | None:
    """The consent that a picture was handed in under; None if it ended or its key is gone."""
    now = register.clock()
    for one in file.all(ConsentGrant):
        if one.id == handed.consent and one.holds(one.purpose, now):
            return one if register.can_open(file, one.purpose) else None
    return None


def readings(register: Register, file: File) -> Iterator[tuple[Handed, PaperSeen]]:
    """Each picture that was read, with what it says; none whose consent ended."""
    of = {one.digest: one for one in file.all(Handed) if one.what in PAPERS}
    for one in file.all(Handed):
        if one.what == READING and one.of in of and grant_of_picture(register, file, one):
            data = register.bytes_of(file, one)
            yield of[one.of], msgspec.msgpack.decode(data, type=PaperSeen)


def pages_read(register: Register, file: File, named: Container[str]) -> Iterator[Page]:
    """The pages of a file's documents, to be held against others; their words stay sealed.

    A worker of the dossier, one of `named`, is called as there; others by the id of the file.
    """
    worker = file.worker
    if worker is None:
        return
    called = worker.id if worker.id in named else file.person
    owner = msgspec.structs.replace(worker, id=called)
    for one, seen in readings(register, file):
        path = f"{called}/{one.what}"
        at = Evidence(one.sealed, path, "", "", READING)
        fact = FileFact(seen=at, path=path, digest=one.sealed, size=one.size or 0)
        document = next(iter(worker.documents), PersonalDocument())
        for page in seen.pages:
            yield Page(Paper(owner, document, fact), page.sketch, one.digest, sealed=True)


def with_readings(register: Register, file: File) -> tuple[Record, ...]:
    """The records of a file and what its pictures say, for the eyes of those who may see both."""
    found = list(readings(register, file))
    worker = file.worker
    if worker is None or not found:
        return file.records
    stated = worker.documents or (PersonalDocument(),)
    whole = msgspec.structs.replace(
        worker, documents=tuple(msgspec.structs.replace(one, path=PAPERS[0]) for one in stated)
    )
    others = (record for record in file.records if not isinstance(record, Worker))
    read = (record for one, seen in found for record in _said(whole, one, seen))
    return (whole, *others, *read)


def contradicted(records: Sequence[Record], file: File, today: date) -> Iterator[StepResult]:
    """That what was read contradicts what is stated, as a result without a word of it."""
    level, _ = of_file(records, (), CaseFacts(as_of=today, us=""))
    failed = any(line.step == AGAINST and line.state == "failed" for line in level.steps)
    read = [one.when for one in file.all(Handed) if one.what == READING and one.when]
    if failed and read:
        yield StepResult(
            seen=SEEN, worker=file.called, step=AGAINST, result="failed", when=max(read), by=BY
        )


def _said(worker: Worker, handed: Handed, seen: PaperSeen) -> Iterator[Record]:
    """What a picture says, in the words of a dossier; its place is the vault's sealed object."""
    at = Evidence(handed.sealed, handed.what, "", "", READING)
    fact = FileFact(seen=at, path=handed.what, digest=handed.sealed, size=handed.size or 0)
    sealed = msgspec.structs.replace(seen, digest=handed.sealed)
    return read_of(Paper(worker, worker.documents[0], fact), sealed)
