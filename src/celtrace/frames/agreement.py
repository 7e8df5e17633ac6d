"""How well a drawing as a whole lies on a frame, whatever single strokes say.

For rough strokes and fragments, which have no features of their own: the drawing is slid
over the frame in every place at once (a correlation of maps, by Fourier transforms), at a
few sizes and turns. What the maps are is the way of comparing: lines by direction
(`Directions`, without any weights), or what a trained net makes of the lines
(`celtrace.frames.strokenet`). Scores of two ways are never compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple, Protocol

import cv2
import msgspec
import numpy as np

from celtrace.frames.arrays import Floats, Lines, Similarity
from celtrace.frames.layout import directions
from celtrace.frames.pixels import resized

SIDE = 128
"""Pixels of the square canvas; a frame fills two thirds of it, so that little wraps around."""
LONGER = 88
"""Pixels of a frame's longer side on the canvas."""
DIRECTIONS = 6
LEAST = 20.0
"""Pixels of line on the canvas below which a drawing is not slid: it would lie anywhere."""
_SPREAD = 1.6
"""Pixels of the canvas by which a rough stroke may be off."""
_ABOUT = 4.0
"""Pixels of the canvas that still are about a stroke."""
_CLEAR = 0.2
"""What is added to the crowd: an empty place is no proof of its own."""


class Field(msgspec.Struct, frozen=True):
    """A frame ready to be slid over."""

    spectra: np.ndarray
    """Of its maps: channels x s x (s / 2 + 1)."""
    beside: np.ndarray
    """What else its way of comparing needs, s rows of it."""
    size: tuple[int, int]
    """Width and height of the frame's line map."""

    @property
    def scale(self) -> float:
        """Pixels of the canvas for a pixel of the line map."""
        return LONGER / max(self.size)


class Agreement(msgspec.Struct, frozen=True):
    """The place where a drawing lies best on a frame."""

    score: float
    """No measure of its own, only to be held against those of rivals; 0 for nowhere."""
    place: Similarity
    """From pixels of the drawing's line map to pixels of the frame's."""
    size: float = 1.0
    """Of the drawing's longer side, as a share of the frame's."""
    way: str = ""
    """What compared them."""
    parts: float = 0.0
    """How well parts of the drawing lie there, each by itself, 0 to 1; 0 if not looked at."""


NOWHERE = Agreement(0.0, np.eye(2, 3))


class Laid(msgspec.Struct, frozen=True):
    """A drawing on its canvas, ready to be slid."""

    spectra: np.ndarray
    """Of its maps, conjugated."""
    amount: float
    """By which its correlation is divided."""
    about: Floats
    """s x s: what is about its strokes."""
    maps: Floats | None = None
    """Channels x s x s: its maps, of a way that tells of parts."""


class Peak(NamedTuple):
    """Where a drawing lies best on a frame."""

    score: float
    across: float
    """Cells of the maps by which it lies right of where both were laid, down likewise."""
    down: float


class _Best(NamedTuple):
    """The best place of a drawing on one frame so far."""

    how: tuple[float, float]
    laid: Laid
    peak: Peak


class Way(Protocol):
    """A way of comparing: maps of lines, and a score for how they correlate."""

    name: str

    def field(self, lines: Lines, size: tuple[int, int]) -> Field:
        """Get a frame ready from its shrunk lines; `size` is what they were shrunk from."""

    def laid(self, canvases: Floats) -> list[Laid]:
        """Get canvases (n x SIDE x SIDE, 0 to 255) of a drawing ready."""

    def peaks(self, laid: Laid, fields: Sequence[Field]) -> list[Peak]:
        """For each frame, the best place."""

    def parts(self, laid: Laid, field: Field, peak: Peak) -> float:
        """How well parts of a drawing lie at that place in the mean; 0 where it cannot be told."""


def shrunk(lines: Lines) -> Lines:
    """The line map as it is kept for sliding: its longer side at most `LONGER` pixels."""
    return resized(lines, LONGER)


def canvas(lines: Lines, size: float = 1.0, turn: float = 0.0) -> Floats:
    """Lines on the middle of the canvas, at a size and a turn, faint ones made strong."""
    high, wide = lines.shape
    scale = size * LONGER / max(high, wide)
    small = cv2.resize(lines, (max(4, round(wide * scale)), max(4, round(high * scale))),
                       interpolation=cv2.INTER_AREA)  # fmt: skip
    place = cv2.getRotationMatrix2D((small.shape[1] / 2, small.shape[0] / 2), turn, 1.0)
    place[:, 2] += ((SIDE - small.shape[1]) / 2, (SIDE - small.shape[0]) / 2)
    laid = cv2.warpAffine(small, place, (SIDE, SIDE))
    return np.clip(laid.astype(np.float32) * 2.5, 0, 255)


