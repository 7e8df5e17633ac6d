"""Lines of Hangul drawn for training: `Lines(fonts, words, rng)` gives pictures with their text.

Half of the words are syllables of KS X 1001 drawn evenly, so that rare ones are learnt too;
the others are words of everyday Korean (`wordfreq`, CC BY-SA 4.0, loaded here and not copied),
some are numbers. Glyphs are placed one by one, unevenly, over pencil lines; the line is then
turned, bent, blurred and cut as the boxes of the detector are. None of the fonts of
`benchmarks/ocr.py` may be among `fonts`; `forbidden` stops the training where one is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ImageFont

from celtrace.notes.hangul import UNNAMED

Grey = NDArray[np.uint8]
HIGH, EM = 48, 44
"""Height of a line as the net sees it, and size of the glyphs it is made of, in pixels."""
SYLLABLES = tuple(
    bytes((row, cell)).decode("euc-kr") for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF)
)
_FINALS = [(ord(syllable) - 0xAC00) % 28 for syllable in SYLLABLES]
_EVEN = np.asarray([_FINALS.count(final) ** -0.5 for final in _FINALS])
_EVEN /= _EVEN.sum()
"""How often each is drawn: those with a rare final more often, or it would hardly be seen."""
FOREIGN = tuple(
    bytes((row, cell)).decode("euc-kr")
    for row in (0xAA, 0xAB, *range(0xCA, 0xFE)) for cell in range(0xA1, 0xF4)
)  # fmt: skip
"""Kana and Hanja of KS X 1001: told apart from Hangul, and not read."""
_FOREIGN = frozenset(FOREIGN)
SIGNS = ".,!?()~-+:/'\"#%"
FORBIDDEN = (
    "noto",
    "nanumpen",
    "nanumbrush",
    "nanum-pen",
    "nanum-brush",
    "unpil",
    "unpen",
    "barunpen",
)


def forbidden(names: Sequence[str]) -> list[str]:
    """Fonts that the benchmark draws with."""
    return [name for name in names if any(word in name.lower() for word in FORBIDDEN)]


class Glyph(NamedTuple):
    """The ink of one letter (0 to 255), where it lies in its line, and how far it moves the pen."""

    ink: Grey
    left: int
    top: int
    advance: float

    def sized(self, across: float, down: float) -> Glyph:
        """The glyph larger or smaller about its middle height."""
        high, wide = self.ink.shape
        to = max(1, round(wide * across)), max(1, round(high * down))
        ink = np.asarray(cv2.resize(self.ink, to, interpolation=cv2.INTER_AREA), np.uint8)
        top = self.top + round(high * (1 - down) / 2)
        return Glyph(ink, round(self.left * across), top, self.advance * across)


class Face:
    """The glyphs of one font, each drawn once."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self._font = ImageFont.truetype(str(path), EM)
        self._missing = bytes(self._font.getmask("\ue3a7"))
        self._glyphs: dict[str, Glyph | None] = {}

    def __getitem__(self, letter: str) -> Glyph | None:
        """The glyph of a letter; none where the font has none."""
        if letter not in self._glyphs:
            self._glyphs[letter] = self._drawn(letter)
        return self._glyphs[letter]

    def _drawn(self, letter: str) -> Glyph | None:
        mask, (left, top) = self._font.getmask2(letter, mode="L")
        wide, high = mask.size
        if not wide or not high or bytes(mask) == self._missing:
            return None
        ink = np.frombuffer(bytes(mask), np.uint8).reshape(high, wide)
        return Glyph(ink, left, top, self._font.getlength(letter))


