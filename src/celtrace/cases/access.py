"""Sign-in and file-access logs without a dossier: what was read, found, and cannot be seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from hashlib import file_digest
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from celtrace import registry
from celtrace.cases.access_networks import read_networks
from celtrace.cases.detecting import run_detectors
from celtrace.cases.folder import HEAD
from celtrace.cases.intake import Notes
from celtrace.cases.networks import NetworkShelf
from celtrace.cases.opened import BROKEN, fault, rotated_sets, unpacked
from celtrace.engine.serial import SerialEngine
from celtrace.errors import UsageError
from celtrace.findings import Finding, Ran
from celtrace.logs._lines import LogText
from celtrace.logs._years import YearKeeper
from celtrace.ports import CaseFacts, Note
from celtrace.records import Digest, FileAccess, Problem, Record, SessionEnd, SignIn
from celtrace.store.memory import MemoryShelf
from celtrace.weigh.assessment import Subject
from celtrace.weigh.subjects import subjects
from celtrace.weigh.tiers import weigh

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


class AccountSeen(msgspec.Struct, frozen=True):
    """One account: its acts by day and hour, and what was found."""

    account: str
    tier: int
    successes: int
    failures: int
    file_acts: int
    first: datetime
    last: datetime
    heat: dict[str, tuple[int, ...]]
    """For each day with acts 24 counts, by the hour in the zone asked for."""
    findings: tuple[str, ...]


class Access(msgspec.Struct, frozen=True):
    """What came out."""

    as_of: date
    timezone: str
    logs: tuple[LogRead, ...]
    accounts: tuple[AccountSeen, ...]
    subjects: tuple[Subject, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    ran: tuple[Ran, ...]

    @property
    def tier(self) -> int:
        """The highest tier found."""
        return max((subject.tier for subject in self.subjects), default=0)


class Reading(msgspec.Struct, frozen=True):
    """Records and problems of logs, and a line about each log."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    logs: tuple[LogRead, ...]


def access(asked: Asked, shelf: NetworkShelf, today: date) -> Access:
    """Read logs and let every rule on access look; UsageError for a path that is not there."""
    return judge(read(asked), asked, shelf, today)


