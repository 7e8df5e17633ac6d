"""Numbered drawings of a cut to the seconds they stand for.

    python benchmarks/frames/sequence.py             # 10 cuts, ten pencil drawings of each
    python benchmarks/frames/sequence.py --kind rough

Each cut of two seconds is indexed on twos (24 pictures); every second picture from the
fourth on is drawn by hand, numbered from 1 and asked as one folder. Printed is by how
many frames of 24 a second the start and the end that are said lie off.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

import cv2
import numpy as np

from celtrace.cases.frames.index import Taken, add, open_index
from celtrace.cases.frames.match import folders, match
from celtrace.cases.frames.named import Frame
from celtrace.cases.frames.read import Seen
from frames.found import Source
from frames.scenes import Troupe
from frames.stylizers import KINDS

PICTURES, LENGTH, FIRST, DRAWN, RATE = 24, 2.0, 4, 10, 24


def indexed(shows: list[Troupe]) -> Iterator[Taken]:
    """The first cut of each show on twos."""
    for show in shows:
        for n in range(PICTURES):
            pixels = show.frame(0, n / PICTURES).colour
            frame = Frame(f"{n:032x}{zlib.crc32(show.name.encode()):032x}", show.name, show.name,
                          "c001", seconds=n * LENGTH / PICTURES, shot=0)  # fmt: skip
            yield Taken(frame, pixels)


def drawings(show: Troupe, kind: str) -> Iterator[Seen]:
    """Ten numbered drawings of its first cut."""
    for number in range(DRAWN):
        at = (FIRST + 2 * number) / PICTURES
        rng = np.random.default_rng([number, len(show.name)])
        pixels = KINDS[kind](Source(*show.frame(0, at)), rng)
        yield Seen(f"{show.name}/A_{number + 1:04d}.png", f"{number:064x}", pixels, b"")


def main() -> None:
    """Index, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=10)
    parser.add_argument("--kind", default="pencil", choices=sorted(KINDS))
    given = parser.parse_args()
    cv2.setNumThreads(1)
    shows = [Troupe(seed, 1) for seed in range(200, 200 + given.cuts)]
    with tempfile.TemporaryDirectory() as name:
        add(Path(name), indexed(shows), pictures=False)
        index = open_index(Path(name))
        off = []
        for show in shows:
            answers = [one.answer for one in match(drawings(show, given.kind), index)]
            [said] = folders(answers)
            matched = sum(one.ours is not None for one in answers)
            run = said.runs[0] if said.said.show == show.name and said.runs else None
            if run is None:
                print(f"{show.name}: {matched} matched; {said.said.why}; no run")
                continue
            goal = ((FIRST + 2 * (n - 1)) * LENGTH / PICTURES for n in (run.first, run.last))
            off.append([abs(run.start - (start := next(goal))) * RATE,
                        abs(run.end - next(goal)) * RATE])  # fmt: skip
            print(f"{show.name}: {matched} matched, {run.agree} in order, drawings {run.first} to "
                  f"{run.last}; start off by {off[-1][0]:.1f} frames, end by {off[-1][1]:.1f} "
                  f"(first at {start:.2f} s)")  # fmt: skip
    good = sum(max(one) <= 2 for one in off)
    print(f"{given.kind}: start and end within 2 frames in {good} of {len(shows)} cuts")


if __name__ == "__main__":
    main()
