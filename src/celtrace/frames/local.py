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
NEXT = 8
"""Neighbours among which the next is looked for; beyond them it is far enough."""
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


def mirrored(own: Features, wide: int) -> Features:
    """The features that the picture, `wide` pixels wide, has in the mirror.

    A description is 4 x 4 x 8: across the feature's direction, along it, and by angle. In the
    mirror the first runs the other way, and so do the angles.
    """
    x, y, size, angle = own.points.T
    points = np.stack([wide - 1 - x, y, size, np.mod(180 - angle, 360)], axis=1)
    grid = own.descriptions.reshape(-1, 4, 4, 8)[:, ::-1]
    turned = np.concatenate([grid[..., :1], grid[..., :0:-1]], axis=3)
    return Features(points.astype(np.float32), np.ascontiguousarray(turned.reshape(-1, LENGTH)))


def enlarged(own: Features, share: float) -> Features:
    """The features of a shrunk line map in pixels of what it was shrunk from, `share` as large."""
    points = own.points.copy()
    points[:, :2] = (points[:, :2] + 0.5) * share - 0.5
    points[:, 2] *= share
    return Features(points, own.descriptions)


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
    far = distances(one, other)
    nearest, back = far.argmin(axis=1), far.argmin(axis=0)
    rows = np.flatnonzero(back[nearest] == np.arange(len(one)))
    here = other.points[nearest[rows], :2]
    few = np.argpartition(far[rows], min(NEXT, len(other) - 1), axis=1)[:, : NEXT + 1]
    across, down = (other.points[few, n] - here[:, n, None] for n in range(2))
    apart = across * across + down * down > 64
    near = np.take_along_axis(far[rows], few, axis=1)
    following = np.where(apart, near, np.inf).min(axis=1)
    good = far[rows, nearest[rows]] < ratio * ratio * following
    return np.stack([rows[good], nearest[rows][good]], axis=1)


def distances(one: Features, other: Features) -> Floats:
    """Squared distances of all descriptions of one side from all of the other."""
    a, b = (side.descriptions.astype(np.float32) for side in (one, other))
    squares = np.einsum("nk,nk->n", a, a)[:, None] + np.einsum("nk,nk->n", b, b)[None]
    return squares - 2 * (a @ b.T)
