"""Found drawing to shot: ours beside the baselines, one command.

    python benchmarks/frames/run.py                    # fifteen drawn shows and 1,000 strangers
    python benchmarks/frames/run.py --quick            # 8 questions a kind, half the gallery
    python benchmarks/frames/run.py --outside FOLDER   # a set made elsewhere, CGI apart
    python benchmarks/frames/run.py --tune             # the set that thresholds are set on

Each share stands with its count and a 95 % interval (Wilson). "proven" is what the
product calls a match. Gallery and answers are kept in the cache: a run that was stopped
goes on. Set OMP_NUM_THREADS=1 to count one core.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import asking
import cv2
import material
import numpy as np
from fit import fitted

from celtrace.frames.sequence import folder_said
from frames import stylizers
from frames.found import Asked, Known
from frames.peers import baselines

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "celtrace-benchmark"
Line = dict[str, Any]
KINDS = list(stylizers.KINDS)


def wilson(good: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share, in percent."""
    if not count:
        return 0.0, 100.0
    share, z = good / count, 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(share * (1 - share) / count + z * z / (4 * count**2)) / (1 + z * z / count)
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def told(good: int, count: int) -> str:
    """A share with its count and interval."""
    low, high = wilson(good, count)
    share = 100 * good / count if count else 0
    return f"{share:5.1f} ({good}/{count}; {low:.0f}-{high:.0f})"


def table(lines: list[Line]) -> None:
    """A row for each kind of question of indexed shows, all shares in percent."""
    print(f"{'':10} {'rank 1':24} {'rank 10':24} {'proven, right':24} other cut, other show; CPU s")
    for kind in dict.fromkeys(line["kind"] for line in lines):
        some = [line for line in lines if line["kind"] == kind]
        first = sum(line["rank"] == 0 for line in some)
        tenth = sum(line["rank"] is not None and line["rank"] < 10 for line in some)
        right = sum(line["right"] for line in some)
        strange = sum(line["proven"] and not line["same_show"] for line in some)
        cut = sum(line["proven"] for line in some) - right - strange
        print(f"{kind:10} {told(first, len(some)):24} {told(tenth, len(some)):24} "
              f"{told(right, len(some)):24} {cut}, {strange}; "
              f"{np.mean([line['seconds'] for line in some]):.2f}")  # fmt: skip


def strangers(lines: list[Line]) -> None:
    """How often a drawing of no indexed show is called a match."""
    print("drawings of shows that are not in the gallery, called a match:")
    for kind in dict.fromkeys(line["kind"] for line in lines):
        some = [line for line in lines if line["kind"] == kind]
        print(f"  {kind:10} {told(sum(line['proven'] for line in some), len(some))}")
    print(f"  {'all':10} {told(sum(line['proven'] for line in lines), len(lines))}")


def folders(own: list[Line], strange: list[Line]) -> None:
    """Of folders of ten drawings of one show, how many are named, and strangers' are not."""
    said = []
    for lines in (own, strange):
        by_show: dict[str, list[Line]] = {}
        for line in lines:
            by_show.setdefault(line["show"], []).append(line)
        tens = [(show, some[n : n + 10]) for show, some in sorted(by_show.items())
                for n in range(0, len(some) - 9, 10)]  # fmt: skip
        named = [(show, folder_said([one["named"] for one in ten if one["proven"]], 10).show)
                 for show, ten in tens]  # fmt: skip
        said.append(named)
    right = sum(show == name for show, name in said[0])
    wrong = sum(bool(name) and show != name for show, name in said[0])
    none = sum(not name for _, name in said[1])
    print(f"folders of ten: right show {told(right, len(said[0]))}, another {wrong}; "
          f"of strangers none named {told(none, len(said[1]))}")  # fmt: skip


def compare(asked: Iterable[Asked], gallery: list[Known], few: int) -> None:
    """Rank 1 of the baselines, in percent; `few` questions a kind."""
    every = list(asked)
    kinds = dict.fromkeys(one.kind for one in every)
    print(f"baselines, rank 1 in percent ({few} questions a kind)")
    for name, best in baselines([one.pixels for one in gallery]).items():
        row = []
        for kind in kinds:
            some = [one for one in every if one.kind == kind][:few]
            found = [gallery[best(one.pixels)] for one in some]
            good = sum(one.hit(b.show, b.cut, b.seconds)
                       for one, b in zip(some, found, strict=True))  # fmt: skip
            row.append(f"{kind} {100 * good / len(some):.0f}")
        print(f"  {name:22} " + ", ".join(row))