def slide(
    way: Way,
    drawing: Lines,
    frames: Sequence[Field],
    hows: tuple[Sequence[float], Sequence[float]],
    *,
    parts: bool = False,
) -> list[Agreement]:
    """The best place of a drawing on each frame, over sizes and turns; with `parts` their score.

    Sizes are of the drawing's longer side as shares of the frame's, turns in degrees.
    """
    best: list[_Best | None] = [None] * len(frames)
    tried = list(product(*hows)) if frames else []
    drawn = [(how, canvas(drawing, *how)) for how in tried]
    enough = [(how, one) for how, one in drawn if one.sum() >= LEAST * 255]
    if not enough:
        return [NOWHERE] * len(frames)
    for (how, _), laid in zip(enough, way.laid(np.stack([one for _, one in enough])), strict=True):
        for n, peak in enumerate(way.peaks(laid, frames)):
            before = best[n]
            if peak.score > (before.peak.score if before else 0.0):
                best[n] = _Best(how, laid, peak)
    return [
        _agreed(way, drawing, one, field, parts=parts) if one else NOWHERE
        for one, field in zip(best, frames, strict=True)
    ]


def _agreed(way: Way, drawing: Lines, one: _Best, field: Field, *, parts: bool) -> Agreement:
    place = _place((drawing, *one.how), field, one.peak)
    told = way.parts(one.laid, field, one.peak) if parts else 0.0
    return Agreement(one.peak.score, place, one.how[0], way.name, told)


def correlated(laid: Laid, fields: Sequence[Field]) -> Floats:
    """For each frame and each shift, the maps of a drawing times those of the frame, summed."""
    over = np.stack([(laid.spectra * field.spectra).sum(axis=0) for field in fields])
    side = over.shape[1]
    return np.fft.irfft2(over, s=(side, side)).astype(np.float32, copy=False)


def finest(over: Floats) -> Peak:
    """Where a score over all shifts is highest, between the cells too (top of a parabola)."""
    side = len(over)
    y, x = divmod(int(over.argmax()), side)
    around = [n % side for n in (-1, 0, 1)]
    across = x + _top([float(over[y, (x + n) % side]) for n in around])
    down = y + _top([float(over[(y + n) % side, x]) for n in around])
    half = side / 2
    shift = ((across + half) % side - half, (down + half) % side - half)
    return Peak(min(float(over[y, x]), 1.0), *shift)


def _top(three: Sequence[float]) -> float:
    """Where a parabola through three neighbours is highest, from the middle one."""
    before, at, after = three
    bend = before - 2 * at + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0


def spectra(maps: Floats) -> np.ndarray:
    """Fourier transforms of maps, channels first."""
    return np.fft.rfft2(maps).astype(np.complex64)


class Directions:
    """Lines by direction: what can be had without weights.

    What counts is not how much of a drawing lies on lines, for on a busy frame anything
    does, but how much more in this one place than in all others of the frame, and for how
    few lines there: grass and hair run in every direction.
    """

    name = "directions"

    def field(self, lines: Lines, size: tuple[int, int]) -> Field:
        """Get a frame ready; beside its spectra, how many directions are at each place."""
        near = self._near(self._bins(canvas(lines)))
        return Field(spectra(near), near.sum(axis=0), size)

    def laid(self, canvases: Floats) -> list[Laid]:
        """Get canvases ready, their strokes thin."""
        return [self._laid(self._bins(one)) for one in canvases]

    def peaks(self, laid: Laid, fields: Sequence[Field]) -> list[Peak]:
        """Where most strokes lie on lines of their direction."""
        over = correlated(laid, fields) / laid.amount
        return [self._peak(one, laid, field) for one, field in zip(over, fields, strict=True)]

    def parts(self, laid: Laid, field: Field, peak: Peak) -> float:  # noqa: ARG002 - as asked
        """Nothing: how much lies on lines by chance is told of a whole alone."""
        return 0.0

    def _bins(self, one: Floats) -> Floats:
        return np.ascontiguousarray(directions(one.astype(np.uint8), DIRECTIONS).transpose(2, 0, 1))

    def _near(self, bins: Floats) -> Floats:
        """As wide as a rough stroke may be off."""
        wide = np.stack([cv2.GaussianBlur(one, (0, 0), _SPREAD) for one in bins])
        return np.clip(wide * 3.0, 0, 1)

    def _laid(self, bins: Floats) -> Laid:
        near = np.clip(cv2.GaussianBlur(bins.sum(axis=0), (0, 0), _ABOUT) * 6, 0, 1)
        amount = max(float(bins.sum()), 1e-6)
        return Laid(np.conj(spectra(bins)), amount, near / max(float(near.sum()), 1e-6))

    def _peak(self, over: Floats, laid: Laid, field: Field) -> Peak:
        _, covered, _, (x, y) = cv2.minMaxLoc(over)
        mean, spread = (float(one[0, 0]) for one in cv2.meanStdDev(over))
        above = (covered - mean) / (spread + 0.01)
        crowd = float(np.vdot(laid.about, np.roll(field.beside, (-y, -x), axis=(0, 1))))
        _, across, down = finest(over)
        return Peak(covered * above / (crowd + _CLEAR), across, down)


def _place(how: tuple[Lines, float, float], frame: Field, peak: Peak) -> Similarity:
    """The transform between line maps for a shift by cells of the frame's maps."""
    drawing, size, turn = how
    high, wide = drawing.shape
    cell = SIDE / frame.spectra.shape[1]
    onto = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, size * LONGER / max(high, wide))
    onto[:, 2] += (peak.across * cell - wide / 2, peak.down * cell - high / 2)
    onto /= frame.scale
    onto[:, 2] += (frame.size[0] / 2, frame.size[1] / 2)
    return onto
