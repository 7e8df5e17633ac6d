"""Names found, beside peers, on the same names.

Usage: run.py [--quick] [--peers] [--freeze] [--compare].

Recall: the right party is found with at least the score that only the stated share of
unrelated names reaches (synthetic persons of an MIT-licensed set, never on these lists).
The sets lie beside the checkout; without them nothing is measured.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import data
import measures
import slices
from measures import Search, Slice
from peers import LogicV2, TokenSort, has_logic_v2, logic_v2
from rapidfuzz import fuzz, utils

from celtrace.names.compare import compare
from celtrace.names.index import Named, NameIndex

BASELINE = Path(__file__).with_name("baseline.json")
WORSE = 0.005
SPEED = ("batch", "single", "p99_ms", "build_s", "load_s", "resident_mb", "bar", "at")


def ours(names: Sequence[Named]) -> Search:
    index = NameIndex.build(names)
    return lambda name, form, limit, cutoff: [
        (hit.key, hit.score) for hit in index.search(name, form=form, limit=limit, cutoff=cutoff)
    ]


def token_sort(names: Sequence[Named]) -> Search:
    return TokenSort(names, latin=False).search


def token_sort_latin(names: Sequence[Named]) -> Search:
    return TokenSort(names, latin=True).search


def recalls(make: slices.Maker, size: int) -> list[Slice]:
    found = slices.un_typos(make) + slices.sdn_aliases(make, size)
    return found + slices.cross_script(make, size) + slices.fsf(make, size)


def speeds() -> list[Slice]:
    """Build, load, resident memory and speed over all lists; screening in a process of its own."""
    names = data.everything()
    begun = time.process_time()
    index = NameIndex.build(names)
    built = time.process_time() - begun
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "names.index")
        path.write_bytes(index.dump())
        del index
        done = subprocess.run(
            [sys.executable, __file__, "--screens", str(path)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    values = {"build_s": built, **json.loads(done.stdout)}
    slow = {"batch": 2000.0, "single": 500.0}
    most = {"build_s": 10.0, "load_s": 1.0, "p99_ms": 20.0, "resident_mb": 250.0}
    whole = Slice(f"all lists, {len(names)} names", 20_000, values, slow, most)
    return [whole, Slice("names passing the cutoff", 50_000, slices.passing(ours(names)))]


def screens(path: Path) -> dict[str, float]:
    """What a process that only screens takes: one core's own time, its largest memory."""
    begun = time.process_time()
    index = NameIndex.load(path.read_bytes())
    loaded = time.process_time() - begun
    names = [(name, "person") for name in data.sample(data.negatives(), 20_000)]
    found = measures.timed(
        lambda name, form, limit, cutoff: [
            (hit.key, hit.score)
            for hit in index.search(name, form=form, limit=limit, cutoff=cutoff)
        ],
        names[:2000],
    )
    begun = time.process_time()
    for _ in index.batch(names):
        pass
    batch = len(names) / (time.process_time() - begun)
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"load_s": loaded, "resident_mb": resident, "batch": batch, **found}


def table(title: str, found: Sequence[Slice]) -> None:
    print(f"\n{title}")
    for one in found:
        values = "  ".join(f"{key} {value:.3f}" for key, value in one.values.items())
        goals = "  ".join(
            [
                *(
                    f"{key} {goal}{'' if one.values[key] >= goal else ' MISSED'}"
                    for key, goal in one.goal.items()
                ),
                *(
                    f"{key} <= {most}{'' if one.values[key] <= most else ' MISSED'}"
                    for key, most in one.most.items()
                ),
            ]
        )
        print(f"  {one.name:44} n={one.n:<5} {values:66} goal: {goals or '-'}")


def worsened(found: Sequence[Slice]) -> int:
    before = json.loads(BASELINE.read_text(encoding="utf-8"))
    worse = 0
    for one in found:
        for key, value in one.values.items():
            old = before.get(one.name, {}).get(key)
            if (
                key not in SPEED
                and old is not None
                and (value < old - WORSE if "passing" not in one.name else value > old + WORSE)
            ):
                print(f"  WORSE {one.name} {key}: {old:.3f} to {value:.3f}")
                worse += 1
    print("no slice worsened" if not worse else f"{worse} figures worsened")
    return worse


def nomenklatura(size: int) -> None:
    """The table of logic-v2, or how to have it."""
    if not has_logic_v2():
        print("\nnomenklatura logic-v2: not installed (pip install --group peers)")
        return
    names = [(name, "person") for name in data.sample(data.negatives(), 200)]
    speed = measures.timed(LogicV2(data.sdn()).search, names)
    found = [Slice("SDN list, 200 unrelated names", len(names), speed)]
    found += recalls(lambda listed: LogicV2(listed).search, size)
    found.append(slices.pairwise(logic_v2))
    table("nomenklatura logic-v2 (candidates given to it)", found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("quick", "peers", "freeze", "compare"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--screens", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.screens:
        print(json.dumps(screens(asked.screens)))
        return 0
    if not data.SHARED.is_dir():
        print(f"The sets are not at {data.SHARED}; nothing was measured.")
        return 2
    size = 150 if asked.quick else 400
    found = [*speeds(), *recalls(ours, size)]
    found.append(slices.pairwise(lambda one, other, form: compare(one, other, form).score))
    table("celtrace", found)
    if asked.peers:
        table("rapidfuzz token_sort_ratio", recalls(token_sort, min(size, 150)))
        table(
            "rapidfuzz token_sort_ratio after anyascii", recalls(token_sort_latin, min(size, 150))
        )
        ratio = slices.pairwise(
            lambda one, other, _: (
                fuzz.token_sort_ratio(one, other, processor=utils.default_process) / 100
            )
        )
        table("rapidfuzz token_sort_ratio, pairs", [ratio])
        nomenklatura(min(size, 150))
    if asked.freeze:
        text = json.dumps({one.name: one.values for one in found}, indent=1, ensure_ascii=False)
        BASELINE.write_text(text + "\n", encoding="utf-8")
    return min(worsened(found), 1) if asked.compare else 0


if __name__ == "__main__":
    sys.exit(main())