def outside(given: argparse.Namespace) -> None:
    """A set made elsewhere: real drawings first, then drawn shows, then CGI."""
    gallery, asked = material.outside(given.outside, given.every)
    asked = [one for one in asked if (one.drawn or given.cgi) and wanted(one, given)]
    print(f"gallery {len(gallery):,} frames, one in {given.every} of its CGI frames")
    where, kept = asking.homes(CACHE, f"outside-{given.every}", makers=False)
    index, _ = asking.indexed(gallery, where)
    lines = [asking.answered("outside", one, index, kept) for one in asked]
    real = ("vecink", "handref", "handsketch")
    parts = {
        "real drawings": [one for one in lines if one["kind"] in real],
        "drawn shows": [one for one in lines if one["kind"] not in real and one["drawn"]],
        "CGI (no drawn lines)": [one for one in lines if not one["drawn"]],
    }
    for title, some in parts.items():
        if some:
            print(title)
            table(some)
    if given.baselines:
        compare([one for one in asked if one.drawn], gallery, 1000)


def drawn(given: argparse.Namespace) -> None:
    """Fifteen drawn shows, or the tuning set, and as many strangers, one of each in turn."""
    name = "tune" if given.tune else "trial"
    where, kept = asking.homes(CACHE, f"{name}-{given.size.cuts}", makers=True)
    index, spent = asking.indexed(material.gallery(CACHE, given.size), where)
    cost = f"fingerprint {spent:.0f} ms CPU a frame" if spent else "it was there already"
    shows = len({one.show for one in index.frames})
    print(f"gallery {len(index.frames):,} frames of {shows} shows; {cost}")
    own, strange = (asked(given, strange=one) for one in (False, True))
    lines: dict[bool, list[Line]] = {False: [], True: []}
    began = time.process_time()
    for apart, one in in_turn(own, strange):
        said = f"{name}-{'strange' if apart else 'own'}"
        lines[apart].append(asking.answered(said, one, index, kept))
        if time.process_time() - began > given.minutes * 60:
            print(f"stopped after {given.minutes:g} CPU minutes; run again to go on")
            break
    table(sorted(lines[False], key=lambda line: KINDS.index(line["kind"])))
    strangers(sorted(lines[True], key=lambda line: KINDS.index(line["kind"])))
    folders(lines[False], lines[True])
    fitted(lines[False] + lines[True])
    if given.baselines and not given.tune:
        compare(asked(given, strange=False), list(material.gallery(CACHE, given.size)), given.few)


def asked(given: argparse.Namespace, *, strange: bool) -> Iterator[Asked]:
    """The questions of a run."""
    if given.tune:
        every = material.tuning(given.size, given.queries, strange=strange)
    else:
        every = material.trial(CACHE, given.size, given.queries, strange=strange)
    return (one for one in every if wanted(one, given))


def wanted(one: Asked, given: argparse.Namespace) -> bool:
    """Whether a question is of a kind that was asked for."""
    return not given.kinds or one.kind in given.kinds.split(",")


def in_turn(own: Iterator[Asked], strange: Iterator[Asked]) -> Iterator[tuple[bool, Asked]]:
    """One question of an indexed show, one of a stranger, and so on."""
    for pair in zip(own, strange, strict=True):
        yield from zip((False, True), pair, strict=True)


def main() -> None:
    """Make the material, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--quick", action="store_true", help="8 of each kind, no synfig")
    parser.add_argument("--tune", action="store_true")
    parser.add_argument("--outside", type=Path)
    parser.add_argument("--every", type=int, default=8)
    parser.add_argument("--few", type=int, default=40, help="of each kind, for the baselines")
    parser.add_argument("--strangers", type=int, default=500, help="seed of the first of them")
    parser.add_argument("--minutes", type=float, default=25, help="CPU time for questions")
    parser.add_argument("--kinds", default="", help="of questions, by commas; all if none")
    parser.add_argument("--no-cgi", dest="cgi", action="store_false")
    parser.add_argument("--no-baselines", dest="baselines", action="store_false")
    given = parser.parse_args()
    cv2.setNumThreads(1)
    if given.quick:
        given.queries = given.few = 8
    given.size = material.Size(strangers=given.strangers)
    if given.quick:
        given.size = given.size._replace(cuts=3, synfig=False)
    if given.outside:
        outside(given)
    else:
        drawn(given)


if __name__ == "__main__":
    main()
