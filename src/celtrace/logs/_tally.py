"""What is noted once for a whole log: duplicates, disorder, other kinds, doubtful addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, tzinfo
from ipaddress import ip_address, ip_network
from itertools import accumulate, compress
from operator import lt
from typing import TypeVar

import msgspec

from celtrace.logs._times import doubtful
from celtrace.ports import Note
from celtrace.records import FileAccess, SessionEnd, SignIn
from celtrace.records.columns import DEFAULTS, Batch, instant, microseconds

LogRecord = SignIn | SessionEnd | FileAccess
T = TypeVar("T", FileAccess, LogRecord)

_NAMED = 5
_SAID = 100
_VARYING = re.compile(r"`[^`]*`|\d+")
_REMEMBERED = 16_384
_MANY_ACCOUNTS = 3
_KINDS = 1_000
_DAY = 86_400_000_000


Key = tuple[str | int | None, ...]


class Counts(msgspec.Struct):
    """What was counted of a log so far: plain values, so that a reading can be taken up again."""

    said: dict[str, int] = {}
    others: dict[str, int] = {}
    recent: dict[str, tuple[set[Key], set[Key]]] = {}
    """For each kind of record the last keys, older and newer ones."""
    latest: int | None = None
    places: dict[str, str] = {}
    """Where a thing that is counted came first."""
    counts: dict[str, int] = {}
    addresses: dict[str, set[str]] = {}
    """The first two addresses, with up to three accounts of each."""


class Tally:
    """Counts while records go by; says at the end what stood out."""

    def __init__(
        self, note: Note, zone: tzinfo = UTC, counts: Counts | None = None, *, more: bool = False
    ) -> None:
        self._note, self._zone, self._more = note, zone, more
        self._day = (0, False)
        self.counts = counts or Counts()

    def note(self, place: str, reason: str, consequence: str) -> None:
        """Say it; of reasons that differ in numbers and names only the first hundred."""
        kind = _VARYING.sub("…", reason)
        said = self.counts.said[kind] = self.counts.said.get(kind, 0) + 1
        if said <= _SAID:
            self._note(place, reason, consequence)

    def other(self, kind: str, times: int = 1) -> None:
        """An event of the format that is about something else."""
        others = self.counts.others
        if kind not in others and len(others) >= _KINDS:
            kind = "further kinds"
        others[kind] = others.get(kind, 0) + times

    def saw(self, record: LogRecord) -> None:
        """A record as it goes by."""
        place, time = record.seen.place, microseconds(record.time)
        self.times([time], [place])
        key = tuple(time if field == "time" else getattr(record, field) for field in record.key)
        self._keys(record.kind, [key], [place])
        if not isinstance(record, SessionEnd):
            if record.host:
                self.count("host", place)
            self._from([record.ip], [record.account])

    def rows(self, batch: Batch) -> None:
        """The records of a batch as they go by; their times are told in the order of the log."""
        held, size = batch.columns, len(batch)
        fields = [held.get(f) or [DEFAULTS[batch.kind][f]] * size for f in batch.kind.key]
        self._keys(batch.kind.kind, list(zip(*fields, strict=True)), held["place"])
        if batch.kind is not SessionEnd:
            self._from(held.get("ip", [""]), held["account"])

    def times(self, times: Sequence[int], places: Sequence[str]) -> None:
        """Times of records in the order of the log, in microseconds, and their places."""
        first = times[0] if self.counts.latest is None else self.counts.latest
        latest = list(accumulate(times, max, initial=first))
        self.counts.counts["all"] = self.counts.counts.get("all", 0) + len(times)
        for place in compress(places, map(lt, times, latest)):
            self.count("late", place)
        self.counts.latest = latest[-1]
        if self._zone is not UTC:
            for time, place in zip(times, places, strict=True):
                if self._is_twofold(time):
                    self.count("fold", place)

    def listed(self, place: str) -> None:
        """An address field that held several."""
        self.count("via", place)

    def count(self, what: str, place: str) -> None:
        """A thing that is said once for the whole log (`_SENTENCES`), where it came first."""
        counts, places = self.counts.counts, self.counts.places
        counts[what] = counts.get(what, 0) + 1
        if what not in places or _number(place) < _number(places[what]):
            places[what] = place

    def _keys(self, kind: str, keys: Sequence[Key], places: Sequence[str]) -> None:
        """Count what came before, among the last records of its kind."""
        older, newer = self.counts.recent.setdefault(kind, (set(), set()))
        fresh = set(keys)
        if (
            len(fresh) == len(keys) <= _REMEMBERED - len(newer)
            and older.isdisjoint(fresh) and newer.isdisjoint(fresh)
        ):  # fmt: skip
            newer |= fresh
            keys = ()
        for key, place in zip(keys, places, strict=False):
            if key in newer or key in older:
                self.count("twice", place)
            else:
                newer.add(key)
            if len(newer) >= _REMEMBERED:
                older, newer = newer, set()
        if len(newer) >= _REMEMBERED:
            older, newer = newer, set()
        self.counts.recent[kind] = older, newer

    def _from(self, ips: Sequence[str], accounts: Sequence[str]) -> None:
        """Watch whether all come from one address."""
        held = self.counts.addresses
        if len(held) > 1:
            return
        for ip, account in zip(ips, accounts, strict=False):
            known = held.setdefault(ip, set())
            if len(known) < _MANY_ACCOUNTS:
                known.add(account)
            if len(held) > 1:
                return

    def close(self) -> None:
        """Say what stood out, if the log is at its end."""
        if self._more:
            return
        note, counted = self._note, self.counts
        for kind, count in counted.said.items():
            if count > _SAID:
                note("whole log", f"{kind}: {count - _SAID} times more", "the same as above")
        for what, reason, consequence in _SENTENCES:
            if (count := counted.counts.get(what, 0)) and not self._newest_first(what):
                note(counted.places[what], reason.format(count), consequence)
        if others := Counter(counted.others):
            named = ", ".join(f"{kind} {n}" for kind, n in others.most_common(_NAMED))
            more = ", ..." if len(others) > _NAMED else ""
            note(
                "whole log", f"events of other kinds: {others.total()} ({named}{more})",
                "they are no sign-ins and no file accesses, and were passed over",
            )  # fmt: skip
        if ip := self._single():
            note(
                "whole log", f"every address is {ip}, a private one: it may be a proxy's",
                "the addresses say nothing about where people were",
            )  # fmt: skip

    def _is_twofold(self, time: int) -> bool:
        """Whether the wall time of an instant comes twice in the zone, as clocks go back."""
        day = time // _DAY
        if day != self._day[0]:
            self._day = day, self._changes(instant(day * _DAY))
        return self._day[1] and doubtful(
            instant(time).astimezone(self._zone).replace(tzinfo=None), self._zone
        )

    def _changes(self, day: datetime) -> bool:
        """Whether the zone's offset changes around a day."""
        if not MINYEAR < day.year < MAXYEAR:
            return False
        around = (-1, 0, 1, 2)
        return len({(day + timedelta(days=n)).astimezone(self._zone).utcoffset()
                    for n in around}) > 1  # fmt: skip

    def _newest_first(self, what: str) -> bool:
        """Whether disorder is the order of the log, as in exports with the newest on top."""
        counted = self.counts.counts
        return what == "late" and counted.get("late", 0) * 2 > counted.get("all", 0)

    def _single(self) -> str:
        """The one private address that many accounts have, if it is the only one."""
        if len(self.counts.addresses) != 1:
            return ""
        ((ip, accounts),) = self.counts.addresses.items()
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


def _number(place: str) -> int:
    """The number in `line 7` or `event 7`."""
    return int(place.partition(",")[0].rpartition(" ")[2])


def _is_inner(ip: str) -> bool:
    """Whether an address means nothing outside a network (RFC 1918, 4193, 6598, loopback)."""
    return any(ip_address(ip) in net for net in _INNER)


def watched(records: Iterable[T], tally: Tally) -> Iterator[T]:
    """The records as they are, and at the end the notes on the whole log."""
    for record in records:
        tally.saw(record)
        yield record
    tally.close()
