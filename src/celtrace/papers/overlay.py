"""Two documents side by side, with what differs marked: the picture that a person looks at."""

from __future__ import annotations

import cv2
import numpy as np

from celtrace.papers.alike import SQUARE, Alike, laid
from celtrace.papers.sketch import Sketch

_GAP = 12
_RED = (40, 40, 220)
_AGREEING = (190, 190, 190)
_WIDTH = 1_000
_QUALITY = 70


def side_by_side(one: Sketch, other: Sketch, found: Alike) -> bytes:
    """A JPEG: the first picture, the second laid in its frame, both with the squares that differ.

    Where the second does not reach it is blank.
    """
    grey, _ = laid(one, other, found.place)
    marked = [_marked(page, found) for page in (one.grey, grey)]
    gap = np.full((one.grey.shape[0], _GAP, 3), 255, np.uint8)
    whole = np.hstack([marked[0], gap, marked[1]])
    size = (_WIDTH, round(whole.shape[0] * _WIDTH / whole.shape[1]))
    small = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    return bytes(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])[1].tobytes())


def squares_of(found: Alike) -> bytes:
    """A PNG of the squares alone: grey where both agree, red where they differ, white elsewhere.

    It shows nothing of the documents, for those that nobody may hand on.
    """
    shape = found.score.printed.shape
    map_ = np.full((*shape, 3), 255, np.uint8)
    map_[found.score.agree] = _AGREEING
    map_[found.score.printed & ~found.score.agree] = _RED
    size = (shape[1] * SQUARE, shape[0] * SQUARE)
    whole = cv2.resize(map_, size, interpolation=cv2.INTER_NEAREST)
    for at in range(0, max(size), SQUARE):
        whole[at : at + 1], whole[:, at : at + 1] = 255, 255
    return bytes(cv2.imencode(".png", whole)[1].tobytes())


def _marked(grey: np.ndarray, found: Alike) -> np.ndarray:
    """The outline of everything that differs, as one shape where squares touch."""
    mask = np.zeros(grey.shape, np.uint8)
    for left, top in found.differ:
        mask[top : top + SQUARE, left : left + SQUARE] = 255
    outline = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    return cv2.drawContours(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), outline, -1, _RED, 2)
