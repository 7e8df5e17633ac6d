"""The logs that a dossier names, read out of the vault: into memory, or into tables if large."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from celtrace import registry
from celtrace.cases.access_reading import UNKNOWN, columns
from celtrace.cases.bulk import INLINE, Source
from celtrace.cases.case import Case
from celtrace.cases.custody import Taken
from celtrace.cases.folder import HEAD
from celtrace.cases.intake import Dossiered, Notes, Progress
from celtrace.cases.opened import BROKEN, PACKINGS, fault, rotated_sets, unpacked
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
            text = _about(log, file, taken, years)
            _log(made, (log, file, text), case, notes.of(file.path, file.digest, "logs"))
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


def _about(
    log: LogSource, file: Taken, taken: Dossiered, years: YearKeeper
) -> Callable[[Any], LogText]:
    """The opened log with what the dossier says of it."""

    def text(stream: Any) -> LogText:  # noqa: ANN401 - a stream of bytes
        return LogText(
            stream, file.digest, file.path, system=log.system, columns=log.columns, year=log.year,
            timezone=log.timezone or taken.dossier.head.timezone, carried=Carried(years=years),
        )  # fmt: skip

    return text


def _log(
    made: LogsRead, of: tuple[LogSource, Taken, Callable[[Any], LogText]], case: Case, note: Note
) -> None:
    log, file, text = of
    named = {module.FORMAT: module for module in registry.readers("logs")}
    try:
        with unpacked(case.vault.open(file.digest)) as stream:
            head = stream.read(HEAD)
    except BROKEN as error:
        note("", fault(error), "it is in custody and was not read")
        return
    asked = log.format or ("mapped" if log.columns else "")
    reader = named.get(asked) or registry.best_reader("logs", head, file.path)
    if reader is None:
        note("", UNKNOWN, "it is in custody; `format` or `columns` can say what it is")
        return
    try:
        with unpacked(case.vault.open(file.digest)) as stream:
            made.take(reader, text(stream), note, log.trust)
    except BROKEN as error:
        note("", fault(error), "what follows the break was not read")
    except Exception as error:  # noqa: BLE001 - the named boundary: one file must not stop a run
        failed = f"the reader {reader.FORMAT} failed: {type(error).__name__}: {error}"
        note("", failed, "it is in custody; what follows was not read")


def _trusted(records: Iterator[Act], trust: Trust) -> Iterator[Act]:
    """The records with what the user knows of who wrote their addresses."""
    for record in records:
        known = trust and isinstance(record, (SignIn, FileAccess))
        yield msgspec.structs.replace(record, trust=trust) if known else record


def _trusted_batch(batch: Batch, trust: Trust) -> Batch:
    if not trust or batch.kind is SessionEnd:
        return batch
    return Batch(batch.kind, batch.columns | {"trust": [trust] * len(batch)})
