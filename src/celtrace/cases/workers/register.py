"""The files of workers: records in the journal, each sealed under the key of its person.

A line says what kind of thing was kept, for which person (a random id) and when; all else is
sealed. Pictures lie sealed in the vault. To forget somebody is to destroy their key and to say
so in a line: the chain of the journal goes on, and nobody can read what stood in it.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import TypeVar

import msgspec

from celtrace.errors import EvidenceChanged, UsageError
from celtrace.ports import Entry, Journal, Vault
from celtrace.records import (
    PURPOSES,
    Adverse,
    ConsentGrant,
    Credential,
    Digest,
    Evidence,
    Handed,
    Interview,
    Invitation,
    Purpose,
    Record,
    SignedDelivery,
    StepResult,
    Worker,
)
from celtrace.store.keyring import KeyRing

ACTION, FORGOTTEN, EXPIRED = "worker", "worker forgotten", "worker consent ended"
KINDS: dict[str, type[Record]] = {
    kind.kind: kind
    for kind in (
        Worker, ConsentGrant, StepResult, Interview, Credential, SignedDelivery, Handed,
        Invitation, Adverse,
    )
}  # fmt: skip
READER = "worker files"
READING = "reading"
"""What is kept, sealed like a picture, of what the picture says."""
R = TypeVar("R", bound=Record)


class File:
    """What is known of one person, folded from the lines that can be read."""

    def __init__(self, person: str) -> None:
        self.person = person
        self.forgotten = False
        self.sealed = 0
        """Lines whose key is not here though nobody was forgotten."""
        self.raws: set[str] = set()
        """Digests of all messages of providers that were taken, also of those replaced since."""
        self._records: dict[tuple[str, str], Record] = {}

    def take(self, record: Record) -> None:
        """Keep a record; a later one of the same id replaces it."""
        if isinstance(record, Worker):
            self._records = {k: v for k, v in self._records.items() if k[0] != Worker.kind}
        if isinstance(record, StepResult) and record.raw:
            self.raws.add(record.raw)
        self._records[record.kind, record.id] = record

    def forget(self) -> None:
        """Nothing can be read any more."""
        self.forgotten = True
        self._records.clear()

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Records of a kind, as they were first kept."""
        return tuple(r for r in self._records.values() if isinstance(r, kind))

    @property
    def worker(self) -> Worker | None:
        """The person's own record."""
        return next(iter(self.all(Worker)), None)

    @property
    def called(self) -> str:
        """The worker's id, which records name; the file's own where nothing can be read."""
        return self.worker.id if self.worker else self.person

    @property
    def records(self) -> tuple[Record, ...]:
        """Everything."""
        return tuple(self._records.values())


