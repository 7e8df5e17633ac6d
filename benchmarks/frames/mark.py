"""Whose copy was traced: recipients named from ten drawings, and how often nobody's is.

    python benchmarks/frames/mark.py [--recipients 64] [--trials 12]

Simulated tracing: a hand that shakes by 0.2 % of the width and a scan a little askew. Each
trial takes ten drawings of one show; unmarked trials show how often somebody would be
accused wrongly. The threshold is in `celtrace.frames.mark`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

import cv2
import numpy as np

from celtrace.frames.mark import FEWEST, deviations, pooled, warp, warped
from celtrace.frames.strokes import ink_of
from frames.drawn import Show
from frames.found import Source, hand

SECRET, SIZE = b"for the benchmark", (480, 270)


def trial(seed: int, recipients: list[str], marked: str) -> tuple[str, float, float]:
    """Who is named from ten traced drawings of one show, with the two pooled deviations."""
    show, read = Show(700 + seed, 5), []
    for n in range(FEWEST):
        drawn, name = show.frame(n % 5, 0.2 + 0.5 * (n // 5)), f"{seed}-{n}"
        ink = cv2.resize(drawn.ink, SIZE, interpolation=cv2.INTER_AREA)
        copy = warped(ink, warp(SECRET, marked, name, SIZE)) if marked else ink
        traced = hand(Source(drawn.colour, copy, drawn.mask), np.random.default_rng([seed, n]))
        fields = {who: warp(SECRET, who, name, SIZE) for who in recipients}
        one = deviations(ink_of(traced), ink_of(ink), fields)
        if one is not None:
            read.append(one)
    said = pooled(read)
    return said.recipient, said.deviations, said.second


def main() -> None:
    """Marked and unmarked trials, and what was said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=64)
    parser.add_argument("--trials", type=int, default=12)
    given = parser.parse_args()
    cv2.setNumThreads(1)
    recipients = [f"recipient {n:03d}" for n in range(given.recipients)]
    right = wrong = accused = 0
    least, most = np.inf, 0.0
    for seed in range(given.trials):
        true = recipients[seed * 5 % len(recipients)]
        named, best, _ = trial(seed, recipients, true)
        right, wrong = right + (named == true), wrong + (named not in ("", true))
        least = min(least, best)
        named, best, _ = trial(seed, recipients, "")
        accused, most = accused + (named != ""), max(most, best)
    count = given.trials
    print(f"{given.recipients} recipients, ten drawings a trial")
    print(
        f"marked:   named rightly {right} of {count}, wrongly {wrong}; least deviation {least:.1f}"
    )
    print(f"unmarked: accused {accused} of {count}; greatest deviation {most:.1f}")
    print(f"with none of {count} accused, the rate is below {300 / count:.1f} % (95 %)")


if __name__ == "__main__":
    main()
