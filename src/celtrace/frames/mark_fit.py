"""How the lines of a drawing were moved in a tracing of it: a smooth field laid on step by step.

Each point of a line looks along its normal for a stroke that runs as its line does, near at
first and nearer from step to step; a smooth field is fitted to what all of them see, slow parts
more freely than quick ones, as hands drift (a Gaussian prior, so each step is one linear
system). A point that sees no stroke has no say: lines left out do no harm.
"""

from __future__ import annotations

import cv2
import numpy as np

from celtrace.frames.arrays import Floats, Lines
from celtrace.frames.mark_plan import HELD, Plan, Rows, drift

STEPS = ((8, 3.0), (7, 3.0), (6, 2.5), (5, 2.5), (4, 2.0), (4, 2.0), (3, 2.0), (3, 2.0), (3, 2.0))
"""How far a point looks (a bell's width) and how far strokes are smeared, pixels of 480."""
_BEND, _FLAT, _SLOPE = (
    np.array(one, np.float32) for one in ((1, -2, 1), (0, 1, 0), (-0.5, 0, 0.5))
)


def worth(found: Lines, plan: Plan) -> Rows:
    """What each part of a field is worth as an explanation of a tracing, across then down.

    The logarithm of the likelihood that a field was in the traced copy, over that it was not, is
    linear in the field but for a term that all fields have nearly alike: this is its slope.
    `found` is of the plan's size and already close to the original.
    """
    across, allowed = plan.across(), drift(plan.waves)
    parts = np.zeros(across.shape[1])
    if not len(across):
        return parts[6:]
    for far, smear in STEPS:
        moved, sure = _looked(ridges(found, smear), plan, parts, far)
        held = across * (sure * HELD)[:, None]
        goal = held.T @ (across @ parts + moved)
        parts = np.asarray(np.linalg.solve(held.T @ across + np.diag(1 / allowed), goal))
    return np.asarray((parts / allowed)[6:])


def ridges(lines: Lines, smear: float) -> list[Floats]:
    """Second derivatives of smeared lines (xx, xy, yy), as shares of what a strong line has."""
    soft = cv2.GaussianBlur(lines.astype(np.float32), (0, 0), smear)
    kernels = ((_BEND, _FLAT), (_SLOPE, _SLOPE), (_FLAT, _BEND))
    bends = [cv2.sepFilter2D(soft, cv2.CV_32F, *pair) for pair in kernels]
    strong = float(np.percentile(np.maximum(0, -bends[0] - bends[2]), 98))
    return [(bend / (strong + 1e-6)).astype(np.float32) for bend in bends]


def _looked(bends: list[Floats], plan: Plan, parts: Rows, far: int) -> tuple[Rows, Rows]:
    """Where each point sees a stroke along its normal, pixels, and how surely, 0 to 1."""
    count = len(plan.waves.across)
    steps = np.arange(-2.0 * far, 2.0 * far + 1)
    x, y = plan.points.normal[:, :1], plan.points.normal[:, 1:]
    moved = [
        plan.affine @ parts[3 * n : 3 * n + 3] + plan.free @ parts[6 + n * count :][:count]
        for n in (0, 1)
    ]
    across = ((plan.points.x + moved[0])[:, None] + steps * x).astype(np.float32)
    down = ((plan.points.y + moved[1])[:, None] + steps * y).astype(np.float32)
    xx, xy, yy = (cv2.remap(bend, across, down, cv2.INTER_LINEAR) for bend in bends)
    seen = np.clip(-(x * x * xx + 2 * x * y * xy + y * y * yy), 0, 1)
    seen = seen * np.exp(-(steps**2) / (2 * far**2))
    total = seen.sum(axis=1)
    return (seen * steps).sum(axis=1) / (total + 1e-9), total / (total + 1)
