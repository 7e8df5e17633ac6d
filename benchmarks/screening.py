"""Screening, measured: `python benchmarks/screening.py [--rows 200000] [--lists FOLDER]`.

Prints the names a second and the latency of single questions, a streamed vendor sheet with its
peak memory, the record and its replay, and a re-screening after a change of names and after
one of remarks only. Lists come from the folder that --lists or CELTRACE_BENCH_LISTS names
(as `celtrace lists import` takes them); without it an invented list is used.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec
from spine import name

from celtrace.cases.lists.shelf import ListShelf
from celtrace.cases.screening.record import Asked as Answered
from celtrace.cases.screening.record import screen_record
from celtrace.cases.screening.rescreen import Earlier, rescreen
from celtrace.cases.screening.run import Options, run
from celtrace.cases.screening.screener import Screener
from celtrace.cases.screening.sheets import Asked, Sheet, parties_of_names
from celtrace.listing import ListedRow, ListState, ListUse
from celtrace.names.index import CUTOFF
from celtrace.records import Designation, Digest, Evidence, Identifier, Span
from celtrace.settings import Limits

INVENTED = 20_000
SINGLE = 500
PARTIES = 2_000
SEEN = Evidence(Digest("0" * 64), "invented", "1", "", "benchmark")


def invented() -> ListState:
    """A list of invented rows."""
    rng = random.Random(1)
    span = (Span(date(2024, 1, 1)),)
    rows = [
        ListedRow(Designation(seen=SEEN, list="invented", row=str(i), name=name(rng)), "US", span)
        for i in range(INVENTED)
    ]
    use = ListUse("invented", "US", date(2024, 1, 1), INVENTED, age_days=0)
    return ListState((use,), tuple(rows))


def real(folder: Path, home: Path) -> ListState:
    """The lists of a folder, as of the newest day."""
    shelf = ListShelf(home)
    shelf.import_paths(sorted(folder.iterdir()), list_id=None, snapshot=None, note=lambda *_: None)
    newest = max(one.newest for one in shelf.status(date.max) if one.newest)
    return shelf.state(newest, regimes=("US", "EU", "GB", "UN"), pins={})


@contextmanager
def timed(what: str, count: int = 0) -> Iterator[None]:
    """Print the seconds of a block, and how many a second."""
    begun = time.perf_counter()
    yield
    took = time.perf_counter() - begun
    rate = f", {count / took:,.0f} a second" if count else ""
    print(f"{what:48} {took:8.2f} s{rate}")


def sheet(path: Path, rows: int) -> Path:
    """A vendor sheet of invented names, every hundredth with a number in its remarks."""
    rng = random.Random(2)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Vendor No.", "Company name", "Country/Region", "Remarks"])
        for number in range(rows):
            remark = "USCC 91350100M000100Y43" if number % 100 == 0 else ""
            writer.writerow([f"V{number}", name(rng), "CN", remark])
    return path


def peak() -> str:
    """The largest resident memory of this process so far."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB"


def singles(screener: Screener) -> None:
    """Latency of one question after another."""
    rng, took = random.Random(3), []
    for party in parties_of_names(name(rng) for _ in range(SINGLE)):
        begun = time.perf_counter()
        screener.candidates(party)
        took.append(1000 * (time.perf_counter() - begun))
    took.sort()
    half, most = took[len(took) // 2], took[int(len(took) * 0.99)]
    print(f"{'one name, index warm':48} p50 {half:.2f} ms, p99 {most:.2f} ms")


def again(state: ListState) -> None:
    """Re-screening after a remark changed, and after a row was added."""
    rng = random.Random(4)
    parties = tuple(parties_of_names(name(rng) for _ in range(PARTIES)))
    with timed(f"full screening of {PARTIES:,} parties, index built", PARTIES):
        screener = Screener.of(state)
        asked = tuple(Answered(party, screener.candidates(party)) for party in parties)
    earlier = Earlier(asked, state)
    first, *rest = state.rows
    number = Identifier("uscc", "91350100M000100Y43", "CN")
    remarked = msgspec.structs.replace(first.designation, remarks="new", identifiers=(number,))
    with timed("  again after a change without new names"):
        one = rescreen(
            earlier, ListState(state.uses, (ListedRow(remarked, "US", first.spans), *rest)), parties
        )
    added = Designation(seen=SEEN, list="invented", row="new", name="An Added Name Studio")
    with timed("  again after a row was added"):
        rows = (*state.rows, ListedRow(added, "US", first.spans))
        other = rescreen(earlier, ListState(state.uses, rows), parties)
    print(f"  parties asked again: {len(one.asked):,} and {len(other.asked):,}")
    with timed("  record written"):
        found = [candidate for one in asked for candidate in one.candidates]
        record = screen_record(parties, state, found)
    print(f"  record: {len(record) / 2**20:,.1f} MiB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--lists", default=os.environ.get("CELTRACE_BENCH_LISTS", ""))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        state = real(Path(given.lists), root / "home") if given.lists else invented()
        print(f"{len(state.rows):,} rows of {', '.join(u.list for u in state.uses if u.snapshot)}")
        screener = Screener.of(state)
        with timed("indexes built"):
            screener.warm()
        for what in ("index built and kept", "index loaded"):
            with timed(what):
                Screener.of(state, cache=root / "cache").warm()
        singles(screener)
        again(state)
        del screener
        print(f"peak before the sheet {peak()}")
        asked = Asked((), Sheet(sheet(root / "vendors.csv", given.rows), Limits()))
        for ending in (".xlsx",):
            with timed(f"sheet of {given.rows:,} rows to {ending}, streamed", given.rows):
                totals = run(
                    asked, state, Options(CUTOFF, 10, root / f"out{ending}"), lambda *_: None
                )
        print(f"  {totals.with_candidates:,} with candidates; peak {peak()}")


if __name__ == "__main__":
    sys.exit(main())
