"""A mark that survives tracing: each recipient's copy of a line pack is warped by another field.

The warp is smooth, about 0.3 % of the width, without an affine part (a scan has one of its
own), and comes from a secret. Whoever traces the copy traces the warp. It is read by
laying the found drawing on the original and asking whose warp explains the rest, over ten
drawings or more: a single one proves nothing. How far chance gets is measured on the very
drawings, by the warps of decoys: names under which nobody had a copy. A free-hand redraw
from a model sheet carries nothing of it, and no answer here says who drew a drawing, only
whose copy the drawing looks traced from.
"""

from __future__ import annotations

import hmac
import math
from collections.abc import Mapping, Sequence

import cv2
import msgspec
import numpy as np

from celtrace.frames.arrays import Floats, Lines
from celtrace.frames.pixels import resized
from celtrace.text.counts import count

SHARE = 0.003
"""Root mean square of the warp, as a share of the width."""
FEWEST = 10
"""Drawings that are pooled before anything is said."""
SURE = 4.5
"""Pooled deviations from which a recipient is named (benchmarks/frames/mark.py)."""
APART = 2.0
"""Deviations by which the second recipient, and the best decoy, must lie behind."""
DECOYS = 100
MEASURED = 4e-4
"""Share of unmarked sets that were named, at its worst in benchmarks/frames: none claims less."""
_GRID = (6, 9)
_READ = 240
"""Pixels of the longer side at which warps are held against each other."""
_BLUR = 3.0
"""Pixels of the line map over which strokes are smeared, so that a hand need not be exact."""


class Mark(msgspec.Struct, frozen=True):
    """What the warps of one drawing come from."""

    secret: bytes
    drawing: str
    """What names the drawing: the digest of its original."""


class Told(msgspec.Struct, frozen=True):
    """What one drawing says: deviations from what decoys get."""

    recipients: Mapping[str, float]
    decoys: tuple[float, ...]


class Reading(msgspec.Struct, frozen=True):
    """What a number of found drawings say of whose copy they were traced from."""

    recipient: str
    """Empty where nothing is said."""
    why: str
    drawings: int
    deviations: float
    """Of the best recipient, pooled, from what decoys get."""
    second: float
    decoys: int = 0
    """Names that nobody had a copy under, read alike."""
    decoy: float = 0.0
    """The greatest pooled deviation of a decoy: so far does chance get on these drawings."""
    chance: float = 1.0
    """How likely anybody at all would get so far by chance, were all unmarked: by the spread
    of the decoys, for all recipients together, and never less than was measured."""


def warp(mark: Mark, recipient: str, size: tuple[int, int]) -> Floats:
    """The field of one recipient's copy of one drawing: height x width x 2, in pixels."""
    wide, high = size
    said = f"{recipient}\0{mark.drawing}".encode()
    seed = int.from_bytes(hmac.digest(mark.secret, said, "sha256")[:16], "big")
    coarse = np.random.default_rng(seed).normal(size=(*_GRID, 2)).astype(np.float32)
    field = cv2.resize(coarse, (wide, high), interpolation=cv2.INTER_CUBIC)
    field -= field.mean(axis=(0, 1))
    for line in _slopes(wide, high):
        field -= line * ((field * line).sum(axis=(0, 1)) / float((line * line).sum()))
    strength = float(np.sqrt((field**2).sum(axis=2).mean()))
    return (field * np.float32(SHARE * wide / strength)).astype(np.float32)


def warped(picture: np.ndarray, field: Floats) -> np.ndarray:
    """A picture moved by a field; what comes from outside is paper."""
    high, wide = picture.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    blank = (255,) * 3 if picture.ndim > 2 else 255
    return cv2.remap(
        picture, x + field[:, :, 0], y + field[:, :, 1], cv2.INTER_CUBIC, borderValue=blank
    )


def told(
    found: Lines, original: Lines, mark: Mark, recipients: Sequence[str], decoys: int = DECOYS
) -> Told | None:
    """For each recipient, how far its warp explains a found drawing better than decoys' do.

    Both are line maps of one size, the found one already laid on the original by the
    transform of its proof. None where they cannot be laid on each other closely.
    """
    laid = _closely(found, original)
    if laid is None:
        return None
    seen, ours = _shrunk(laid), _shrunk(255 - original)
    size = (seen.shape[1], seen.shape[0])
    names = (*recipients, *(f"\0decoy {n}" for n in range(decoys)))
    scores = [_alike(seen, warped(ours, warp(mark, name, size))) for name in names]
    chance = np.array(scores[len(recipients) :])
    spread = float(chance.std()) or 1.0
    far = [(score - float(chance.mean())) / spread for score in scores]
    return Told(dict(zip(recipients, far, strict=False)), tuple(far[len(recipients) :]))


def pooled(read: Sequence[Told]) -> Reading:
    """What drawings say together: the mean deviation times the root of their number."""
    if len(read) < FEWEST:
        said = count(len(read), "drawing was", "drawings were")
        why = f"{said} read; {FEWEST} are needed, for one proves nothing"
        return Reading("", why, len(read), 0.0, 0.0)
    root = len(read) ** 0.5
    sums = {
        name: math.fsum(one.recipients[name] for one in read) / root for name in read[0].recipients
    }
    decoys = [math.fsum(each) / root for each in zip(*(one.decoys for one in read), strict=True)]
    order = sorted(sums, key=lambda name: (-sums[name], name))
    best, second = sums[order[0]], sums[order[1]] if len(order) > 1 else 0.0
    chance = min(1.0, max(MEASURED, len(sums) * 0.5 * math.erfc(best / 2**0.5)))
    by_chance = max(decoys, default=0.0)
    numbers = (len(read), best, second, len(decoys), by_chance, chance)
    if best < SURE or best - max(second, by_chance) < APART:
        why = "no recipient stands out: unmarked, drawn free-hand, or of somebody else"
        return Reading("", why, *numbers)
    return Reading(order[0], "", *numbers)


def _slopes(wide: int, high: int) -> tuple[Floats, Floats]:
    """Across and down, around the middle: with the mean, the affine part of a field."""
    across = np.arange(wide, dtype=np.float32) - np.float32((wide - 1) / 2)
    down = np.arange(high, dtype=np.float32) - np.float32((high - 1) / 2)
    one = np.broadcast_to(across[None, :, None], (high, wide, 1))
    return one, np.broadcast_to(down[:, None, None], (high, wide, 1))


def _shrunk(ink: np.ndarray) -> Floats:
    soft = cv2.GaussianBlur(ink, (0, 0), _BLUR)
    return resized(soft, _READ).astype(np.float32)


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
