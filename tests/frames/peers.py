"""What others do, on the same pictures: hashes, colour layout, SIFT on line maps.

Each names, for a query, the gallery frame it holds for the nearest. The last two get
our line maps and readings of pages: what they lack is only the search and the proofs.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import faiss
import numpy as np

from celtrace.frames.fingerprint import pdq
from celtrace.frames.lines import read_lines

Best = Callable[[np.ndarray], int]


def phash(pixels: np.ndarray) -> np.ndarray:
    """64 bits: signs of the lowest 8 x 8 of a 32 x 32 cosine transform about their median."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[:8, :8].ravel()
    return np.packbits(low > np.median(low))


def colour_layout(pixels: np.ndarray) -> np.ndarray:
    """33 numbers as in MPEG-7's descriptor: 21 of luma, 6 and 6 of chroma, of an 8 x 8 grid."""
    small = cv2.resize(pixels, (8, 8), interpolation=cv2.INTER_AREA)
    bands = cv2.cvtColor(small, cv2.COLOR_BGR2YCrCb).astype(np.float32)
    order = sorted(((y, x) for y in range(8) for x in range(8)),
                   key=lambda p: (p[0] + p[1], p[0] if (p[0] + p[1]) % 2 else p[1]))  # fmt: skip
    out = []
    for band, count in ((0, 21), (1, 6), (2, 6)):
        waves = cv2.dct(np.ascontiguousarray(bands[:, :, band]))
        out += [waves[p] for p in order[:count]]
    return np.array(out, np.float32)


def hashes(gallery: list[np.ndarray], of: Callable[[np.ndarray], np.ndarray]) -> Best:
    """The frame whose hash differs in the fewest bits."""
    held = np.stack([of(one) for one in gallery])
    return lambda query: int(np.bitwise_count(held ^ of(query)).sum(axis=1).argmin())


def vectors(gallery: list[np.ndarray], of: Callable[[np.ndarray], np.ndarray]) -> Best:
    """The frame at the least distance."""
    held = np.stack([of(one) for one in gallery])
    return lambda query: int(((held - of(query)) ** 2).sum(axis=1).argmin())


def lined_pdq(gallery: list[np.ndarray]) -> Best:
    """PDQ of line maps, each reading of a page tried."""
    held = np.stack([_of_lines(read_lines(one).readings[-1].lines) for one in gallery])

    def best(query: np.ndarray) -> int:
        readings = (_of_lines(one.lines) for one in read_lines(query).readings)
        apart = np.stack([np.bitwise_count(held ^ one).sum(axis=1) for one in readings])
        return int(apart.min(axis=0).argmin())

    return best


def _of_lines(lines: np.ndarray) -> np.ndarray:
    return pdq(np.repeat(255 - lines[:, :, None], 3, axis=2))[0]


class LinedSift:
    """SIFT of line maps as OpenCV has it: votes of all frames, RANSAC on the best 40."""

    def __init__(self, gallery: list[np.ndarray], most: int = 350) -> None:
        self._finder = cv2.SIFT.create(nfeatures=most, contrastThreshold=0.02)
        found = [self._features(read_lines(one).readings[-1].lines) for one in gallery]
        self._points = [points for points, _ in found]
        self._own = [own for _, own in found]
        self._frames = np.repeat(np.arange(len(found)), [len(points) for points, _ in found])
        self._near = faiss.IndexIVFFlat(faiss.IndexFlatL2(128), 128, 64)
        every = np.concatenate(self._own)
        self._near.train(every[:: max(1, len(every) // 8000)])
        self._near.add(every)
        self._near.nprobe = 6

    def _features(self, lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        points, own = self._finder.detectAndCompute(255 - lines, None)
        if own is None:
            return np.zeros((0, 2), np.float32), np.zeros((0, 128), np.float32)
        return np.array([p.pt for p in points], np.float32), own.astype(np.float32)

    def __call__(self, query: np.ndarray) -> int:
        """The frame with the most inliers; by votes where none has four."""
        points, own = self._features(read_lines(query).readings[0].lines)
        if len(own) < 4:
            return 0
        _, near = self._near.search(own, 5)
        votes = np.bincount(self._frames[near[near >= 0]], minlength=len(self._own))
        top = np.argsort(-votes, kind="stable")[:40]
        return int(max(top, key=lambda frame: (self._inliers(points, own, frame), votes[frame])))

    def _inliers(self, points: np.ndarray, own: np.ndarray, frame: int) -> int:
        if len(self._own[frame]) < 4:
            return 0
        both = cv2.BFMatcher(cv2.NORM_L2, crossCheck=True).match(own, self._own[frame])
        if len(both) < 4:
            return 0
        here = points[[m.queryIdx for m in both]]
        there = self._points[frame][[m.trainIdx for m in both]]
        _, inside = cv2.estimateAffinePartial2D(here, there, ransacReprojThreshold=6)
        return 0 if inside is None else int(inside.sum())


def baselines(gallery: list[np.ndarray]) -> dict[str, Best]:
    """All of them over one gallery."""
    return {
        "pHash": hashes(gallery, phash),
        "PDQ": hashes(gallery, lambda one: pdq(one)[0]),
        "colour layout": vectors(gallery, colour_layout),
        "PDQ on line maps": lined_pdq(gallery),
        "SIFT on line maps": LinedSift(gallery),
    }
