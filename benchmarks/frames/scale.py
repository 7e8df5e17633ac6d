"""What a large index costs: bytes a frame, time to open, memory, time for an answer.

    python benchmarks/frames/scale.py                     # 2,000 and 10,000 frames
    python benchmarks/frames/scale.py --frames 100000     # 0.3 GB on disk, ten minutes

The frames are twelve shows drawn by script, which are asked about, and for the bulk what is made
of twelve others at a lower cost: each has one of 500 line maps (a frame of theirs turned,
enlarged, moved, perhaps mirrored), the layouts of three frames thrown together, and for the vote
features of any, each under one of its eight nearest words and with four of its signs turned. They
cost what drawn ones cost; what is found among them says nothing of a real catalogue, so no recall
is claimed. Each size is asked in a process of its own, for its memory.
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

from celtrace.cases.frames.index import Head, open_index
from celtrace.cases.frames.named import Frame
from celtrace.cases.frames.parts import put, write_part
from celtrace.frames.book import Short, book, rounded
from celtrace.frames.fingerprint import Print, fingerprint, settings
from celtrace.frames.kept import packed, unpacked
from celtrace.frames.lines import read_lines
from celtrace.frames.local import features
from celtrace.frames.votes import VOTING
from frames.drawn import Show
from frames.found import Source
from frames.stylizers import KINDS

SHOWS, CUTS, PART, MAPS, NEAR = 12, 6, 1000, 500, 8
OTHERS = 100
"""Seed of the first show that the bulk is made of."""
STATUS = Path("/proc/self/status")
ASKED = ("jpeg", "page", "pencil", "rough", "char")


def drawn(first: int) -> list[tuple[Frame, Print]]:
    """A frame of each cut of so many shows from a seed on."""
    out = []
    for seed in range(first, first + SHOWS):
        show = Show(seed, CUTS)
        for cut in range(CUTS):
            frame = Frame(f"{seed:032x}{cut:032x}", "", show.name, f"c{cut:03d}", seconds=1.0)
            out.append((frame, fingerprint(show.frame(cut, 0.5).colour)))
    return out


class Pool:
    """What frames of no show are made of."""

    def __init__(self, own: list[Print]) -> None:
        """Maps are coded once, features described once."""
        self.own = own
        maps = [unpacked(one.lines) for one in own]
        described = np.concatenate([features(one).descriptions for one in maps])
        self.near, self.signs = book().near(described, NEAR), book().signs(described)
        self.maps = [packed(_moved(maps[n % len(maps)], np.random.default_rng([5, n])))
                     for n in range(MAPS)]  # fmt: skip

    def frame(self, number: int) -> tuple[Frame, Print]:
        """A frame of no show."""
        rng = np.random.default_rng([11, number])
        some = rng.choice(len(self.own), 3, replace=False)
        layout = sum(self.own[n].layout.astype(np.float32) for n in some) / 2
        made = {
            "layout": rounded(layout + rng.normal(0, 4, layout.shape)),
            "voting": self._voting(rng), "lines": self.maps[number % MAPS],
            "pdq": np.frombuffer(rng.bytes(32), np.uint8),
        }  # fmt: skip
        frame = Frame(f"{number:064x}", "", f"other{number // 400}", "",
                      seconds=float(number % 400))  # fmt: skip
        return frame, msgspec.structs.replace(self.own[some[0]], **made)

    def _voting(self, rng: np.random.Generator) -> Short:
        """Features of all frames, each with one of its nearest words and four signs turned."""
        some = rng.integers(len(self.signs), size=VOTING)
        words = self.near[some, rng.integers(NEAR, size=VOTING)]
        turned = (1 << rng.integers(32, size=(4, VOTING))).astype(np.uint32)
        return Short(words.astype(np.uint16),
                     self.signs[some] ^ np.bitwise_xor.reduce(turned))  # fmt: skip


def _moved(lines: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A line map turned, enlarged or shrunk, moved, every second one mirrored."""
    high, wide = lines.shape
    place = cv2.getRotationMatrix2D((wide / 2, high / 2), rng.uniform(-8, 8), rng.uniform(0.8, 1.3))
    place[:, 2] += rng.uniform(-30, 30, 2)
    step = 1 if rng.random() < 0.5 else -1
    return cv2.warpAffine(np.ascontiguousarray(lines[:, ::step]), place, (wide, high))


def build(folder: Path, count: int) -> None:
    """An index of so many frames."""
    own = drawn(0)
    pool = Pool([one for _, one in drawn(OTHERS)])
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


def ask(folder: Path, times: int) -> None:
    """Open an index, ask so often of each kind, print what it took."""
    began = time.time()
    index = open_index(folder)
    opened = time.time() - began
    took, right = [], 0
    for n, kind in enumerate(ASKED * times):
        show, rng = Show(n % SHOWS, CUTS), np.random.default_rng(n)
        pixels = KINDS[kind](Source(*show.frame(n % CUTS, 0.5)), rng)
        start = time.process_time()
        _, said = index.asked(read_lines(pixels))
        took.append(time.process_time() - start)
        right += said.best is not None and index.frames[said.best.frame].show == show.name
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = f", {_own():,.0f} MB of them its own and not the index's" if STATUS.exists() else ""
    print(f"opened in {opened:.1f} s; an answer {np.median(took):.2f} cpu-s in the middle, "
          f"{max(took):.2f} at most; {right} of {len(took)} proven; "
          f"{memory:,.0f} MB at most{kept}")  # fmt: skip


def _own() -> float:
    """Megabytes of memory that is no file read where it lies (Linux)."""
    [line] = [one for one in STATUS.read_text().splitlines() if one.startswith("RssAnon")]
    return int(line.split()[1]) / 1024


def main() -> None:
    """Each size in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, nargs="+", default=[2000, 10_000])
    parser.add_argument("--times", type=int, default=2, help="questions of each kind")
    parser.add_argument("--ask", type=Path)
    given = parser.parse_args()
    cv2.setNumThreads(1)
    if given.ask:
        ask(given.ask, given.times)
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
            how = ["--ask", name, "--times", str(given.times)]
            subprocess.run([sys.executable, __file__, *how], check=True)


if __name__ == "__main__":
    main()
