"""Rows of arrays that lie one after the other in several files, read where they lie."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


class Rows:
    """Rows of arrays one after the other, left where they lie; no span goes over an end."""

    def __init__(self, parts: Sequence[np.ndarray]) -> None:
        self._parts = parts
        self._starts = np.concatenate([[0], np.cumsum([len(part) for part in parts])])

    def span(self, start: int, end: int) -> np.ndarray:
        """Rows from `start` up to `end`, which lie in one part."""
        part = min(int(np.searchsorted(self._starts, start, "right")), len(self._parts)) - 1
        zero = int(self._starts[part])
        return np.asarray(self._parts[part][start - zero : end - zero])
