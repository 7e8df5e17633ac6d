"""How the lines lie over the picture, as one short vector: for retrieval, never for proof.

Directions of lines are counted in a grid of cells, softly, and the roots of the counts
are normalised. Pictures of any shape are stretched to one grid, so that a field frame
and the finished frame agree whatever their pixels are.
"""

from __future__ import annotations

import cv2
import numpy as np

from celtrace.frames.arrays import Floats, Lines

ACROSS, DOWN, DIRECTIONS = 12, 8, 6
LENGTH = ACROSS * DOWN * DIRECTIONS
"""Numbers of one vector."""
_CELL = 12


def layout(lines: Lines) -> Floats:
    """The vector of a line map, of length one; zeros on blank paper."""
    size = (ACROSS * _CELL, DOWN * _CELL)
    small = cv2.resize(lines, size, interpolation=cv2.INTER_AREA)
    bins = directions(small, DIRECTIONS)
    smooth = cv2.GaussianBlur(bins, (0, 0), _CELL * 0.6)
    cells = smooth[_CELL // 2 :: _CELL, _CELL // 2 :: _CELL]
    rooted = np.sqrt(np.maximum(cells, 0)).reshape(-1)
    rooted -= rooted.reshape(-1, DIRECTIONS).mean() * 0.5
    length = float(np.linalg.norm(rooted))
    return (rooted / length if cells.any() else np.zeros(LENGTH)).astype(np.float32)


def directions(lines: Lines, bins: int) -> Floats:
    """Height x width x bins: how strong a line of each direction is at each pixel, 0 to 1.

    The direction comes from the smoothed structure tensor, so both sides of a stroke and
    the stroke itself agree; it is without sense (0 and 180 degrees are one).
    """
    smooth = cv2.GaussianBlur(lines, (0, 0), 1.0).astype(np.float32) / 255
    across, down = cv2.Scharr(smooth, cv2.CV_32F, 1, 0), cv2.Scharr(smooth, cv2.CV_32F, 0, 1)
    xx, yy, xy = (
        cv2.GaussianBlur(part, (0, 0), 1.5)
        for part in (across * across, down * down, across * down)
    )
    angle = np.mod(np.arctan2(2 * xy, xx - yy) / (2 * np.pi) * bins, bins)
    low = np.floor(angle).astype(np.int32) % bins
    share = angle - np.floor(angle)
    out = np.zeros((*lines.shape, bins), np.float32)
    high, wide = lines.shape
    rows, columns = np.arange(high)[:, None], np.arange(wide)[None]
    strength = np.clip(smooth * 1.6, 0, 1)
    out[rows, columns, low] = strength * (1 - share)
    out[rows, columns, (low + 1) % bins] += strength * share
    return out