class Lines:
    """Draws lines without end."""

    def __init__(
        self, faces: Sequence[tuple[Face, float]], words: Mapping[str, float], seed: int
    ) -> None:
        self._faces = [face for face, _ in faces]
        weights = np.asarray([weight for _, weight in faces])
        self._of_face = weights / weights.sum()
        self._words = list(words)
        shares = np.asarray(list(words.values()))
        self._of_word = np.cumsum(shares / shares.sum())
        self._rng = np.random.default_rng(seed)

    def __iter__(self) -> Iterator[tuple[Grey, str]]:
        """Pictures `HIGH` high, dark on light, and what they say."""
        while True:
            text = self._text()
            foreign = any(letter in _FOREIGN for letter in text)
            while True:
                face = self._faces[self._rng.choice(len(self._faces), p=self._of_face)]
                if not foreign or face["一"]:
                    break
            drawn = self._line(face, text)
            if drawn is not None:
                yield self._seen(drawn[0]), drawn[1]

    def _text(self) -> str:
        rng, words, most = self._rng, [], int(self._rng.integers(2, 17))
        even, foreign = rng.random() < 0.5, rng.random() < 0.12
        while sum(map(len, words)) < most:
            if foreign and rng.random() < 0.5:
                words.append("".join(rng.choice(FOREIGN, int(rng.integers(1, 7)))))
            else:
                words.append(self._word(even=even))
        glue = " " if rng.random() < 0.85 else ""
        return glue.join(words)[: most + 3].strip()

    def _word(self, *, even: bool) -> str:
        rng = self._rng
        if rng.random() < 0.07:
            return str(rng.integers(0, 10 ** int(rng.integers(1, 5))))
        if even:
            word = "".join(rng.choice(SYLLABLES, int(rng.integers(1, 6)), p=_EVEN))
        else:
            parts = np.searchsorted(self._of_word, rng.random(int(rng.integers(1, 4))))
            word = "".join(self._words[part] for part in parts)
        if rng.random() < 0.06:
            word += str(rng.choice(list(SIGNS)))
        if rng.random() < 0.01:
            word += "".join(rng.choice(list("ABCDEFGHKLMNOPRSTX"), int(rng.integers(1, 3))))
        return word

    def _line(self, face: Face, text: str) -> tuple[NDArray[np.float32], str] | None:
        """The ink of a line (0 to 1) with an em of room on all sides."""
        rng = self._rng
        tracking, gap = rng.uniform(-0.08, 0.16) * EM, rng.uniform(0.18, 0.6) * EM
        shake, said, x = rng.uniform(0, 0.05) * EM, [], float(EM)
        sizes = rng.normal(1, rng.uniform(0, 0.1), (len(text), 2)).clip(0.75, 1.25)
        page = np.zeros((3 * EM, int((len(text) + 3) * 1.35 * EM)), np.uint8)
        for letter, size in zip(text, sizes, strict=True):
            glyph = face[letter] if letter != " " else None
            if glyph is None:
                if letter == " " and said and said[-1] != " ":
                    said.append(letter)
                    x += gap
                continue
            glyph = glyph.sized(*size)
            top = EM + glyph.top + round(rng.normal(0, shake))
            left = round(x) + glyph.left
            part = page[top : top + glyph.ink.shape[0], left : left + glyph.ink.shape[1]]
            if part.shape != glyph.ink.shape:
                break
            np.maximum(part, glyph.ink, out=part)
            x += glyph.advance + tracking + rng.normal(0, shake)
            said.append(UNNAMED if letter in _FOREIGN else letter)
        told = "".join(said).strip()
        rows = np.flatnonzero(page.any(axis=1))
        if not told or not rows.size:
            return None
        page = page[max(0, rows[0] - 14) : rows[-1] + 15, EM // 2 : round(x) + EM]
        return page.astype(np.float32) / 255, told

    def _seen(self, ink: NDArray[np.float32]) -> Grey:
        """The line as a detector would cut it out of a drawing."""
        rng = self._rng
        ink = self._bent(ink)
        ink = self._stroked(ink)
        rows, columns = np.flatnonzero(ink.max(axis=1) > 0.3), np.flatnonzero(ink.max(axis=0) > 0.3)
        if not rows.size:
            rows, columns = np.arange(EM), np.arange(EM)
        high = rows[-1] - rows[0] + 1
        room = rng.uniform(-0.03, 0.45, 4) * high
        top, bottom = max(0, int(rows[0] - room[0])), int(rows[-1] + 1 + room[1])
        left, right = max(0, int(columns[0] - room[2])), int(columns[-1] + 1 + room[3])
        ink = ink[top:bottom, left:right]
        stretch = math.exp(rng.uniform(math.log(0.5), math.log(1.25)))
        wide = max(24, round(ink.shape[1] * HIGH / ink.shape[0] * stretch))
        ink = cv2.resize(ink, (wide, HIGH), interpolation=cv2.INTER_AREA)
        return self._inked(ink)

    def _bent(self, ink: NDArray[np.float32]) -> NDArray[np.float32]:
        """Turned, slanted and pulled about a little."""
        rng, (high, wide) = self._rng, ink.shape
        slope, slant = rng.normal(0, 0.012), rng.normal(0, 0.15)
        x, y = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(high, dtype=np.float32))
        cells = rng.uniform(14, 30)
        coarse = rng.normal(0, 1, (2, max(3, int(high / cells)), max(3, int(wide / cells))))
        pull = np.float32(rng.uniform(0, 0.13) * cells)
        dx, dy = (
            cv2.resize(one, (wide, high), interpolation=cv2.INTER_CUBIC) * pull
            for one in coarse.astype(np.float32)
        )
        to_x = x + slant * (y - high / 2) + dx
        to_y = y + slope * (x - wide / 2) + dy
        return np.asarray(cv2.remap(ink, to_x, to_y, cv2.INTER_LINEAR), np.float32)

    def _stroked(self, ink: NDArray[np.float32]) -> NDArray[np.float32]:
        """Strokes thicker or thinner, edges softer."""
        rng = self._rng
        kind = rng.random()
        if kind < 0.25:
            ink = cv2.dilate(ink, np.ones((2, 2), np.uint8))
        elif kind < 0.32:
            ink = ink * 0.4 + cv2.erode(ink, np.ones((2, 2), np.uint8)) * 0.6
        if rng.random() < 0.5:
            ink = cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.4, 1.3))
        return np.asarray(ink, np.float32)

    def _inked(self, ink: NDArray[np.float32]) -> Grey:
        """Dark on paper, over pencil lines, with noise."""
        rng = self._rng
        dark = rng.uniform(0, 130)
        page = np.full(ink.shape, rng.uniform(225, 255), np.float32)
        if rng.random() < 0.6:
            self._pencil(page, dark)
        page = page * (1 - ink) + np.minimum(page, dark) * ink
        if rng.random() < 0.6:
            page += rng.normal(0, rng.uniform(1, 14), page.shape)
        return np.clip(page, 0, 255).astype(np.uint8)

    def _pencil(self, page: NDArray[np.float32], dark: float) -> None:
        """Curves across the line, lighter than the writing or as dark as it."""
        rng = self._rng
        for _ in range(1 + rng.poisson(page.shape[1] / rng.uniform(60, 400))):
            count, x, y = 24, rng.uniform(-40, page.shape[1]), rng.uniform(-20, HIGH + 20)
            turns = rng.uniform(0, 6.3) + np.cumsum(rng.normal(0, rng.uniform(0, 0.4), count))
            step = rng.uniform(6, 16)
            points = np.stack([x + np.cumsum(np.cos(turns)), y + np.cumsum(np.sin(turns))], 1)
            points = np.array([x, y]) + (points - np.array([x, y])) * step
            grey = rng.uniform(min(dark + 15, 170), 200)
            width = int(rng.integers(1, 3))
            cv2.polylines(page, [np.int32(points)], isClosed=False, color=grey, thickness=width,
                          lineType=cv2.LINE_AA)  # fmt: skip
