"""Logs that do not fit into the memory: tables on the disk, then the records that matter.

Logs are read once, as columns, into tables; queries name the accounts about which a rule can
find something, and the records of those accounts come from the tables. The rules look at
these; what they find is what they would find in all records. `anonymised_egress`, which
holds for a third of all accounts, is counted in the tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from itertools import chain
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from celtrace.cases.detecting import Detected, Totals, run_detectors
from celtrace.cases.logs.networks import NetworkShelf
from celtrace.detect._accounts import owner
from celtrace.detect._addresses import addresses
from celtrace.detect._ranges import adjacent, brought, holding, known
from celtrace.detect.baseline import AGAINST_CLAIM_HOURS, MIDDLE_OF_DAY
from celtrace.detect.egress import Hidden, allowed, through
from celtrace.detect.volume import IDENTITY_CHECKS
from celtrace.engine.serial import SerialEngine
from celtrace.findings import Finding
from celtrace.net.known import within
from celtrace.ports import CaseFacts, Shelf, View
from celtrace.records import (
    Account,
    Check,
    Digest,
    Evidence,
    FileAccess,
    Network,
    Problem,
    Record,
    SessionEnd,
    SignIn,
)
from celtrace.records.columns import Act
from celtrace.registry import Detector
from celtrace.store.memory import MemoryShelf
from celtrace.store.sign_ins import CITED, Egress, Tables, opened
from celtrace.store.spool import Spool

MOST_OF_ONE = 200_000
"""Acts of one account that are held at once; of an account with more, a part is looked at."""
MOST_OF_ALL = 1_500_000
"""Acts of all accounts that are held at once."""
INLINE = -1
"""The log of rows that stand in the dossier itself: their records are there as well."""
OF_RANGES = frozenset({"dprk_range", "dprk_adjacent_range", "ioc_match"})
"""Rules that look at each sign-in by itself."""


class Source(msgspec.Struct, frozen=True):
    """Whence the rows of a log are."""

    digest: Digest
    path: str
    reader: str


class Narrowed(msgspec.Struct, frozen=True):
    """What the tables leave to the rules, and what was counted in them."""

    acts: tuple[Act, ...]
    """All acts of the accounts that rules have to look at."""
    names: frozenset[str]
    side: tuple[Record, ...]
    """What is known of the addresses of those acts."""
    totals: Totals
    hidden: tuple[Egress, ...]
    """Hidden sign-ins of all other accounts, to be found from `cited`."""
    cited: dict[str, list[SignIn]]
    marked: tuple[Act, ...]
    """Of accounts with too many acts, the sign-ins from ranges that rules look for."""
    problems: tuple[Problem, ...]


class Narrowing(msgspec.Struct, frozen=True):
    """Tables of acts, and what is known beside them."""

    spool: Spool
    sources: Sequence[Source]
    shelf: NetworkShelf
    given: Sequence[Record]
    """Records beside those of the logs: networks, or all of a dossier."""
    facts: CaseFacts

    def seen(self, log: int, place: str, quote: str) -> Evidence:
        """The evidence of a row."""
        one = self.sources[log]
        return Evidence(one.digest, one.path, place, quote, one.reader)

    def narrowed(self, tables: Tables, view: View) -> Narrowed:
        """The accounts that rules have to look at, with their acts; `view` is of `given`."""
        tables.with_side()
        inline = [one for one in self.given if isinstance(one, (SignIn, FileAccess))]
        own = frozenset(one.account for one in inline)
        names = frozenset[str]().union(*tables.candidates().values()) | declared(tables, view)
        held, rest = fitting(tables.sizes(names - own))
        held |= own
        hidden = tuple(tables.egress(held))
        cited: dict[str, list[SignIn]] = defaultdict(list)
        for one in tables.cited(self.seen):
            if isinstance(one, SignIn):
                cited[one.account].append(one)
        acts = tuple(tables.acts(held, self.seen))
        marked = tuple(tables.marked(rest, self.seen, MOST_OF_ONE))
        rows = chain(acts, marked, inline, *cited.values())
        every = {one.ip for one in rows if one.ip}
        return Narrowed(
            acts, held, self.shelf.enrich(every, self.facts.as_of), totals(self.spool, tables),
            hidden, dict(cited), marked, tuple(map(self._too_many, sorted(rest.items()))),
        )  # fmt: skip

    def write_side(self) -> None:
        """The table of what is known of each address, for the queries; a handful at a time."""
        networks = [one for one in self.given if isinstance(one, Network)]
        with opened(self.spool.folder) as tables:
            for ips in tables.ips():
                side = self.shelf.enrich(ips, self.facts.as_of)
                view = MemoryShelf((*networks, *side)).view(self.facts)
                self.spool.put("side", list(side_rows(ips, view)))
        self.spool.close()

    def _too_many(self, held: tuple[str, int]) -> Problem:
        name, count = held
        first = self.sources[0]
        return Problem(
            seen=Evidence(first.digest, first.path, "", "", "access"), source=first.path,
            place="whole log",
            reason=f"account `{name}` has {count:,} acts, too many to be held with the others",
            consequence=f"of such accounts the first {MOST_OF_ONE:,} sign-ins from listed ranges "
                        "and those through hidden addresses were looked at, and nothing else",
        )  # fmt: skip


def narrow(asked: Narrowing) -> Narrowed:
    """The part of the tables that rules have to look at; MissingExtra without DuckDB."""
    asked.spool.close()
    asked.write_side()
    workers = MemoryShelf(asked.given).view(asked.facts)
    asked.spool.put("claimed", list(_claimed(workers)))
    asked.spool.close()
    with opened(asked.spool.folder) as tables:
        return asked.narrowed(tables, workers)


def fitting(sizes: dict[str, int]) -> tuple[frozenset[str], dict[str, int]]:
    """The accounts whose acts can be held together, smallest first, and those that cannot."""
    held: set[str] = set()
    rest: dict[str, int] = {}
    room = MOST_OF_ALL
    for name, size in sorted(sizes.items(), key=lambda one: (one[1], one[0])):
        if size > min(MOST_OF_ONE, room):
            rest[name] = size
        else:
            held.add(name)
            room -= size
    return frozenset(held), rest


def _claimed(view: View) -> Iterator[tuple[str, str]]:
    """Accounts with the country that their worker states."""
    for account in view.all(Account):
        worker, _ = owner(account.id, view)
        if worker and worker.claimed_country:
            yield account.id, worker.claimed_country


def declared(tables: Tables, view: View) -> frozenset[str]:
    """Accounts of a dossier about which a rule can find something by what the dossier says."""
    checked = {
        one.subject for one in view.all(Check) if one.measure in IDENTITY_CHECKS and one.result
    }
    names: set[str] = set()
    zones: dict[str, list[str]] = defaultdict(list)
    for account in view.all(Account):
        worker, of = owner(account.id, view)
        if (worker and worker.ref in checked) or f"party:{of}" in checked:
            names.add(account.id)
        if worker and any(key.device_bound for key in worker.passkeys):
            names.add(account.id)
        if worker and worker.claimed_timezone:
            zones[worker.claimed_timezone].append(account.id)
    for zone, accounts in zones.items():
        names |= {name for name, hour in tables.middles(accounts) if _far(hour, zone)}
    return frozenset(names)


def _far(hour: float, zone: str) -> bool:
    """Whether hours, in UTC, may lie far from the middle of a zone's day."""
    try:
        found = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    offsets = [
        (datetime(year, month, 1, tzinfo=UTC).astimezone(found).utcoffset() or timedelta())
        / timedelta(hours=1) for year in (2005, 2015, 2025) for month in (1, 4, 7, 10)
    ]  # fmt: skip
    slack = max(offsets) - min(offsets) + 0.1
    apart = [abs((hour + offset - MIDDLE_OF_DAY + 12) % 24 - 12) for offset in offsets]
    return max(apart) + slack >= AGAINST_CLAIM_HOURS