def zone_of(name: str) -> tzinfo:
    """A time zone by its name; UsageError if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UsageError(f"There is no time zone {name}.", "Example: Europe/Paris.") from error


def read(asked: Asked) -> Reading:
    """The records of all logs; rotated sets are read oldest first."""
    zone_of(asked.timezone)
    notes = Notes()
    records: list[Record] = []
    logs: list[LogRead] = []
    by_name = {str(path): path for path in _files(asked.paths)}
    for rotated in rotated_sets(sorted(by_name)):
        years = YearKeeper(asked.year)
        for name in rotated:
            found = _one(by_name[name], asked, notes, years)
            records += found.records
            logs += found.logs
    if asked.networks:
        digest = _digest(asked.networks)
        note = notes.of(str(asked.networks), digest, "networks")
        records += read_networks(asked.networks, digest, note)
    return Reading(tuple(records), tuple(notes.problems), tuple(logs))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
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


def _one(path: Path, asked: Asked, notes: Notes, years: YearKeeper) -> Reading:
    digest, name = _digest(path), str(path)
    note = notes.of(name, digest, "logs")
    before = len(notes.problems)
    found: list[Record] = []
    chosen = ("", "not read")
    try:
        with unpacked(path.open("rb")) as stream:
            head = stream.read(HEAD)
        reader = reader_for(head, name, asked.reader)
        if reader is None:
            known = ", ".join(module.FORMAT for module in registry.readers("logs"))
            note("", f"no reader knows this log (known: {known})", "it was not read")
        else:
            chosen = (reader.FORMAT, reader.TITLE)
            with unpacked(path.open("rb")) as stream:
                log = asked.log(stream, digest, name, years)
                found.extend(reader.read(log, note))
    except BROKEN as error:
        note("", fault(error), "what follows the break was not read")
    problems = len(notes.problems) - before
    return Reading(tuple(found), (), (_log_read((name, digest, *chosen), found, problems),))


def reader_for(head: bytes, name: str, named: str = "") -> Any | None:  # noqa: ANN401 - a reader is a module
    """The reader that was asked for, or whose sniff is highest; UsageError for an unknown name."""
    if not named:
        return registry.best_reader("logs", head, name)
    known = {module.FORMAT: module for module in registry.readers("logs")}
    if named not in known:
        raise UsageError(f"There is no log format {named}.", f"Known: {', '.join(known)}.")
    return known[named]


def _log_read(of: tuple[str, str, str, str], found: Sequence[Record], problems: int) -> LogRead:
    name, digest, format_, title = of
    acts = [one for one in found if isinstance(one, ACTS)]
    sign_ins = [one for one in acts if isinstance(one, SignIn)]
    times = [one.time for one in acts]
    missing = tuple(
        words for field, words in _SHOWS.items()
        if acts and not any(getattr(one, field, "") for one in acts)
    )  # fmt: skip
    if acts and not any(isinstance(one, FileAccess) for one in acts):
        missing += ("which files were opened or taken",)
    if sign_ins and all(one.result == "success" for one in sign_ins):
        missing += ("attempts that failed, or there were none",)
    return LogRead(
        name, format_, title, digest, len(sign_ins),
        sum(isinstance(one, FileAccess) for one in acts), problems,
        min(times, default=None), max(times, default=None), missing,
    )  # fmt: skip


def judge(reading: Reading, asked: Asked, shelf: NetworkShelf, today: date) -> Access:
    """Look the addresses up, run the rules and weigh what they found."""
    acts = [one for one in reading.records if isinstance(one, ACTS)]
    as_of = asked.as_of or max((one.time.date() for one in acts), default=today)
    side = shelf.enrich({one.ip for one in acts if one.ip}, as_of)
    kept = MemoryShelf((*reading.records, *side))
    view = kept.view(CaseFacts(as_of=as_of, timezone=asked.timezone))
    looking = [one for one in registry.detectors() if set(one.reads) & set(ACTS)]
    found = run_detectors(kept, view, SerialEngine(), looking)
    weighed = tuple(s for s in subjects(view, [weigh(f) for f in found.findings]) if s.findings
                    or s.context or s.closed)  # fmt: skip
    return Access(
        as_of, asked.timezone, reading.logs,
        tuple(_accounts(acts, weighed, found.findings, zone_of(asked.timezone))), weighed,
        found.findings, (*reading.problems, *found.problems), found.ran,
    )  # fmt: skip


def _accounts(
    acts: Sequence[SignIn | FileAccess | SessionEnd], weighed: Iterable[Subject],
    findings: Sequence[Finding], zone: tzinfo,
) -> Iterator[AccountSeen]:  # fmt: skip
    """Every account, those with the most to look at first."""
    tiers = {one.id: one.tier for one in weighed if one.kind == "account"}
    of: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        of[finding.subject.partition(":")[2]].append(finding.id)
    by_account: dict[str, list[SignIn | FileAccess | SessionEnd]] = defaultdict(list)
    for act in acts:
        by_account[act.account].append(act)
    for name in sorted(by_account, key=lambda n: (-tiers.get(n, 0), -len(of[n]), n)):
        here = by_account[name]
        signed = Counter(one.result for one in here if isinstance(one, SignIn))
        times = [one.time for one in here]
        yield AccountSeen(
            name, tiers.get(name, 0), signed["success"], signed["failure"],
            sum(isinstance(one, FileAccess) for one in here), min(times), max(times),
            heat(times, zone), tuple(of[name]),
        )  # fmt: skip


def heat(times: Iterable[datetime], zone: tzinfo) -> dict[str, tuple[int, ...]]:
    """Acts by day and hour in a zone: for each day that has any, 24 counts."""
    counts: Counter[tuple[str, int]] = Counter()
    for time in times:
        local = time.astimezone(zone)
        counts[local.date().isoformat(), local.hour] += 1
    days = sorted({day for day, _ in counts})
    return {day: tuple(counts[day, hour] for hour in range(24)) for day in days}


def all_findings(result: Access) -> Iterator[Finding]:
    """Findings in the order of the accounts, those of several accounts last."""
    by_id = {finding.id: finding for finding in result.findings}
    named = list(dict.fromkeys(chain.from_iterable(one.findings for one in result.accounts)))
    yield from (by_id[id_] for id_ in named)
    yield from (finding for finding in result.findings if finding.id not in named)


def counts_in(result: Access) -> dict[str, str]:
    """For each finding that does not count, why: context, or what closes it."""
    said: dict[str, str] = {}
    for subject in result.subjects:
        said |= dict.fromkeys(subject.context, "context")
        said |= dict(subject.closed_by)
    return said


def unread(result: Access, note: Note) -> None:
    """Tell every problem to a note."""
    for problem in result.problems:
        place = ":".join(part for part in (problem.source, problem.place) if part)
        note(place, problem.reason, problem.consequence)
