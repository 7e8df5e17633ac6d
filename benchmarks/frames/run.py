"""Found drawing to shot: ours beside the baselines, one command.

    python benchmarks/frames/run.py                       # drawn shows, all kinds
    python benchmarks/frames/run.py --outside FOLDER      # a set made elsewhere, CGI apart
    python benchmarks/frames/run.py --strangers           # drawings of no show in the gallery

Each share stands with its count and a 95 % interval (Wilson). "proven" is what the
product calls a match; "wrong" are proven ones of another cut or show. A frame of the
same cut within a second is a hit. Set OMP_NUM_THREADS=1 to count one core. With
`--keep FILE` each query's result is a JSON line.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import cv2
import numpy as np
from material import outside, synfig

from celtrace.cases.frames_index import Frame, Index, Taken, add, open_index
from celtrace.frames.answer import by, verdict
from celtrace.frames.lines import read_lines
from celtrace.frames.search import search
from frames.found import KINDS, Asked, Known, drawn_gallery, drawn_queries
from frames.peers import baselines

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "celtrace-benchmark"


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
    return f"{share:5.1f} % ({good}/{count}; {low:.0f}-{high:.0f})"


def indexed(gallery: list[Known], folder: Path) -> Index:
    """The product's index of a gallery."""
    taken = (Taken(Frame(f"{n:064x}", "", one.show, one.cut, one.seconds), one.pixels)
             for n, one in enumerate(gallery))  # fmt: skip
    add(folder, taken, pictures=False)
    return open_index(folder)


def ask(one: Asked, index: Index) -> dict[str, Any]:
    """What the product says of one query."""
    began = time.process_time()
    ranked = search(read_lines(one.pixels), index.gallery)
    frames = index.frames
    said = verdict(ranked, [f.show for f in frames], [f.plain for f in frames])
    took = time.process_time() - began
    hits = [one.hit(frames[c.frame].show, frames[c.frame].cut, frames[c.frame].seconds or 0.0)
            for c in ranked]  # fmt: skip
    other = [c.strokes for c in ranked if frames[c.frame].show != one.show]
    right = said.best is not None and hits[ranked.index(said.best)]
    return {
        "kind": one.kind, "drawn": one.drawn, "show": one.show,
        "rank": hits.index(True) if True in hits else None,
        "genuine": max((c.strokes for c, hit in zip(ranked, hits, strict=True) if hit), default=0),
        "impostor": max(other, default=0),
        "lies": max((c.agreement.score for c, hit in zip(ranked, hits, strict=True) if hit),
                    default=0.0),
        "lies_other": max((c.agreement.score for c in ranked
                           if frames[c.frame].show != one.show), default=0.0),
        "by": by(said.best) if said.best else "", "proven": said.best is not None, "right": right,
        "same_show": said.best is not None and frames[said.best.frame].show == one.show,
        "seconds": round(took, 3),
    }  # fmt: skip


def report(kind: str, lines: list[dict[str, Any]]) -> None:
    """One row of the table."""
    count = len(lines)
    first = sum(line["rank"] == 0 for line in lines)
    tenth = sum(line["rank"] is not None and line["rank"] < 10 for line in lines)
    right = sum(line["right"] for line in lines)
    proven = sum(line["proven"] for line in lines)
    strange = sum(line["proven"] and not line["same_show"] for line in lines)
    print(f"{kind:11} rank 1 {told(first, count)}  rank 10 {told(tenth, count)}  "
          f"proven right {told(right, count)}  other cut {proven - right - strange}, "
          f"other show {strange}  best impostor {max(line['impostor'] for line in lines)}  "
          f"median {np.median([line['genuine'] for line in lines]):.0f} strokes, "
          f"{np.mean([line['seconds'] for line in lines]):.2f} s CPU")  # fmt: skip


def compare(asked: list[Asked], gallery: list[Known], kinds: Iterable[str]) -> None:
    """Rank 1 of the baselines."""
    for name, far in baselines([one.pixels for one in gallery]).items():
        row = []
        for kind in kinds:
            some = [one for one in asked if one.kind == kind]
            best = [gallery[int(far(one.pixels).argmin())] for one in some]
            good = sum(one.hit(b.show, b.cut, b.seconds) for one, b in zip(some, best, strict=True))
            row.append(f"{kind} {100 * good / max(1, len(some)):.0f}")
        print(f"{name:14} rank 1, %: " + ", ".join(row))


def measure(asked: list[Asked], index: Index, keep: Path | None) -> None:
    """Ask all, print a row a kind, drawn and CGI apart."""
    lines: list[dict[str, Any]] = []
    for one in asked:
        lines.append(ask(one, index))
        if keep:
            with keep.open("a", encoding="utf-8") as file:
                file.write(json.dumps(lines[-1]) + "\n")
    for drawn in (True, False):
        some = [line for line in lines if line["drawn"] is drawn]
        if some:
            print("drawn" if drawn else "CGI (no drawn lines)")
            for kind in dict.fromkeys(line["kind"] for line in some):
                report(kind, [line for line in some if line["kind"] == kind])


def main() -> None:
    """Make the material, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--shows", type=int, default=14)
    parser.add_argument("--cuts", type=int, default=6)
    parser.add_argument("--strangers", action="store_true")
    parser.add_argument("--outside", type=Path)
    parser.add_argument("--every", type=int, default=8)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--no-baselines", action="store_true")
    given = parser.parse_args()
    cv2.setNumThreads(1)
    kinds = given.kinds.split(",")
    if given.outside:
        gallery, asked = outside(given.outside, given.every)
        asked = [one for one in asked if one.kind in kinds] if given.kinds else asked
    else:
        seeds = range(given.shows)
        gallery = [*drawn_gallery(seeds, given.cuts), *synfig(CACHE)]
        whose = range(900, 900 + given.shows) if given.strangers else seeds
        asked = [one for kind in kinds
                 for one in drawn_queries(whose, given.cuts, kind, given.queries)]  # fmt: skip
    shows = len({one.show for one in gallery})
    print(f"gallery {len(gallery):,} frames of {shows} shows; {len(asked):,} queries")
    if not given.no_baselines:
        compare(asked, gallery, kinds)
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        index = indexed(gallery, Path(folder))
        spent = (time.process_time() - began) * 1000 / len(gallery)
        print(f"fingerprint {spent:.0f} ms CPU a frame")
        measure(asked, index, given.keep)


if __name__ == "__main__":
    main()
