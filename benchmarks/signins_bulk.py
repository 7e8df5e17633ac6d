"""Ten million sign-ins through every rule on access: `python benchmarks/signins_bulk.py`.

What is measured is the way of `celtrace access` from the tables on: addresses, the queries
that name the accounts to look at, the records of these accounts, all detectors over them, and
the findings on hidden addresses of all others. Printed are seconds, findings by rule and the
peak of memory; beside it the same correlation as pySigma's own SQL on SQLite, if
`pysigma-backend-sqlite` is installed. The table is made by DuckDB: freelancers with two
machines, a home and a mobile line, VPN exits on a sixth, and some accounts that share, move
or stay.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from signins_sigma import sigma

from celtrace.cases.access import weighed_of
from celtrace.cases.access_bulk import detect, egress_of, narrowed, totals, write_side
from celtrace.detect._addresses import addresses
from celtrace.detect._sharing import compact
from celtrace.ports import CaseFacts, View
from celtrace.records import AddressFact, AddressList, Digest, Evidence, Record, SignIn
from celtrace.store.memory import MemoryShelf
from celtrace.store.sign_ins import Egress, Tables, opened
from celtrace.store.spool import EPOCH, NEEDED, Spool

SNAPSHOT = date(2026, 6, 1)
FACTS = CaseFacts(as_of=date(2026, 8, 30))
SEEN = Evidence(Digest("0" * 64), "generated", "", "", "benchmark")
SIGNED = """
COPY (SELECT i AS seq, i AS key, 0 AS log, 'row ' || i AS place, 'user' || u AS account,
    epoch_us(TIMESTAMP '2026-06-01' + INTERVAL 1 MINUTE * (1440 * (i // 3 % 90) + 540
        + (m * 600)::INT)) AS time, 'tracker' AS system,
    CASE WHEN w < 0.00001 THEN time + 30 * 3600000000 END AS until,
    CASE WHEN u % 4000 = 7 AND v < 0.01 THEN '175.45.178.' || u % 200
        WHEN v < 0.17 THEN '5.' || (w * 200)::INT || '.' || (v * 500)::INT || '.9'
        WHEN v < 0.6 THEN '8.' || u % 250 || '.' || u // 250 % 250 || '.1'
        ELSE '9.' || u % 250 || '.' || u // 250 % 250 || '.1' END AS ip,
    CASE WHEN v < 0.6 THEN 'pc-' || CASE WHEN u % 1000 < 2 THEN u // 1000 * 1000 ELSE u END
        ELSE 'phone-' || u END AS device, '' AS passkey,
    'agent' AS user_agent, 's-' || i AS session, '' AS mfa_device,
    CASE WHEN u % 2000 = 9 THEN false END AS managed, 'success' AS result
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


FIELDS = ("account", "time", "until", "ip", "device", "passkey", "user_agent", "session",
          "mfa_device", "managed", "result", "system")  # fmt: skip


def records(database: Any, where: str, given: Iterable[Any]) -> Iterator[SignIn]:  # noqa: ANN401
    """Rows of the table as records."""
    database.register("wanted", {"one": np.array(list(given), dtype=object)})
    asked = f"SELECT place, {', '.join(FIELDS)} FROM signed WHERE {where} IN (FROM wanted)"  # noqa: S608
    answer = database.execute(asked)
    while rows := answer.fetchmany(10_000):
        for place, account, at, until, *rest in rows:
            seen = Evidence(SEEN.digest, "generated", place, "", "benchmark")
            end = None if until is None else EPOCH + timedelta(microseconds=until)
            named = dict(zip(FIELDS[3:], rest, strict=True))
            yield SignIn(seen=seen, account=account, time=EPOCH + timedelta(microseconds=at),
                         until=end, **named)  # fmt: skip


def through(folder: Path) -> dict[str, float]:
    """All detectors over the tables of a folder; seconds of each step."""
    took, began = {}, time.perf_counter()

    def step(name: str) -> None:
        nonlocal began
        took[name], began = time.perf_counter() - began, time.perf_counter()

    spool = Spool(folder, compact)
    spool.counts["signed"] = 1
    spool.stated = set(NEEDED)
    spool.close()
    with opened(folder) as tables:
        ips = tables.ips()
        side = list(facts_of(ips))
    write_side(spool, ips, MemoryShelf(side).view(FACTS))
    step("addresses")
    with opened(folder) as tables:
        names, hidden = narrowed(tables)
        step("queries")
        _find(tables, (spool, side), names, hidden)
        step("records, detectors and findings")
    return took


def _find(
    tables: Tables, held: tuple[Spool, list[Record]], names: frozenset[str],
    hidden: tuple[Egress, ...],
) -> None:  # fmt: skip
    spool, side = held
    database = tables.database
    whole = list(records(database, "account", names))
    kept = MemoryShelf((*whole, *side))
    view = kept.view(FACTS)
    places = [place for _, place in tables.cited()]
    cited: dict[str, list[SignIn]] = defaultdict(list)
    for row in records(database, "place", places):
        cited[row.account].append(row)
    found = detect(kept, view, totals(spool, tables), _others(hidden, cited, view))
    counted = sum(len(one.findings) for one in weighed_of(view, found.findings))
    print(f"  accounts that queries left to the rules {len(names):,} with {len(whole):,} sign-ins; "
          f"findings {len(found.findings):,}, of these counted {counted:,}")  # fmt: skip
    for rule, number in sorted(Counter(one.rule for one in found.findings).items()):
        print(f"  {number:9,}  {rule}")


def _others(hidden: Iterable[Egress], cited: dict[str, list[SignIn]], view: View) -> Iterator[Any]:
    lists = addresses(view)
    for one in hidden:
        yield egress_of(one, cited[one.account], view, lists)


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
