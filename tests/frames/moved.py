"""How a field moves the lines of a drawing, measured on the field itself."""

from __future__ import annotations

import cv2
import numpy as np

from celtrace.frames.mark_plan import Plan


def across(plan: Plan, field: np.ndarray, along: float = 0.0) -> np.ndarray:
    """How far a field moves each line across itself, so many pixels further along it."""
    x, y, normal = plan.points
    at = (x - along * normal[:, 1], y + along * normal[:, 0])
    maps = [one.astype(np.float32)[:, None] for one in at]
    moved = cv2.remap(field, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)[:, 0]
    return (moved * normal).sum(axis=1)


def size_of(values: np.ndarray) -> float:
    """The root mean square."""
    return float(np.sqrt((values**2).mean()))
