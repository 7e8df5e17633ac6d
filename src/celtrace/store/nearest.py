"""Nearest vectors: exact with numpy, or by faiss where it is installed.

faiss keeps one byte a number (8-bit scalar quantizer) in inverted lists once there are
enough vectors to train them; below that both are exact.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

LISTED_FROM = 20_000
"""Vectors from which faiss sorts them into lists."""
_BLOCK = 65_536


class ExactNearest:
    """Every vector is looked at."""

    name = "exact"

    def __init__(self, vectors: npt.NDArray[Any]) -> None:
        self._vectors = vectors

    def __len__(self) -> int:
        return len(self._vectors)

    def search(self, wanted: Floats, most: int) -> tuple[Floats, Places]:
        """Squared distances and positions of the `most` nearest to each row, nearest first.

        Where fewer are held, the rest is infinitely far and at position -1.
        """
        far = np.full((len(wanted), most), np.inf, np.float32)
        near = np.full((len(wanted), most), -1, np.int64)
        length = (wanted * wanted).sum(axis=1)[:, None]
        for start in range(0, len(self._vectors), _BLOCK):
            block = self._vectors[start : start + _BLOCK].astype(np.float32)
            here = length + (block * block).sum(axis=1)[None] - 2 * (wanted @ block.T)
            both = np.concatenate([far, np.maximum(here, 0)], axis=1)
            places = np.broadcast_to(np.arange(start, start + len(block)), here.shape)
            named = np.concatenate([near, places], axis=1)
            order = np.argsort(both, axis=1, kind="stable")[:, :most]
            far = np.take_along_axis(both, order, axis=1).astype(np.float32)
            near = np.take_along_axis(named, order, axis=1)
        return far, near


class FaissNearest:
    """Inverted lists with 8-bit codes (faiss), searched in part."""

    name = "faiss IVF-SQ8"

    def __init__(self, vectors: npt.NDArray[Any], faiss: Any, probes: int = 8) -> None:  # noqa: ANN401
        lists = int(4 * np.sqrt(len(vectors)))
        wide = vectors.shape[1]
        coarse = faiss.IndexFlatL2(wide)
        kind = faiss.ScalarQuantizer.QT_8bit
        self._index = faiss.IndexIVFScalarQuantizer(coarse, wide, lists, kind)
        self._index.cp.seed = 1
        self._index.cp.niter = 8
        step = max(1, len(vectors) // (lists * 40))
        self._index.train(np.ascontiguousarray(vectors[::step], np.float32))
        for start in range(0, len(vectors), _BLOCK):
            self._index.add(np.ascontiguousarray(vectors[start : start + _BLOCK], np.float32))
        self._index.nprobe = probes

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, wanted: Floats, most: int) -> tuple[Floats, Places]:
        """As `ExactNearest.search`, of the lists that are nearest."""
        far, near = self._index.search(np.ascontiguousarray(wanted, np.float32), most)
        return np.where(near < 0, np.inf, far).astype(np.float32), near


def nearest(vectors: npt.NDArray[Any]) -> ExactNearest | FaissNearest:
    """Faiss where it is installed and there are enough vectors to list, else exact."""
    if len(vectors) < LISTED_FROM:
        return ExactNearest(vectors)
    try:
        faiss = importlib.import_module("faiss")
    except ImportError:
        return ExactNearest(vectors)
    return FaissNearest(vectors, faiss)
