"""From pixels to the lines an animator would have drawn.

A line is a thin dark ridge; where a colour ends without an inked line, the border between
the colours stands for it. Both are measured on luminance and chroma, so that a finished
frame and a drawing on paper come out alike. The whole is scaled by its own strongest
lines, so that faint pencil and black ink come out alike too.
"""

from __future__ import annotations

import cv2
import numpy as np

from celtrace.frames.arrays import Colour, Floats, Grey, Lines, Mask
from celtrace.frames.pixels import resized

WORK = 480
"""Pixels of the longer side at which lines are taken."""
FAINTEST = 0.06
"""Least strength, as a share of full contrast, that the scale is set by: below it is noise."""
_BEND = (np.array([1.0, -2.0, 1.0]), np.array([0.25, 0.5, 0.25]))
"""The second difference along one axis, smoothed along the other."""


def lines_of(pixels: Colour) -> Lines:
    """The lines of a picture at working size."""
    small = resized(pixels, WORK)
    lab = cv2.cvtColor(small, cv2.COLOR_BGR2LAB)
    ridge = _ridge(lab[:, :, 0])
    border = _border(lab)
    near = cv2.dilate(ridge, np.ones((5, 5), np.uint8))
    return scaled(np.maximum(ridge, border * np.clip(1 - 2 * near, 0, 1)))


def ink_of(flat: Grey) -> Lines:
    """The lines of a drawing whose paper has been made white."""
    grey = resized(flat, WORK)
    colour = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    return lines_of(colour)


def scaled(strength: Floats) -> Lines:
    """Strengths of 0 to 1 as a line map: the strongest lines of the picture are 255."""
    drawn = strength[strength > FAINTEST / 2]
    top = np.percentile(drawn, 90) if drawn.size > strength.size * 0.001 else 1.0
    return np.clip(strength * (255 / max(float(top), FAINTEST)), 0, 255).astype(np.uint8)


def thin(lines: Lines, least: int = 64) -> Mask:
    """The middle of each line: local maxima across it."""
    smooth = cv2.GaussianBlur(lines, (0, 0), 1.0).astype(np.float32)
    bent = [cv2.sepFilter2D(smooth, cv2.CV_32F, *kernels) for kernels in (_BEND, _BEND[::-1])]
    level = cv2.dilate(smooth, np.ones((1, 3), np.uint8)) <= smooth
    upright = cv2.dilate(smooth, np.ones((3, 1), np.uint8)) <= smooth
    return np.where(bent[0] < bent[1], level, upright) & (smooth >= least / 2)


def drawn_share(lines: Lines) -> float:
    """Share of the picture, 0 to 1, on which something is drawn."""
    return float((lines > 96).mean())


def _ridge(light: Grey) -> Floats:
    """How much darker a thin line is than what lies on both its sides; 0 to 1."""
    smooth = cv2.GaussianBlur(light, (0, 0), 0.7)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))
    return cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, disc).astype(np.float32) / 255


def _border(lab: Colour) -> Floats:
    """Where light or colour changes at once; 0 to 1, one pixel or two wide."""
    smooth = cv2.GaussianBlur(lab, (0, 0), 1.0).astype(np.float32)
    steep = np.zeros(lab.shape[:2], np.float32)
    for channel, weight in ((0, 1.0), (1, 1.5), (2, 1.5)):
        one = np.ascontiguousarray(smooth[:, :, channel])
        across, down = cv2.Scharr(one, cv2.CV_32F, 1, 0), cv2.Scharr(one, cv2.CV_32F, 0, 1)
        steep = np.maximum(steep, weight * cv2.magnitude(across, down) / 32)
    return np.clip((steep - cv2.GaussianBlur(steep, (0, 0), 3)) / 128, 0, 1)
