"""Line drawings as others trace them: by a shaking hand, in pencil, rough, searched for."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from frames import found, stylizers

Tracer = Callable[[np.ndarray, np.ndarray, np.random.Generator], np.ndarray]


def traced(ink: np.ndarray, _mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A line by a hand that shakes by 0.2 % of the width."""
    return found.hand(found.Source(ink, ink, ink), rng)


def pencil(ink: np.ndarray, _mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Pencil of uneven pressure, warped by 0.4 %."""
    return _askew(found.pencilled(ink, rng), rng)


def rough(ink: np.ndarray, _mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Pieces of lines redrawn by jittered strokes, three in ten left out, warped by 0.6 %."""
    return _askew(found.roughened(ink, rng, 0.3), rng)


def searched(ink: np.ndarray, mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Lines searched for in straight passes over construction lines, warped by 0.7 %."""
    return _askew(stylizers.searched(ink, mask, rng), rng)


KINDS: dict[str, Tracer] = {
    "traced": traced, "pencil": pencil, "rough": rough, "searched": searched
}  # fmt: skip


def _askew(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    high, wide = ink.shape
    turn, scale = rng.uniform(-1, 1), rng.uniform(0.98, 1.02)
    place = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, scale)
    place[:, 2] += rng.uniform(-3, 3, 2)
    return cv2.warpAffine(ink, place, (wide, high), borderValue=255)
