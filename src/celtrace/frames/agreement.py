"""How well the lines of a drawing lie on those of a frame, stroke by stroke and by direction.

For rough strokes and fragments, which have no features of their own: the drawing is slid
over the frame in every place at once (a correlation of lines by direction), at a few
sizes and turns. What counts is not how much of it lies on lines, for on a busy frame
anything does, but how much more in this one place than in all others of the frame, and
for how few lines there: grass and hair run in every direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import cv2
import msgspec
import numpy as np

from celtrace.frames.arrays import Floats, Lines, Similarity
from celtrace.frames.layout import directions
from celtrace.frames.pixels import resized

SIDE = 128
"""Pixels of the square canvas; a frame fills two thirds of it, so that little wraps around."""
COARSE = 64
"""Pixels of the canvas on which it is only chosen over which frames to slide closely."""
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
    """A frame ready to be slid over: spectra of its lines by direction."""

    side: int
    """Pixels of its square canvas."""
    spectra: np.ndarray
    """DIRECTIONS x side x (side / 2 + 1)."""
    dense: Floats
    """Side x side: how many directions have a line at each place, 0 to DIRECTIONS."""
    size: tuple[int, int]
    """Width and height of the frame's line map."""

    @property
    def scale(self) -> float:
        """Pixels of the canvas for a pixel of the line map."""
        return _longer(self.side) / max(self.size)


class Agreement(msgspec.Struct, frozen=True):
    """The place where a drawing lies best on a frame."""

    covered: float
    """Share of its strokes, 0 to 1, that lie on lines of their direction there."""
    above: float
    """How far that is above all other places, in standard deviations of those."""
    crowd: float
    """Directions, 0 to DIRECTIONS, that have a line about the drawing's strokes there."""
    place: Similarity
    """From pixels of the drawing's line map to pixels of the frame's."""

    @property
    def score(self) -> float:
        """All together; no measure of its own, only to be held against rivals' scores."""
        return self.covered * self.above / (self.crowd + _CLEAR)


NOWHERE = Agreement(0.0, 0.0, 0.0, np.eye(2, 3))


def shrunk(lines: Lines) -> Lines:
    """The line map as it is kept for sliding: its longer side at most `LONGER` pixels."""
    return resized(lines, LONGER)


def field(lines: Lines, size: tuple[int, int], side: int = SIDE) -> Field:
    """Get a frame ready from its shrunk lines; `size` is what they were shrunk from."""
    near = _near(_binned(lines, (1.0, 0.0), side), side)
    return Field(side, _spectra(near), near.sum(axis=2), size)


def slide(
    drawing: Lines, frames: Sequence[Field], sizes: Iterable[float], turns: Sequence[float] = (0.0,)
) -> list[Agreement]:
    """The best place of a drawing on each frame.

    `sizes` are of the drawing's longer side as shares of the frame's, `turns` in degrees.
    """
    best = [NOWHERE] * len(frames)
    for how in product(sizes, turns) if frames else ():
        bins = _binned(drawing, how, frames[0].side)
        amount = float(bins.sum())
        if amount < LEAST * frames[0].side / SIDE:
            continue
        about = _about(bins, frames[0].side)
        for n, (frame, one) in enumerate(zip(frames, _everywhere(bins, frames), strict=True)):
            found = _peak(one / amount, frame, (drawing, *how), about)
            if found.score > best[n].score:
                best[n] = found
    return best


def _longer(side: int) -> float:
    """Pixels of a frame's longer side on a canvas."""
    return LONGER * side / SIDE


def _binned(lines: Lines, how: tuple[float, float], side: int) -> Floats:
    """Lines by direction on the canvas, centred, at a size and a turn."""
    size, turn = how
    high, wide = lines.shape
    scale = size * _longer(side) / max(high, wide)
    small = cv2.resize(lines, (max(4, round(wide * scale)), max(4, round(high * scale))),
                       interpolation=cv2.INTER_AREA)  # fmt: skip
    place = cv2.getRotationMatrix2D((small.shape[1] / 2, small.shape[0] / 2), turn, 1.0)
    place[:, 2] += ((side - small.shape[1]) / 2, (side - small.shape[0]) / 2)
    canvas = cv2.warpAffine(small, place, (side, side))
    strong = np.clip(canvas.astype(np.float32) * 2.5, 0, 255).astype(np.uint8)
    return directions(strong, DIRECTIONS)


def _near(bins: Floats, side: int) -> Floats:
    """Lines by direction, as wide as a rough stroke may be off."""
    return np.clip(cv2.GaussianBlur(bins, (0, 0), _SPREAD * side / SIDE) * 3.0, 0, 1)


def _about(bins: Floats, side: int) -> Floats:
    """Where strokes are near, as shares that add up to one."""
    near = np.clip(cv2.GaussianBlur(bins.sum(axis=2), (0, 0), _ABOUT * side / SIDE) * 6, 0, 1)
    return near / float(near.sum())


def _spectra(bins: Floats) -> np.ndarray:
    return np.fft.rfft2(bins.transpose(2, 0, 1)).astype(np.complex64)


def _everywhere(bins: Floats, frames: Sequence[Field]) -> Floats:
    """For each frame and each shift, how much of the strokes lies on lines of their direction."""
    side, query = frames[0].side, np.conj(_spectra(bins))
    over = np.stack([(query * frame.spectra).sum(axis=0) for frame in frames])
    return np.fft.irfft2(over, s=(side, side)).astype(np.float32, copy=False)


def _peak(over: Floats, frame: Field, how: tuple[Lines, float, float], about: Floats) -> Agreement:
    """The best place of one drawing on one frame, from how it lies in every place."""
    _, covered, _, (x, y) = cv2.minMaxLoc(over)
    mean, spread = (float(one[0, 0]) for one in cv2.meanStdDev(over))
    above = (covered - mean) / (spread + 0.01)
    crowd = float(np.vdot(about, np.roll(frame.dense, (-y, -x), axis=(0, 1))))
    half = frame.side // 2
    shift = ((x + half) % frame.side - half, (y + half) % frame.side - half)
    return Agreement(covered, above, crowd, _place(how, frame, shift))


def _place(how: tuple[Lines, float, float], frame: Field, shift: tuple[int, int]) -> Similarity:
    """The transform between line maps for a shift on the canvas."""
    drawing, size, turn = how
    high, wide = drawing.shape
    own = size * _longer(frame.side) / max(high, wide)
    onto = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, own)
    onto[:, 2] += (shift[0] - wide / 2, shift[1] - high / 2)
    onto /= frame.scale
    onto[:, 2] += (frame.size[0] / 2, frame.size[1] / 2)
    return onto
