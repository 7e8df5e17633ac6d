"""How a marked drawing looks: how far its lines are moved, turned and bent, beside other fields.

    python benchmarks/frames/mark_looks.py [--drawings 40] [--first 600] [--out FOLDER]

Beside ours stand fields of normal numbers on a coarse grid of the same strength, as marks were
made before (6 x 9 points), and on a finer one that was seen to make circles uneven (8 x 12): the
bounds of ours, `TURNED` and `BENT` in `frames/mark_plan.py`, are what 6 x 9 does. All are measured
on the fields themselves, along the lines of the drawings, in pixels of 480. `--out` writes a
circle and a face before and after, to be looked at.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

import cv2
import numpy as np

from celtrace.frames.mark import Mark, warp, warped
from celtrace.frames.mark_plan import SHARE, Plan, planned
from celtrace.frames.strokes import ink_of
from frames.drawn import Show
from frames.moved import across, size_of

STEP = 6.0


def coarse(plan: Plan, grid: tuple[int, int], seed: int) -> np.ndarray:
    """A field of normal numbers on a grid, without its affine part, of the mark's strength."""
    wide, high = plan.size
    rough = np.random.default_rng(seed).normal(size=(*grid, 2)).astype(np.float32)
    field = cv2.resize(rough, (wide, high), interpolation=cv2.INTER_CUBIC).astype(float)
    y, x = np.mgrid[0:high, 0:wide]
    plain = np.stack([np.ones(x.size), x.ravel() - wide / 2, y.ravel() - high / 2], axis=1)
    flat = field.reshape(-1, 2)
    flat = flat - plain @ np.linalg.lstsq(plain, flat, rcond=None)[0]
    flat *= SHARE * max(plan.size) / np.sqrt((flat**2).sum(axis=1).mean())
    return flat.reshape(high, wide, 2).astype(np.float32)


def looks(plan: Plan, field: np.ndarray) -> list[float]:
    """Movement of ink and across lines, turn, bend: root mean squares; and the furthest place."""
    before, here, after = (across(plan, field, step) for step in (-STEP, 0.0, STEP))
    inked = field[plan.points.y.astype(int), plan.points.x.astype(int)]
    parts = (np.hypot(*inked.T), here, (after - before) / (2 * STEP),
             (before + after - 2 * here) / STEP**2)  # fmt: skip
    furthest = float(np.hypot(*field.transpose(2, 0, 1)).max())
    return [*map(size_of, parts), furthest]


def shown(out: Path) -> None:
    """A circle and a face as they were, by a coarse field, and by the mark."""
    circle = np.full((540, 960), 255, np.uint8)
    cv2.circle(circle, (480, 270), 190, 0, 4, cv2.LINE_AA)
    face = cv2.resize(Show(603, 5).frame(0, 0.5).ink, (960, 540), interpolation=cv2.INTER_CUBIC)
    for name, ink in (("circle", circle), ("face", face)):
        plan = planned(ink_of(ink))
        before = cv2.resize(coarse(plan, (6, 9), 1), (960, 540)) * 2
        after = warp(Mark(b"looked at by eye", name), "a", plan, (960, 540))
        beside = np.hstack([ink, warped(ink, before), warped(ink, after)])
        cv2.imwrite(str(out / f"{name}.png"), beside)


def main() -> None:
    """The table, and the pictures where they are wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drawings", type=int, default=40)
    parser.add_argument("--first", type=int, default=600, help="Show to begin with.")
    parser.add_argument("--out", type=Path, help="Folder for pictures.")
    given = parser.parse_args()
    cv2.setNumThreads(1)
    rows: dict[str, list[list[float]]] = {"mark": [], "6 x 9": [], "8 x 12": []}
    for number in range(given.drawings):
        show = Show(given.first + number // 5, 5)
        drawn = show.frame(number % 5, 0.2 + 0.15 * (number % 5))
        plan = planned(ink_of(drawn.ink))
        ours = warp(Mark(b"looked at by eye", str(number)), "a", plan, plan.size)
        for name, field in (("mark", ours), ("6 x 9", coarse(plan, (6, 9), number)),
                            ("8 x 12", coarse(plan, (8, 12), number))):  # fmt: skip
            rows[name].append(looks(plan, field))
    print(f"{given.drawings} drawings from show {given.first} on; pixels of 480")
    print(f"{'':8}{'ink':>8}{'across':>8}{'turned':>8}{'bent':>8}{'furthest':>10}")
    for name, each in rows.items():
        mean = np.sqrt((np.array(each) ** 2).mean(axis=0))
        print(f"{name:8}{mean[0]:8.2f}{mean[1]:8.2f}{mean[2]:8.3f}{mean[3]:8.4f}"
              f"{np.max([one[4] for one in each]):10.1f}")  # fmt: skip
    if given.out:
        given.out.mkdir(parents=True, exist_ok=True)
        shown(given.out)


if __name__ == "__main__":
    main()
