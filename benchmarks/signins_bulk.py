"""Ten million sign-ins through the columnar pre-pass: `python benchmarks/signins_bulk.py`.

Printed are seconds and accounts for each query, and the peak of memory. The table is made
by DuckDB: freelancers with two machines, a home and a mobile line, VPN exits on a third.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from celtrace.store.sign_ins import QUERIES, candidates

SIGNED = """
COPY (SELECT 'user' || u AS account, time,
    CASE WHEN w < 0.0001 THEN time + INTERVAL 30 HOURS END AS until,
    CASE WHEN v < 0.17 THEN '5.' || (w * 200)::INT || '.' || (v * 500)::INT || '.9'
        WHEN v < 0.6 THEN '8.' || u % 250 || '.' || u // 250 % 250 || '.1'
        ELSE '9.' || u % 250 || '.' || u // 250 % 250 || '.1' END AS ip,
    CASE WHEN v < 0.6 THEN 'pc-' || u ELSE 'phone-' || u END AS device, '' AS passkey,
    'agent' AS user_agent, 's-' || i AS session, 'tracker' AS system, '' AS mfa_device,
    NULL::BOOLEAN AS managed, 'success' AS result
FROM (SELECT i, i % {users} AS u, v, w,
        TIMESTAMP '2026-06-01' + INTERVAL 1 MINUTE * (1440 * (i // 3 % 90) + 540
            + (m * 600)::INT) AS time
    FROM (SELECT i, random() AS v, random() AS w, random() AS m FROM range({rows}) t(i)))
) TO '{path}' (FORMAT parquet)
"""
SIDE = """
COPY (SELECT ip, regexp_replace(ip, '[.][0-9]+$', '.0/24') AS net, ip LIKE '5.%' AS hides,
    ip LIKE '5.%' AS crowded, CASE WHEN ip LIKE '5.%' THEN '' ELSE 'PL' END AS country,
    ip LIKE '175.45.17%' AS marked
FROM (SELECT DISTINCT ip FROM '{signed}')) TO '{path}' (FORMAT parquet)
"""


def main() -> None:
    """Make the table, run the queries, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--users", type=int, default=40_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        signed, side = Path(folder) / "signed.parquet", Path(folder) / "side.parquet"
        with duckdb.connect() as database:
            database.execute("SET threads = 2")
            database.execute(SIGNED.format(users=given.users, rows=given.rows, path=signed))
            database.execute(SIDE.format(signed=signed, path=side))
        began = time.perf_counter()
        found = candidates(signed, side)
        took = time.perf_counter() - began
    for rules in QUERIES:
        print(f"  {len(found[rules]):7,} accounts  {rules}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    every = len(frozenset().union(*found.values()))
    print(f"{given.rows:,} sign-ins of {given.users:,} accounts: pre-pass {took:.1f} s "
          f"({given.rows / took:,.0f}/s), {every:,} accounts left; peak {peak:.2f} GiB "
          "(goal: 60 s, 4 GiB)")  # fmt: skip
    sys.stdout.flush()


if __name__ == "__main__":
    main()
