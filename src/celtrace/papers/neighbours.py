"""Which pictures of documents may show the same: an index of descriptors, for any number.

Every descriptor is filed under some of its bits, drawn once, in several drawers (locality
sensitive hashing: Gionis, Indyk and Motwani, "Similarity search in high dimensions via
hashing", 1999). What lies in one drawer and differs in few bits counts for its two pictures.
Drawers that many share are passed over: they hold letters and lines that all pages have.
This only names pairs worth looking at; whether they show the same is proved elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from celtrace.papers.filed import Whole, within
from celtrace.papers.sketch import Sketch
from celtrace.papers.votes import BINS, said

_DRAWERS, _BITS = 10, 20
_NEAR = 60
"""Bits of 256 in which two descriptors of one corner may differ."""
_CROWDED = 30
"""Descriptors in one drawer beyond which it tells nothing."""
_LEAST = 4
"""Cells of a page that say one place at least for two pictures to be looked at."""
MOST = 8
"""Pictures that are looked at for one picture, the most alike first."""

EVERY = 100
"""Pictures of which all pairs are looked at: to look takes less time than to read them did."""
_CELL, _ACROSS = 60.0, 16
_CELLS = _ACROSS * _ACROSS


def worth_a_look(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Pairs (i, j), i < j, in order: all of few pictures, of many those that are neighbours."""
    if len(sketches) <= EVERY:
        return list(combinations(range(len(sketches)), 2))
    return neighbours(sketches)


def neighbours(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Pairs (i, j), i < j, of sketches whose corners say one place together, in order."""
    every = np.concatenate([np.zeros((0, 128), np.uint8), *(one.marks for one in sketches)])
    marks = bits_of(every)
    points = np.concatenate([np.zeros((0, 4), np.float32), *(one.points for one in sketches)])
    owner = np.repeat(np.arange(len(sketches)), [len(one.marks) for one in sketches])
    pairs = _near_pairs(marks)
    pairs = pairs[owner[pairs[:, 0]] != owner[pairs[:, 1]]]
    told = said(points[pairs[:, 0]], points[pairs[:, 1]])
    cells = _cells(points[pairs[:, 0]])
    return _most_alike(_counted(owner[pairs], told, cells, len(sketches)))


def bits_of(marks: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """On which side of planes, drawn once, each descriptor lies, seen from the middle of all."""
    roots = np.sqrt(marks.astype(np.float32))
    if len(roots):
        roots -= roots.mean(axis=0)
    return np.packbits(roots @ _planes().T > 0, axis=1)


@cache
def _planes() -> NDArray[np.float32]:
    planes = np.random.default_rng(303).normal(size=(256, 128)).astype(np.float32)
    return planes - planes.mean(axis=1, keepdims=True)


def _cells(points: NDArray[np.float32]) -> Whole:
    """In which cell of its page a corner lies: a line of print lies in few."""
    across, down = (points[:, :2] / _CELL).astype(np.int64).clip(0, _ACROSS - 1).T
    return down * _ACROSS + across


def _near_pairs(marks: NDArray[np.uint8]) -> Whole:
    """Pairs of descriptors that lie in one drawer and differ in few bits, each once."""
    wide = np.ascontiguousarray(marks).view(np.uint64)
    bits = np.unpackbits(marks, axis=1)
    weights = (1 << np.arange(_BITS)).astype(np.float32)
    draw = np.random.default_rng(9303)
    found = [np.zeros(0, np.int64)]
    for _ in range(_DRAWERS):
        chosen = draw.choice(bits.shape[1], _BITS, replace=False)
        drawer = (bits[:, chosen].astype(np.float32) @ weights).astype(np.int64)
        for one, other in within(drawer, _CROWDED):
            near = np.bitwise_count(wide[one] ^ wide[other]).sum(axis=1) <= _NEAR
            found.append(one[near] * len(marks) + other[near])
    codes = _each(np.concatenate(found))
    return np.stack((codes // max(1, len(marks)), codes % max(1, len(marks))), axis=1)


def _counted(
    owners: Whole, told: tuple[Whole, Whole], cells: Whole, number: int
) -> list[tuple[int, int, int]]:
    """Over how many cells of a page corners say the same of two pictures: (count, i, j)."""
    of = owners.min(axis=1) * number + owners.max(axis=1)
    pairs, most = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for place in told:
        spread = _each((of * BINS + place) * _CELLS + cells) // _CELLS
        said, counts = _runs(spread)
        enough = counts >= _LEAST
        pairs = np.concatenate((pairs, said[enough] // BINS))
        most = np.concatenate((most, counts[enough]))
    order = np.argsort(pairs, kind="stable")
    pairs, most = pairs[order], most[order]
    starts = _starts(pairs)
    best = np.maximum.reduceat(most, starts) if len(starts) else most
    rows = zip(best.tolist(), pairs[starts].tolist(), strict=True)
    return [(count, *divmod(pair, number)) for count, pair in rows]


def _each(numbers: Whole) -> Whole:
    """Each of many numbers once, in order; for so many, sorting is quicker than hashing."""
    ordered = np.sort(numbers)
    return ordered[_starts(ordered)]


def _starts(ordered: Whole) -> Whole:
    """Where another number begins, in numbers that are in order."""
    return np.flatnonzero(np.diff(ordered, prepend=-1))


def _runs(ordered: Whole) -> tuple[Whole, Whole]:
    """Each number of those in order, and how often it stands there."""
    starts = _starts(ordered)
    return ordered[starts], np.diff(starts, append=len(ordered))


def _most_alike(counted: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Of each picture its most alike ones; a pair stays if either side has it so."""
    taken: dict[int, int] = {}
    kept = []
    for _, one, other in sorted(counted, key=lambda row: (-row[0], row[1:])):
        if min(taken.get(one, 0), taken.get(other, 0)) < MOST:
            kept.append((one, other))
            taken[one] = taken.get(one, 0) + 1
            taken[other] = taken.get(other, 0) + 1
    return sorted(kept)
