"""Ten million sign-ins through every rule on access: `python benchmarks/signins_bulk.py`.

What is measured is the way of `celtrace access` from the tables on: addresses, the queries
that name the accounts to look at, the records of these accounts, all detectors over them, and
the findings on hidden addresses of all others. Printed are seconds, findings by rule and the
peak of memory; beside it the same correlation as pySigma's own SQL on SQLite, if the
dependency group `peers` is installed. The table is made by DuckDB: freelancers with two
machines, a home and a mobile line, VPN exits on a sixth, and some accounts that share, move
or stay.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import duckdb
from signins_sigma import sigma

from celtrace.cases.logs.access import looking, weighed_of
from celtrace.cases.logs.bulk import Narrowing, Source, detect, narrow
from celtrace.detect._sharing import compact
from celtrace.ports import CaseFacts
from celtrace.records import AddressFact, AddressList, Digest, Evidence, Record
from celtrace.store.memory import MemoryShelf
from celtrace.store.spool import NEEDED, Spool

SNAPSHOT = date(2026, 6, 1)
FACTS = CaseFacts(as_of=date(2026, 8, 30))
SEEN = Evidence(Digest("0" * 64), "generated", "", "", "benchmark")
SIGNED = """
COPY (SELECT i AS seq, 0 AS log, 'line ' || i AS place, 'quote of line ' || i AS quote,
    'user' || u AS account,
    epoch_us(TIMESTAMP '2026-06-01' + INTERVAL 1 MINUTE * (1440 * (i // 3 % 90) + 540
        + (m * 600)::INT)) AS time, 'tracker' AS system,
    CASE WHEN w < 0.00001 THEN time + 30 * 3600000000 END AS until,
    CASE WHEN u % 4000 = 7 AND v < 0.01 THEN '175.45.178.' || u % 200
        WHEN v < 0.17 THEN '5.' || (w * 200)::INT || '.' || (v * 500)::INT || '.9'
        WHEN v < 0.6 THEN '8.' || u % 250 || '.' || u // 250 % 250 || '.1'
        ELSE '9.' || u % 250 || '.' || u // 250 % 250 || '.1' END AS ip,
    CASE WHEN v < 0.6 THEN 'pc-' || CASE WHEN u % 1000 < 2 THEN u // 1000 * 1000 ELSE u END
        ELSE 'phone-' || u END AS device, device AS device_as, 'agent' AS user_agent,
    's-' || i AS session, CASE WHEN u % 2000 = 9 THEN false END AS managed
FROM (SELECT i, i % {users} AS u, v, w, m
    FROM (SELECT i, random() AS v, random() AS w, random() AS m FROM range({rows}) t(i)))
) TO '{path}' (FORMAT parquet)
"""


def facts_of(ips: Iterable[str]) -> Iterator[Record]:
    """What lists say of the invented addresses."""
    for form in ("vpn", "hosting", "country"):
        yield AddressList(seen=SEEN, list=form, form=form, snapshot=SNAPSHOT, entries=1,
                          age_days=60, fresh=True)  # fmt: skip
    for ip in ips:
        given = {"form": "vpn"} if ip.startswith("5.") else {"form": "country", "country": "PL"}
        yield AddressFact(seen=SEEN, ip=ip, list=given["form"], snapshot=SNAPSHOT, range=ip,
                          **given)  # fmt: skip


class Invented:
    """What lists say, in place of installed ones."""

    def enrich(self, ips: Iterable[str], _: date) -> list[Record]:
        """The side table of some addresses."""
        return list(facts_of(ips))


def through(folder: Path) -> dict[str, float]:
    """All detectors over the tables of a folder; seconds of each step."""
    took, began = {}, time.perf_counter()
    spool = Spool(folder, compact, {"signed": 1}, NEEDED)
    source = Source(Digest("0" * 64), "generated", "benchmark")
    left = narrow(Narrowing(spool, [source], Invented(), (), FACTS))
    took["addresses, queries, records"], began = time.perf_counter() - began, time.perf_counter()
    kept = MemoryShelf((*left.acts, *left.side))
    view = kept.view(FACTS)
    found = detect(kept, view, left, looking())
    counted = sum(len(one.findings) for one in weighed_of(view, found.findings))
    took["detectors and findings"] = time.perf_counter() - began
    print(f"  accounts that queries left to the rules {len(left.names):,} with "
          f"{len(left.acts):,} sign-ins; findings {len(found.findings):,}, of these counted "
          f"{counted:,}")  # fmt: skip
    for rule, number in sorted(Counter(one.rule for one in found.findings).items()):
        print(f"  {number:9,}  {rule}")
    return took


def main() -> None:
    """Make the table, look at it, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--users", type=int, default=40_000)
    parser.add_argument("--sigma-rows", type=int, default=100_000, help="rows for pySigma's SQL")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with duckdb.connect() as database:
            database.execute("SET threads = 2")
            database.execute("SELECT setseed(0.5)")
            path = folder / "signed-000000000000.parquet"
            database.execute(SIGNED.format(users=given.users, rows=given.rows, path=path))
        cpu = time.process_time()
        took = through(folder)
        cpu = time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        for step, seconds in took.items():
            print(f"  {seconds:9.1f} s  {step}")
        whole = sum(took.values())
        print(f"{given.rows:,} sign-ins of {given.users:,} accounts through all rules: "
              f"{whole:.1f} s ({given.rows / whole:,.0f}/s; {cpu:.1f} s of processors); "
              f"peak {peak:.2f} GiB (goal: 60 s, 4 GiB)")  # fmt: skip
        print(sigma(path, given.sigma_rows))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
