"""Nearest vectors: exact with numpy, or by faiss where it is installed.

faiss keeps one byte a number (8-bit scalar quantizer) in inverted lists once there are
enough vectors to train them; below that both are exact. Lists are made once and kept in a
file, of which only what is looked at is read.
"""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

LISTED_FROM = 20_000
"""Vectors from which faiss sorts them into lists."""
_BLOCK = 65_536
_LISTS = 4096
"""Lists at most: more take long to train, and each search probes a few in any case."""
_SAMPLE = 40
"""Vectors for each list from which the lists are trained."""


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

    def __init__(self, index: Any, probes: int = 8) -> None:  # noqa: ANN401
        self._index = index
        self._index.nprobe = probes

    @classmethod
    def of(cls, vectors: npt.NDArray[Any], faiss: Any) -> FaissNearest:  # noqa: ANN401
        """Sort vectors into lists."""
        return cls(_listed([vectors], faiss))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, wanted: Floats, most: int) -> tuple[Floats, Places]:
        """As `ExactNearest.search`, of the lists that are nearest."""
        far, near = self._index.search(np.ascontiguousarray(wanted, np.float32), most)
        return np.where(near < 0, np.inf, far).astype(np.float32), near


def _listed(parts: Sequence[npt.NDArray[Any]], faiss: Any) -> Any:  # noqa: ANN401
    """Lists with all vectors of some parts, trained on as many of each as they hold."""
    count, wide = sum(len(part) for part in parts), parts[0].shape[1]
    lists = min(_LISTS, int(4 * np.sqrt(count)))
    kind = faiss.ScalarQuantizer.QT_8bit
    index = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatL2(wide), wide, lists, kind)
    index.cp.seed = 1
    index.cp.niter = 8
    step = max(1, count // (lists * _SAMPLE))
    index.train(np.concatenate([part[::step] for part in parts]).astype(np.float32))
    for part in parts:
        for start in range(0, len(part), _BLOCK):
            index.add(np.ascontiguousarray(part[start : start + _BLOCK], np.float32))
    return index


def nearest(vectors: npt.NDArray[Any]) -> ExactNearest | FaissNearest:
    """Faiss where it is installed and there are enough vectors to list, else exact."""
    faiss = _faiss(len(vectors))
    return ExactNearest(vectors) if faiss is None else FaissNearest.of(vectors, faiss)


def kept_nearest(
    path: Path, parts: Iterable[npt.NDArray[Any]], count: int
) -> ExactNearest | FaissNearest:
    """As `nearest`, the lists read from a file; made and kept there where there is none yet.

    In a folder that may not be written to they are made each time.
    """
    faiss = _faiss(count)
    if faiss is None:
        return ExactNearest(np.concatenate(list(parts)))
    flags = faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY
    if path.is_file():
        with suppress(RuntimeError):  # a file that breaks off: it is made again
            return FaissNearest(faiss.read_index(str(path), flags))
    made = _listed(list(parts), faiss)
    if not os.access(path.parent, os.W_OK):
        return FaissNearest(made)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
        pass
    faiss.write_index(made, file.name)
    os.replace(file.name, path)  # noqa: PTH105 - the name is a text here
    return FaissNearest(faiss.read_index(str(path), flags))


def _faiss(count: int) -> Any:  # noqa: ANN401
    """The library, where it is installed and there are enough vectors to list; else None."""
    if count < LISTED_FROM:
        return None
    try:
        return importlib.import_module("faiss")
    except ImportError:
        return None
