"""What is kept of a picture of a document to find it again: corners and what surrounds them.

Corners and descriptors are those of SIFT (Lowe, "Distinctive image features from
scale-invariant keypoints", 2004; its patent ended in 2020). On specimen documents they find
altered copies that binary descriptors lose, above all of small and poor pictures.
"""

from __future__ import annotations

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from celtrace.papers.bands import Grey

LONGER = 800
"""Pixels of the longer side at which documents are compared."""
_FOR_CORNERS = 480
"""Pixels of the longer side at which corners are looked for."""
_CORNERS = 700


class Sketch(msgspec.Struct, frozen=True, eq=False):
    """A picture at its common size, with its corners."""

    grey: Grey
    """Shape (height, width), the longer side 800 pixels."""
    points: NDArray[np.float32]
    """Shape (corners, 4): x, y and size in pixels of `grey`, direction in radians."""
    marks: NDArray[np.uint8]
    """Shape (corners, 128): what surrounds each corner."""


def sketch(page: Grey) -> Sketch:
    """The sketch of a page of any size, shape (height, width)."""
    grey = reduced(page, LONGER)
    finder = cv2.SIFT.create(nfeatures=_CORNERS, contrastThreshold=0.02)
    corners, marks = finder.detectAndCompute(reduced(grey, _FOR_CORNERS), None)
    told = [(*one.pt, one.size, np.radians(one.angle)) for one in corners]
    points = np.array(told, np.float32).reshape(-1, 4)
    points[:, :3] *= LONGER / _FOR_CORNERS
    found = np.zeros((0, 128), np.uint8) if marks is None else marks.astype(np.uint8)
    return Sketch(grey, points, found)


def reduced(page: Grey, longer: int) -> Grey:
    """The page with its longer side at `longer` pixels, enlarged where it is smaller."""
    factor = longer / max(page.shape)
    size = (max(8, round(page.shape[1] * factor)), max(8, round(page.shape[0] * factor)))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(page, size, interpolation=way).astype(np.uint8)
