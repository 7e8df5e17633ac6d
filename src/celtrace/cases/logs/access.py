"""Sign-in and file-access logs without a dossier: what was read, found, and cannot be seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from itertools import chain
from typing import NamedTuple

import msgspec

from celtrace import registry
from celtrace.cases.detecting import run_detectors
from celtrace.cases.logs.access_reading import ACTS, Asked, LogRead, Reading, zone_of
from celtrace.cases.logs.networks import NetworkShelf
from celtrace.engine.serial import SerialEngine
from celtrace.findings import Finding, Ran
from celtrace.ports import CaseFacts, Note, View
from celtrace.records import FileAccess, Problem, SignIn
from celtrace.records.columns import Act
from celtrace.registry import Detector
from celtrace.store.memory import MemoryShelf
from celtrace.weigh.assessment import Subject
from celtrace.weigh.subjects import subjects
from celtrace.weigh.tiers import weigh

MOST_LISTED = 10_000
"""Accounts of which nothing was found that are listed: the busiest."""


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
    """For each day with acts 24 counts, by the hour in the zone asked for. In bulk only for
    accounts that rules had to look at."""
    findings: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, int, int, str]:
        """Those with the most to look at first, then those that did the most."""
        did = self.successes + self.file_acts
        return -self.tier, -len(self.findings), -did, -self.failures, self.account


class About(NamedTuple):
    """What was found of accounts: their tiers, and the ids of findings."""

    tiers: dict[str, int]
    found: dict[str, list[str]]


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
    hint: str = ""
    """How it could be done better; empty if it is done well."""
    more_accounts: int = 0
    """Accounts that are not listed: those with nothing found and the fewest acts."""

    @property
    def tier(self) -> int:
        """The highest tier found."""
        return max((subject.tier for subject in self.subjects), default=0)


def judge(
    reading: Reading, asked: Asked, shelf: NetworkShelf, today: date, hint: str = ""
) -> Access:
    """Look the addresses up, run the rules and weigh what they found."""
    acts = [one for one in reading.records if isinstance(one, ACTS)]
    as_of = asked.as_of or max((one.time.date() for one in acts), default=today)
    side = shelf.enrich({one.ip for one in acts if one.ip}, as_of)
    kept = MemoryShelf((*reading.records, *side))
    view = kept.view(CaseFacts(as_of=as_of, timezone=asked.timezone))
    found = run_detectors(kept, view, SerialEngine(), looking())
    weighed = weighed_of(view, found.findings)
    every = _accounts(acts, weighed, found.findings, zone_of(asked.timezone))
    accounts = listed(every)
    return Access(
        as_of, asked.timezone, reading.logs, accounts, weighed, found.findings,
        (*reading.problems, *found.problems), found.ran, hint, len(every) - len(accounts),
    )  # fmt: skip


def looking() -> list[Detector]:
    """The detectors that look at acts."""
    return [one for one in registry.detectors() if set(one.reads) & set(ACTS)]


def weighed_of(view: View, findings: Iterable[Finding]) -> tuple[Subject, ...]:
    """Subjects about which something was found."""
    weighed = subjects(view, [weigh(one) for one in findings])
    return tuple(one for one in weighed if one.findings or one.context or one.closed)


def about(weighed: Iterable[Subject], findings: Iterable[Finding]) -> About:
    """The tier of each account, and the ids of what was found of it."""
    tiers = {one.id: one.tier for one in weighed if one.kind == "account"}
    of: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        of[finding.subject.partition(":")[2]].append(finding.id)
    return About(tiers, of)


def listed(accounts: Iterable[AccountSeen]) -> tuple[AccountSeen, ...]:
    """Those with the most to look at first, then the busiest; of these so many."""
    ordered = sorted(accounts, key=lambda one: one.rank)
    found = sum(bool(one.findings) for one in ordered)
    return tuple(ordered[: found + MOST_LISTED])


def _accounts(
    acts: Sequence[Act], weighed: Iterable[Subject],
    findings: Sequence[Finding], zone: tzinfo,
) -> list[AccountSeen]:  # fmt: skip
    known = about(weighed, findings)
    by_account: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        by_account[act.account].append(act)
    made = []
    for name, here in by_account.items():
        signed = Counter(one.result for one in here if isinstance(one, SignIn))
        times = [one.time for one in here]
        made.append(AccountSeen(
            name, known.tiers.get(name, 0), signed["success"], signed["failure"],
            sum(isinstance(one, FileAccess) for one in here), min(times), max(times),
            heat(times, zone), tuple(known.found.get(name, ())),
        ))  # fmt: skip
    return made


def heat(times: Iterable[datetime], zone: tzinfo) -> dict[str, tuple[int, ...]]:
    """Acts by day and hour in a zone: for each day that has any, 24 counts.

    Of a Counter of instants each counts as often as it says.
    """
    counts: Counter[tuple[str, int]] = Counter()
    for time, number in Counter(times).items():
        local = time.astimezone(zone)
        counts[local.date().isoformat(), local.hour] += number
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
