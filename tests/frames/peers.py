"""What others do, on the same pictures: pHash, PDQ, colour layout, SIFT on line maps.

Each gives, for a query, how near every gallery frame is (smaller is nearer).
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from celtrace.frames.fingerprint import pdq

Far = Callable[[np.ndarray], np.ndarray]


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


def hashes(gallery: list[np.ndarray], of: Callable[[np.ndarray], np.ndarray]) -> Far:
    """Nearness by the bits in which two hashes differ."""
    held = np.stack([of(one) for one in gallery])
    return lambda query: np.bitwise_count(held ^ of(query)).sum(axis=1)


def vectors(gallery: list[np.ndarray], of: Callable[[np.ndarray], np.ndarray]) -> Far:
    """Nearness by distance."""
    held = np.stack([of(one) for one in gallery])
    return lambda query: ((held - of(query)) ** 2).sum(axis=1)


def baselines(gallery: list[np.ndarray]) -> dict[str, Far]:
    """All of them over one gallery."""
    return {
        "pHash": hashes(gallery, phash),
        "PDQ": hashes(gallery, lambda one: pdq(one)[0]),
        "colour layout": vectors(gallery, colour_layout),
    }
