"""The nearest listed party of many, with the path, over columns; needs the extra `scale`.

The same rule as `paths`: a breadth-first search from all listed parties at once that ends at
hubs and never runs through them. Of equally near ones the party with the lowest number.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Numbers = NDArray[np.int32]
Bools = NDArray[np.bool_]
NOWHERE = -1


class Web:
    """Parties (numbers from 0) and the lines between them, each walked both ways."""

    def __init__(self, count: int, a: Numbers, b: Numbers) -> None:
        lines = np.arange(1, len(a) + 1, dtype=np.int32)
        both = (np.concatenate((a, b)), np.concatenate((b, a)))
        held = sparse.coo_array((np.concatenate((lines, lines)), both), shape=(count, count))
        rows = held.tocsr()
        self.count = count
        self.start: NDArray[np.int64] = rows.indptr.astype(np.int64)
        self.near: Numbers = rows.indices.astype(np.int32, copy=False)
        self.degree: NDArray[np.int64] = np.diff(self.start)

    def nearest(self, listed: Sequence[int], wanted: Sequence[int], hub: int) -> Found:
        """Search from the listed until every one of `wanted` is reached or nothing is left.

        Parties with more than `hub` lines are reached and not passed, unless they are listed.
        """
        came: Numbers = np.full(self.count, NOWHERE, dtype=np.int32)
        front: Numbers = np.unique(np.asarray(listed, dtype=np.int32))
        came[front] = front
        open_ = np.unique(np.asarray(wanted, dtype=np.int32))
        first = True
        while len(front) and len(open_):
            through = front if first else front[self.degree[front] <= hub]
            first = False
            front = self._step(through, came)
            open_ = open_[came[open_] == NOWHERE]
        return Found(came)

    def _step(self, front: Numbers, came: Numbers) -> Numbers:
        """The parties reached from the front for the first time, in order of number."""
        counts = self.degree[front]
        total = int(counts.sum())
        skipped = np.repeat(np.cumsum(counts) - counts, counts)
        rows = np.repeat(self.start[front], counts) + (np.arange(total) - skipped)
        others = self.near[rows]
        fresh = came[others] == NOWHERE
        others = others[fresh]
        sources = np.repeat(front, counts)[fresh]
        # Of several writes to one place the last stands: turned round, that is the lowest.
        came[others[::-1]] = sources[::-1]
        reached: Numbers = np.unique(others)
        return reached


class Found:
    """For each party the one it was reached from; listed ones from themselves."""

    def __init__(self, came: Numbers) -> None:
        self.came = came

    def path(self, party: int) -> list[int]:
        """The parties from this one to the nearest listed one; empty if none is reached."""
        if self.came[party] == NOWHERE:
            return []
        way = [party]
        while int(self.came[way[-1]]) != way[-1]:
            way.append(int(self.came[way[-1]]))
        return way
