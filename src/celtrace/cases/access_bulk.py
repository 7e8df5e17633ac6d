"""Logs that do not fit into the memory: tables on the disk, then the records that matter.

The logs are read twice. The first time what rules ask of acts goes into tables; queries name
the accounts about which a rule can find something. The second time the records of those
accounts are kept, and of the others the few rows that a finding on their addresses cites. The
rules look at these; what they find is what they would find in all records.
"""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from celtrace.cases.access import Access, AccountSeen, heat, judge, looking, weighed_of
from celtrace.cases.access_reading import Act, Asked, files, networks, read, stream, zone_of
from celtrace.cases.detecting import Detected, Totals, run_detectors
from celtrace.cases.intake import Notes
from celtrace.cases.networks import NetworkShelf
from celtrace.detect._addresses import Addresses, addresses
from celtrace.detect._ranges import adjacent, brought, holding, known
from celtrace.detect._sharing import compact
from celtrace.detect.egress import Hidden, through
from celtrace.engine.serial import SerialEngine
from celtrace.findings import Finding
from celtrace.net.known import within
from celtrace.ports import CaseFacts, View
from celtrace.records import FileAccess, Network, Record, SessionEnd, SignIn
from celtrace.store.memory import MemoryShelf
from celtrace.store.sign_ins import CITED, Egress, Tables, opened
from celtrace.store.spool import EPOCH, Spool
from celtrace.weigh.assessment import Subject

PACKED = 8
"""A packed log is taken for so many times its size."""
_PACKINGS = (".gz", ".bz2", ".xz", ".zst")
_LARGE = (
    "These logs are held in memory whole; with `pip install 'celtrace[scale]'` they are read in "
    "bulk, whatever their size."
)


def access(asked: Asked, shelf: NetworkShelf, today: date) -> Access:
    """Read logs and let every rule on access look; UsageError for a path that is not there."""
    size = sum(
        path.stat().st_size * (PACKED if path.suffix in _PACKINGS else 1)
        for path in files(asked.paths)
    )
    if size < asked.bulk_bytes:
        return judge(read(asked), asked, shelf, today)
    if importlib.util.find_spec("duckdb") is None:
        return judge(read(asked), asked, shelf, today, _LARGE)
    return bulk(asked, shelf, today)


def bulk(asked: Asked, shelf: NetworkShelf, today: date) -> Access:
    """The same through tables on the disk. MissingExtra without DuckDB."""
    notes = Notes()
    with TemporaryDirectory(prefix="celtrace-") as name:
        spool = Spool(Path(name), compact)
        logs = stream(asked, notes, lambda number, act: spool.add(act, number))
        own = networks(asked, notes)
        last = max((one.last.date() for one in logs if one.last), default=today)
        facts = CaseFacts(as_of=asked.as_of or last, timezone=asked.timezone)
        found = _looked(asked, spool, (shelf, own), facts)
    return Access(
        facts.as_of, asked.timezone, logs, found.accounts, found.weighed, found.detected.findings,
        (*notes.problems, *found.detected.problems), found.detected.ran,
    )  # fmt: skip


class _Found(NamedTuple):
    detected: Detected
    weighed: tuple[Subject, ...]
    accounts: tuple[AccountSeen, ...]


def _looked(
    asked: Asked, spool: Spool, known_of: tuple[NetworkShelf, list[Record]], facts: CaseFacts
) -> _Found:
    shelf, own = known_of
    spool.close()
    with opened(spool.folder) as tables:
        ips = tables.ips()
    side = [*own, *shelf.enrich(ips, facts.as_of)]
    write_side(spool, ips, MemoryShelf(side).view(facts))
    with opened(spool.folder) as tables:
        names, through_hidden = narrowed(tables)
        keep = _Keep(names, tables.cited())
        stream(asked, Notes(), keep)
        counts = totals(spool, tables)
        kept = MemoryShelf((*keep.whole, *side))
        view = kept.view(facts)
        detected = detect(kept, view, counts, _cited(through_hidden, keep, view))
        weighed = weighed_of(view, detected.findings)
        accounts = tuple(_accounts(tables, keep, (detected, weighed), asked))
    return _Found(detected, weighed, accounts)


