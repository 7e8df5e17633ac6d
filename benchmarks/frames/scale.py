"""What a large index costs: bytes a frame, time to open, memory, time for an answer.

    python benchmarks/frames/scale.py                     # 2,000 and 10,000 frames
    python benchmarks/frames/scale.py --frames 100000     # 5 GB on disk, most of an hour

The frames are twelve shows drawn by script and, for the bulk, fingerprints made of theirs:
strokes of several frames thrown together, moved, turned over and blurred by noise. They
cost what real ones cost; what is found among them is easier than in a real catalogue, so
no recall is claimed. Each size is asked in a process of its own, for its memory.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

import cv2
import msgspec
import numpy as np

from celtrace.cases.frames_index import Frame, Head, open_index
from celtrace.cases.frames_parts import put, write_part
from celtrace.frames.fingerprint import Print, fingerprint, settings
from celtrace.frames.lines import read_lines
from celtrace.frames.local import Features
from frames.drawn import Show
from frames.found import Source
from frames.stylizers import KINDS

SHOWS, CUTS, PART = 12, 6, 1000
ASKED = ("jpeg", "page", "pencil", "rough", "char")


def real() -> list[tuple[Frame, Print]]:
    """A frame of each cut of each show."""
    out = []
    for seed in range(SHOWS):
        show = Show(seed, CUTS)
        for cut in range(CUTS):
            frame = Frame(f"{seed:032x}{cut:032x}", "", show.name, f"c{cut:03d}", seconds=1.0)
            out.append((frame, fingerprint(show.frame(cut, 0.5).colour)))
    return out


def made_up(pool: list[Print], number: int) -> tuple[Frame, Print]:
    """A frame of no show: strokes of three frames, moved and blurred."""
    rng = np.random.default_rng([11, number])
    some = [pool[n] for n in rng.choice(len(pool), 3, replace=False)]
    points = np.concatenate([one.features.points for one in some])
    raw = np.concatenate([one.features.descriptions for one in some]).astype(np.int16)
    kept = rng.permutation(len(points))[:340]
    points = points[kept] + np.array([*rng.normal(0, 60, 2), 0, 0], np.float32)
    noisy = np.clip(raw[kept] + rng.normal(0, 14, (len(kept), 128)), 0, 255).astype(np.uint8)
    layout = sum(one.layout for one in some) + rng.normal(0, 0.03, some[0].layout.shape)
    small = np.maximum(some[0].small[:, ::-1], np.roll(some[1].small, 9, 1)[: len(some[0].small)])
    frame = Frame(f"{number:064x}", "", f"other{number // 400}", "", seconds=float(number % 400))
    made = {
        "layout": (layout / np.linalg.norm(layout)).astype(np.float32), "small": small,
        "features": Features(points.astype(np.float32), noisy),
        "pdq": np.frombuffer(rng.bytes(32), np.uint8),
    }  # fmt: skip
    return frame, msgspec.structs.replace(some[0], **made)


def build(folder: Path, count: int) -> None:
    """An index of so many frames."""
    own = real()
    pool = [one for _, one in own]
    put(folder / "index.json", msgspec.json.encode(Head(1, settings(), pictures=False)))
    for part in _parts(own, pool, count):
        lines = b"".join(msgspec.json.encode(frame) + b"\n" for frame, _ in part)
        write_part(folder, lines, [one for _, one in part])


def _parts(
    own: list[tuple[Frame, Print]], pool: list[Print], count: int
) -> Iterator[list[tuple[Frame, Print]]]:
    yield own
    for start in range(len(own), count, PART):
        yield [made_up(pool, n) for n in range(start, min(count, start + PART))]


def ask(folder: Path) -> None:
    """Open an index, ask of each kind, print what it took."""
    began = time.time()
    index = open_index(folder)
    opened = time.time() - began
    took, right = [], 0
    for n, kind in enumerate(ASKED * 2):
        show, rng = Show(n, CUTS), np.random.default_rng(n)
        pixels = KINDS[kind](Source(*show.frame(n % CUTS, 0.5)), rng)
        start = time.process_time()
        _, said = index.asked(read_lines(pixels))
        took.append(time.process_time() - start)
        right += said.best is not None and index.frames[said.best.frame].show == show.name
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"opened in {opened:.1f} s; an answer {np.median(took):.2f} cpu-s in the middle, "
          f"{max(took):.2f} at most; {right} of {len(took)} proven; "
          f"{memory:,.0f} MB at most")  # fmt: skip


def main() -> None:
    """Each size in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, nargs="+", default=[2000, 10_000])
    parser.add_argument("--ask", type=Path)
    given = parser.parse_args()
    cv2.setNumThreads(1)
    if given.ask:
        ask(given.ask)
        return
    for count in given.frames:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            build(folder, count)
            parts = sum(path.stat().st_size for path in folder.rglob("*.*"))
            began = time.time()
            open_index(folder)
            lists = sum(path.stat().st_size for path in folder.glob("*.faiss"))
            print(f"{count:,} frames: {parts / count / 1000:.1f} KB a frame, lists "
                  f"{lists / count / 1000:.1f}; lists made in {time.time() - began:.0f} s; ",
                  end="", flush=True)  # fmt: skip
            subprocess.run([sys.executable, __file__, "--ask", name], check=True)


if __name__ == "__main__":
    main()
