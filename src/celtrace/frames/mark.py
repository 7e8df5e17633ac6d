"""A mark that survives tracing: each recipient's copy of a line pack is warped by another field.

The warp is smooth, about 0.3 % of the width, without an affine part (a scan has one of its
own), and comes from a secret. Whoever traces the copy traces the warp. It is read by
laying the found drawing on the original and asking whose warp explains the rest, over ten
drawings or more: a single one proves nothing. A free-hand redraw from a model sheet
carries nothing of it, and no answer here says who drew a drawing, only whose copy the
drawing looks traced from.
"""

from __future__ import annotations

import hmac
import math
from collections.abc import Mapping, Sequence

import cv2
import msgspec
import numpy as np

from celtrace.frames.arrays import Floats, Lines

SHARE = 0.003
"""Root mean square of the warp, as a share of the width."""
FEWEST = 10
"""Drawings that are pooled before anything is said."""
SURE = 6.0
"""Pooled deviations from which a recipient is named (benchmarks/frames/mark.py)."""
APART = 2.0
"""Deviations by which the second recipient must lie behind."""
_GRID = (4, 6)


class Reading(msgspec.Struct, frozen=True):
    """What a number of found drawings say of whose copy they were traced from."""

    recipient: str
    """Empty where nothing is said."""
    why: str
    drawings: int
    deviations: float
    """Of the best recipient, pooled, from what the others get."""
    second: float


def warp(secret: bytes, recipient: str, drawing: str, size: tuple[int, int]) -> Floats:
    """The field of one recipient's copy of one drawing: height x width x 2, in pixels."""
    wide, high = size
    said = f"{recipient}\0{drawing}".encode()
    seed = int.from_bytes(hmac.digest(secret, said, "sha256")[:16], "big")
    coarse = np.random.default_rng(seed).normal(size=(*_GRID, 2)).astype(np.float32)
    field = cv2.resize(coarse, (wide, high), interpolation=cv2.INTER_CUBIC)
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    plane = np.stack([np.ones(high * wide), x.ravel(), y.ravel()], axis=1)
    flat = field.reshape(-1, 2)
    flat = flat - plane @ np.linalg.lstsq(plane, flat, rcond=None)[0]
    strength = float(np.sqrt((flat**2).sum(axis=1).mean()))
    return (flat * (SHARE * wide / strength)).reshape(high, wide, 2).astype(np.float32)


def warped(picture: np.ndarray, field: Floats) -> np.ndarray:
    """A picture moved by a field; what comes from outside is paper."""
    high, wide = picture.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    blank = (255,) * 3 if picture.ndim > 2 else 255
    return cv2.remap(
        picture, x + field[:, :, 0], y + field[:, :, 1], cv2.INTER_CUBIC, borderValue=blank
    )


def deviations(
    found: Lines, original: Lines, fields: Mapping[str, Floats]
) -> dict[str, float] | None:
    """For each recipient, how far its warp explains a found drawing better than others' do.

    Both are line maps of one size, the found one already laid on the original by the
    transform of its proof. None where they cannot be laid on each other closely.
    """
    laid = _closely(found, original)
    if laid is None:
        return None
    seen = _soft(laid)
    scores = {
        name: _alike(seen, _soft(warped(255 - original, field))) for name, field in fields.items()
    }
    values = np.array(list(scores.values()))
    spread = float(values.std()) or 1.0
    return {name: (score - float(values.mean())) / spread for name, score in scores.items()}


def pooled(read: Sequence[Mapping[str, float]]) -> Reading:
    """What drawings say together: the mean deviation times the root of their number."""
    if len(read) < FEWEST:
        why = f"{len(read)} drawing(s) were read; {FEWEST} are needed, for one proves nothing"
        return Reading("", why, len(read), 0.0, 0.0)
    root = len(read) ** 0.5
    sums = {name: math.fsum(one[name] for one in read) / root for name in read[0]}
    order = sorted(sums, key=lambda name: (-sums[name], name))
    best, second = sums[order[0]], sums[order[1]] if len(order) > 1 else 0.0
    if best < SURE or best - second < APART:
        why = "no recipient stands out: unmarked, drawn free-hand, or of somebody else"
        return Reading("", why, len(read), best, second)
    return Reading(order[0], "", len(read), best, second)


def _closely(found: Lines, original: Lines) -> Lines | None:
    """The found lines, moved by the affine transform that fits the original's best."""
    goal, seen = _soft(255 - original, 4.0), _soft(255 - found, 4.0)
    start = np.eye(2, 3, dtype=np.float32)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 60, 1e-5)
    try:
        _, place = cv2.findTransformECC(goal, seen, start, cv2.MOTION_AFFINE, stop, None, 1)
    except cv2.error:
        return None
    size = (original.shape[1], original.shape[0])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(255 - found, place, size, flags=how, borderValue=255)


def _soft(ink: np.ndarray, by: float = 1.2) -> Floats:
    return cv2.GaussianBlur(255 - ink, (0, 0), by).astype(np.float32)


def _alike(one: Floats, other: Floats) -> float:
    a, b = one - one.mean(), other - other.mean()
    return float((a * b).sum() / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-9))
