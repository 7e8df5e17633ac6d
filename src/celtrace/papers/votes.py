"""Where one picture may lie on another: what pairs of corners say together.

Two corners that look alike say how far one page is turned, enlarged and moved against the
other. Letters look alike everywhere and say all sorts of things; corners of one photograph
say one thing (the generalised Hough transform: Ballard, 1981; for corners Lowe, 2004).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from celtrace.papers.filed import Whole

Floats = NDArray[np.float32]
TURNS = 12
_SCALES, _SCALE_STEP = 7, 0.7
"""Steps of a factor 1.6; the middle one is equal size."""
CELL = 120.0
"""Pixels of the first picture by which places are told apart."""
_SIDE = 32
BINS = TURNS * _SCALES * _SIDE * _SIDE


def said(one: Floats, other: Floats) -> tuple[Whole, Whole]:
    """Which turn, size and place each pair of corners says, as two numbers.

    Both are of shape (pairs, 4), as `Sketch.points`. Twice, on grids that are shifted by half
    a cell, so that what lies on an edge of one lies inside the other.
    """
    turn = np.mod(one[:, 3] - other[:, 3], 2 * np.pi)
    scale = np.log(one[:, 2] / np.maximum(other[:, 2], 1e-6))
    factor, cos, sin = np.exp(scale), np.cos(turn), np.sin(turn)
    right = one[:, 0] - factor * (cos * other[:, 0] - sin * other[:, 1])
    down = one[:, 1] - factor * (sin * other[:, 0] + cos * other[:, 1])
    grids = []
    for shift in (0.0, 0.5):
        turned = np.floor(turn / (2 * np.pi) * TURNS + shift).astype(np.int64) % TURNS
        sized = _step(scale / _SCALE_STEP + shift, _SCALES)
        moved = _step(right / CELL + shift, _SIDE), _step(down / CELL + shift, _SIDE)
        grids.append(((turned * _SCALES + sized) * _SIDE + moved[0]) * _SIDE + moved[1])
    return grids[0], grids[1]


def _step(value: NDArray[np.floating[Any]], most: int) -> Whole:
    near = np.clip(np.nan_to_num(np.floor(value)), -most, most)
    return np.clip(near.astype(np.int64) + most // 2, 0, most - 1)
