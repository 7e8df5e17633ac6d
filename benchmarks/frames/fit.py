"""What the weights of the verdict would be, fitted on the questions of a run.

Logistic regression on what the verdict weighs: strokes, those of the best other show, by how
much the whole lies better than on any other show, by how much features bear it out better, and
by how much better its parts lie.
The product's own weights are such, rounded; its limit was set by hand (README).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

STEPS, PACE, SMALL = 6000, 0.5, 2e-3


def fitted(lines: Sequence[dict[str, Any]]) -> None:
    """Print the weights that the lines of a run give: of each what is weighed, and if rightly."""
    told = [line["weighed"] for line in lines if line["weighed"]]
    if len({right for _, right in told}) < 2:
        print("weights: too few drawings were slid over frames")
        return
    facts, right = np.array([one for one, _ in told]), np.array([r for _, r in told], float)
    mean, wide = facts.mean(axis=0), facts.std(axis=0) + 1e-9
    even = np.hstack([(facts - mean) / wide, np.ones((len(facts), 1))])
    weights = np.zeros(even.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-even @ weights))
        weights -= PACE * (even.T @ (chance - right) / len(right) + SMALL * weights)
    own = weights[:-1] / wide
    even_odds = (own * mean).sum() - weights[-1]
    print(f"weights fitted on {len(told)} drawings that were slid: strokes {own[0]:.2f}, rival "
          f"{own[1]:.2f}, apart {own[2]:.1f}, beside {own[3]:.2f}, parts "
          f"{own[4]:.1f}, limit {even_odds:.2f} at even odds")  # fmt: skip
