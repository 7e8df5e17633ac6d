"""`celtrace worker duplicates`: who shares what, over the workers of a dossier.

Telephones, mail addresses, accounts, addresses, profiles, passkeys and document numbers come
from the dossier; photographs, texts, source files and numbers read from pictures from the
case of an earlier review of it. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from celtrace.cases import intake
from celtrace.cases.context import CONTEXT
from celtrace.cases.outcome import Outcome
from celtrace.documents.contacts import account, mail, phone
from celtrace.documents.mrz import parse
from celtrace.documents.numbers import documents_of
from celtrace.documents.rings import Held, Kind, Ring, rings
from celtrace.records import Account as Login
from celtrace.records import PaperPage, PaperPair, Party, Record, SignIn, Worker
from celtrace.settings import Settings

_READ: dict[str, Kind] = {"photograph": "photograph", "text": "text", "source": "source"}


class Fault(msgspec.Struct, frozen=True):
    """A way to reach or pay somebody that cannot be so as it is written."""

    worker: str
    value: str
    why: str


class Duplicates(msgspec.Struct, frozen=True):
    """What came of comparing all workers."""

    people: int
    values: int
    rings: tuple[Ring, ...]
    faults: tuple[Fault, ...]
    names: dict[str, str]
    read: bool
    """Whether an earlier review read the documents."""


def find_duplicates(folder: Path, settings: Settings) -> Duplicates:
    """Compare all workers of a dossier with each other. DossierInvalid if it cannot be read."""
    stated = intake.read(folder, settings).dossier.records
    read = tuple(_read(settings.case))
    return compare((*stated, *read), read=bool(read))


def compare(records: Iterable[Record], *, read: bool = False) -> Duplicates:
    """Compare all workers among the records with each other."""
    every = tuple(records)
    workers = [one for one in every if isinstance(one, Worker)]
    held = [one for one in (*_stated(workers), *_numbers(every), *_seen(every)) if one.value]
    own = {value for one in every if isinstance(one, Party) for value in _of_party(one)}
    return Duplicates(
        people=len(workers), values=len({(one.kind, one.value) for one in held}),
        rings=rings(held, own), faults=tuple(_faults(workers)),
        names={one.id: one.name for one in workers}, read=read,
    )  # fmt: skip


def _read(case: Path) -> Iterator[Record]:
    """What the last review read of documents; nothing where there was none."""
    if (case / CONTEXT).is_file():
        view = Outcome.of(case).view
        yield from (*view.all(PaperPage), *view.all(PaperPair))


def _stated(workers: Iterable[Worker]) -> Iterator[Held]:
    for one in workers:
        country = one.claimed_country
        yield from (_phone(one.id, text, country) for text in one.phones)
        yield from (Held(one.id, "mail", mail(text), text) for text in one.emails)
        yield from (Held(one.id, "account", account(text).normal, text) for text in one.accounts)
        yield from (Held(one.id, "profile", _plain(text), text) for text in one.profiles)
        yield from (Held(one.id, "passkey", key.id, key.id) for key in one.passkeys)
        yield Held(one.id, "portfolio", one.portfolio, one.portfolio)
        for span in one.contacts:
            yield _contact(one.id, span.kind, span.value, country)


def _numbers(records: Sequence[Record]) -> Iterator[Held]:
    """Numbers of documents as they are stated and as they were read, each of its state."""
    told: list[tuple[str, str, str]] = []
    for one in records:
        if isinstance(one, Worker):
            told += [(one.id, paper.country, paper.number) for paper in one.documents]
        elif isinstance(one, PaperPage) and one.zone.lines:
            zone = parse(one.zone.lines)
            told += [(one.worker, zone.issuer, zone.number)] if zone.digits_verified else []
    value = documents_of((state, number) for _, state, number in told)
    for worker, state, number in told:
        yield Held(worker, "document number", value(state, number), number)


def _contact(worker: str, kind: str, text: str, country: str) -> Held:
    if kind == "phone":
        return _phone(worker, text, country)
    if kind == "mail":
        return Held(worker, "mail", mail(text), text)
    if kind == "account":
        return Held(worker, "account", account(text).normal, text)
    return Held(worker, "address", _plain(text), text)


def _phone(worker: str, text: str, country: str) -> Held:
    read = phone(text, country)
    return Held(worker, "phone", read.e164 if read else _plain(text), text)


def _seen(records: Iterable[Record]) -> Iterator[Held]:
    """What was read from documents, and the machines of sign-ins whose account is a worker's."""
    every = tuple(records)
    logins = {one.id: one.worker for one in every if isinstance(one, Login) and one.worker}
    for one in every:
        if isinstance(one, PaperPair) and (one.beyond or one.what in ("text", "source")):
            kind, value = _READ[one.what], f"{one.a_path} | {one.b_path}"
            yield Held(one.a, kind, value, value)
            yield Held(one.b, kind, value, value)
        elif isinstance(one, SignIn) and one.device and one.account in logins:
            yield Held(logins[one.account], "device", one.device, one.device)


def _of_party(one: Party) -> Iterator[tuple[Kind, str]]:
    """What a studio states as its own joins nobody who works there."""
    for text in one.phones:
        yield "phone", _phone("", text, one.country).value
    for text in one.emails:
        yield "mail", mail(text)
    yield from (("account", account(text).normal) for text in one.accounts)
    yield "address", _plain(one.address)


def _faults(workers: Iterable[Worker]) -> Iterator[Fault]:
    for one in workers:
        for text in one.emails:
            if not mail(text):
                yield Fault(one.id, text, "it has not the form of a mail address")
        for text in one.accounts:
            if account(text).holds is False:
                yield Fault(one.id, text, "its check digits do not hold, or its length is wrong")
        for text in one.phones:
            read = phone(text, one.claimed_country)
            if read and not read.valid:
                yield Fault(one.id, text, "the numbering plan has no such number")


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
