"""Batches of a found or delivered folder: what came on which day, and what changed since.

A batch is an immutable manifest in the vault, named in the journal. Two batches are
compared by path and digest: new, changed, moved, gone.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from celtrace.cases.case import Case
from celtrace.cases.found.custody import Taken, manifest_bytes, read_manifest
from celtrace.errors import UsageError
from celtrace.ports import Entry
from celtrace.records import Digest
from celtrace.store.database import connect_readonly
from celtrace.store.journal import SqlJournal
from celtrace.store.vault import FolderVault

ACTION = "batch"
TOLD = "triaged"
"""Says in the journal that what is new in the batches before it was told."""
By = Literal["label", "folder", "time"]


class Batch(msgspec.Struct, frozen=True):
    """Files that came together."""

    label: str
    files: tuple[Taken, ...]
    at: datetime | None = None


class Change(msgspec.Struct, frozen=True):
    """A file that is not as it was in the batch before."""

    what: Literal["new", "changed", "moved", "gone"]
    path: str
    digest: Digest
    size: int
    before: str = ""
    """Where it lay, for a moved one; the earlier digest of a changed one."""


def changes(before: Iterable[Taken], now: Iterable[Taken]) -> Iterator[Change]:
    """How two batches differ, in order of path.

    A file whose bytes lay elsewhere and no longer do is moved; a second copy is new.
    """
    old, new = {one.path: one for one in before}, {one.path: one for one in now}
    left: dict[Digest, list[str]] = defaultdict(list)
    for path in sorted(old.keys() - new.keys()):
        left[old[path].digest].append(path)
    moved: set[str] = set()
    found: list[Change] = []
    for path, one in new.items():
        if path in old:
            if old[path].digest != one.digest:
                found.append(Change("changed", path, one.digest, one.size, old[path].digest))
        elif left.get(one.digest):
            came = left[one.digest].pop(0)
            moved.add(came)
            found.append(Change("moved", path, one.digest, one.size, came))
        else:
            found.append(Change("new", path, one.digest, one.size))
    found += [
        Change("gone", path, old[path].digest, old[path].size)
        for path in old.keys() - new.keys() - moved
    ]
    yield from sorted(found, key=lambda one: one.path)


def parted(files: Sequence[Taken], by: By, label: str) -> tuple[Batch, ...]:
    """Files as batches: all together, by the top folder, or by the day they were last changed.

    Within batches of folders paths begin below the folder, so that days can be compared.
    """
    if by == "label":
        return (Batch(label, tuple(files)),)
    parts: dict[str, list[Taken]] = defaultdict(list)
    for one in files:
        if by == "folder":
            top, slash, rest = one.path.partition("/")
            parts[top if slash else ""].append(
                msgspec.structs.replace(one, path=rest) if slash else one
            )
        else:
            parts[one.modified.date().isoformat() if one.modified else ""].append(one)
    return tuple(Batch(name or label, tuple(held)) for name, held in sorted(parts.items()))


def keep(case: Case, batch: Batch, source: str) -> Entry:
    """Put the batch's manifest into the vault, and its digest into the journal."""
    data = manifest_bytes(batch.files)
    digest, _ = case.vault.put(io.BytesIO(data))
    body = {"label": batch.label, "files": len(batch.files), "manifest": digest, "source": source}
    return case.log(ACTION, body)


def kept(case: Case) -> Iterator[Batch]:
    """The batches of an open case, in order."""
    yield from _batches(case.journal, case.vault)


def told(case: Case, own: Sequence[Batch]) -> list[Batch]:
    """Those of the batches kept whose news were told: a run that was stopped told nothing."""
    marks = [entry.action for entry in case.journal.read() if entry.action in {ACTION, TOLD}]
    last = max((at for at, action in enumerate(marks) if action == TOLD), default=0)
    return list(own[: marks[:last].count(ACTION)])


def before(parts: Sequence[Batch], by: By, earlier: Sequence[Batch]) -> Batch | None:
    """The batch that the first of these is compared with.

    Batches that were given a label come in the order of the runs, days in that of their names:
    a folder of days that is looked through again is told again as it was.
    """
    if by == "label":
        return earlier[-1] if earlier else None
    first = parts[0].label if parts else ""
    return max(
        (one for one in earlier if one.label < first), key=lambda one: one.label, default=None
    )


def kept_in(folder: Path) -> tuple[Batch, ...]:
    """The batches of a closed case; UsageError if there is none."""
    path = folder / "case.db"
    if not path.is_file():
        raise UsageError(f"There is no case {folder}.", "Give the folder of an earlier triage.")
    engine = connect_readonly(path)
    try:
        found = tuple(_batches(SqlJournal(engine), FolderVault(folder / "vault")))
    finally:
        engine.dispose()
    if not found:
        raise UsageError(
            f"The case {folder} holds no batch.", "Run `celtrace triage` for it first."
        )
    return found


def _batches(journal: SqlJournal, vault: FolderVault) -> Iterator[Batch]:
    for entry in journal.read():
        if entry.action == ACTION:
            with vault.open(Digest(str(entry.body["manifest"]))) as stream:
                yield Batch(str(entry.body["label"]), read_manifest(stream.read()), entry.at)


def known_files(batches: Iterable[Batch], held: Container[Digest]) -> dict[str, Taken]:
    """The newest line of each path whose bytes are still held."""
    found: dict[str, Taken] = {}
    for batch in batches:
        found |= {one.path: one for one in batch.files if one.digest in held}
    return found
