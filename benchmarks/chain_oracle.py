"""10,000 random ownership graphs against brute force, and 1,000 culture swaps per scene."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from law.oracle import RULES, differs, graph
from weigh.swaps import BENIGN, OWN, mixed, tiers

GRAPHS, SWAPS = 10_000, 1_000


def oracle() -> None:
    """Graphs with circles and bands under each rule: how many answers differ from brute force."""
    rng = random.Random(1)
    began = time.perf_counter()
    wrong = sum(differs(graph(rng), rule) for n in range(GRAPHS) for rule in [RULES[n % 3]])
    print(f"{GRAPHS:,} random graphs, {wrong} differ from brute force, "
          f"{time.perf_counter() - began:.1f} s")  # fmt: skip
    if wrong:
        sys.exit("an answer differs from brute force")


def swaps() -> None:
    """Benign dossiers through all detectors and weighing, told of vendors of other cultures."""
    began = time.perf_counter()
    total = 0
    for name, scene in BENIGN.items():
        rng = random.Random(name)
        own = tiers(scene(OWN))
        moved = sum(tiers(scene(mixed(rng))) != own for _ in range(SWAPS))
        total += moved
        print(f"{name:48} {SWAPS:,} swaps, {moved} moved a tier; tiers {sorted(own.values())}")
    print(f"{time.perf_counter() - began:.1f} s")
    if total:
        sys.exit("a swap of culture moved a tier")
