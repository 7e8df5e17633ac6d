"""How one page lies on another: corners that look alike, and the plane projection they agree on.

Alike are corners whose descriptor is nearest by far: what letters share is passed by. Of
these only such are tried that turn and enlarge the page in about one way: one photograph does
so everywhere, letters do not (Lowe, 2004). What is left agrees on a projection or does not
(RANSAC: Fischler and Bolles, 1981; its later form MAGSAC++: Barath and others, 2020).
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from celtrace.papers.bands import Grey
from celtrace.papers.filed import Whole
from celtrace.papers.sketch import Sketch

_INLIERS = 14
_RATIO = 0.85
"""How much nearer the nearest corner must be than the next."""
_OFF = 4.0
"""Pixels by which a corner may lie off the projection."""
_TRIES = 5000
_AREA = (0.2, 5.0)
"""How much smaller or larger a page may become; anything beyond is a chance projection."""
_TURNS, _SIZES, _SIZE_STEP = 24, 16, 0.5
"""Steps of the turn, and of the logarithm of the size; neighbours of the fullest count too."""


class Placed(NamedTuple):
    """How many corners agree, and the projection: 3 x 3, from the second page to the first."""

    corners: int
    place: NDArray[np.float64]


def placed(one: Sketch, other: Sketch) -> Placed | None:
    """Lay the second page on the first; None where too few corners agree on anything."""
    if min(len(one.marks), len(other.marks)) < _INLIERS:
        return None
    target, source = _one_way(one, other, _matched(one, other))
    if len(target) < _INLIERS:
        return None
    place, inside = cv2.findHomography(
        other.points[source, :2], one.points[target, :2], cv2.USAC_MAGSAC, _OFF, maxIters=_TRIES
    )
    if place is None or inside.sum() < _INLIERS or not _possible(place, other.grey):
        return None
    return Placed(int(inside.sum()), np.asarray(place, np.float64))


def _matched(one: Sketch, other: Sketch) -> tuple[Whole, Whole]:
    """Corners of the first and of the second page that look alike, position by position.

    The nearest must be clearly nearer than the next.
    """
    first, second = one.marks.astype(np.float32), other.marks.astype(np.float32)
    own, there = (np.square(marks).sum(axis=1) for marks in (second, first))
    apart = own[:, None] + there - 2 * (second @ first.T)
    rows, near = np.arange(len(apart)), apart.argmin(axis=1)
    nearest = apart[rows, near]
    apart[rows, near] = np.inf
    kept = np.flatnonzero(nearest < _RATIO**2 * apart.min(axis=1))
    return near[kept], kept


def _one_way(one: Sketch, other: Sketch, matched: tuple[Whole, Whole]) -> tuple[Whole, Whole]:
    """Of the pairs those that turn and enlarge the page as most of them do, about."""
    first, second = one.points[matched[0]], other.points[matched[1]]
    turn = np.mod(first[:, 3] - second[:, 3], 2 * np.pi) / (2 * np.pi) * _TURNS
    size = np.log(first[:, 2] / np.maximum(second[:, 2], 1e-6)) / _SIZE_STEP + _SIZES / 2
    turns, sizes = turn.astype(np.int64) % _TURNS, size.clip(0, _SIZES - 1).astype(np.int64)
    counts = np.zeros((_TURNS, _SIZES), np.int64)
    np.add.at(counts, (turns, sizes), 1)
    around = counts + np.roll(counts, 1, axis=0) + np.roll(counts, -1, axis=0)
    wide = np.pad(around, ((0, 0), (1, 1)))
    full = wide[:, :-2] + wide[:, 1:-1] + wide[:, 2:]
    at, step = np.unravel_index(full.argmax(), full.shape)
    off = np.minimum((turns - at) % _TURNS, (at - turns) % _TURNS)
    near = (off <= 1) & (np.abs(sizes - step) <= 1)
    return matched[0][near], matched[1][near]


def _possible(place: NDArray[np.float64], grey: Grey) -> bool:
    """Whether the page stays a page: not folded over, not turned inside out, of like size."""
    height, width = grey.shape
    page = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    there = cv2.perspectiveTransform(page[None], place)[0]
    area = cv2.contourArea(there, oriented=True) / (height * width)
    return bool(cv2.isContourConvex(there.astype(np.int32))) and _AREA[0] <= area <= _AREA[1]
