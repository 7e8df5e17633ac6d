"""The case: a folder with `case.db`, `vault/` and `seal.json`.

One process writes at a time. A case that a killed run left open is checked and goes on;
a closed case that is not what its seal says is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
import sqlalchemy as sa

from celtrace import __version__
from celtrace.cases.seal import (
    DATABASE,
    OPEN_SEAL,
    SEAL,
    VAULT,
    Lock,
    Seal,
    digest_file,
    read_seal,
    seal_bytes,
    unsettled,
    write_whole,
    writing_to,
)
from celtrace.errors import EvidenceChanged, UsageError
from celtrace.ports import Entry
from celtrace.records import Digest
from celtrace.store.chain import GENESIS
from celtrace.store.database import connect, flaws, settle, sqlite_url
from celtrace.store.journal import SqlJournal
from celtrace.store.shelf import SqlShelf
from celtrace.store.stages import SqlObjects, SqlStages
from celtrace.store.vault import FolderVault, flush_folder

Clock = Callable[[], datetime]
"""Tells the time, with its zone."""

_SHOWN = 5


class Case:
    """An open case; use it as a context, or call `close` at the end."""

    def __init__(self, folder: Path, clock: Clock, engine: sa.Engine, lock: Lock) -> None:
        self.folder = folder
        self.clock = clock
        self.vault = FolderVault(folder / VAULT)
        self.journal = SqlJournal(engine)
        self.shelf = SqlShelf(engine)
        self.stages = SqlStages(engine)
        self._objects = SqlObjects(engine)
        self._engine = engine
        self._lock = lock
        self._interrupted = False

    @classmethod
    def create_or_open(cls, folder: Path, clock: Clock) -> Self:
        """Make a case, or open one for writing.

        EvidenceChanged if a closed case is not what its seal says, or what a killed run
        left is not sound. UsageError if another process writes to it, or a newer
        Celtrace did.
        """
        with writing_to(folder):
            folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as undo:
            lock = Lock(folder)
            undo.callback(lock.release)
            with writing_to(folder):
                before = _unseal(folder)
            engine = _connected(folder)
            undo.callback(engine.dispose)
            case = cls(folder, clock, engine, lock)
            case._go_on(before)
            undo.pop_all()
        return case

    def log(self, action: str, body: dict[str, Any], actor: str = "celtrace") -> Entry:
        """Add a line to the journal, at the time of the clock; `body` holds JSON values."""
        return self.journal.append(self.clock(), actor, action, body)

    def write(self, name: str, data: bytes) -> Path:
        """Write an output into the case's folder, whole or not at all; return where it is.

        CeltraceError if the disk does not take it.
        """
        path = self.folder / name
        with writing_to(path):
            write_whole(path, data)
        return path

    def record_outputs(self, paths: Sequence[Path]) -> Entry:
        """Keep path, size and SHA-256 of output files of this case in the journal.

        UsageError if a path lies outside the case's folder.
        """
        home = self.folder.resolve()
        outside = [path for path in paths if not path.resolve().is_relative_to(home)]
        if outside:
            msg = f"{outside[0]} lies outside the case {self.folder}."
            raise UsageError(msg, "Write outputs into the case's folder.")
        names = sorted(path.resolve().relative_to(home).as_posix() for path in paths)
        files = [msgspec.structs.asdict(digest_file(home, name)) for name in names]
        return self.log("outputs", {"files": files})

    def held(self) -> frozenset[Digest]:
        """The bytes that the case held when it was closed last."""
        return self._objects.all()

    def close(self) -> Seal:
        """Write everything back to the disk, seal the case and let go of it."""
        with ExitStack() as last:
            last.callback(self._lock.release)
            last.callback(self._engine.dispose)
            self._objects.add(self.vault.digests() if self._interrupted else self.vault.added)
            head = self.journal.head()
            settle(self._engine)
            seal = Seal(
                journal_head=head.hash if head else GENESIS,
                journal_length=head.seq + 1 if head else 0,
                database=digest_file(self.folder, DATABASE).sha256,
            )
            with writing_to(self.folder):
                write_whole(self.folder / SEAL, seal_bytes(seal))
                (self.folder / OPEN_SEAL).unlink(missing_ok=True)
                flush_folder(self.folder)
        return seal

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _go_on(self, before: Seal | None) -> None:
        """Check what a killed run left, if `before` is given, and say that the case goes on."""
        swept = self.vault.sweep()
        self._interrupted = before is not None
        if before:
            found = list(islice(self._unsound(before), _SHOWN))
            if found:
                msg = "An interrupted run left a case that is not sound: " + " ".join(found)
                raise EvidenceChanged(msg, "Restore the case from a copy.")
        if self.journal.head() is None:
            self.log("created", {"celtrace": __version__})
        elif before:
            self.log("reopened after an interrupted run", {"unfinished_objects_removed": swept})

    def _unsound(self, before: Seal) -> Iterator[str]:
        broken = list(flaws(self._engine))
        yield from broken
        if broken:
            return
        yield from self.journal.check()
        if before.journal_length:
            last = next(self.journal.read(before.journal_length - 1), None)
            if last is None or last.hash != before.journal_head:
                yield "The journal no longer holds the line that was sealed last."
        known = self._objects.all()
        yield from self.vault.check()
        yield from (
            f"Vault object {digest} is missing."
            for digest in sorted(known)
            if not self.vault.has(digest)
        )


def _connected(folder: Path) -> sa.Engine:
    try:
        return connect(sqlite_url(folder / DATABASE))
    except UsageError:
        (folder / OPEN_SEAL).replace(folder / SEAL)
        raise


def _unseal(folder: Path) -> Seal | None:
    """Break the seal for writing; the seal of before if a run was interrupted.

    EvidenceChanged if the case is not what its seal says.
    """
    sealed, opened = folder / SEAL, folder / OPEN_SEAL
    if sealed.exists():
        _agree(folder, read_seal(sealed))
        sealed.replace(opened)
        flush_folder(folder)
        return None
    if opened.exists():
        before = read_seal(opened)
        if before.journal_length and not (folder / DATABASE).exists():
            raise EvidenceChanged(f"{DATABASE} is missing.", "Restore the case from a copy.")
        return before
    if any(chain((folder / VAULT).glob("*"), folder.glob(DATABASE))):
        msg = f"The case {folder} has no {SEAL}."
        raise EvidenceChanged(msg, "Restore the case from a copy.")
    write_whole(opened, seal_bytes(Seal(journal_head=GENESIS, journal_length=0, database="")))
    return None


def _agree(folder: Path, seal: Seal) -> None:
    """EvidenceChanged if the database of a closed case is not the one that was sealed."""
    try:
        found = digest_file(folder, DATABASE).sha256
    except OSError as error:
        msg = f"{DATABASE} cannot be read: {error.strerror}."
        raise EvidenceChanged(msg, "Restore the case from a copy.") from error
    if found != seal.database or unsettled(folder):
        msg = f"{DATABASE} was changed after the case was closed."
        raise EvidenceChanged(msg, "Run `celtrace verify` to see what; restore it from a copy.")
