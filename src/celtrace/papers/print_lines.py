"""The lines of print on a page of a document, read one by one, those in large letters first.

Where print lies says the detection net of PP-OCR (Liao et al., "Real-time scene text detection
with differentiable binarization", 2020), as the `rapidocr` wheel ships it (Apache-2.0); it is
run here without the wheel's own code. Lines are read only as far as they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from celtrace import trained
from celtrace.papers.bands import Grey
from celtrace.papers.recogniser import reads_freely

_MODEL = "PP-OCRv6_det_small.onnx"
_LONGER, _STEP = 640, 32
"""Pixels of the longer side in which print is looked for, and of what sides are multiples."""
_MEANS = np.array([0.485, 0.456, 0.406], np.float32)
_SPREADS = np.array([0.229, 0.224, 0.225], np.float32)
_PRINT, _SURE = 0.3, 0.5
"""From which score on a pixel is print, and a box of pixels is a line."""
_GROWN = 1.6
"""How much of area over outline a box grows by: the net marks the middle of lines alone."""
_LEAST = 5
"""Pixels of a line's height below which no letter can be told."""
_LEVEL = 20.0
"""Degrees by which a line may leave the level; what is steeper stands in the margin."""
_LONGEST = 22.0
"""Width over height beyond which a line is a zone's or a title, and no name."""
_HEIGHT, _ROOM = 48, 1.2
"""Pixels of a line that is read, and room above and below for what letters carry."""
_MOST = 64
"""Lines that are read at most."""


class Line(NamedTuple):
    """Where a line of print lies: its middle, width and height in pixels, angle in degrees."""

    x: float
    y: float
    width: float
    height: float
    angle: float


def printed_lines(page: Grey) -> Iterator[str]:
    """The lines of an upright page, the tallest letters first."""
    names = [one for one in found(page) if one.width <= _LONGEST * one.height]
    for line in sorted(names, key=lambda one: (-one.height, one.y, one.x))[:_MOST]:
        (text,) = reads_freely([cut(page, line)])
        if text:
            yield text


def found(page: Grey) -> list[Line]:
    """Where lines of print lie on a page of shape (height, width)."""
    scale = _LONGER / max(page.shape)
    height, width = (max(_STEP, round(side * scale / _STEP) * _STEP) for side in page.shape)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = cv2.resize(page, (width, height), interpolation=way).astype(np.uint8)
    score = _scores(small)
    contours = cv2.findContours(
        (score > _PRINT).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )[0]
    across, down = page.shape[1] / width, page.shape[0] / height
    lines = (_line(contour, score) for contour in contours)
    return [
        Line(line.x * across, line.y * down, line.width * across, line.height * down, line.angle)
        for line in lines if line
    ]  # fmt: skip


def cut(page: Grey, line: Line) -> Grey:
    """The picture of one line, level, 48 pixels high."""
    scale = _HEIGHT / (line.height * _ROOM)
    width = int(max(8, line.width * scale))
    turn = cv2.getRotationMatrix2D((line.x, line.y), line.angle, scale)
    turn[:, 2] += (width / 2 - line.x, _HEIGHT / 2 - line.y)
    made = cv2.warpAffine(
        page, turn, (width, _HEIGHT), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(made, np.uint8)


def _line(contour: NDArray[Any], score: NDArray[np.float32]) -> Line | None:
    """The line that a patch of print is; None where it is steep, slim or the net is unsure."""
    (x, y), (width, height), angle = cv2.minAreaRect(contour)
    if width < height:
        width, height, angle = height, width, angle + 90
    angle = (angle + 90) % 180 - 90
    left, top, wide, high = cv2.boundingRect(contour)
    inside = np.zeros((high, wide), np.uint8)
    cv2.drawContours(inside, [contour], -1, 1, cv2.FILLED, offset=(-left, -top))
    sure = cv2.mean(score[top : top + high, left : left + wide], inside)[0]
    more = _GROWN * width * height / max(width + height, 1)
    if abs(angle) > _LEVEL or sure < _SURE or height + more < _LEAST:
        return None
    return Line(x, y, width + more, height + more, angle)


def _scores(small: Grey) -> NDArray[np.float32]:
    """How surely each pixel is in the middle of a line of print, 0 to 1."""
    colour = cv2.cvtColor(small, cv2.COLOR_GRAY2BGR).astype(np.float32) / 255.0
    tensor = ((colour - _MEANS) / _SPREADS).transpose(2, 0, 1)[None]
    net = _net()
    scores = net.run(None, {net.get_inputs()[0].name: tensor})[0][0, 0]
    return np.asarray(scores, np.float32)


@cache
def _net() -> Any:  # noqa: ANN401 - onnxruntime's own class
    return trained.session((files("rapidocr") / "models" / _MODEL).read_bytes())
