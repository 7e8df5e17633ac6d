"""Whether two pictures of documents show one page or one design, and where they differ.

The one is laid on the other by the corners that both have (`papers.placing`); then the page is
compared square by square (normalised cross-correlation). The squares that do not agree are what
was exchanged, or what belongs to each holder of one design: the share that agrees does not tell
these apart (`papers.portrait`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import NamedTuple

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from celtrace.papers.bands import Grey
from celtrace.papers.placing import placed
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
_PLAIN = 4.0
"""Grey values of spread below which a square holds nothing to compare."""
_SHIFTS = (-2, 0, 2)
_FAR = max(_SHIFTS)
_COARSE = 4
_SOFT, _SHADE = 1.0, 8.0
"""Blur in pixels below and above which nothing is compared: so a stroke may lie half off."""


class Squares(NamedTuple):
    """What comparing two pages square by square gave, row by row."""

    printed: NDArray[np.bool_]
    """Where there is print, and both pages lie."""
    agree: NDArray[np.bool_]


class Alike(msgspec.Struct, frozen=True, eq=False):
    """How two pictures lie on each other."""

    corners: int
    """Corners that agree with the projection."""
    place: NDArray[np.float64]
    """3 x 3: from pixels of the second sketch to those of the first."""
    score: Squares

    @property
    def squares(self) -> int:
        """Squares with print that lie on both."""
        return int(self.score.printed.sum())

    @property
    def agree(self) -> int:
        """How many of them agree."""
        return int(self.score.agree.sum())

    @property
    def differ(self) -> tuple[tuple[int, int], ...]:
        """Left and top of each square of the first sketch that does not agree."""
        off = np.argwhere(self.score.printed & ~self.score.agree)
        return tuple((int(left) * SQUARE, int(top) * SQUARE) for top, left in off)

    @property
    def regions(self) -> int:
        """Parts of the page, of sixteen, in which most squares agree."""
        return _regions(self.score)

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
    found = placed(one, other)
    if found is None:
        return None
    return Alike(found.corners, found.place, compared(one, other, found.place))


def alike_pairs(
    sketches: Sequence[Sketch], pairs: Iterable[tuple[int, int]], at_once: int = 1
) -> dict[tuple[int, int], Alike]:
    """Those of the pairs that are alike, in order; so many at once as `at_once` says.

    What multiplies matrices keeps to one thread each: more would wait for each other.
    """
    every = list(pairs)
    with threadpool_limits(1, "blas"), ThreadPoolExecutor(max(1, at_once)) as pool:
        found = pool.map(lambda pair: alike(sketches[pair[0]], sketches[pair[1]]), every)
        return {pair: one for pair, one in zip(every, found, strict=True) if one and one.same}


def compared(one: Sketch, other: Sketch, place: NDArray[np.float64]) -> Squares:
    """Compare the second, laid on the first, with it."""
    grey, there = laid(one, other, place)
    first, second = _print_of(one), _Shifted(_strokes(grey))
    plain = np.maximum(first.spread, second.at(0, 0).spread) <= _PLAIN
    printed = ~plain & (_mean(there) >= 1)
    return Squares(printed, printed & (_correlation(first, second) >= AGREE))


def _regions(score: Squares) -> int:
    """Parts of the page in which more squares agree than not."""
    balance = np.where(score.agree, 1, -1) * score.printed
    rows, columns = (np.arange(size) * _PARTS // size for size in balance.shape)
    parts = np.zeros((_PARTS, _PARTS), int)
    np.add.at(parts, (rows[:, None], columns), balance)
    return int((parts > 0).sum())


def laid(one: Sketch, other: Sketch, place: NDArray[np.float64]) -> tuple[Grey, Grey]:
    """The second picture in the frame of the first, and 1 where it covers that."""
    size = (one.grey.shape[1], one.grey.shape[0])
    grey = cv2.warpPerspective(other.grey, place, size, flags=cv2.INTER_LINEAR)
    height, width = other.grey.shape
    corners = np.array(
        [[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], np.float64
    )
    there = cv2.perspectiveTransform(corners[None], place)[0]
    covers = cv2.fillConvexPoly(
        np.zeros(one.grey.shape, np.uint8), there.round().astype(np.int32), 1
    )
    return np.asarray(grey, np.uint8), np.asarray(covers, np.uint8)


class _Print(NamedTuple):
    """Print of a page, with its mean and spread in each square."""

    strokes: Floats
    mean: Floats
    spread: Floats


@lru_cache(maxsize=8)
def _print_of(one: Sketch) -> _Print:
    """That of a whole page, which one pair after another asks for."""
    strokes = _strokes(one.grey)
    mean = _mean(strokes)
    spread = np.sqrt(np.maximum(_mean(strokes * strokes) - mean**2, 0))
    return _Print(strokes, mean, spread)


class _Shifted:
    """Print of a page that is looked at a few pixels off: sums that run over it make it quick."""

    def __init__(self, strokes: Floats) -> None:
        self._shape = strokes.shape
        self._wide = np.pad(strokes, _FAR, mode="edge")
        self._sums, self._squares = cv2.integral2(
            self._wide, sdepth=cv2.CV_64F, sqdepth=cv2.CV_64F
        )  # fmt: skip

    def at(self, down: int, right: int) -> _Print:
        """So many pixels down and to the right."""
        (height, width), top, left = self._shape, _FAR + down, _FAR + right
        rows = top + SQUARE * np.arange(height // SQUARE + 1)
        columns = left + SQUARE * np.arange(width // SQUARE + 1)
        corners = np.ix_(rows, columns)
        mean = _windows(self._sums[corners])
        spread = np.sqrt(np.maximum(_windows(self._squares[corners]) - mean * mean, 0))
        part = self._wide[top : top + height, left : left + width]
        return _Print(part, mean.astype(np.float32), spread.astype(np.float32))


def _windows(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of each square, from what runs up to its corners."""
    whole = sums[1:, 1:] - sums[:-1, 1:] - sums[1:, :-1] + sums[:-1, :-1]
    return np.asarray(whole / SQUARE**2, np.float64)


def _strokes(grey: Grey) -> Floats:
    """Print and pattern alone: without the grain, and without light and shade.

    Light and shade are wide: they are told as well on a picture of a quarter of the size.
    """
    values = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), _SOFT)
    size = (max(1, grey.shape[1] // _COARSE), max(1, grey.shape[0] // _COARSE))
    coarse = cv2.resize(values, size, interpolation=cv2.INTER_AREA)
    shade = cv2.GaussianBlur(coarse, (0, 0), _SHADE / _COARSE)
    whole = cv2.resize(shade, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(values - whole, np.float32)


def _correlation(one: _Print, other: _Shifted) -> Floats:
    """For each square the best correlation within a few pixels of shift."""
    best = np.full(one.mean.shape, -1, np.float32)
    for down in _SHIFTS:
        for right in _SHIFTS:
            there = other.at(down, right)
            covers = _mean(cv2.multiply(one.strokes, there.strokes)) - one.mean * there.mean
            best = np.maximum(best, covers / np.maximum(one.spread * there.spread, 1.0))
    return best


def _mean(values: Floats | Grey) -> Floats:
    """The mean of each square, row by row; what is left over at the edges belongs to none."""
    down, right = values.shape[0] // SQUARE, values.shape[1] // SQUARE
    whole = values[: down * SQUARE, : right * SQUARE].astype(np.float32, copy=False)
    return cv2.resize(whole, (right, down), interpolation=cv2.INTER_AREA).reshape(down, right)
