"""Where in a picture of a document the machine-readable lines stand.

Dark characters of one height on light paper, in two or three lines over most of the width:
black-hat and horizontal gradient make blocks of such lines stand out (the classical way,
for example Hartl, Arth and Schmalstieg, "Real-time detection and recognition of
machine-readable zones with mobile devices", 2015).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
"""A picture of shape (height, width), 0 black to 255 white."""

_WIDTH = 900
"""Pixels to which a page is scaled while bands are looked for."""
_LEAST_WIDTH = 0.4
"""Share of the page that a band covers at least."""
_ASPECT = (3.5, 32.0)
_KERNELS = ((13, 5), (25, 7), (9, 3))
_SLIMMEST = 6
"""A picture so much longer than wide, or wider than long, is no page."""
_STEEPEST = 30.0
"""Degrees by which a page may be turned, beside quarter turns."""
_APART = ((1, 8.0), (2, 30.0), (3, 8.0))
"""Pixels by which height on the page, width and height of two boxes differ at least."""
_MOST = 4
_LEAST_SIDE = 8
_LINE_HEIGHT = 48
_INK_SHARE = 0.3
"""From the ground of a band to its lines: how far up a row counts as part of a line."""
_STRIPS = ((0.7, 0.98), (0.5, 0.97))
"""Parts of the height that are tried where nothing stands out: zones stand at the foot."""
_MARGIN = (0.06, 0.3)
"""Shares of width and height that are added on each side of a band."""


def bands(page: Grey) -> Iterator[Grey]:
    """Upright cuttings of `page` that may hold a zone, the lowest on the page first."""
    if not 1 / _SLIMMEST <= page.shape[0] / page.shape[1] <= _SLIMMEST:
        return
    scale = _WIDTH / page.shape[1]
    size = (_WIDTH, max(8, round(page.shape[0] * scale)))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    given: list[tuple[float, ...]] = []
    for kernel in _KERNELS:
        for box in _boxes(small, kernel):
            if not any(_near(box, other) for other in given):
                given.append(box)
                cut = _cut(page, box, 1 / scale)
                if cut.size:
                    yield cut
    for top, end in _STRIPS:
        yield page[int(top * len(page)) : int(end * len(page)), page.shape[1] // 50 :]


def lines(band: Grey) -> list[Grey]:
    """The text lines of a band, each 48 pixels high, from top to bottom."""
    if min(band.shape) < _LEAST_SIDE:
        return []
    ink = _ink(band)
    profile = cv2.GaussianBlur(ink.sum(axis=1, dtype=np.float32)[:, None], (1, 5), 0)[:, 0]
    ground, ink_line = np.percentile(profile, (5, 95))
    high = profile > ground + _INK_SHARE * (ink_line - ground)
    found = []
    for top, end in _runs(high):
        if end - top >= max(6, 0.05 * band.shape[0]):
            pad = round(0.35 * (end - top))
            piece = band[max(0, top - pad) : end + pad]
            width = max(8, round(piece.shape[1] * _LINE_HEIGHT / piece.shape[0]))
            found.append(_scaled(piece, (width, _LINE_HEIGHT)))
    return found


def _boxes(small: Grey, kernel: tuple[int, int]) -> list[tuple[float, ...]]:
    """Centre, width, height and angle of blocks that look like lines of print."""
    shape = cv2.getStructuringElement(cv2.MORPH_RECT, kernel)
    dark = cv2.morphologyEx(cv2.GaussianBlur(small, (3, 3), 0), cv2.MORPH_BLACKHAT, shape)
    edge = np.abs(cv2.Sobel(dark, cv2.CV_32F, 1, 0, ksize=-1))
    edge8 = (255 * (edge - edge.min()) / max(float(np.ptp(edge)), 1e-6)).astype(np.uint8)
    joined = cv2.morphologyEx(edge8, cv2.MORPH_CLOSE, shape)
    mask = cv2.threshold(joined, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    block = cv2.getStructuringElement(cv2.MORPH_RECT, (2 * kernel[0] + 5, 3 * kernel[1] + 6))
    mask = cv2.erode(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, block), np.ones((5, 5), np.uint8))
    contours = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    upright = (_upright(cv2.minAreaRect(contour)) for contour in contours)
    wide = [box for box in upright if _wide(box)]
    return sorted(wide, key=lambda box: -box[1])[:_MOST]


def _upright(rect: Any) -> tuple[float, ...]:  # noqa: ANN401 - OpenCV gives nested sequences
    """Centre, width, height and the angle in degrees by which the long side leaves the level."""
    (x, y), (width, height), angle = rect
    if width < height:
        width, height, angle = height, width, angle + 90
    return x, y, width, height, (angle + 90) % 180 - 90


def _wide(box: tuple[float, ...]) -> bool:
    _, _, width, height, angle = box
    low, high = _ASPECT
    wide = width >= _LEAST_WIDTH * _WIDTH and low <= width / max(height, 1.0) <= high
    return wide and abs(angle) <= _STEEPEST


def _near(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(abs(box[at] - other[at]) < apart for at, apart in _APART)


def _cut(page: Grey, box: tuple[float, ...], scale: float) -> Grey:
    x, y, width, height = (value * scale for value in box[:4])
    turn = cv2.getRotationMatrix2D((x, y), box[4], 1.0)
    size = (page.shape[1], page.shape[0])
    level = cv2.warpAffine(page, turn, size, flags=cv2.INTER_CUBIC, borderValue=255)
    wide, high = width * (0.5 + _MARGIN[0]), height * (0.5 + _MARGIN[1])
    top, left = max(0, int(y - high)), max(0, int(x - wide))
    return level[top : int(y + high), left : int(x + wide)].astype(np.uint8)


def _ink(band: Grey) -> NDArray[np.float32]:
    """Dark strokes, less the ground."""
    size = max(3, band.shape[0] // 6) | 1
    shape = cv2.getStructuringElement(cv2.MORPH_RECT, (size, size))
    return cv2.morphologyEx(band, cv2.MORPH_BLACKHAT, shape).astype(np.float32)


def _runs(mask: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    for at in range(0, len(edges), 2):
        yield int(edges[at]), int(edges[at + 1])


def _scaled(picture: Grey, size: tuple[int, int]) -> Grey:
    larger = size[1] > picture.shape[0]
    way = cv2.INTER_CUBIC if larger else cv2.INTER_AREA
    return cv2.resize(picture, size, interpolation=way).astype(np.uint8)
