"""Whether two pictures of documents show one page or one design, and where they differ.

The one is laid on the other by the corners that both have (RANSAC over plane projections);
then the page is compared square by square (normalised cross-correlation). The squares that do
not agree are what was exchanged, or what belongs to each holder of one design: the share that
agrees does not tell these apart (`papers.portrait`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from celtrace.papers.bands import Grey
from celtrace.papers.sketch import Sketch
from celtrace.papers.votes import Floats

SQUARE = 24
"""Pixels of a square's side, of a longer side of 800."""
AGREE = 0.75
"""Correlation from which on a square shows the same."""
SHARE = 0.31
"""Share of the squares that agree in one page or one design at least."""
_LEAST_SQUARES = 60
"""Squares with print in them that must lie on both pictures."""
_LEAST_REGIONS = 3
"""Parts of the page in which most squares agree: one line of print is not enough."""
_PARTS = 4
_INLIERS = 14
_RATIO = 0.85
"""How much nearer the nearest corner must be than the next: what letters share is passed by."""
_OFF = 4.0
"""Pixels by which a corner may lie off the projection."""
_TRIES = 600
_PLAIN = 4.0
"""Grey values of spread below which a square holds nothing to compare."""
_SHIFTS = (-2, 0, 2)
_SOFT, _SHADE = 1.0, 8.0
"""Blur in pixels below and above which nothing is compared: so a stroke may lie half off."""
_AREA = (0.2, 5.0)
"""How much smaller or larger a page may become; anything beyond is a chance projection."""


class Squares(NamedTuple):
    """What comparing two pages square by square gave, row by row."""

    printed: NDArray[np.bool_]
    """Where there is print, and both pages lie."""
    agree: NDArray[np.bool_]


class Alike(msgspec.Struct, frozen=True, eq=False):
    """How two pictures lie on each other."""

    corners: int
    """Corners that agree with the projection."""
    squares: int
    """Squares with print that lie on both."""
    agree: int
    place: NDArray[np.float64]
    """3 x 3: from pixels of the second sketch to those of the first."""
    differ: tuple[tuple[int, int], ...]
    """Left and top of each square of the first sketch that does not agree."""
    regions: int
    """Parts of the page, of sixteen, in which most squares agree."""

    @property
    def share(self) -> float:
        """Share of the squares that agree, 0 to 1."""
        return self.agree / max(1, self.squares)

    @property
    def same(self) -> bool:
        """Whether both show one page, or one design."""
        enough = self.squares >= _LEAST_SQUARES and self.regions >= _LEAST_REGIONS
        return enough and self.share >= SHARE


def alike(one: Sketch, other: Sketch) -> Alike | None:
    """Lay the second on the first; None where nothing lies on anything."""
    placed = _placed(one, other)
    if placed is None:
        return None
    corners, place = placed
    score = compared(one, other, place)
    differ = tuple(
        (int(left) * SQUARE, int(top) * SQUARE)
        for top, left in np.argwhere(score.printed & ~score.agree)
    )
    squares = int(score.printed.sum())
    return Alike(corners, squares, squares - len(differ), place, differ, _regions(score))


def alike_pairs(
    sketches: Sequence[Sketch], pairs: Iterable[tuple[int, int]], at_once: int = 1
) -> dict[tuple[int, int], Alike]:
    """Those of the pairs that are alike, in order; so many at once as `at_once` says."""
    every = list(pairs)
    with ThreadPoolExecutor(max(1, at_once)) as pool:
        found = pool.map(lambda pair: alike(sketches[pair[0]], sketches[pair[1]]), every)
        return {pair: one for pair, one in zip(every, found, strict=True) if one and one.same}


def compared(one: Sketch, other: Sketch, place: NDArray[np.float64]) -> Squares:
    """Compare the second, laid on the first, with it."""
    grey, there = laid(one, other, place)
    first, second = _strokes(one.grey), _strokes(grey)
    printed = (np.maximum(_spread(first), _spread(second)) > _PLAIN) & (_mean(there) >= 1)
    return Squares(printed, printed & (_correlation(first, second) >= AGREE))


