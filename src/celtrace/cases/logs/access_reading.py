"""Logs that are read without a dossier: which, by which reader, and what they cannot show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from celtrace import registry
from celtrace.cases.folder import HEAD
from celtrace.cases.intake import Notes
from celtrace.cases.logs.access_networks import read_networks
from celtrace.cases.logs.opened import BROKEN, fault, rotated_sets, unbroken, unpacked
from celtrace.cases.progress import Progress, silent
from celtrace.errors import UsageError
from celtrace.logs._carried import Carried
from celtrace.logs._lines import LogText
from celtrace.logs._years import YearKeeper
from celtrace.ports import Note
from celtrace.records import Digest, FileAccess, Problem, Record, SessionEnd, SignIn
from celtrace.records.columns import Batch, batched, batches, instant

Acts = Callable[[Any, LogText, Note], Iterator[list[Batch]]]
"""Gives the batches of a log by its reader, block by block."""
Rest = Callable[[int, Batch | None], None]
"""Told each batch with the number of its log, and None after each block and each log."""
_PIECE = 1 << 24
UNKNOWN = "no reader knows this log"
UNREAD = "it was not read; a format or named columns can say what it is"
ACTS = (SignIn, FileAccess, SessionEnd)
_SHOWS = {
    "ip": "addresses, so that no rule on networks and places could look",
    "device": "machines, so that a new machine and a shared one cannot be told",
    "session": "sessions, so that their length and their copies cannot be seen",
    "user_agent": "programs",
    "mfa": "second factors",
}


class Asked(msgspec.Struct, frozen=True):
    """Which logs, and what their lines do not say themselves."""

    paths: tuple[Path, ...]
    networks: Path | None = None
    as_of: date | None = None
    timezone: str = "UTC"
    year: int | None = None
    system: str = ""
    format: str = ""
    columns: dict[str, str] = {}
    """For logs of no known format: their column or dotted path by our field."""
    bulk_bytes: int = 64 * 2**20
    """Logs of this size and more go through tables on the disk, if DuckDB is there."""

    def log(self, stream: BinaryIO, digest: Digest, name: str, carried: Carried) -> LogText:
        """An opened log with what was said about it."""
        return LogText(
            stream, digest, name, system=self.system, timezone=self.timezone, year=self.year,
            columns=self.columns, carried=carried,
        )  # fmt: skip

    @property
    def reader(self) -> str:
        """The name of the reader that was asked for; "" if none was."""
        return self.format or ("mapped" if self.columns else "")


class LogRead(msgspec.Struct, frozen=True):
    """What was read of one log, and what it cannot show."""

    path: str
    format: str
    title: str
    digest: str
    sign_ins: int
    file_acts: int
    problems: int
    first: datetime | None
    last: datetime | None
    does_not_show: tuple[str, ...]


class Reading(msgspec.Struct, frozen=True):
    """Records and problems of logs, and a line about each log."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    logs: tuple[LogRead, ...]


class Shown(msgspec.Struct):
    """What goes by of one log."""

    sign_ins: int = 0
    file_acts: int = 0
    failures: int = 0
    first: int | None = None
    last: int | None = None
    fields: set[str] = set()

    def saw(self, batch: Batch) -> None:
        """Acts as they go by."""
        times, size = batch.columns["time"], len(batch)
        self.fields |= batch.columns.keys() & _SHOWS.keys()
        self.first = min(times) if self.first is None else min(self.first, *times)
        self.last = max(times) if self.last is None else max(self.last, *times)
        if batch.kind is SignIn:
            self.sign_ins += size
            self.failures += batch.columns.get("result", ()).count("failure")
        elif batch.kind is FileAccess:
            self.file_acts += size

    def missing(self) -> tuple[str, ...]:
        """What the log does not show, in words."""
        if self.first is None:
            return ()
        missing = tuple(words for field, words in _SHOWS.items() if field not in self.fields)
        if not self.file_acts:
            missing += ("which files were opened or taken",)
        if self.sign_ins and not self.failures:
            missing += ("attempts that failed, or there were none",)
        return missing


class Going(msgspec.Struct):
    """How far a reading is: enough to go on with it in another process."""

    logs: list[LogRead] = []
    """Those that are read to their end."""
    problems: list[Problem] = []
    digest: str = ""
    """Of the log in hand."""
    carried: Carried = msgspec.field(default_factory=Carried)
    shown: Shown = msgspec.field(default_factory=Shown)

    @property
    def before(self) -> int:
        """Problems of the logs that are read."""
        return sum(log.problems for log in self.logs)


def read(asked: Asked) -> Reading:
    """The records of all logs; rotated sets are read oldest first."""
    records: list[Record] = []

    def acts(reader: Any, log: LogText, note: Note) -> Iterator[list[Batch]]:  # noqa: ANN401
        for some in batched(unbroken(reader.read(log, note), note)):
            records.extend(some)
            yield list(chain.from_iterable(batches(some)))

    going = Going()
    stream(asked, going, (acts, lambda *_: None))
    notes = Notes()
    records += networks(asked, notes)
    return Reading(tuple(records), (*going.problems, *notes.problems), tuple(going.logs))


