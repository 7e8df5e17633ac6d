"""What proves nothing: pictures that many shows share, or on which hardly anything is drawn.

Such a picture may still be found and shown, but no match rests on it.
"""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np

from celtrace.frames.arrays import Colour, Lines
from celtrace.frames.layout import directions
from celtrace.frames.pixels import apart_from, brightest, resized
from celtrace.frames.strokes import drawn_share

Plain = Literal["", "blank", "noise", "bars or rules only", "title or credits"]

LEAST_DRAWN = 0.0015
"""Share of the picture that must be drawn on."""
MOST_DRAWN = 0.30
"""Share of the picture beyond which lines are texture or noise."""


def plain(pixels: Colour, lines: Lines) -> Plain:
    """Why a picture proves nothing; empty where it may."""
    share = drawn_share(lines)
    if share < LEAST_DRAWN:
        return "blank"
    if share > MOST_DRAWN:
        return "noise"
    if _ruled(lines):
        return "bars or rules only"
    return "title or credits" if _lettered(pixels) else ""


def _ruled(lines: Lines) -> bool:
    """Whether nearly all lines run level or upright, as in colour bars, charts and tables."""
    small = cv2.resize(lines, (160, 96), interpolation=cv2.INTER_AREA)
    bins = directions(small, 12).sum(axis=(0, 1))
    along = bins[0] + bins[6]
    return bool(along > 0.9 * bins.sum())


def _lettered(pixels: Colour) -> bool:
    """Whether all that stands on an even ground is small and stands in rows."""
    small = resized(pixels, 320)
    ground = np.median(small[::3, ::3].reshape(-1, 3), axis=0)
    other = (brightest(apart_from(small, ground)) > 40).astype(np.uint8)
    if not 0.003 < other.mean() < 0.3:
        return False
    _, _, stats, centres = cv2.connectedComponentsWithStats(other)
    areas, heights = stats[1:, 4], stats[1:, 3]
    letters = (heights < small.shape[0] * 0.16) & (areas > 4)
    if letters.sum() < 8 or areas[letters].sum() < 0.9 * areas.sum():
        return False
    rows = np.sort(centres[1:][letters, 1])
    in_row = np.diff(rows) < small.shape[0] * 0.02
    return bool(in_row.mean() > 0.7)
