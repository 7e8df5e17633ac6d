"""An episode of 24 minutes into an index, by the command itself on two cores.

    python benchmarks/frames/episode.py               # draws the episode first: ten minutes
    python benchmarks/frames/episode.py --minutes 2 --jobs 1

Cuts of four seconds, 1280 x 720, 24 frames a second, drawn by script: of ten, four move on
threes (32 drawings), five on twos for a second and hold (12 drawings), one is a slow pan in which
every frame is another picture. That is more pictures than a television episode has. Printed
are seconds by the clock and of the processors, and how many pictures were kept of those drawn.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

import av
import cv2
import numpy as np

from frames.drawn import Show

RATE, SECONDS, SIZE = 24, 4, (1280, 720)
FRAMES = RATE * SECONDS
CUTS, OF = 6, 400
"""Cuts of one drawn show, and the seed of the first."""


def cut(number: int) -> Iterator[tuple[np.ndarray, int]]:
    """The pictures of a cut, and for how many frames each stands."""
    show, of = Show(OF + number // CUTS, CUTS), number % CUTS
    if number % 10 == 9:
        wide = cv2.resize(show.frame(of, 0.5).colour, None, fx=2.4, fy=2.4)
        high, across = wide.shape[:2]
        for n in range(FRAMES):
            left = (across - SIZE[0]) * n // FRAMES
            yield wide[(high - SIZE[1]) // 2 :][: SIZE[1], left : left + SIZE[0]], 1
        return
    drawings, stands = (32, 3) if number % 10 < 4 else (12, 2)
    for n in range(drawings):
        picture = cv2.resize(show.frame(of, n / drawings).colour, SIZE)
        yield picture, stands if n < drawings - 1 else FRAMES - stands * (drawings - 1)


def film(path: Path, minutes: float) -> int:
    """Write the episode; the number of pictures in it."""
    drawn = 0
    with av.open(path, "w") as container:
        track = container.add_stream("mpeg4", rate=RATE)
        track.width, track.height, track.bit_rate = *SIZE, 6_000_000
        for number in range(round(minutes * 60 / SECONDS)):
            for picture, stands in cut(number):
                drawn += 1
                for _ in range(stands):
                    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), "bgr24")
                    container.mux(track.encode(frame))
        container.mux(track.encode())
    return drawn


def main() -> None:
    """Draw, index, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=24)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "ep01.mp4"
        drawn = film(path, given.minutes)
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
        celtrace = str(Path(sys.executable).with_name("celtrace"))
        how = ["--jobs", str(given.jobs), "--json", "frames", "index", str(path)]
        ran = subprocess.run([celtrace, *how, "--index", str(Path(name) / "index")],
                             check=True, capture_output=True, text=True)  # fmt: skip
        took, spent = time.time() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        kept = json.loads(ran.stdout)["added"]
    cpu = spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime
    print(f"{given.minutes:g} minutes, {drawn:,} pictures drawn, {kept:,} kept: {took:.0f} s by "
          f"the clock with {given.jobs} processes, {cpu:.0f} of the processors "
          f"({1000 * cpu / max(kept, 1):.0f} ms a picture, decoding with it); "
          f"{spent.ru_maxrss / 1024:,.0f} MB at most in one process")  # fmt: skip


if __name__ == "__main__":
    main()
