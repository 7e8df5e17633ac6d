"""What of a line map another hand would have drawn as well, as a small trained net sees it.

98,000 weights of our own (`benchmarks/training/strokes.py`; what they were trained on
stands in `docs/strokenet.md`) turn a canvas of lines into maps of half its size, which
are correlated: the score is the normalised correlation in the best place, 0 to 1. The
weights are loaded by their SHA-256; without onnxruntime `Directions` compares instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from itertools import pairwise, product

import cv2
import numpy as np

from celtrace import trained
from celtrace.frames.agreement import (
    Directions,
    Field,
    Laid,
    Peak,
    Way,
    canvas,
    correlated,
    finest,
    spectra,
)
from celtrace.frames.arrays import Floats, Lines

WEIGHTS = "strokes.onnx"
SHA256 = "4d9ba990be939ef611a1342a1f9fb54ef85228462871c0bf2aad0e1913acc920"
"""Of the weights: others are not loaded."""
_BATCH = 32
_EMPTY = 4.0
"""What is added to the energy about a drawing's strokes: an empty place is no proof."""
_NONE = 1e-9
_LEAST = 16.0
"""Energy of a drawing below which its maps say nothing, and it lies nowhere."""


class StrokeNet:
    """Maps by the net, and their normalised correlation."""

    name = "net"

    def __init__(self, weights: bytes) -> None:
        """Load weights; EvidenceChanged where they are not those that were measured."""
        self._net = trained.own(weights, WEIGHTS, SHA256)

    def field(self, lines: Lines, size: tuple[int, int]) -> Field:
        """Get a frame ready; beside its spectra, that of its energy."""
        maps = self.maps(canvas(lines)[None])[0]
        return Field(spectra(maps), spectra(np.square(maps).sum(axis=0)), size)

    def laid(self, canvases: Floats) -> list[Laid]:
        """Get canvases ready."""
        return [self._laid(one) for one in self.maps(canvases)]

    def peaks(self, laid: Laid, fields: Sequence[Field]) -> list[Peak]:
        """The best normalised correlation with each frame, and where it is."""
        if laid.amount < _LEAST:
            return [Peak(0.0, 0.0, 0.0)] * len(fields)
        over = correlated(laid, fields)
        side = over.shape[1]
        about = np.conj(spectra(laid.about))
        under = np.fft.irfft2(np.stack([about * one.beside for one in fields]), s=(side, side))
        score = over / np.sqrt(laid.amount * (np.maximum(under, 0) + _EMPTY))
        return [finest(one) for one in score]

    def parts(self, laid: Laid, field: Field, peak: Peak) -> float:
        """Mean correlation of nine parts of equal energy, each within a cell of the place.

        Where few strokes hold all of it, of the parts that hold any. A hand that
        draws again moves its strokes a little, each part another way; strokes that lie well by
        chance do so in some parts and in others not.
        """
        if laid.maps is None or laid.amount < _LEAST:
            return 0.0
        ninths = _ninths(np.square(laid.maps).sum(axis=0))
        amounts, abouts = _masked(laid.maps, ninths)
        best = np.zeros(len(ninths))
        for held, beside in _around(field, peak):
            both = (laid.maps * held).sum(axis=0)
            over = np.array([both[part].sum() for part in ninths])
            under = np.maximum((abouts * beside).sum(axis=(1, 2)), 0)
            best = np.maximum(best, over / np.sqrt(amounts * (under + _EMPTY) + _NONE))
        return float(best[amounts > 0].mean())

    def maps(self, canvases: Floats) -> Floats:
        """N canvases, 0 to 255, to n x channels x half x half."""
        lines = (canvases / np.float32(255))[:, None]
        parts = [self._net.run(None, {"lines": lines[n : n + _BATCH]})[0]
                 for n in range(0, len(lines), _BATCH)]  # fmt: skip
        return np.concatenate(parts)

    def _laid(self, maps: Floats) -> Laid:
        energy = np.square(maps).sum(axis=0)
        return Laid(np.conj(spectra(maps)), float(energy.sum()), _about(energy), maps)


def _around(field: Field, peak: Peak) -> Iterator[tuple[Floats, Floats]]:
    """Maps of a frame and its energy, moved to the place and to the eight cells about it."""
    side = field.spectra.shape[1]
    maps, energy = (np.fft.irfft2(one, s=(side, side)) for one in (field.spectra, field.beside))
    for down, across in product((-1, 0, 1), repeat=2):
        at = (-round(peak.down) - down, -round(peak.across) - across)
        yield np.roll(maps, at, axis=(1, 2)), np.roll(energy, at, axis=(0, 1))


def _about(energy: Floats) -> Floats:
    """What is about strokes, from their energy: s x s, 0 to 1."""
    return np.minimum(cv2.dilate(energy, np.ones((5, 5), np.uint8)), 0.25) * 4


def _masked(maps: Floats, parts: Sequence[tuple[slice, slice]]) -> tuple[Floats, Floats]:
    """Of each part alone, its energy and what is about its strokes."""
    alone = np.zeros((len(parts), *maps.shape[1:]), np.float32)
    for one, part in zip(alone, parts, strict=True):
        one[part] = np.square(maps[:, *part]).sum(axis=0)
    return alone.sum(axis=(1, 2)), np.stack([_about(one) for one in alone])


def _ninths(energy: Floats) -> list[tuple[slice, slice]]:
    """Three columns of equal energy, each in three rows of equal energy."""
    return [(rows, columns) for columns in _thirds(energy.sum(axis=0))
            for rows in _thirds(energy[:, columns].sum(axis=1))]  # fmt: skip


def _thirds(amounts: Floats) -> list[slice]:
    """Three spans of equal amount, those without any left out."""
    upto = np.cumsum(amounts)
    ends = [0, *(int(np.searchsorted(upto, upto[-1] * n / 3)) for n in (1, 2)), len(amounts)]
    return [slice(a, b) for a, b in pairwise(ends) if b > a]


@cache
def best_way() -> Way:
    """The net where it can run, else lines by direction."""
    if find_spec("onnxruntime") is None:
        return Directions()
    return StrokeNet(files("celtrace.frames").joinpath(WEIGHTS).read_bytes())