def _regions(score: Squares) -> int:
    """Parts of the page in which more squares agree than not."""
    balance = np.where(score.agree, 1, -1) * score.printed
    rows, columns = (np.arange(size) * _PARTS // size for size in balance.shape)
    parts = np.zeros((_PARTS, _PARTS), int)
    np.add.at(parts, (rows[:, None], columns), balance)
    return int((parts > 0).sum())


def laid(one: Sketch, other: Sketch, place: NDArray[np.float64]) -> tuple[Grey, Floats]:
    """The second picture in the frame of the first, and 1 where it covers that."""
    size = (one.grey.shape[1], one.grey.shape[0])
    grey = cv2.warpPerspective(other.grey, place, size, flags=cv2.INTER_LINEAR)
    inside = np.ones(other.grey.shape, np.float32)
    covers = cv2.warpPerspective(inside, place, size, flags=cv2.INTER_NEAREST)
    return grey.astype(np.uint8), covers.astype(np.float32)


def _placed(one: Sketch, other: Sketch) -> tuple[int, NDArray[np.float64]] | None:
    """Corners that agree, and the projection that they agree with."""
    if min(len(one.marks), len(other.marks)) < _INLIERS:
        return None
    rows = cv2.BFMatcher(cv2.NORM_L2).knnMatch(
        other.marks.astype(np.float32), one.marks.astype(np.float32), k=2
    )
    pairs = [(a.trainIdx, a.queryIdx) for a, b in rows if a.distance < _RATIO * b.distance]
    if len(pairs) < _INLIERS:
        return None
    target = one.points[[at for at, _ in pairs], :2]
    source = other.points[[at for _, at in pairs], :2]
    cv2.setRNGSeed(9303)
    place, inside = cv2.findHomography(source, target, cv2.RANSAC, _OFF, maxIters=_TRIES)
    if place is None or inside.sum() < _INLIERS or not _possible(place, other.grey):
        return None
    return int(inside.sum()), np.asarray(place, np.float64)


def _possible(place: NDArray[np.float64], grey: Grey) -> bool:
    """Whether the page stays a page: not folded over, not turned inside out, of like size."""
    height, width = grey.shape
    page = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    there = cv2.perspectiveTransform(page[None], place)[0]
    area = cv2.contourArea(there, oriented=True) / (height * width)
    return bool(cv2.isContourConvex(there.astype(np.int32))) and _AREA[0] <= area <= _AREA[1]


def _strokes(grey: Grey) -> Floats:
    """Print and pattern alone: without the grain, and without light and shade."""
    values = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), _SOFT)
    return values - cv2.GaussianBlur(values, (0, 0), _SHADE)


def _correlation(one: Floats, other: Floats) -> Floats:
    """For each square the best correlation within a few pixels of shift."""
    mean, spread = _mean(one), _spread(one)
    far, (height, width) = max(_SHIFTS), one.shape
    wide = np.pad(other, far, mode="edge")
    squared = wide * wide
    best = np.full(mean.shape, -1, np.float32)
    for down in _SHIFTS:
        for right in _SHIFTS:
            part = np.s_[far + down : far + down + height, far + right : far + right + width]
            middle = _mean(wide[part])
            width_there = np.sqrt(np.maximum(_mean(squared[part]) - middle**2, 0))
            covers = _mean(cv2.multiply(one, wide[part])) - mean * middle
            best = np.maximum(best, covers / np.maximum(spread * width_there, 1.0))
    return best


def _spread(values: Floats) -> Floats:
    return np.sqrt(np.maximum(_mean(values * values) - _mean(values) ** 2, 0))


def _mean(values: Floats) -> Floats:
    """The mean of each square, row by row; what is left over at the edges belongs to none."""
    down, right = values.shape[0] // SQUARE, values.shape[1] // SQUARE
    whole = values[: down * SQUARE, : right * SQUARE]
    return cv2.resize(whole, (right, down), interpolation=cv2.INTER_AREA).reshape(down, right)
