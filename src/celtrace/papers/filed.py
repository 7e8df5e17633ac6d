"""Things filed in drawers, and all pairs that lie in one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


def within(drawer: Whole, most: int) -> Iterator[tuple[Whole, Whole]]:
    """All pairs of positions with the same number in `drawer`, the lower position first.

    Numbers that more than `most` positions have are passed over: they tell nothing.
    """
    order = np.argsort(drawer, kind="stable")
    counts = np.unique(drawer[order], return_counts=True)[1]
    order = order[np.repeat((counts > 1) & (counts <= most), counts)]
    filed = drawer[order]
    for step in range(1, most):
        same = np.flatnonzero(filed[step:] == filed[:-step])
        if not len(same):
            return
        a, b = order[same], order[same + step]
        yield np.minimum(a, b), np.maximum(a, b)