def side_rows(ips: Iterable[str], view: View) -> Iterator[tuple[object, ...]]:
    """What the queries need to know of each address."""
    lists = addresses(view)
    user = view.all(Network)
    ranges = (*known(), *adjacent(), *brought(user))
    dated = [ip_network(n.cidr.strip(), strict=False) for n in user if n.valid_from or n.valid_to]
    for ip in ips:
        where = lists.of(ip, view.facts.as_of)
        on = "ioc" in where.forms or bool(holding(ranges, ip, None))
        yield (
            ip, where.net, where.crowded, where.country,
            on or any(within(net, ip) for net in dated),
            *(form in where.forms for form in ("vpn", "hosting", "tor", "relay")),
            where.stale, "\n".join(where.lists),
        )  # fmt: skip


def totals(spool: Spool, tables: Tables) -> Totals:
    """How many acts there are of each kind, each once, and what sign-ins state."""
    counts: dict[type[Record], int] = {
        SignIn: tables.distinct("signed"), FileAccess: tables.distinct("acts"),
        SessionEnd: tables.distinct("ends"),
    }  # fmt: skip
    return Totals(counts, frozenset(spool.stated))


def detect(shelf: Shelf, view: View, left: Narrowed, detectors: Iterable[Detector]) -> Detected:
    """What the rules find in the records that were kept, with the findings on the others."""
    looking = list(detectors)
    found = run_detectors(shelf, view, SerialEngine(), looking, left.totals)
    made = [*_egress(left, view), *_of_ranges(left, view, looking)]
    both = sorted((*found.findings, *made), key=lambda one: (one.rule, one.subject, one.id))
    ran = tuple(
        msgspec.structs.replace(one, found=one.found + sum(m.rule == one.rule for m in made))
        for one in found.ran
    )
    return Detected(tuple(both), ran, (*found.problems, *left.problems))


def _egress(left: Narrowed, view: View) -> Iterator[Finding]:
    """The findings on hidden sign-ins of accounts, from sums and the rows at either end."""
    lists = addresses(view)
    for one in left.hidden:
        rows = {row.id: row for row in left.cited.get(one.account, ())}
        hidden = [row for row in rows.values() if lists.of(row.ip, row.time.date()).hides]
        seen = sorted(hidden, key=lambda row: (row.time, row.id))
        if one.hidden > 2 * CITED:
            seen = [*seen[:CITED], *seen[-CITED:]]
        counted = Hidden(one.successes, one.hidden, one.forms, one.lists, one.stale)
        yield through(one.account, seen, counted, view)
        yield from allowed(one.account, seen, view)


def _of_ranges(left: Narrowed, view: View, looking: Iterable[Detector]) -> Iterator[Finding]:
    """What rules find in the sign-ins of accounts that have too many acts."""
    if left.marked:
        kept = MemoryShelf(left.marked)
        some = [one for one in looking if one.name in OF_RANGES]
        yield from run_detectors(kept, view, SerialEngine(), some, left.totals).findings
