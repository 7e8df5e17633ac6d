"""A screening of any length: streamed, in bounded memory, and resumed where it was stopped.

Lines are appended to `OUT.part`; after each chunk `OUT.state` says how far they reach and for
what input, lists and options. The same command run again goes on from there; when anything of
it has changed, it begins anew. The file asked for appears only when all rows are done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import msgspec

from celtrace import __version__
from celtrace.cases.screening import lines as screen_lines
from celtrace.cases.screening.index import matcher_version
from celtrace.cases.screening.record import Foot, Recorder, rows_digest
from celtrace.cases.screening.screener import Screener
from celtrace.cases.screening.sheets import SheetRow
from celtrace.errors import UsageError
from celtrace.listing import ListState
from celtrace.records import Candidate, fingerprint

CHUNK = 500
"""Rows between two savings of the state."""
Progress = Callable[[str, int, int | None], None]


class Rows(Protocol):
    """Rows to screen, the same each time they are iterated."""

    @property
    def digest(self) -> str:
        """Of everything the rows depend on."""

    def __iter__(self) -> Iterator[SheetRow]:
        """The rows."""


class Options(msgspec.Struct, frozen=True):
    """How a screening is done."""

    cutoff: float
    limit: int
    """Candidates kept per party in the output."""
    out: Path | None = None
    record: Path | None = None
    cache: Path | None = None
    """Folder in which indexes of names are kept."""


class Totals(msgspec.Struct):
    """What came out."""

    parties: int = 0
    with_candidates: int = 0
    states: dict[str, int] = {}
    not_screened: int = 0
    noted: int = 0
    """Rows that have a note."""

    def add(self, row: SheetRow, found: Sequence[Candidate]) -> None:
        """Count one party."""
        self.parties += 1
        self.with_candidates += bool(found)
        self.not_screened += not row.party.name
        self.noted += bool(row.notes)
        counted = Counter(self.states)
        counted.update(candidate.state for candidate in found)
        self.states = dict(counted)


class _Saved(msgspec.Struct):
    """The state file."""

    key: str
    totals: Totals
    bytes: int = 0
    record_bytes: int = 0
    so_far: Foot | None = None


Answer = tuple[SheetRow, tuple[Candidate, ...]]


def answers(rows: Iterable[SheetRow], screener: Screener) -> Iterator[Answer]:
    """Each row with its candidates."""
    for row in rows:
        yield row, screener.candidates(row.party, row.suggested) if row.party.name else ()


def show(
    rows: Rows, state: ListState, options: Options, tell: Callable[[dict[str, Any]], None]
) -> Totals:
    """Screen all rows, telling the line of each as it is found."""
    screener = Screener.of(state, cutoff=options.cutoff, cache=options.cache)
    recorder = Recorder(state, cutoff=options.cutoff)
    totals = Totals()
    with options.record.open("wb") if options.record else nullcontext() as record:
        if record is not None:
            record.write(recorder.head())
        for row, found in answers(rows, screener):
            tell(screen_lines.party_line(row, found, screener, options.limit))
            totals.add(row, found)
            if record is not None:
                record.write(recorder.line(row.party, found, row.suggested))
        if record is not None:
            record.write(recorder.foot())
    return totals


def run(rows: Rows, state: ListState, options: Options, progress: Progress) -> Totals:
    """Screen all rows into `options.out` and return what came out; UsageError for its name."""
    out = options.out
    if out is None or out.suffix not in screen_lines.FORMATS:
        raise UsageError(
            f"{out} is not a name for the answer.", f"End it in {', '.join(screen_lines.FORMATS)}."
        )
    part, kept = out.with_name(f"{out.name}.part"), out.with_name(f"{out.name}.state")
    key = fingerprint(
        rows.digest, rows_digest(state.rows), matcher_version(), __version__, options.cutoff,
        options.limit, str(options.record or ""),
    )  # fmt: skip
    saved = _saved(kept, key, (part, options.record))
    out.parent.mkdir(parents=True, exist_ok=True)
    with part.open("ab") as lines:
        lines.truncate(saved.bytes)
        if options.record is None:
            _chunks(rows, state, options, (saved, kept, lines, None), progress)
        else:
            with options.record.open("ab") as record:
                record.truncate(saved.record_bytes)
                _chunks(rows, state, options, (saved, kept, lines, record), progress)
    screen_lines.write(part, out, state.uses)
    part.unlink(missing_ok=True)
    kept.unlink(missing_ok=True)
    return saved.totals


def _saved(path: Path, key: str, files: tuple[Path | None, ...]) -> _Saved:
    """The state of an interrupted run of the same screening, or that of a new one."""
    try:
        saved = msgspec.json.decode(path.read_bytes(), type=_Saved)
    except (OSError, msgspec.DecodeError):
        return _Saved(key, Totals())
    there = [file.stat().st_size if file and file.exists() else 0 for file in files]
    whole = there[0] >= saved.bytes and there[1] >= saved.record_bytes
    return saved if saved.key == key and whole else _Saved(key, Totals())


_Files = tuple[_Saved, Path, BinaryIO, BinaryIO | None]


def _chunks(
    rows: Rows, state: ListState, options: Options, files: _Files, progress: Progress
) -> None:
    saved, kept, lines, record = files
    screener = Screener.of(state, cutoff=options.cutoff, cache=options.cache)
    recorder = Recorder(state, cutoff=options.cutoff, so_far=saved.so_far)
    if record is not None and not saved.record_bytes:
        record.write(recorder.head())
    left = islice(iter(rows), saved.totals.parties, None)
    progress("screening", saved.totals.parties, None)
    for first in left:
        for row, found in answers(chain((first,), islice(left, CHUNK - 1)), screener):
            line = screen_lines.party_line(row, found, screener, options.limit)
            lines.write(msgspec.json.encode(line) + b"\n")
            if record is not None:
                record.write(recorder.line(row.party, found, row.suggested))
            saved.totals.add(row, found)
        saved.bytes, saved.so_far = _end(lines), recorder.so_far
        saved.record_bytes = _end(record) if record is not None else 0
        _keep(kept, saved)
        progress("screening", saved.totals.parties, None)
    if record is not None:
        record.write(recorder.foot())


def _end(file: BinaryIO) -> int:
    file.flush()
    return file.tell()


def _keep(path: Path, saved: _Saved) -> None:
    """Write the state whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(msgspec.json.encode(saved))
    new.replace(path)