def write_side(spool: Spool, ips: Iterable[str], view: View) -> None:
    """The table of what is known of each address, for the queries."""
    lists = addresses(view)
    user = view.all(Network)
    ranges = (*known(), *adjacent(), *brought(user))
    dated = [ip_network(n.cidr.strip(), strict=False) for n in user if n.valid_from or n.valid_to]
    for ip in ips:
        where = lists.of(ip, view.facts.as_of)
        on = "ioc" in where.forms or bool(holding(ranges, ip, None))
        spool.put("side", (
            ip, where.net, where.crowded, where.country,
            on or any(within(net, ip) for net in dated),
            *(form in where.forms for form in ("vpn", "hosting", "tor", "relay")),
            where.stale, "\n".join(where.lists),
        ))  # fmt: skip
    spool.close()


def narrowed(tables: Tables) -> tuple[frozenset[str], tuple[Egress, ...]]:
    """The accounts that rules have to look at, and the hidden sign-ins of all others."""
    tables.with_side()
    names = frozenset[str]().union(*tables.candidates().values())
    return names, tuple(one for one in tables.egress() if one.account not in names)


def totals(spool: Spool, tables: Tables) -> Totals:
    """How many acts there are of each kind, each once, and what sign-ins state."""
    return Totals(
        {SignIn: tables.distinct("signed"), FileAccess: tables.distinct("acts"),
         SessionEnd: spool.counts["ends"]},
        frozenset(spool.stated),
    )  # fmt: skip


def detect(kept: MemoryShelf, view: View, counts: Totals, others: Iterable[Finding]) -> Detected:
    """What the rules find in the records that were kept, with the findings on the others."""
    found = run_detectors(kept, view, SerialEngine(), looking(), counts)
    made = list(others)
    both = sorted((*found.findings, *made), key=lambda one: (one.rule, one.subject, one.id))
    ran = tuple(
        type(one)(one.rule, one.looked_at, one.found + sum(m.rule == one.rule for m in made),
                  one.skipped_because) for one in found.ran
    )  # fmt: skip
    return Detected(tuple(both), ran, found.problems)


class _Keep:
    """Takes the acts of some accounts, and of the others the rows that are cited."""

    def __init__(self, names: frozenset[str], cited: frozenset[tuple[int, str]]) -> None:
        self.whole: list[Record] = []
        self.by_account: dict[str, list[Act]] = defaultdict(list)
        self.cited: dict[str, dict[str, SignIn]] = defaultdict(dict)
        self._names, self._cited = names, cited

    def __call__(self, number: int, act: Act) -> None:
        """An act of the log with this number."""
        if act.account in self._names:
            self.whole.append(act)
            self.by_account[act.account].append(act)
        elif (number, act.seen.place) in self._cited and isinstance(act, SignIn):
            self.cited[act.account][act.id] = act


def _cited(hidden: Iterable[Egress], keep: _Keep, view: View) -> Iterator[Finding]:
    known_here = addresses(view)
    for one in hidden:
        yield egress_of(one, keep.cited[one.account].values(), view, known_here)


def egress_of(one: Egress, rows: Iterable[SignIn], view: View, lists: Addresses) -> Finding:
    """The finding on hidden sign-ins of an account from its sums and the rows at either end."""
    hidden = [row for row in rows if lists.of(row.ip, row.time.date()).hides]
    good = [row for row in hidden if row.result == "success"]
    seen = sorted(good, key=lambda row: (row.time, row.id))
    if one.hidden > 2 * CITED:
        seen = [*seen[:CITED], *seen[-CITED:]]
    counted = Hidden(one.successes, one.hidden, one.forms, one.lists, one.stale)
    return through(one.account, seen, counted, view)


def _accounts(
    tables: Tables, keep: _Keep, found: tuple[Detected, tuple[Subject, ...]], asked: Asked
) -> Iterator[AccountSeen]:
    """Every account, those with the most to look at first; hours of those looked at only."""
    detected, weighed = found
    zone = zone_of(asked.timezone)
    tiers = {one.id: one.tier for one in weighed if one.kind == "account"}
    of: dict[str, list[str]] = defaultdict(list)
    for finding in detected.findings:
        of[finding.subject.partition(":")[2]].append(finding.id)
    rows = tables.sums()
    rows.sort(key=lambda s: (-tiers.get(s.account, 0), -len(of.get(s.account, ())), s.account))
    for row in rows:
        acts = keep.by_account.get(row.account, ())
        yield AccountSeen(
            row.account, tiers.get(row.account, 0), row.successes, row.failures, row.file_acts,
            _instant(row.first), _instant(row.last), heat((one.time for one in acts), zone),
            tuple(of.get(row.account, ())),
        )  # fmt: skip


def _instant(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)
