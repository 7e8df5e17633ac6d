"""The arrays that pass between the parts: shapes and units, written once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Colour = npt.NDArray[np.uint8]
"""Height x width x 3, blue green red, 0 to 255."""
Grey = npt.NDArray[np.uint8]
"""Height x width, 0 to 255."""
Lines = npt.NDArray[np.uint8]
"""Height x width: 0 where nothing is drawn, 255 on a certain line."""
Mask = npt.NDArray[np.bool_]
"""Height x width."""
Floats = npt.NDArray[np.float32]
"""Of the shape that is said where it is used."""
Similarity = npt.NDArray[np.float64]
"""2 x 3: scale, rotation and shift, from one picture's pixels to another's."""


def joined(last: Similarity, first: Similarity) -> Similarity:
    """Both transforms, `first` before `last`."""
    return np.asarray(last @ np.vstack([first, [0.0, 0.0, 1.0]]))


def inverse(one: Similarity) -> Similarity:
    """The transform back."""
    back = np.linalg.inv(one[:, :2])
    return np.hstack([back, -back @ one[:, 2:]])
