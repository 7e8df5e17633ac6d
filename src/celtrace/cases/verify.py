"""Whether a closed case is what it was when it was sealed. Nothing is written.

Recomputed are the seal, the database's digest, the journal's hash chain, every object
of the vault, every output, and, through `recompute`, the result itself. The seal shows
any change by somebody who does not rewrite all of it; against one who does, keep the
journal's head elsewhere, as it stands in `seal.json`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import sqlalchemy as sa

from celtrace.cases.found.custody import read_manifest
from celtrace.cases.seal import (
    DATABASE,
    OPEN_SEAL,
    SEAL,
    VAULT,
    FileDigest,
    Seal,
    digest_file,
    read_seal,
    unsettled,
)
from celtrace.errors import EvidenceChanged, UsageError
from celtrace.ports import Entry
from celtrace.records import Digest
from celtrace.store.chain import GENESIS
from celtrace.store.database import connect_readonly
from celtrace.store.journal import SqlJournal
from celtrace.store.stages import SqlObjects
from celtrace.store.vault import FolderVault

Recompute = Callable[[Path], Iterable[str]]
"""Given the case's folder, a sentence for each part of the result that does not come out again."""

MANIFEST = "manifest.jsonl"
RESULT = "assessment.json"
_BROKEN = (sa.exc.SQLAlchemyError, UnicodeDecodeError, msgspec.ValidationError, EvidenceChanged)
"""What reading a damaged database raises."""


class Discrepancy(msgspec.Struct, frozen=True, order=True):
    """A file of the case, relative to it, and what is not as it was."""

    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


class _Outputs(msgspec.Struct, frozen=True):
    files: tuple[FileDigest, ...]


def verify(
    folder: Path, recompute: Recompute | None = None, *, vault: bool = True
) -> tuple[Discrepancy, ...]:
    """Everything in a case that is not as it was sealed, in order; UsageError if it is no case.

    `vault` is false for a case that was handed on without the bytes taken in.
    """
    if not any((folder / name).exists() for name in (SEAL, DATABASE, VAULT)):
        msg = f"There is no case in {folder}."
        raise UsageError(msg, "Name the folder that a review has left.")
    found = {*_database(folder), *_contents(folder)}
    if vault:
        found |= set(_held(folder))
    if recompute and _reviewed(folder):
        found |= set(_again(folder, recompute))
    return tuple(sorted(found))


def _reviewed(folder: Path) -> bool:
    """Whether the case ever held a result: one of a triage alone holds none."""
    if (folder / RESULT).exists():
        return True
    try:
        return any(output.path == RESULT for output in recorded(folder))
    except _BROKEN:
        return True


def _again(folder: Path, recompute: Recompute) -> Iterator[Discrepancy]:
    """What the recomputation says; that it stumbles over damaged files is an answer, too."""
    try:
        for text in recompute(folder):
            yield Discrepancy(RESULT, text)
    except (*_BROKEN, msgspec.MsgspecError, LookupError, TypeError, ValueError) as error:
        yield Discrepancy(RESULT, f"It cannot be recomputed from what the case holds: {error}.")


def _database(folder: Path) -> Iterator[Discrepancy]:
    for name in unsettled(folder):
        yield Discrepancy(name, "It holds changes that the seal does not cover.")
    if (folder / OPEN_SEAL).exists() and not (folder / SEAL).exists():
        yield Discrepancy(SEAL, "The case is not closed: it is in use, or a run was interrupted.")
        return
    try:
        seal = read_seal(folder / SEAL)
    except EvidenceChanged as error:
        yield Discrepancy(SEAL, error.message)
        return
    yield from _differs(folder, FileDigest(DATABASE, -1, seal.database))
    engine = connect_readonly(folder / DATABASE)
    try:
        head = SqlJournal(engine).head()
        yield from _head(seal, head)
    except _BROKEN as error:
        yield _unreadable(error)
    finally:
        engine.dispose()


def _head(seal: Seal, head: Entry | None) -> Iterator[Discrepancy]:
    length, last = (head.seq + 1, head.hash) if head else (0, GENESIS)
    if length != seal.journal_length:
        what = f"The journal has {length} lines; {seal.journal_length} were sealed."
        yield Discrepancy(DATABASE, what)
    elif last != seal.journal_head:
        yield Discrepancy(DATABASE, "The last line of the journal is not the one that was sealed.")


def _contents(folder: Path) -> Iterator[Discrepancy]:
    """What journal and ledger of the database say about the other files, and about themselves."""
    engine = connect_readonly(folder / DATABASE)
    try:
        journal = SqlJournal(engine)
        yield from (Discrepancy(DATABASE, text) for text in journal.check())
        for output in _outputs(journal):
            yield from _differs(folder, output)
    except _BROKEN as error:
        yield _unreadable(error)
    finally:
        engine.dispose()


def _held(folder: Path) -> Iterator[Discrepancy]:
    """What the vault holds, against the ledger in the database and the manifest."""
    engine = connect_readonly(folder / DATABASE)
    known: frozenset[Digest] | None = None
    try:
        known = SqlObjects(engine).all()
    except _BROKEN as error:
        yield _unreadable(error)
    finally:
        engine.dispose()
    vault = FolderVault(folder / VAULT)
    yield from (Discrepancy(VAULT, text) for text in vault.check(known))
    yield from _manifest(folder, vault)


def recorded(folder: Path) -> tuple[FileDigest, ...]:
    """The outputs of a closed case as its journal states them last, in order of path."""
    engine = connect_readonly(folder / DATABASE)
    try:
        return tuple(_outputs(SqlJournal(engine)))
    finally:
        engine.dispose()


def _outputs(journal: SqlJournal) -> Iterator[FileDigest]:
    last: dict[str, FileDigest] = {}
    for entry in journal.read():
        if entry.action == "outputs":
            last |= {file.path: file for file in msgspec.convert(entry.body, _Outputs).files}
    return iter([last[path] for path in sorted(last)])


def _differs(folder: Path, sealed: FileDigest) -> Iterator[Discrepancy]:
    """Compare a file with what it was; a negative size is not compared."""
    if not (folder / sealed.path).resolve().is_relative_to(folder.resolve()):
        yield Discrepancy(sealed.path, "It lies outside the case.")
        return
    try:
        found = digest_file(folder, sealed.path)
    except OSError as error:
        yield Discrepancy(sealed.path, f"It cannot be read: {error.strerror}.")
        return
    if found.sha256 != sealed.sha256:
        grown = found.size - sealed.size if sealed.size >= 0 else 0
        longer = f", {abs(grown)} bytes {'longer' if grown > 0 else 'shorter'}" if grown else ""
        yield Discrepancy(sealed.path, f"Its bytes are not those that were sealed{longer}.")


def _manifest(folder: Path, vault: FolderVault) -> Iterator[Discrepancy]:
    """Each line of the manifest names bytes that the vault holds."""
    try:
        lines = read_manifest((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        return
    except OSError as error:
        yield Discrepancy(MANIFEST, f"It cannot be read: {error.strerror}.")
        return
    except EvidenceChanged as error:
        yield Discrepancy(MANIFEST, error.message)
        return
    for line in lines:
        if not vault.has(line.digest):
            yield Discrepancy(MANIFEST, f"The bytes of {line.path} are not in the vault.")


def _unreadable(error: Exception) -> Discrepancy:
    said = (
        error.message if isinstance(error, EvidenceChanged) else str(getattr(error, "orig", error))
    )
    return Discrepancy(DATABASE, f"It cannot be read as the database of a case: {said}")
