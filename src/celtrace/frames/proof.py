"""Geometric proof: one similarity transform that lays many strokes of one on the other."""

from __future__ import annotations

import cv2
import msgspec
import numpy as np

from celtrace.frames.arrays import Similarity, inverse, joined
from celtrace.frames.local import Features, pairs

REACH = 6.0
"""Pixels within which a moved feature must lie to count."""
_SCALES = (0.15, 6.0)
"""How much smaller or larger the drawing may be than the frame."""


class Proof(msgspec.Struct, frozen=True):
    """Strokes of a found drawing laid on a reference by one similarity transform."""

    strokes: int
    """Features of distinct places that agree."""
    place: Similarity
    """From pixels of the found line map to pixels of the reference's."""
    found: np.ndarray
    """n x 2: where they lie in the found line map."""
    reference: np.ndarray
    """n x 2: where they lie in the reference's."""


def prove(found: Features, reference: Features) -> Proof | None:
    """The transform on which most features agree; None where fewer than four do."""
    both = pairs(found, reference)
    if len(both) < 4:
        return None
    here = found.points[both[:, 0], :2].astype(np.float64)
    there = reference.points[both[:, 1], :2].astype(np.float64)
    cv2.setRNGSeed(1)
    place, inside = cv2.estimateAffinePartial2D(
        here, there, method=cv2.RANSAC, ransacReprojThreshold=REACH, maxIters=2000, confidence=0.999
    )
    if place is None or not _sane(place):
        return None
    good = inside.ravel() > 0
    good[good] = _turned_alike(found.points[both[good, 0]], reference.points[both[good, 1]], place)
    distinct = _distinct(here[good], there[good])
    return Proof(len(distinct), place, here[good][distinct], there[good][distinct])


def seen_through(proof: Proof, between: Similarity) -> Proof:
    """The same strokes in pixels of another line map, which `between` leads from to the proof's."""
    back = inverse(between)
    found = proof.found @ back[:, :2].T + back[:, 2]
    return msgspec.structs.replace(proof, place=joined(proof.place, between), found=found)


def _sane(place: Similarity) -> bool:
    scale = float(np.hypot(place[0, 0], place[1, 0]))
    return bool(np.isfinite(place).all()) and _SCALES[0] <= scale <= _SCALES[1]


def _turned_alike(found: np.ndarray, reference: np.ndarray, place: Similarity) -> np.ndarray:
    """Which pairs are turned and scaled as the transform says: 30 degrees, a factor of two."""
    turn = np.degrees(np.arctan2(place[1, 0], place[0, 0]))
    scale = float(np.hypot(place[0, 0], place[1, 0]))
    off = np.mod(reference[:, 3] - found[:, 3] - turn + 180, 360) - 180
    size = np.abs(np.log2(np.maximum(reference[:, 2] / (found[:, 2] * scale), 1e-6)))
    return (np.abs(off) < 30) & (size < 1)


def _distinct(here: np.ndarray, there: np.ndarray) -> np.ndarray:
    """Positions of the pairs of which no two share a place, within four pixels, on either side."""
    kept: list[int] = []
    for n in range(len(here)):
        near = [
            np.abs(side[n] - side[kept]).max(axis=1).min() if kept else 9.0
            for side in (here, there)
        ]
        if min(near) > 4:
            kept.append(n)
    return np.array(kept, np.int64)