def columns(reader: Any, log: LogText, note: Note) -> Iterator[list[Batch]]:  # noqa: ANN401 - a module
    """What a log says, in bulk, by the fastest way that its reader has."""
    fast = getattr(reader, "columns", None)
    return fast(log, note) if fast else batches(unbroken(reader.read(log, note), note))


def stream(asked: Asked, going: Going, by: tuple[Acts, Rest], progress: Progress = silent) -> None:
    """Go on with all logs, one after the other; rotated sets oldest first.

    `by` gives the batches of a log, and is told each batch with the number of the log; after
    the batches of a block, and after a log, it is told nothing, so that it can note how far the
    reading is.
    """
    zone_of(asked.timezone)
    by_name = {str(path): path for path in files(asked.paths)}
    sizes = {name: path.stat().st_size for name, path in by_name.items()}
    whole, done = sum(sizes.values()), 0
    ordered = [
        (name, not place) for rotated in rotated_sets(sorted(by_name))
        for place, name in enumerate(rotated)
    ]  # fmt: skip
    for number, (name, first) in enumerate(ordered):
        if number >= len(going.logs):
            if not going.digest:
                years = YearKeeper(asked.year) if first else going.carried.years
                going.carried, going.shown = Carried(years=years), Shown()
            _one(by_name[name], asked, going, (*by, _Behind(progress, done, whole)))
            by[1](number, None)
            progress("reading logs", done + sizes[name], whole)
        done += sizes[name]


class _Behind(NamedTuple):
    """Tells how far one log is, as a part of all."""

    progress: Progress
    before: int
    whole: int

    def __call__(self, stage: str, done: int, total: int | None) -> None:  # noqa: ARG002 - of all
        self.progress(stage, self.before + done, self.whole)


def networks(asked: Asked, notes: Notes) -> list[Record]:
    """The networks that the user brings."""
    if asked.networks is None:
        return []
    digest = _digest(asked.networks)
    note = notes.of(str(asked.networks), digest, "networks")
    return list(read_networks(asked.networks, digest, note))


def zone_of(name: str) -> tzinfo:
    """A time zone by its name; UsageError if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UsageError(f"There is no time zone {name}.", "Example: Europe/Paris.") from error


def files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files of paths and folders; UsageError for a path that is not there."""
    for path in paths:
        if path.is_dir():
            yield from (file for file in sorted(path.rglob("*")) if file.is_file())
        elif path.is_file():
            yield path
        else:
            raise UsageError(f"There is no file {path}.", "Give log files or a folder of them.")


def _digest(path: Path, progress: Progress = silent) -> Digest:
    digest, size, done = sha256(), path.stat().st_size, 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            done += len(piece)
            progress("taking the logs' digests", done, size)
    return Digest(digest.hexdigest())


def _one(path: Path, asked: Asked, going: Going, by: tuple[Acts, Rest, _Behind]) -> None:
    acts, rest, told = by
    going.digest = going.digest or _digest(path, told)
    name, digest, notes = str(path), Digest(going.digest), Notes()
    notes.problems = going.problems
    note = notes.of(name, digest, "logs")
    chosen = ("", "not read")

    def take(reader: Any, unpacked_: BinaryIO, raw: BinaryIO) -> None:  # noqa: ANN401 - a module
        nonlocal chosen
        chosen = (reader.FORMAT, reader.TITLE)
        for block in acts(reader, asked.log(unpacked_, digest, name, going.carried), note):
            for batch in block:
                going.shown.saw(batch)
                rest(len(going.logs), batch)
            rest(len(going.logs), None)
            told("reading logs", raw.tell(), None)

    with_reader(lambda: path.open("rb"), (name, asked.reader), note, take)
    shown = going.shown
    first, last = (None if at is None else instant(at) for at in (shown.first, shown.last))
    going.logs.append(LogRead(
        name, *chosen, digest, shown.sign_ins, shown.file_acts,
        len(going.problems) - going.before, first, last, shown.missing(),
    ))  # fmt: skip
    going.digest = ""


def with_reader(
    opened: Callable[[], BinaryIO], named: tuple[str, str], note: Note,
    take: Callable[[Any, BinaryIO, BinaryIO], None],
) -> None:  # fmt: skip
    """Find the reader of a log, by name of the file or as asked for, and let it be read.

    `take` gets the reader, the unpacked stream and the one below it. What cannot be read is
    noted; UsageError for a format that there is not.
    """
    try:
        with unpacked(opened()) as stream:
            reader = reader_for(stream.read(HEAD), *named)
            if reader is None:
                stream.read(1)  # a break right behind says more
        if reader is None:
            note("", UNKNOWN, UNREAD)
            return
        raw = opened()
        with unpacked(raw) as stream:
            take(reader, stream, raw)
    except BROKEN as error:
        note("", fault(error), "what follows the break was not read")


def reader_for(head: bytes, name: str, named: str = "") -> Any | None:  # noqa: ANN401 - a reader is a module
    """The reader that was asked for, or whose sniff is highest; UsageError for an unknown name."""
    if not named:
        return registry.best_reader("logs", head, name)
    known = {module.FORMAT: module for module in registry.readers("logs")}
    if named not in known:
        raise UsageError(f"There is no log format {named}.", f"Known: {', '.join(known)}.")
    return known[named]
