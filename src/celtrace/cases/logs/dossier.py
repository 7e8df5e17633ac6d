"""The logs that a dossier names, read out of the vault: into memory, or into tables if large."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import msgspec

from celtrace import registry
from celtrace.cases.case import Case
from celtrace.cases.found.custody import Taken
from celtrace.cases.intake import Dossiered, Notes
from celtrace.cases.logs.access_reading import columns, with_reader
from celtrace.cases.logs.bulk import INLINE, Source
from celtrace.cases.logs.opened import BROKEN, PACKINGS, rotated_sets
from celtrace.cases.progress import Progress
from celtrace.detect._sharing import compact
from celtrace.logs._carried import Carried
from celtrace.logs._lines import LogText
from celtrace.logs._years import YearKeeper
from celtrace.ports import Note
from celtrace.records import FileAccess, LogSource, Problem, SessionEnd, SignIn, Trust
from celtrace.records.columns import Act, Batch, batches
from celtrace.store.spool import Spool

PACKED = 8
"""A packed log is taken for so many times its size."""


class LogsRead(msgspec.Struct):
    """What logs say: their acts, or tables of them with the logs that the rows are of."""

    acts: list[Act] = []
    spool: Spool | None = None
    sources: list[Source] = []
    problems: list[Problem] = []

    def take(self, reader: Any, log: LogText, note: Note, trust: Trust) -> None:  # noqa: ANN401 - a module
        """Read one log."""
        if self.spool is None:
            self.acts.extend(_trusted(reader.read(log, note), trust))
            return
        number = len(self.sources)
        self.sources.append(Source(log.digest, log.source, reader.FORMAT))
        for block in columns(reader, log, note):
            for batch in block:
                self.spool.take(_trusted_batch(batch, trust), number)


def weight(paths: Sequence[tuple[str, int]]) -> int:
    """Bytes of logs, by name and size; of packed ones about as many as they unfold to."""
    return sum(size * (PACKED if name.endswith(PACKINGS) else 1) for name, size in paths)


def read_logs(
    taken: Dossiered, files: dict[str, Taken], case: Case, by: tuple[int, Path, Progress]
) -> LogsRead:
    """Every log that the dossier names.

    `by` is how many bytes of logs are held in memory, a folder for the tables of more, and who
    is told how far it is. Without DuckDB all are held.
    """
    held, scratch, progress = by
    logs = [
        (log, [files[path] for path in rotated])
        for log in taken.dossier.records if isinstance(log, LogSource)
        for rotated in rotated_sets(_below(log.path, files))
    ]  # fmt: skip
    every = [(file.path, file.size) for _, some in logs for file in some]
    made = LogsRead()
    if weight(every) >= held and every and importlib.util.find_spec("duckdb"):
        made.spool = Spool(scratch, compact)
        _take_inline(taken, made.spool)
    done, whole, notes = 0, sum(size for _, size in every), Notes()
    for log, rotated in logs:
        years = YearKeeper(log.year)
        for file in rotated:
            note = notes.of(file.path, file.digest, "logs")
            _log(made, (log, file, years), (taken, case), note)
            done += file.size
            progress("reading logs", done, whole)
    made.problems = notes.problems
    return made


def _take_inline(taken: Dossiered, spool: Spool) -> None:
    """The sign-ins that the dossier itself states, for the queries."""
    acts = (r for r in taken.dossier.records if isinstance(r, (SignIn, FileAccess, SessionEnd)))
    for some in batches(acts):
        for batch in some:
            spool.take(batch, INLINE)


def _below(path: str, files: dict[str, Taken]) -> list[str]:
    asked = str(PurePosixPath(path))
    return sorted(name for name in files if name == asked or name.startswith(f"{asked}/"))


def _log(
    made: LogsRead, of: tuple[LogSource, Taken, YearKeeper], within: tuple[Dossiered, Case],
    note: Note,
) -> None:  # fmt: skip
    log, file, years = of
    taken, case = within

    def take(reader: Any, stream: BinaryIO, _: BinaryIO) -> None:  # noqa: ANN401 - a module
        text = LogText(
            stream, file.digest, file.path, system=log.system, columns=log.columns, year=log.year,
            timezone=log.timezone or taken.dossier.head.timezone, carried=Carried(years=years),
        )  # fmt: skip
        try:
            made.take(reader, text, note, log.trust)
        except BROKEN:
            raise
        except Exception as error:  # noqa: BLE001 - the named boundary: one file must not stop a run
            failed = f"the reader {reader.FORMAT} failed: {type(error).__name__}: {error}"
            note("", failed, "it is in custody; what follows was not read")

    named = log.format or ("mapped" if log.columns else "")
    known = {module.FORMAT for module in registry.readers("logs")}
    asked = (file.path, named if named in known else "")
    with_reader(partial(case.vault.open, file.digest), asked, note, take)


def _trusted(records: Iterator[Act], trust: Trust) -> Iterator[Act]:
    """The records with what the user knows of who wrote their addresses."""
    for record in records:
        known = trust and isinstance(record, (SignIn, FileAccess))
        yield msgspec.structs.replace(record, trust=trust) if known else record


def _trusted_batch(batch: Batch, trust: Trust) -> Batch:
    if not trust or batch.kind is SessionEnd:
        return batch
    return Batch(batch.kind, batch.columns | {"trust": [trust] * len(batch)})
