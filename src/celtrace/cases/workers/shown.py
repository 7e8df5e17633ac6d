"""What of the workers' files a review sees: codes, days and results, never a name or a text.

A review's outputs are copied and handed on, and nothing can be taken back out of them. So a
person who is only in the files stands there under a random id, and means of contact as tokens
that can be compared and not read. What the dossier itself states is in the open already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from celtrace.cases.workers.papers import sealed_said
from celtrace.cases.workers.register import File, Register
from celtrace.detect._sharing import compact, digits
from celtrace.documents.mrz import parse, plain_number
from celtrace.records import (
    ConsentGrant,
    Credential,
    Digest,
    Evidence,
    Interview,
    PaperPage,
    PersonalDocument,
    Problem,
    Record,
    SignedDelivery,
    StepResult,
    Worker,
)
from celtrace.records.papers import ZoneLines
from celtrace.store.keyring import KeyRing
from celtrace.text.counts import count

Mask = Callable[[str], str]
_UNSIGNED = {"nonce": "", "client_data": "", "authenticator_data": "", "signature": ""}


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
        records = sealed_said(register, file)
        if not known:
            yield _masked(worker, id_, mask, _numbers(records))
        for record in records:
            if (one := _plain(record, mask)) is not None:
                yield msgspec.structs.replace(one, worker=id_)
    yield from _sealed(register.files())


def _numbers(records: Iterable[Record]) -> Iterator[str]:
    """Numbers of documents whose check digits hold, as they were read."""
    for one in records:
        lines = one.zone.lines if isinstance(one, PaperPage) else ()
        if lines and (zone := parse(lines)).digits_verified:
            yield plain_number(zone.number)


def _normal(value: str) -> str:
    """A telephone number as its digits, all else without spaces and in one case."""
    plain = compact(value)
    return digits(value) if plain.strip("+-()/.0123456789") == "" else plain


def _values(worker: Worker) -> Iterator[str]:
    yield from (*worker.emails, *worker.phones, *worker.accounts)
    yield from (document.number for document in worker.documents)


def _masked(worker: Worker, id_: str, mask: Mask, read: Iterable[str] = ()) -> Worker:
    documents = tuple(
        PersonalDocument(d.type, "", "", d.country, mask(d.number), d.expires)
        for d in worker.documents
    )
    stated = {plain_number(d.number) for d in worker.documents}
    documents += tuple(
        PersonalDocument(number=mask(number)) for number in dict.fromkeys(read)
        if number not in stated
    )  # fmt: skip
    return Worker(
        seen=worker.seen, id=id_, name=id_, party=worker.party, role=worker.role,
        emails=tuple(map(mask, worker.emails)), phones=tuple(map(mask, worker.phones)),
        accounts=tuple(map(mask, worker.accounts)), documents=documents,
    )  # fmt: skip


def _plain(record: Record, mask: Mask) -> Record | None:
    changed: dict[str, Any] | None = None
    match record:
        case ConsentGrant():
            changed = {}
        case Interview():
            changed = {"seed": "", "challenges": (), "done": ()}
        case StepResult():
            changed = {"form": (), "case": mask(record.case)}
        case Credential():
            changed = {"credential": mask(record.credential), "public": ""}
        case SignedDelivery():
            changed = {"credential": mask(record.credential), **_UNSIGNED}
        case PaperPage():
            changed = _unread(record)
    return None if changed is None else msgspec.structs.replace(record, **changed)


def _unread(page: PaperPage) -> dict[str, Any]:
    """Nothing of what a page says: how well it can be read, unless its lines were read twice."""
    seen = msgspec.structs.replace(page.seen, quote=page.look.measures)
    look = msgspec.structs.replace(page.look, flaws=()) if page.zone.agreed else page.look
    return {"seen": seen, "look": look, "zone": ZoneLines(), "declared": ""}


def _sealed(files: Iterable[File]) -> Iterator[Problem]:
    lines = sum(file.sealed for file in files)
    if lines:
        yield Problem(
            seen=Evidence(Digest(""), "journal", "", "", "worker files"), source="journal",
            place="", reason=f"no key is here for {count(lines, 'line')} of workers' files",
            consequence="what they say about workers was not looked at",
        )  # fmt: skip
