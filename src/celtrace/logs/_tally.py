"""What is noted once for a whole log: duplicates, disorder, other kinds, doubtful addresses."""

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, tzinfo
from ipaddress import ip_address, ip_network
from typing import TypeVar

from celtrace.logs._times import doubtful
from celtrace.ports import Note
from celtrace.records import FileAccess, SessionEnd, SignIn

LogRecord = SignIn | SessionEnd | FileAccess
T = TypeVar("T", FileAccess, LogRecord)

_NAMED = 5
_SAID = 100
_VARYING = re.compile(r"`[^`]*`|\d+")
_REMEMBERED = 16_384
_MANY_ACCOUNTS = 3
_KINDS = 1_000


class Tally:
    """Counts while records go by; says at the end what stood out."""

    def __init__(self, note: Note, zone: tzinfo = UTC) -> None:
        self._note = note
        self._zone = zone
        self._day = (0, False)
        self._said: Counter[str] = Counter()
        self.others: Counter[str] = Counter()
        self._recent: OrderedDict[str, None] = OrderedDict()
        self._latest = datetime.min.replace(tzinfo=UTC)
        self._places: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._addresses: dict[str, set[str]] = {}

    def note(self, place: str, reason: str, consequence: str) -> None:
        """Say it; of reasons that differ in numbers and names only the first hundred."""
        kind = _VARYING.sub("…", reason)
        self._said[kind] += 1
        if self._said[kind] <= _SAID:
            self._note(place, reason, consequence)

    def other(self, kind: str) -> None:
        """An event of the format that is about something else."""
        if kind in self.others or len(self.others) < _KINDS:
            self.others[kind] += 1
        else:
            self.others["further kinds"] += 1

    def saw(self, record: LogRecord) -> None:
        """A record as it goes by."""
        if record.id in self._recent:
            self._count("twice", record.seen.place)
        else:
            self._recent[record.id] = None
            if len(self._recent) > _REMEMBERED:
                self._recent.popitem(last=False)
        self._counts["all"] += 1
        if record.time < self._latest:
            self._count("late", record.seen.place)
        else:
            self._latest = record.time
        if self._zone is not UTC and self._is_twofold(record.time):
            self._count("fold", record.seen.place)
        if isinstance(record, SessionEnd):
            return
        if record.host:
            self._count("host", record.seen.place)
        known = self._addresses.get(record.ip)
        if known is None and len(self._addresses) < 2:  # noqa: PLR2004 - one, or more than one
            self._addresses[record.ip] = {record.account}
        elif known is not None and len(known) < _MANY_ACCOUNTS:
            known.add(record.account)

    def listed(self, place: str) -> None:
        """An address field that held several."""
        self._count("via", place)

    def _count(self, what: str, place: str) -> None:
        self._counts[what] += 1
        self._places.setdefault(what, place)

    def close(self) -> None:
        """Say what stood out."""
        note = self._note
        for kind, count in self._said.items():
            if count > _SAID:
                note("whole log", f"{kind}: {count - _SAID} times more", "the same as above")
        for what, reason, consequence in _SENTENCES:
            if (count := self._counts[what]) and not self._newest_first(what):
                note(self._places[what], reason.format(count), consequence)
        if self.others:
            named = ", ".join(f"{kind} {n}" for kind, n in self.others.most_common(_NAMED))
            more = ", ..." if len(self.others) > _NAMED else ""
            note(
                "whole log", f"events of other kinds: {self.others.total()} ({named}{more})",
                "they are no sign-ins and no file accesses, and were passed over",
            )  # fmt: skip
        if ip := self._single():
            note(
                "whole log", f"every address is {ip}, a private one: it may be a proxy's",
                "the addresses say nothing about where people were",
            )  # fmt: skip

    def _is_twofold(self, time: datetime) -> bool:
        """Whether the wall time of an instant comes twice in the zone, as clocks go back."""
        if not MINYEAR < time.year < MAXYEAR:
            return False
        day = time.toordinal()
        if day != self._day[0]:
            around = {
                (time + timedelta(days=n)).astimezone(self._zone).utcoffset() for n in (-1, 1)
            }
            self._day = day, len(around) > 1
        return self._day[1] and doubtful(
            time.astimezone(self._zone).replace(tzinfo=None), self._zone
        )

    def _newest_first(self, what: str) -> bool:
        """Whether disorder is the order of the log, as in exports with the newest on top."""
        return what == "late" and self._counts["late"] * 2 > self._counts["all"]

    def _single(self) -> str:
        """The one private address that many accounts have, if it is the only one."""
        if len(self._addresses) != 1:
            return ""
        ((ip, accounts),) = self._addresses.items()
        return ip if ip and len(accounts) >= _MANY_ACCOUNTS and _is_inner(ip) else ""


_INNER = tuple(
    map(
        ip_network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "100.64.0.0/10",
         "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10"),
    )
)  # fmt: skip
_SENTENCES = (
    ("twice", "the same event stands again ({} times in the log)", "it is kept once"),
    ("late", "earlier than a line before it ({} times in the log)", "the stated time was kept"),
    ("fold", "at an hour that comes twice there, as clocks go back ({} times)",
     "where the log states no offset, the earlier was taken"),
    ("host", "no address but a name in the address field ({} times)", "kept as `host`"),
    ("via", "a list of addresses ({} times): a proxy, and a client can write such lists",
     "the first was taken as the client's, the others were kept as `via`"),
)  # fmt: skip


def _is_inner(ip: str) -> bool:
    """Whether an address means nothing outside a network (RFC 1918, 4193, 6598, loopback)."""
    return any(ip_address(ip) in net for net in _INNER)


def watched(records: Iterable[T], tally: Tally) -> Iterator[T]:
    """The records as they are, and at the end the notes on the whole log."""
    for record in records:
        tally.saw(record)
        yield record
    tally.close()
