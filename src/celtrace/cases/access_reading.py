"""Logs that are read without a dossier: which, by which reader, and what they cannot show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from celtrace import registry
from celtrace.cases.access_networks import read_networks
from celtrace.cases.folder import HEAD
from celtrace.cases.intake import Notes
from celtrace.cases.opened import BROKEN, fault, rotated_sets, unpacked
from celtrace.errors import UsageError
from celtrace.logs._lines import LogText
from celtrace.logs._years import YearKeeper
from celtrace.records import Digest, FileAccess, Problem, Record, SessionEnd, SignIn

Act = SignIn | FileAccess | SessionEnd
Take = Callable[[int, Act], None]
"""Told the number of the log and an act that stands in it."""
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

    def log(self, stream: BinaryIO, digest: Digest, name: str, years: YearKeeper) -> LogText:
        """An opened log with what was said about it."""
        return LogText(
            stream, digest, name, system=self.system, timezone=self.timezone, year=self.year,
            columns=self.columns, keeper=years,
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


class _Tally:
    """What goes by of one log."""

    def __init__(self) -> None:
        self.sign_ins = self.file_acts = self.failures = 0
        self.first: datetime | None = None
        self.last: datetime | None = None
        self._shown: set[str] = set()

    def saw(self, act: Act) -> None:
        """An act as it goes by."""
        if len(self._shown) < len(_SHOWS):
            self._shown |= {field for field in _SHOWS if getattr(act, field, "")}
        if self.first is None or act.time < self.first:
            self.first = act.time
        if self.last is None or act.time > self.last:
            self.last = act.time
        self.sign_ins += isinstance(act, SignIn)
        self.file_acts += isinstance(act, FileAccess)
        self.failures += isinstance(act, SignIn) and act.result != "success"

    def missing(self) -> tuple[str, ...]:
        """What the log does not show, in words."""
        if self.first is None:
            return ()
        missing = tuple(words for field, words in _SHOWS.items() if field not in self._shown)
        if not self.file_acts:
            missing += ("which files were opened or taken",)
        if self.sign_ins and not self.failures:
            missing += ("attempts that failed, or there were none",)
        return missing


def read(asked: Asked) -> Reading:
    """The records of all logs; rotated sets are read oldest first."""
    records: list[Record] = []
    notes = Notes()
    logs = stream(asked, notes, lambda _, act: records.append(act))
    records += networks(asked, notes)
    return Reading(tuple(records), tuple(notes.problems), logs)


def stream(asked: Asked, notes: Notes, take: Take) -> tuple[LogRead, ...]:
    """Every act of all logs, one after the other; rotated sets oldest first."""
    zone_of(asked.timezone)
    logs: list[LogRead] = []
    by_name = {str(path): path for path in files(asked.paths)}
    for rotated in rotated_sets(sorted(by_name)):
        years = YearKeeper(asked.year)
        for name in rotated:
            number = len(logs)
            told = partial(take, number)
            logs.append(_one(by_name[name], asked, (notes, years), told))
    return tuple(logs)


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


def _digest(path: Path) -> Digest:
    with path.open("rb") as stream:
        return Digest(file_digest(stream, "sha256").hexdigest())


def _one(
    path: Path, asked: Asked, kept: tuple[Notes, YearKeeper], take: Callable[[Act], None]
) -> LogRead:
    notes, years = kept
    digest, name = _digest(path), str(path)
    note = notes.of(name, digest, "logs")
    before, tally = len(notes.problems), _Tally()
    chosen = ("", "not read")
    try:
        with unpacked(path.open("rb")) as packed:
            head = packed.read(HEAD)
        reader = reader_for(head, name, asked.reader)
        if reader is None:
            known = ", ".join(module.FORMAT for module in registry.readers("logs"))
            note("", f"no reader knows this log (known: {known})", "it was not read")
        else:
            chosen = (reader.FORMAT, reader.TITLE)
            with unpacked(path.open("rb")) as packed:
                for act in reader.read(asked.log(packed, digest, name, years), note):
                    tally.saw(act)
                    take(act)
    except BROKEN as error:
        note("", fault(error), "what follows the break was not read")
    return LogRead(
        name, *chosen, digest, tally.sign_ins, tally.file_acts, len(notes.problems) - before,
        tally.first, tally.last, tally.missing(),
    )  # fmt: skip


def reader_for(head: bytes, name: str, named: str = "") -> Any | None:  # noqa: ANN401 - a reader is a module
    """The reader that was asked for, or whose sniff is highest; UsageError for an unknown name."""
    if not named:
        return registry.best_reader("logs", head, name)
    known = {module.FORMAT: module for module in registry.readers("logs")}
    if named not in known:
        raise UsageError(f"There is no log format {named}.", f"Known: {', '.join(known)}.")
    return known[named]
