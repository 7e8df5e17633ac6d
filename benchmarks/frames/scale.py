"""What a large index costs: bytes a frame, time to open, memory, time for an answer.

    python benchmarks/frames/scale.py                     # 2,000 and 10,000 frames
    python benchmarks/frames/scale.py --frames 100000     # 0.4 GB on disk, half an hour

The frames are twelve shows drawn by script and, for the bulk, what is made of theirs: each
has one of 500 line maps (a frame of theirs turned, enlarged, moved, perhaps mirrored), and for
the vote and by layout features and layouts of three frames, blurred by noise. They cost what
real ones cost; what is found among them is easier than in a real catalogue, so no recall is
claimed. Each size is asked in a process of its own, for its memory.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

import cv2
import msgspec
import numpy as np

from celtrace.cases.frames_index import Frame, Head, open_index
from celtrace.cases.frames_parts import put, write_part
from celtrace.frames.book import book, rounded
from celtrace.frames.fingerprint import Print, fingerprint, settings
from celtrace.frames.kept import packed, unpacked
from celtrace.frames.lines import read_lines
from celtrace.frames.local import features
from celtrace.frames.votes import VOTING
from frames.drawn import Show
from frames.found import Source
from frames.stylizers import KINDS

SHOWS, CUTS, PART, MAPS = 12, 6, 1000, 500
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


class Pool:
    """What frames of no show are made of."""

    def __init__(self, own: list[Print]) -> None:
        """Maps are coded once, features taken once."""
        self.own = own
        maps = [unpacked(one.lines) for one in own]
        self.described = [features(one).descriptions.astype(np.int16) for one in maps]
        self.maps = [packed(_moved(maps[n % len(maps)], np.random.default_rng([5, n])))
                     for n in range(MAPS)]  # fmt: skip

    def frame(self, number: int) -> tuple[Frame, Print]:
        """A frame of no show."""
        rng = np.random.default_rng([11, number])
        some = rng.choice(len(self.own), 3, replace=False)
        raw = np.concatenate([self.described[n] for n in some])
        raw = raw[rng.permutation(len(raw))[:VOTING]]
        noisy = np.clip(raw + rng.normal(0, 14, raw.shape), 0, 255).astype(np.uint8)
        layout = sum(self.own[n].layout.astype(np.float32) for n in some) / 2
        made = {
            "layout": rounded(layout + rng.normal(0, 4, layout.shape)),
            "voting": book().short(noisy), "lines": self.maps[number % MAPS],
            "pdq": np.frombuffer(rng.bytes(32), np.uint8),
        }  # fmt: skip
        frame = Frame(f"{number:064x}", "", f"other{number // 400}", "",
                      seconds=float(number % 400))  # fmt: skip
        return frame, msgspec.structs.replace(self.own[some[0]], **made)


def _moved(lines: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A line map turned, enlarged or shrunk, moved, every second one mirrored."""
    high, wide = lines.shape
    place = cv2.getRotationMatrix2D((wide / 2, high / 2), rng.uniform(-8, 8), rng.uniform(0.8, 1.3))
    place[:, 2] += rng.uniform(-30, 30, 2)
    step = 1 if rng.random() < 0.5 else -1
    return cv2.warpAffine(np.ascontiguousarray(lines[:, ::step]), place, (wide, high))


def build(folder: Path, count: int) -> None:
    """An index of so many frames."""
    own = real()
    pool = Pool([one for _, one in own])
    put(folder / "index.json", msgspec.json.encode(Head(1, settings(), pictures=False)))
    for part in _parts(own, pool, count):
        lines = b"".join(msgspec.json.encode(frame) + b"\n" for frame, _ in part)
        write_part(folder, lines, [one for _, one in part])


def _parts(
    own: list[tuple[Frame, Print]], pool: Pool, count: int
) -> Iterator[list[tuple[Frame, Print]]]:
    yield own
    for start in range(len(own), count, PART):
        yield [pool.frame(n) for n in range(start, min(count, start + PART))]


def by_part(folder: Path, count: int) -> str:
    """Bytes a frame of everything that lies in an index."""
    taken: dict[str, int] = {}
    for path in sorted((folder / "parts").iterdir()):
        if path.suffix == ".npz":
            with zipfile.ZipFile(path) as part:
                for one in part.infolist():
                    name = one.filename.removesuffix(".npy")
                    taken[name] = taken.get(name, 0) + one.compress_size
        else:
            taken["names"] = taken.get("names", 0) + path.stat().st_size
    for path in (*folder.glob("*.faiss"), *folder.glob("votes-*")):
        taken[f"list of {path.name.split('-')[0]}"] = path.stat().st_size
    return ", ".join(f"{name} {size / count:,.0f}" for name, size in taken.items())


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
            began = time.time()
            open_index(folder)
            took = time.time() - began
            size = sum(path.stat().st_size for path in folder.rglob("*.*"))
            print(f"{count:,} frames: {size / count:,.0f} bytes a frame "
                  f"({by_part(folder, count)}); lists made in {took:.0f} s; ",
                  end="", flush=True)  # fmt: skip
            subprocess.run([sys.executable, __file__, "--ask", name], check=True)


if __name__ == "__main__":
    main()
