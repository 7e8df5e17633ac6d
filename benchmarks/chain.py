"""The chain at the size of registers: `python benchmarks/chain.py [PART ...]`.

Parts: cascade, nearest, planted, oracle, swaps. Each measure stands beside DuckDB (or, with
--networkx, networkx too) on the same input in the same run. Needs the extra `scale` and
the development dependencies. All inputs are invented from fixed seeds.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent))

import chain_oracle
import chain_planted

from celtrace.law.bulk import POINT, Register, Standing
from celtrace.weigh.nearest import Web

Array = NDArray[np.int64]
ENTITIES, STAKES, SEEDS = 1_000_000, 2_500_000, 500
SPENT: list[float] = []
NODES, EDGES, LISTED, ASKED = 1_000_000, 5_000_000, 500, 10_000


def clock(work: Callable[[], Any]) -> tuple[float, Any]:
    """Wall seconds and the answer; processor seconds stand in `SPENT`."""
    began, spent = time.perf_counter(), time.process_time()
    answer = work()
    SPENT.append(time.process_time() - spent)
    return time.perf_counter() - began, answer


def told(
    what: str, seconds: float, limit: float | None = None, more: str = "", last: int = 1
) -> None:
    """One line of the table; the processor time is that of the `last` clocks."""
    verdict = (
        "" if limit is None else f"  (budget {limit:g} s: {'ok' if seconds <= limit else 'OVER'})"
    )
    busy = f"processor {sum(SPENT[-last:]):.3f} s" if SPENT else ""
    print(f"{what:58} {seconds:9.3f} s  {busy}{verdict}  {more}".rstrip(), flush=True)


def same(one: object, other: object) -> None:
    """Both ways gave the same answer, or the run ends."""
    if one != other:
        sys.exit(f"the answers differ: {one} and {other}")


def peak() -> float:
    """Peak memory of this process in MB."""
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


def stakes(seed: int = 3) -> tuple[Array, Array, Array]:
    """Owner, asset and share in parts: one to four owners per asset, 2 % circles back."""
    rng = np.random.default_rng(seed)
    asset = np.sort(rng.integers(1, ENTITIES, STAKES))
    owner = (asset * rng.random(STAKES)).astype(np.int64)
    back = rng.random(STAKES) < 0.02
    owner[back] = rng.integers(0, ENTITIES, int(back.sum()))
    keep = owner != asset
    pairs, first = np.unique(owner[keep] * ENTITIES + asset[keep], return_index=True)
    asset, owner = asset[keep][first], owner[keep][first]
    cuts = rng.random(len(pairs))
    totals = np.bincount(asset, cuts, ENTITIES)
    share = (cuts / totals[asset] * 100 * POINT).astype(np.int64)
    return owner, asset, share


def cascade(*, with_networkx: bool) -> None:
    """One million entities: full cascade, one changed stake, and DuckDB on the same."""
    owner, asset, share = stakes()
    seeds = np.random.default_rng(5).choice(ENTITIES // 100, SEEDS, replace=False)
    load, register = clock(lambda: Register(ENTITIES, owner, asset, share, share))
    print(f"{len(owner):,} stakes in {ENTITIES:,} entities, {SEEDS} seeds")
    told("columns sorted by owner (the load)", load)
    whole, (inside, _) = clock(lambda: register.blocked(seeds, strict=False))
    told("full cascade, numpy", whole, 0.5, f"{int(inside.sum()) - SEEDS:,} blocked")
    standing = Standing(register, seeds, strict=False)
    times = []
    rng = np.random.default_rng(9)
    own = np.flatnonzero(standing.blocked[register.owner])
    largest = own[np.argsort(-register.low[own] * np.isin(register.owner[own], seeds))][:20]
    for row in (*rng.choice(own, 20, replace=False), *largest):
        low = int(rng.integers(0, 100)) * POINT
        times.append(clock(lambda r=row, x=low: standing.change(
            int(register.owner[r]), int(register.asset[r]), x))[0])  # fmt: skip
    again, _ = register.blocked(seeds, strict=False)
    same(again.tolist(), standing.blocked.tolist())
    told("one changed stake, slowest of 40", max(times), 0.05)
    seconds, found = clock(lambda: _cascade_sql(owner, asset, share, seeds))
    same(found, int(inside.sum()))
    told("the same full cascade, DuckDB, rounds of SQL", seconds)
    if with_networkx:
        _cascade_networkx(owner, asset, share, seeds, int(inside.sum()))


def _cascade_sql(owner: Array, asset: Array, share: Array, seeds: Array) -> int:
    """The cascade as rounds of SQL, after the load."""
    held = duckdb.connect()
    frame = {"owner": owner, "asset": asset, "share": share}
    held.execute("create table stakes as select * from frame")
    held.execute("create table blocked as select unnest($1::bigint[]) as id", [seeds.tolist()])
    del frame
    line = 50 * POINT
    while True:
        before = held.execute("select count(*) from blocked").fetchone()[0]
        held.execute(
            "insert into blocked select asset from stakes semi join blocked on owner = id "
            "where asset not in (select id from blocked) group by asset having sum(share) >= $1",
            [line],
        )
        if held.execute("select count(*) from blocked").fetchone()[0] == before:
            return int(before)


def _cascade_networkx(
    owner: Array, asset: Array, share: Array, seeds: Array, expected: int
) -> None:
    import networkx as nx

    graph = nx.DiGraph()
    load, _ = clock(lambda: graph.add_weighted_edges_from(
        zip(owner.tolist(), asset.tolist(), share.tolist(), strict=True)))  # fmt: skip
    told("networkx, building the graph", load)

    def walk() -> int:
        blocked, held, front = set(seeds.tolist()), {}, list(seeds.tolist())
        while front:
            for other, edge in graph.adj.get(front.pop(), {}).items():
                held[other] = held.get(other, 0) + edge["weight"]
                if held[other] >= 50 * POINT and other not in blocked:
                    blocked.add(other)
                    front.append(other)
        return len(blocked)

    seconds, found = clock(walk)
    same(found, expected)
    told("the same full cascade, networkx", seconds)


def web(seed: int = 7) -> tuple[Array, Array]:
    """Ends of five million lines: half even, 40 % skewed, 10 % to 2,000 hubs."""
    rng = np.random.default_rng(seed)
    half, skewed = EDGES // 2, EDGES * 4 // 10
    a = rng.integers(0, NODES, EDGES)
    b = np.concatenate((
        rng.integers(0, NODES, half),
        (NODES * rng.random(skewed) ** 3).astype(np.int64),
        (2_000 * rng.random(EDGES - half - skewed) ** 2).astype(np.int64),
    ))  # fmt: skip
    return a.astype(np.int32), b.astype(np.int32)


def nearest(*, with_networkx: bool) -> None:
    """One million parties, five million lines: nearest listed party with path for 10,000."""
    a, b = web()
    rng = np.random.default_rng(11)
    listed = rng.choice(NODES, LISTED, replace=False)
    asked = rng.choice(NODES, ASKED, replace=False)
    before = peak()
    build, made = clock(lambda: Web(NODES, a, b))
    print(f"{EDGES:,} lines between {NODES:,} parties, largest hub {int(made.degree.max()):,}")
    search, found = clock(lambda: made.nearest(listed, asked, hub=10_000_000))
    walk, ways = clock(lambda: [found.path(int(party)) for party in asked])
    told("build, search and 10,000 paths, numpy + scipy", build + search + walk, 5.0,
         f"build {build:.2f}, search {search:.2f}, paths {walk:.2f}; peak {peak():.0f} MB "
         f"(budget 1,000), of it {before:.0f} before", last=3)  # fmt: skip
    lengths = np.bincount([len(way) for way in ways if way])
    print("  steps to the nearest:", {n - 1: int(c) for n, c in enumerate(lengths) if c})
    damped, kept = clock(lambda: made.nearest(listed, asked, hub=200))
    reached = sum(bool(kept.path(int(party))) for party in asked)
    told("the same, never through hubs of more than 200 lines", damped, 5.0,
         f"{reached:,} of {ASKED:,} reached")  # fmt: skip
    seconds, counted = clock(lambda: _nearest_sql(a, b, listed, asked))
    same(counted, lengths.tolist())
    told("the same search in DuckDB, rounds of SQL, with load", seconds)
    if with_networkx:
        _nearest_networkx(a, b, listed, asked)


def _nearest_sql(a: Array, b: Array, listed: Array, asked: Array) -> list[int]:
    """Parties asked for by number of parties on the path, all at once."""
    held = duckdb.connect()
    frame = {"a": a, "b": b}
    held.execute("create table lines as select a, b from frame union all select b, a from frame")
    del frame
    held.execute("create table seen as select unnest($1::int[]) as id, 0 as steps, -1 as came",
                 [listed.tolist()])  # fmt: skip
    held.execute("create table asked as select unnest($1::int[]) as id", [asked.tolist()])
    steps = 0
    while True:
        left = "select count(*) from asked anti join seen using (id)"
        before = held.execute("select count(*) from seen").fetchone()[0]
        if not held.execute(left).fetchone()[0]:
            break
        held.execute(
            "insert into seen select b, $1 + 1, min(a) from lines join seen on a = id "
            "where steps = $1 and b not in (select id from seen) group by b", [steps],
        )  # fmt: skip
        if held.execute("select count(*) from seen").fetchone()[0] == before:
            break
        steps += 1
    rows = held.execute("select steps + 1, count(*) from asked join seen using (id) group by 1")
    found = dict(rows.fetchall())
    return [found.get(n, 0) for n in range(max(found) + 1)]


def _nearest_networkx(a: Array, b: Array, listed: Array, asked: Array) -> None:
    import networkx as nx

    graph = nx.Graph()
    load, _ = clock(lambda: graph.add_edges_from(zip(a.tolist(), b.tolist(), strict=True)))
    told("networkx, building the graph", load)
    graph.add_nodes_from(range(NODES))
    top = NODES
    graph.add_edges_from((top, int(one)) for one in listed)
    seconds, came = clock(lambda: dict(nx.bfs_predecessors(graph, top)))
    told("networkx, the search", seconds, more=f"{sum(int(x) in came for x in asked):,} reached")


PARTS: dict[str, Callable[..., None]] = {
    "cascade": cascade,
    "nearest": nearest,
    "planted": lambda with_networkx: chain_planted.main(),  # noqa: ARG005 - one shape
    "oracle": lambda with_networkx: chain_oracle.oracle(),  # noqa: ARG005 - one shape
    "swaps": lambda with_networkx: chain_oracle.swaps(),  # noqa: ARG005 - one shape
}


def main() -> None:
    """Run the parts asked for; all of them without any."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []])
    parser.add_argument("--networkx", action="store_true", help="networkx too: minutes, 2 GB")
    options = parser.parse_args()
    for part in options.parts or PARTS:
        print(f"--- {part}", flush=True)
        PARTS[part](with_networkx=options.networkx)


if __name__ == "__main__":
    main()
