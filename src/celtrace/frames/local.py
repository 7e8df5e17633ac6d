"""Local features of a line map: where strokes bend, cross and end, and how it looks there.

SIFT on line maps (Lowe 2004), with the root of its histograms (Arandjelovic and Zisserman
2012), computed by OpenCV. A drawing and its finished frame share the strokes, and a
similarity transform between them moves the features along.
"""

from __future__ import annotations

import cv2
import msgspec
import numpy as np

from celtrace.frames.arrays import Floats, Lines

MOST = 360
"""Features of one picture that are kept, the strongest first."""
LENGTH = 128
"""Bytes of one description."""


class Features(msgspec.Struct, frozen=True):
    """Local features of one line map, n of them."""

    points: Floats
    """n x 4: x and y in pixels, size in pixels, direction in degrees."""
    descriptions: np.ndarray
    """n x 128 bytes."""

    def __len__(self) -> int:
        return len(self.points)


def features(lines: Lines, most: int = MOST) -> Features:
    """The features of a line map; none on blank paper."""
    smooth = cv2.GaussianBlur(255 - lines, (0, 0), 1.0)
    finder = cv2.SIFT.create(nfeatures=most, contrastThreshold=0.02, edgeThreshold=20, sigma=1.4)
    points, raw = finder.detectAndCompute(smooth, None)
    if raw is None or not len(points):
        return Features(np.zeros((0, 4), np.float32), np.zeros((0, LENGTH), np.uint8))
    order = np.argsort([-point.response for point in points], kind="stable")[:most]
    placed = np.array([(*points[n].pt, points[n].size, points[n].angle) for n in order], np.float32)
    return Features(placed, rooted(raw[order]))


def rooted(raw: Floats) -> np.ndarray:
    """The root of each normalised histogram, in 0 to 255."""
    share = raw / np.maximum(raw.sum(axis=1, keepdims=True), 1e-9)
    return np.clip(np.sqrt(share) * 255, 0, 255).astype(np.uint8)


def pairs(one: Features, other: Features, ratio: float = 0.92) -> np.ndarray:
    """N x 2 positions of features that are each other's nearest and clearly nearer than the next.

    Several features may stand on one point, so the next is looked for elsewhere.
    """
    if len(one) < 2 or len(other) < 2:
        return np.zeros((0, 2), np.int64)
    a, b = one.descriptions.astype(np.float32), other.descriptions.astype(np.float32)
    far = (a * a).sum(1)[:, None] + (b * b).sum(1)[None] - 2 * (a @ b.T)
    nearest, back = far.argmin(axis=1), far.argmin(axis=0)
    rows = np.flatnonzero(back[nearest] == np.arange(len(one)))
    best = far[rows, nearest[rows]]
    here = other.points[nearest[rows], :2]
    apart = np.hypot(*(other.points[None, :, :2] - here[:, None]).transpose(2, 0, 1)) > 8
    following = np.where(apart, far[rows], np.inf).min(axis=1)
    good = best < ratio * ratio * following
    return np.stack([rows[good], nearest[rows][good]], axis=1)
