"""Geometric proof: one similarity transform that lays many strokes of one on the other."""

from __future__ import annotations

import cv2
import msgspec
import numpy as np

from celtrace.frames.arrays import Similarity, inverse, joined
from celtrace.frames.local import Features, distances, pairs

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
    good[good] = _alike(found.points[both[good, 0]], reference.points[both[good, 1]], place)
    distinct = _distinct(here[good], there[good])
    return Proof(len(distinct), place, here[good][distinct], there[good][distinct])


def beside(found: Features, reference: Features, place: Similarity) -> float:
    """How far above chance a place that was found without any feature is borne out by them.

    Of each feature of the drawing, the likest of the frame's that are turned and scaled as
    `place` says: it lies within `REACH` of where `place` says, or does not. By chance it does
    as often as those in reach are a share of all of them. Told in standard deviations of a
    Poisson count, one added, so that few features never say much.
    """
    if not len(found) or not len(reference):
        return 0.0
    where = (found.points[:, :2] @ place[:, :2].T + place[:, 2]).astype(np.float32)
    able = _alike(found.points[:, None], reference.points[None], place)
    across, down = (where[:, n, None] - reference.points[None, :, n] for n in range(2))
    near = able & (across * across + down * down < REACH * REACH)
    chance = float((near.sum(axis=1) / np.maximum(able.sum(axis=1), 1)).sum())
    likest = np.where(able, distances(found, reference), np.inf).argmin(axis=1)
    agree = int(near[np.arange(len(found)), likest].sum())
    return (agree - chance) / float(np.sqrt(chance + 1))


def seen_through(proof: Proof, between: Similarity) -> Proof:
    """The same strokes in pixels of another line map, which `between` leads from to the proof's."""
    back = inverse(between)
    found = proof.found @ back[:, :2].T + back[:, 2]
    return msgspec.structs.replace(proof, place=joined(proof.place, between), found=found)


def _sane(place: Similarity) -> bool:
    scale = float(np.hypot(place[0, 0], place[1, 0]))
    return bool(np.isfinite(place).all()) and _SCALES[0] <= scale <= _SCALES[1]


def _alike(found: np.ndarray, reference: np.ndarray, place: Similarity) -> np.ndarray:
    """Which features are turned and scaled as the transform says: 30 degrees, a factor of two."""
    turn = np.float32(np.arctan2(place[1, 0], place[0, 0]))
    scale = np.float32(np.hypot(place[0, 0], place[1, 0]))
    here, there = np.radians(found[..., 3]) + turn, np.radians(reference[..., 3])
    along = np.cos(here) * np.cos(there) + np.sin(here) * np.sin(there)
    sizes = [np.log2(np.maximum(one[..., 2], np.float32(1e-6))) for one in (found, reference)]
    return (along > np.cos(np.pi / 6)) & (np.abs(sizes[1] - sizes[0] - np.log2(scale)) < 1)


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