class Register:
    """All files of a case."""

    def __init__(
        self, journal: Journal, vault: Vault, ring: KeyRing, clock: Callable[[], datetime]
    ) -> None:
        self.journal = journal
        self.vault = vault
        self._ring = ring
        self.clock = clock
        self._files: dict[str, File] = {}
        for entry in journal.read():
            self._take(entry)

    def files(self) -> tuple[File, ...]:
        """Files of everybody who was not forgotten, in the order they were begun."""
        return tuple(file for file in self._files.values() if not file.forgotten)

    def file(self, called: str) -> File:
        """The file of a person, by its own id or the worker's; UsageError if there is none."""
        found = self._files.get(called) or self._of_worker(called)
        if found is None:
            message = f"There is no file of a worker {called}."
            raise UsageError(message, "Begin one with: celtrace worker invite")
        if found.forgotten:
            raise UsageError(f"The worker {called} was forgotten; nothing is known any more.")
        return found

    def begin(self, who: str, worker: Worker) -> File:
        """Begin a file, or go on with the one of the same worker.

        A worker without an id of the dossier's gets a random one: an id made of the name
        would give the name away to whoever guesses it.
        """
        given = worker.id != msgspec.structs.replace(worker, id="").id
        known = self._of_worker(worker.id) if given else None
        person = known.person if known else self._ring.make()
        own = worker if given else worker.with_id(person)
        return self.keep(who, person, own)

    def keep(self, who: str, person: str, record: Record) -> File:
        """Seal a record into the journal; the person's file with it."""
        seen = Evidence(Digest(""), "", "", "", READER)
        plain = msgspec.json.encode(msgspec.structs.replace(record, seen=seen))
        sealed = self._ring.seal(person, plain, record.kind)
        body = {"person": person, "what": record.kind, "sealed": b64encode(sealed).decode()}
        self._take(self.journal.append(self.clock(), who, ACTION, body))
        return self._files[person]

    def keep_bytes(self, who: str, handed: Handed, grant: ConsentGrant, data: bytes) -> Handed:
        """Seal bytes into the vault, and what they are into the journal.

        `handed.worker` names the file; digests and size are filled in. UsageError if the
        grant is not the person's, or does not hold now.
        """
        file, now = self.file(handed.worker), self.clock()
        if grant not in file.all(ConsentGrant) or not grant.holds(grant.purpose, now):
            raise UsageError("There is no consent to keep this.", "Ask for it first.")
        sealed = self._ring.seal(file.person, data, Handed.kind, grant.purpose)
        digest, _ = self.vault.put(BytesIO(sealed))
        plain = Digest(hashlib.sha256(data).hexdigest())
        whole = msgspec.structs.replace(
            handed, id="", digest=plain, sealed=digest, size=len(data), when=now, consent=grant.id
        )
        self.keep(who, file.person, whole)
        return whole

    def bytes_of(self, file: File, handed: Handed) -> bytes:
        """What was handed in; Shredded if the person was forgotten or the consent withdrawn."""
        grant = next(g for g in file.all(ConsentGrant) if g.id == handed.consent)
        with self.vault.open(handed.sealed) as stream:
            return self._ring.open(file.person, stream.read(), Handed.kind, grant.purpose)

    def withdraw(self, who: str, called: str, purpose: Purpose) -> File:
        """End all consent to a purpose now, and destroy the key of what was kept under it.

        Passkeys end with the consent to them: another consent takes another key.
        UsageError if none holds.
        """
        file, now = self.file(called), self.clock()
        held = [g for g in file.all(ConsentGrant) if g.holds(purpose, now)]
        if not held:
            raise UsageError(f"There is no consent to {purpose} that could be withdrawn.")
        for grant in held:
            self.keep(who, file.person, msgspec.structs.replace(grant, withdrawn=now))
        self._end_keys(who, file, purpose)
        self._ring.destroy(file.person, purpose)
        return file

    def _end_keys(self, who: str, file: File, purpose: Purpose) -> None:
        for key in file.all(Credential) if purpose == "passkey" else ():
            if not key.ended:
                self.keep(who, file.person, msgspec.structs.replace(key, ended="withdrawn"))

    def shred(self, who: str, called: str, purpose: Purpose) -> bool:
        """Destroy the key of what was kept for a purpose, and say so; whether there was one."""
        file = self.file(called)
        body = {"person": file.person, "purpose": purpose}
        gone = self._ring.destroy(file.person, purpose)
        if gone:
            self.journal.append(self.clock(), who, EXPIRED, body)
        return gone

    def can_open(self, file: File, purpose: Purpose) -> bool:
        """Whether what was kept for a purpose can still be read."""
        return self._ring.has(file.person, purpose)

    def sweep(self, who: str) -> tuple[tuple[str, Purpose], ...]:
        """Destroy the keys of what was kept under consents that have ended, and say so.

        Person and purpose of each. What a person agreed to again is kept under a new key only
        if the old one was destroyed before, so a term that was renewed in time goes on.
        """
        gone: list[tuple[str, Purpose]] = []
        now = self.clock()
        for file in self.files():
            for purpose in PURPOSES:
                held = any(grant.holds(purpose, now) for grant in file.all(ConsentGrant))
                if not held:
                    self._end_keys(who, file, purpose)
                if not held and self.shred(who, file.person, purpose):
                    gone.append((file.person, purpose))
        return tuple(gone)

    def forget(self, who: str, called: str, why: str) -> File:
        """Destroy a person's key, and say so; UsageError if there is no such person."""
        file = self.file(called)
        objects = [one.sealed for one in file.all(Handed)]
        body = {"person": file.person, "why": why, "lines": len(file.records), "objects": objects}
        self._ring.destroy(file.person)
        self._take(self.journal.append(self.clock(), who, FORGOTTEN, body))
        return file

    def by_secret(self, person: str, secret: str) -> File | None:
        """The file that an invitation's secret opens now; None if it opens none."""
        file = self._files.get(person)
        if file is None or file.forgotten:
            return None
        digest, now = hashlib.sha256(secret.encode()).hexdigest(), self.clock()
        fits = any(i.secret == digest and now < i.until for i in file.all(Invitation))
        return file if fits else None

    def _of_worker(self, id_: str) -> File | None:
        held = (f for f in self._files.values() if f.worker and f.worker.id == id_)
        return next((f for f in held if not f.forgotten), None)

    def _take(self, entry: Entry) -> None:
        if entry.action == FORGOTTEN:
            self._file(entry).forget()
        elif entry.action == ACTION:
            file = self._file(entry)
            if not self._ring.has(file.person):
                file.sealed += 1
                return
            file.take(self._read(entry))

    def _file(self, entry: Entry) -> File:
        person = str(entry.body.get("person", ""))
        return self._files.setdefault(person, File(person))

    def _read(self, entry: Entry) -> Record:
        what, person = str(entry.body.get("what")), str(entry.body.get("person"))
        plain = self._ring.open(person, b64decode(str(entry.body.get("sealed", ""))), what)
        if what not in KINDS:
            message = f"Journal line {entry.seq} holds a {what}, which this version does not know."
            raise UsageError(message, "Run: pip install --upgrade celtrace")
        try:
            record = msgspec.json.decode(plain, type=KINDS[what])
        except msgspec.DecodeError as error:
            message = f"Journal line {entry.seq} does not hold a {what}: {error}."
            raise EvidenceChanged(message, "Restore the case from a copy.") from error
        seen = Evidence(
            Digest(entry.hash), "journal", f"line {entry.seq}",
            f"{what} kept {entry.at:%Y-%m-%d} by {entry.actor}", READER,
        )  # fmt: skip
        return msgspec.structs.replace(record, seen=seen)
