"""How well a picture of a document can be read: size, sharpness, gleam, light.

Measured, not judged by eye; the limits were set on specimen documents, whole and spoilt step
by step. They say what a picture is worth, never who sent it: cameras differ.
"""

from __future__ import annotations

import cv2
import msgspec
import numpy as np

from celtrace.papers.bands import Grey
from celtrace.records.papers import Flaw

_SIDE = 800
LEAST_SIDE = 400
"""Pixels of the longer side below which print of a document is lost."""
SHARP = 0.25
"""Steepest edges against the range of grey, below which print runs together."""
GLEAM = 0.02
"""Share of the page that one white spot inside it may have."""
DARK, RANGE = 90, 50
_WHITE = 250
_BRIGHTER = 40


class Quality(msgspec.Struct, frozen=True):
    """What was measured of one page."""

    width: int
    height: int
    sharpness: float
    """Steepest edges, grey values a pixel, as a share of the range; print has 0.4 to 0.9."""
    gleam: float
    """Share of the page under the largest white spot that does not touch its edge."""
    light: int
    """The lightest grey but for one in twenty, 0 to 255."""
    range: int
    """From the darkest to the lightest grey, but for one in twenty on each side."""

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        """What is below its limit."""
        small = max(self.width, self.height) < LEAST_SIDE
        told: tuple[tuple[Flaw, bool], ...] = (
            ("small", small), ("blurred", self.sharpness < SHARP), ("glare", self.gleam > GLEAM),
            ("dark", self.light < DARK), ("pale", self.range < RANGE and self.light >= DARK),
        )  # fmt: skip
        return tuple(flaw for flaw, there in told if there)

    @property
    def words(self) -> str:
        """The measures as a person reads them."""
        return (
            f"{self.width} x {self.height} pixels, sharpness {self.sharpness:.2f} "
            f"(limit {SHARP}), white spot {self.gleam:.1%} (limit {GLEAM:.0%}), "
            f"lightest {self.light}, range {self.range}"
        )


def quality(page: Grey) -> Quality:
    """Measure a page of shape (height, width)."""
    height, width = page.shape
    factor = _SIDE / max(page.shape)
    size = (max(8, round(width * factor)), max(8, round(height * factor)))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    dark, light = (int(value) for value in np.percentile(small, (5, 95)))
    return Quality(width, height, _sharpness(small), _gleam(small), light, light - dark)


def _sharpness(small: Grey) -> float:
    """The steepest hundredth of edges over the range of grey."""
    values = cv2.GaussianBlur(small, (0, 0), 0.7).astype(np.float32)
    right, down = (cv2.Sobel(values, cv2.CV_32F, *way, ksize=1) for way in ((1, 0), (0, 1)))
    steep = float(np.percentile(np.hypot(right, down), 99))
    low, high = np.percentile(values, (1, 99))
    return round(steep / max(float(high - low), 16.0), 3)


def _gleam(small: Grey) -> float:
    """The largest spot of pure white inside a page that is not white itself."""
    if float(np.median(small)) > 255 - _BRIGHTER:
        return 0.0
    white = (cv2.GaussianBlur(small, (0, 0), 2) >= _WHITE).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(white)
    height, width = small.shape
    inside = [
        int(area) for left, top, wide, high, area in stats[1:count]
        if left > 0 and top > 0 and left + wide < width and top + high < height
    ]  # fmt: skip
    return round(max(inside, default=0) / small.size, 4)
