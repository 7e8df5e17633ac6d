"""What the weights of the verdict would be, fitted on the questions of a run.

Logistic regression on what the verdict weighs: strokes, those of the best other show, by how
much the whole lies better than on any other show, and by how much features bear it out better.
The product's own weights are such, rounded; its limit was set by hand (README).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from celtrace.frames.answer import BESIDE, ENOUGH
from celtrace.frames.gallery import MOST

STEPS, PACE, SMALL = 6000, 0.5, 2e-3


def weighed(line: dict[str, Any], shows: Sequence[str]) -> tuple[list[float], bool] | None:
    """What speaks for the likeliest frame, and whether it is right; None if nothing was slid."""
    slid = [(shows[int(frame)], *said) for frame, *said in line["laid"]]
    best = max(slid, key=lambda one: min(one[1], MOST) / 9 + 4 * one[2], default=None)
    if best is None:
        return None
    rivals = [one for one in slid if one[0] != best[0]]
    if sum(score > 0 for _, _, score, _ in rivals) < ENOUGH:
        return None
    strokes = max(min(one[1], MOST) for one in rivals)
    apart = best[2] - max(one[2] for one in rivals)
    further = np.clip(best[3] - max(one[3] for one in rivals), *BESIDE)
    return [min(best[1], MOST), strokes, apart, further, 1.0], best[0] == line["show"]


def fitted(lines: Sequence[dict[str, Any]], shows: Sequence[str]) -> None:
    """Print the weights that the lines of a run give."""
    told = [one for line in lines if (one := weighed(line, shows)) is not None]
    if len({right for _, right in told}) < 2:
        print("weights: too few drawings were slid over frames")
        return
    facts, right = np.array([one for one, _ in told]), np.array([r for _, r in told], float)
    mean, wide = facts[:, :-1].mean(axis=0), facts[:, :-1].std(axis=0) + 1e-9
    even = np.hstack([(facts[:, :-1] - mean) / wide, facts[:, -1:]])
    weights = np.zeros(even.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-even @ weights))
        weights -= PACE * (even.T @ (chance - right) / len(right) + SMALL * weights)
    own = weights[:-1] / wide
    even_odds = (own * mean).sum() - weights[-1]
    print(f"weights fitted on {len(told)} drawings that were slid: strokes {own[0]:.2f}, rival "
          f"{own[1]:.2f}, apart {own[2]:.1f}, beside {own[3]:.2f}, limit {even_odds:.2f} "
          "at even odds")  # fmt: skip
