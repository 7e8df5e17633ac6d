"""What of the workers' files a review sees: codes, days and results, never a name or a text.

A review's outputs are copied and handed on, and nothing can be taken back out of them. So a
person who is only in the files stands there under a random id, and means of contact as tokens
that can be compared and not read. What the dossier itself states is in the open already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from celtrace.cases.workers.register import File, Register
from celtrace.detect._sharing import compact, digits
from celtrace.records import (
    ConsentGrant,
    Credential,
    Digest,
    Evidence,
    Interview,
    PersonalDocument,
    Problem,
    Record,
    SignedDelivery,
    StepResult,
    Worker,
)
from celtrace.report.wording import count
from celtrace.store.keyring import KeyRing

Mask = Callable[[str], str]


def shown(register: Register, ring: KeyRing, stated: Iterable[Record]) -> Iterator[Record]:
    """The records of all files as a review may see them, and a problem if some cannot be read.

    `stated` are the records of the dossier.
    """
    workers = [record for record in stated if isinstance(record, Worker)]
    open_values = {_normal(value) for worker in workers for value in _values(worker)}
    named = {worker.id for worker in workers}

    def mask(value: str) -> str:
        normal = _normal(value)
        if not normal or normal in open_values:
            return value
        return f"sealed {int(ring.token(normal), 16)}"

    for file in register.files():
        worker = file.worker
        if worker is None:
            continue
        known = worker.id in named
        id_ = worker.id if known else file.person
        if not known:
            yield _masked(worker, id_, mask)
        for record in file.records:
            if (one := _plain(record, mask)) is not None:
                yield msgspec.structs.replace(one, worker=id_)
    yield from _sealed(register.files())


def _normal(value: str) -> str:
    """A telephone number as its digits, all else without spaces and in one case."""
    plain = compact(value)
    return digits(value) if plain.strip("+-()/.0123456789") == "" else plain


def _values(worker: Worker) -> Iterator[str]:
    yield from (*worker.emails, *worker.phones, *worker.accounts)
    yield from (document.number for document in worker.documents)


def _masked(worker: Worker, id_: str, mask: Mask) -> Worker:
    documents = tuple(
        PersonalDocument(d.type, "", "", d.country, mask(d.number), d.expires)
        for d in worker.documents
    )
    return Worker(
        seen=worker.seen, id=id_, name=id_, party=worker.party, role=worker.role,
        emails=tuple(map(mask, worker.emails)), phones=tuple(map(mask, worker.phones)),
        accounts=tuple(map(mask, worker.accounts)), documents=documents,
    )  # fmt: skip


def _plain(record: Record, mask: Mask) -> Record | None:
    match record:
        case ConsentGrant():
            return record
        case Interview():
            return msgspec.structs.replace(record, seed="", challenges=(), done=())
        case StepResult():
            return msgspec.structs.replace(record, form=(), case=mask(record.case))
        case Credential():
            hidden = mask(record.credential)
            return msgspec.structs.replace(record, credential=hidden, public="")
        case SignedDelivery():
            return msgspec.structs.replace(
                record, credential=mask(record.credential), nonce="", client_data="",
                authenticator_data="", signature="",
            )  # fmt: skip
        case _:
            return None


def _sealed(files: Iterable[File]) -> Iterator[Problem]:
    lines = sum(file.sealed for file in files)
    if lines:
        yield Problem(
            seen=Evidence(Digest(""), "journal", "", "", "worker files"), source="journal",
            place="", reason=f"no key is here for {count(lines, 'line')} of workers' files",
            consequence="what they say about workers was not looked at",
        )  # fmt: skip
