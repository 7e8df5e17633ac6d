"""Figures of the rules on access: `python benchmarks/signins.py --net FOLDER [--users N]`.

Rules were written with seed 1 at hand; the figures are of other seeds (`--seeds`, by default
three), each of them printed, and then all together.

FOLDER holds address lists as `celtrace networks import` reads them (a table of countries,
lists of VPN exits, data centres and relays). Printed are

- items for review per 1,000 benign user-months, at default settings;
- the share of planted cases found, by pattern;
- the permutation test: findings that come from nationality, language, name, city or a label
  of the DPRK in a table of countries alone;
- sign-ins per second through all rules, and look-ups of addresses per second.

The sign-ins are invented; what they assume stands in `signins_people.py`.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec
from signins_people import DAYS, LAST_DAY, Net, benign
from signins_planted import PATTERNS, Planted, Stage

from celtrace import registry
from celtrace.cases.detecting import Detected, run_detectors
from celtrace.cases.logs.access_reading import ACTS
from celtrace.cases.logs.networks import NetworkShelf, Wanted
from celtrace.engine.serial import SerialEngine
from celtrace.net.publications import known_as
from celtrace.net.table import RangeTable
from celtrace.ports import CaseFacts
from celtrace.records import AddressFact, Party, Record, SignIn, Worker
from celtrace.store.memory import MemoryShelf
from celtrace.weigh.subjects import subjects
from celtrace.weigh.tiers import weigh

SNAPSHOT = date(2026, 6, 17)
LOOKING = [one for one in registry.detectors() if set(one.reads) & set(ACTS)]


def install(folder: Path, home: Path) -> NetworkShelf:
    """The lists of a folder, all dated within their shelf life."""
    shelf = NetworkShelf(home)
    lists = [one for one in folder.iterdir() if known_as(one.name) and one.suffix != ".mmdb"]
    shelf.import_paths(sorted(lists), Wanted(snapshot=SNAPSHOT), lambda *_: None)
    return shelf


def tables(shelf: NetworkShelf) -> dict[str, RangeTable]:
    """The first table of each kind with IPv4 ranges."""
    held = [one for one in shelf.store.held() if "4" in one.part]
    return {one.form: shelf.store.table(one) for one in reversed(held)}


def with_iocs(records: Iterable[Record], net: Net, home: Path, shelf: NetworkShelf) -> list[Record]:
    """Give the planted exits addresses, and install them as an indicator list of the user."""
    made, listed = [], []
    for one in records:
        if isinstance(one, SignIn) and one.ip.startswith("ioc:"):
            ip = net.line("GB")
            listed.append(ip)
            made.append(msgspec.structs.replace(one, ip=ip, id=""))
        else:
            made.append(one)
    path = home / "indicators.txt"
    path.write_text("\n".join(listed) + "\n", encoding="utf-8")
    wanted = Wanted("indicators", "ioc", date(2026, 7, 1), "benchmark")
    shelf.import_paths([path], wanted, lambda *_: None)
    return made


def detect(records: Sequence[Record], side: Sequence[Record]) -> tuple[Detected, set[str]]:
    """What the rules find, and the ids of the findings that count and are not closed."""
    shelf = MemoryShelf((*records, *side))
    view = shelf.view(CaseFacts(as_of=LAST_DAY))
    found = run_detectors(shelf, view, SerialEngine(), LOOKING)
    weighed = subjects(view, [weigh(one) for one in found.findings])
    return found, {id_ for one in weighed for id_ in one.findings}


def side_table(records: Iterable[Record], shelf: NetworkShelf) -> tuple[Record, ...]:
    ips = {one.ip for one in records if isinstance(one, SignIn)}
    return shelf.enrich(ips, LAST_DAY)


def alarms(found: Detected, counted: set[str], users: int) -> tuple[int, float]:
    """Print the items for review among people who did nothing wrong; items and user-months."""
    items = [one for one in found.findings if one.id in counted]
    months = users * DAYS / 30
    print(f"benign user-months {months:,.0f}; items for review {len(items)}, "
          f"per 1,000 user-months {1000 * len(items) / months:.2f} (goal <= 1)")  # fmt: skip
    print(f"  by rule: {dict(Counter(one.rule for one in items))}")
    shown = Counter(one.rule for one in found.findings if one.id not in counted)
    print(f"  shown as context or closed: {dict(sorted(shown.items()))}")
    return len(items), months


def recall(
    cases: Sequence[tuple[str, Planted]], found: Detected, counted: set[str]
) -> tuple[int, int]:
    """Print the share of planted cases that a rule named for them found; found and all."""
    by_account: dict[str, set[str]] = defaultdict(set)
    for one in found.findings:
        if one.id in counted:
            names = one.subject.partition(":")[2].split("+")
            acted = [ref.partition(":")[2].removeprefix("party-") for ref in one.acted]
            for name in (*names, *acted):
                by_account[name.removeprefix("party-")].add(one.rule)
    hits: Counter[str] = Counter()
    for name, case in cases:
        seen = set().union(*(by_account[account] for account in case.accounts))
        hits[name] += bool(seen & set(case.rules))
    each = len(cases) // len(PATTERNS)
    print(f"planted cases {len(cases)}, found {hits.total()} "
          f"({100 * hits.total() / len(cases):.1f} %, goal >= 95 %)")  # fmt: skip
    for name in dict.fromkeys(name for name, _ in cases):
        print(f"  {name:16} {hits[name]:3} of {each}")
    return hits.total(), len(cases)


def permuted(records: Sequence[Record], side: Sequence[Record], dice: random.Random) -> int:
    """Print how many findings change when names, nationality, seat and labels are exchanged."""
    before, _ = detect(records, side)
    names = [one.name for one in records if isinstance(one, Worker)]
    dice.shuffle(names)
    swapped: list[Record] = []
    for one in records:
        if isinstance(one, Worker):
            swapped.append(msgspec.structs.replace(one, name=names.pop()))
        elif isinstance(one, Party):
            facts = {"country": dice.choice(("KR", "CN", "US", "KP")), "city": "Pyongyang",
                     "nationality": "KP", "name": "Kim"}  # fmt: skip
            swapped.append(msgspec.structs.replace(one, **facts))
        else:
            swapped.append(one)
    after, _ = detect(swapped, side)
    changed = _keys(before) ^ _keys(after)
    print(
        f"permutation: findings changed by name, nationality, seat, city: {len(changed)} (goal 0)"
    )
    labelled = [
        msgspec.structs.replace(one, country="KP")
        if isinstance(one, AddressFact) and one.form == "country" else one for one in side
    ]  # fmt: skip
    _, plain = detect(records, [one for one in side if not _country(one)])
    said, counted = detect(records, labelled)
    extra = {one.id for one in said.findings if one.id in counted} - plain
    print(f"permutation: counted findings from a KP label on every address: {len(extra)} (goal 0)")
    return len(changed) + len(extra)


def _country(one: Record) -> bool:
    return isinstance(one, AddressFact) and one.form == "country"


def _keys(found: Detected) -> set[tuple[str, str, str]]:
    return {(one.rule, one.subject, str(one.strength)) for one in found.findings}


class Sums(NamedTuple):
    """What came of one seed."""

    items: int
    months: float
    hits: int
    cases: int
    changed: int


def run(seed: int, given: argparse.Namespace, shelf: NetworkShelf, home: Path) -> Sums:
    """Print the figures of one seed."""
    print(f"\nseed {seed}")
    dice = random.Random(seed)
    net = Net(tables(shelf), dice)
    _, records = benign(given.users, net, dice)
    signs = sum(isinstance(one, SignIn) for one in records)
    side = side_table(records, shelf)
    began, busy = time.perf_counter(), time.process_time()
    found, counted = detect(records, side)
    took, busy = time.perf_counter() - began, time.process_time() - busy
    items, months = alarms(found, counted, given.users)
    cases = [
        (make.__name__, make(Stage(f"{make.__name__.replace('_', '')}{n}", net, dice)))
        for make in PATTERNS for n in range(given.each)
    ]  # fmt: skip
    planted = with_iocs((r for _, case in cases for r in case.records), net, home, shelf)
    hits, every = recall(cases, *detect(planted, side_table(planted, shelf)))
    changed = permuted([*planted, *records[: len(records) // 4]],
                       side_table([*planted, *records], shelf), dice)  # fmt: skip
    print(f"{signs:,} sign-ins, {len(records):,} records through {len(LOOKING)} detectors: "
          f"{took:.1f} s, {signs / took:,.0f} sign-ins/s ({busy:.1f} s of processors)")  # fmt: skip
    return Sums(items, months, hits, every, changed)


def lookups(shelf: NetworkShelf, count: int = 1_000_000) -> None:
    """Print how many addresses a second the table of countries answers for."""
    table = tables(shelf)["country"]
    dice = random.Random(0)
    values = sorted(dice.randrange(1 << 32) for _ in range(count))
    began, busy = time.perf_counter(), time.process_time()
    table.find_many(values)
    took, busy = time.perf_counter() - began, time.process_time() - busy
    print(f"{count:,} addresses, sorted, in {len(table):,} ranges: {count / took:,.0f}/s, "
          f"{count / busy:,.0f} a second of a processor (goal 2,000,000)")  # fmt: skip


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--net", type=Path, required=True)
    parser.add_argument("--users", type=int, default=400)
    parser.add_argument("--each", type=int, default=10, help="planted cases of each pattern")
    parser.add_argument("--seeds", type=int, nargs="+", default=[101, 202, 303])
    given = parser.parse_args()
    sums = []
    with tempfile.TemporaryDirectory() as folder:
        lookups(install(given.net, Path(folder)))
    for seed in given.seeds:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            sums.append(run(seed, given, install(given.net, home), home))
        sys.stdout.flush()
    items, months, hits, cases, changed = (sum(column) for column in zip(*sums, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\nall {len(sums)} seeds: {items} items in {months:,.0f} user-months, per 1,000 "
          f"{1000 * items / months:.2f} (goal <= 1); planted {hits} of {cases} "
          f"({100 * hits / cases:.1f} %, goal >= 95 %); permutation {changed} (goal 0); "
          f"peak {peak:.2f} GiB")  # fmt: skip


if __name__ == "__main__":
    main()
