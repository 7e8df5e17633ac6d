"""A mark that survives tracing: each recipient's copy of a line pack is warped by another field.

The warp is smooth, at most 0.3 % of the longer side, made for the drawing (`mark_plan`), and
comes from a secret. Whoever traces the copy traces the warp. It is read by laying the found
drawing on the original and asking whose warp the rest speaks for (`mark_fit`), over ten
drawings or more: a single one proves nothing. How far chance gets is measured on the very
drawings, by the warps of decoys: names under which nobody had a copy. A free-hand redraw
from a model sheet carries nothing of it, and no answer here says who drew a drawing, only
whose copy the drawing looks traced from.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from collections.abc import Mapping, Sequence

import cv2
import msgspec
import numpy as np

from celtrace.frames.arrays import Floats, Lines
from celtrace.frames.mark_fit import worth
from celtrace.frames.mark_plan import Plan, Rows, field_of, parts_of, planned, sized
from celtrace.text.counts import count

FORM = 2
"""Of the mark, part of what its numbers come from: a form's packs are read by that form only."""
FEWEST = 10
"""Drawings that are pooled before anything is said."""
SURE = 4.5
"""Pooled deviations from which a recipient is named (benchmarks/frames/mark.py)."""
APART = 2.0
"""Deviations by which the second recipient, and the best decoy, must lie behind."""
DECOYS = 100
MEASURED = 8e-4
"""Share of unmarked sets that were named in benchmarks/frames, upper end of the interval at its
worst, rounded up: no reading claims less."""
_BAND = 512
"""Rows of a picture that are moved at a time."""


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


def warp(mark: Mark, recipient: str, plan: Plan, size: tuple[int, int]) -> Floats:
    """The field of one recipient's copy of one drawing: height x width x 2, in pixels."""
    return field_of(plan, _parts(mark, recipient, plan), size)


def warped(picture: np.ndarray, field: Floats, top: int = 0) -> np.ndarray:
    """The rows of a picture from `top` on, moved by their field; from outside comes paper."""
    y, x = (np.arange(side, dtype=np.float32) for side in field.shape[:2])
    blank = [np.iinfo(picture.dtype).max] * (3 if picture.ndim > 2 else 1)
    at = (x[None] + field[:, :, 0], y[:, None] + np.float32(top) + field[:, :, 1])
    return cv2.remap(picture, *at, cv2.INTER_CUBIC, borderValue=blank)


def copied(picture: np.ndarray, mark: Mark, recipient: str, plan: Plan) -> np.ndarray:
    """A recipient's copy of a picture of whole numbers, made band by band: fields are large."""
    high, wide = picture.shape[:2]
    parts, out = _parts(mark, recipient, plan), np.empty_like(picture)
    for top in range(0, high, _BAND):
        rows = slice(top, min(high, top + _BAND))
        out[rows] = warped(picture, field_of(plan, parts, (wide, high), rows), top)
    return out


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
    plan = planned(original)
    slope = worth(sized(laid), plan)
    names = (*recipients, *(f"\0decoy {n}" for n in range(decoys)))
    # a copy is moved against its field: what it shows at x stood at x + field in the original
    scores = [-float(slope @ _parts(mark, name, plan)) for name in names]
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


def numbers_of(mark: Mark, recipient: str, many: int) -> Rows:
    """Independent normal numbers for a recipient's copy of a drawing: the same ones for ever.

    They come from bytes by Box and Muller's transform, for the generators of libraries may
    change between the day a pack goes out and the day it is found.
    """
    key = hmac.digest(mark.secret, f"{FORM}\0{recipient}\0{mark.drawing}".encode(), "sha256")
    pairs = np.frombuffer(hashlib.shake_256(key).digest(16 * many), ">u8").reshape(many, 2)
    radius, turn = (pairs >> np.uint64(11)).T * 2.0**-53
    return np.asarray(np.sqrt(-2 * np.log(1 - radius)) * np.cos(2 * np.pi * turn))


def _parts(mark: Mark, recipient: str, plan: Plan) -> Rows:
    return parts_of(plan, numbers_of(mark, recipient, plan.shape.shape[1]))


def _closely(found: Lines, original: Lines) -> Lines | None:
    """The found lines, moved by the affine transform that fits the original's best."""
    goal, seen = (
        cv2.GaussianBlur(one, (0, 0), 4.0).astype(np.float32) for one in (original, found)
    )
    start = np.eye(2, 3, dtype=np.float32)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 60, 1e-5)
    try:
        _, place = cv2.findTransformECC(goal, seen, start, cv2.MOTION_AFFINE, stop, None, 1)
    except cv2.error:
        return None
    size = (original.shape[1], original.shape[0])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(found, place, size, flags=how)
