"""The peer: pySigma's own SQL on SQLite for detections that our rules make too.

Two correlations as Sigma states them (https://github.com/SigmaHQ/sigma-specification): many
addresses of one account within an hour, and many accounts of one machine within a day. They
are converted by pySigma's SQLite backend and run over the first rows of the table.
"""

from __future__ import annotations

import sqlite3
import time
from importlib import import_module
from pathlib import Path

import duckdb

RULES = """
title: Sign-in
name: signed_in
logsource: {category: authentication}
detection:
  ok: {result: success}
  condition: ok
---
title: Many addresses of one account
correlation:
  type: value_count
  rules: [signed_in]
  group-by: [account]
  timespan: 1h
  condition: {field: ip, gte: 5}
---
title: Many accounts on one machine
correlation:
  type: value_count
  rules: [signed_in]
  group-by: [device]
  timespan: 1d
  condition: {field: account, gte: 2}
"""


def sigma(path: Path, rows: int) -> str:
    """A sentence with the peer's figure, or why there is none."""
    try:
        backend = import_module("sigma.backends.sqlite").sqliteBackend()
        rules = import_module("sigma.collection").SigmaCollection.from_yaml(RULES)
    except ImportError:
        return "pySigma: not measured; install the dependency group `peers`"
    queries = [str(one) for one in backend.convert(rules)]
    with sqlite3.connect(":memory:") as database:
        _fill(database, path, rows)
        began, found = time.perf_counter(), 0
        for query in queries:
            found += len(database.execute(query).fetchall())
        took = time.perf_counter() - began
    return (
        f"pySigma's SQL on SQLite, {len(queries)} queries over {rows:,} sign-ins: {took:.1f} s "
        f"({rows / took:,.0f}/s), {found:,} rows found"
    )


def _fill(database: sqlite3.Connection, path: Path, rows: int) -> None:
    with duckdb.connect() as source:
        table = source.read_parquet(str(path)).order("time").limit(rows)
        when = "strftime(make_timestamp(time), '%Y-%m-%d %H:%M:%S')"
        held = table.project(f"account, {when}, ip, device, 'success'").fetchall()
    database.execute("CREATE TABLE logs (account, timestamp, ip, device, result)")
    database.executemany("INSERT INTO logs VALUES (?, ?, ?, ?, ?)", held)
