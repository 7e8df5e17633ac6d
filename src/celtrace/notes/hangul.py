"""Lines of Hangul read by a small net of our own: syllables by their initial, vowel and final.

726,000 weights (`benchmarks/training/hangul.py`; what they were trained on stands in
`docs/hangulnet.md`) look at a line 48 pixels high and say for each four columns whether a
letter begins or goes on there, and which. As the three parts of a syllable are told apart
(The Unicode Standard, 3.12: 19 initials, 21 vowels, 27 finals or none), rare ones are read
as well as common ones; those outside KS X 1001 can be spelt, but took no part in the
training. Runs are joined as connectionist temporal
classification says (Graves and others, 2006). The weights are loaded by their SHA-256.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from celtrace import trained
from celtrace.notes.ink import Picture

WEIGHTS = "hangul.onnx"
SHA256 = "cec1ec3a1b51da0e28c44812c13f1744e1ca50710d54e1e448c5c2eb29c20484"
"""Of the weights: others are not loaded."""
INITIALS, VOWELS, FINALS = 19, 21, 28
UNNAMED = "〓"
"""Stands for a letter of another script, which the net only tells apart."""
OTHERS = " " + "".join(map(chr, range(33, 127))) + UNNAMED
"""What is read besides syllables, one output each."""
HIGH = 48
"""Pixels that a line is made high."""
_NOTHING, _SYLLABLE = 0, 1
_WIDEST, _NARROWEST = 4096, 16
"""Columns beyond which a line is squeezed, and below which it is filled up with paper."""
_FIRST = ord("가")
Floats = NDArray[np.float32]


class Letter(NamedTuple):
    """A letter that was read, and how surely: 0 to 1."""

    text: str
    sure: float


class HangulNet:
    """A reader of lines; made once."""

    name = "celtrace hangul"

    def __init__(self, weights: bytes | None = None, threads: int = 1) -> None:
        """Load the weights; EvidenceChanged where they are not those that were measured."""
        weights = (
            files("celtrace.notes").joinpath(WEIGHTS).read_bytes() if weights is None else weights
        )
        self._net = trained.own(weights, WEIGHTS, SHA256, threads)

    def __call__(self, lines: Sequence[Picture]) -> Sequence[Sequence[Letter]]:
        """What each line says, letter by letter."""
        return [self.letters(line) for line in lines]

    def letters(self, line: Picture) -> list[Letter]:
        """What one line says, letter by letter."""
        [logits] = self._net.run(None, {"lines": seen(line)[None, None]})
        return spelt(logits[0])


def seen(line: Picture) -> Floats:
    """A line as the net sees it: 48 high, ink 1 and paper 0."""
    grey = line.mean(axis=-1) if line.ndim == 3 else line  # noqa: PLR2004 - with channels
    high, wide = grey.shape
    wide = min(_WIDEST, max(1, round(wide * HIGH / max(1, high))))
    how = cv2.INTER_AREA if high > HIGH else cv2.INTER_CUBIC
    page = np.clip(cv2.resize(grey.astype(np.float32), (wide, HIGH), interpolation=how), 0, 255)
    ink = np.zeros((HIGH, max(wide, _NARROWEST)), np.float32)
    ink[:, :wide] = 1 - page / np.float32(255)
    return ink


def spelt(logits: Floats) -> list[Letter]:
    """Letters from the outputs at each place: runs of the same are one, nothing parts them."""
    kinds, *parts = np.split(logits, np.cumsum((len(OTHERS) + 2, INITIALS, VOWELS)), axis=1)
    chosen = [_best(part) for part in (kinds, *parts)]
    places = []
    for kind, *syllable in zip(*(zip(*one, strict=True) for one in chosen), strict=True):
        places.append(_letter(kind, syllable))
    runs = [list(run) for _, run in groupby(places, key=lambda one: one.text)]
    return [max(run, key=lambda one: one.sure) for run in runs if run[0].text]


def said(letters: Sequence[Letter]) -> tuple[str, float]:
    """The text, and the mean of how sure its letters are, spaces apart."""
    text = "".join(letter.text for letter in letters)
    sure = [letter.sure for letter in letters if letter.text != " "]
    return " ".join(text.split()), sum(sure) / max(1, len(sure))


def _best(logits: Floats) -> tuple[list[int], list[float]]:
    """The likeliest class at each place, and its probability."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    return logits.argmax(axis=1).tolist(), shares.max(axis=1).tolist()


def _letter(kind: tuple[int, float], syllable: Sequence[tuple[int, float]]) -> Letter:
    at, sure = kind
    if at == _NOTHING:
        return Letter("", sure)
    if at != _SYLLABLE:
        return Letter(OTHERS[at - 2], sure)
    (initial, one), (vowel, two), (final, three) = syllable
    return Letter(
        chr(_FIRST + (initial * VOWELS + vowel) * FINALS + final), sure * one * two * three
    )
