"""Lines of Hangul read by Tesseract (https://tesseract-ocr.github.io), where it is installed.

All lines of a picture go into one sheet and one process: starting one costs more than
reading. Debian: `apt-get install tesseract-ocr-kor`.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Sequence

import cv2
import numpy as np

from celtrace.notes.hangul import Letter
from celtrace.notes.ink import Picture

REMEDY = "apt-get install tesseract-ocr-kor"
SECONDS = 60.0
_HEIGHT, _GAP = 56, 40


class Tesseract:
    """A reader of Hangul; `found` gives none where the program or its data is missing."""

    name = "tesseract kor"

    def __init__(self, program: str) -> None:
        self.program = program
        self.missed = 0
        """Sheets that it did not read: it was too slow, or failed."""

    @classmethod
    def found(cls) -> Tesseract | None:
        """The installed program with its Korean data."""
        program = shutil.which("tesseract")
        if program is None:
            return None
        listed = subprocess.run(  # noqa: S603 - the program that was found
            [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=SECONDS
        )
        return cls(program) if "kor" in listed.stdout.split() else None

    def __call__(self, lines: Sequence[Picture]) -> Sequence[Sequence[Letter]]:
        """Letters of each line, as sure as their word; none where the program fails."""
        if not lines:
            return []
        sheet, tops = _sheet(lines)
        encoded = cv2.imencode(".png", sheet)[1].tobytes()
        call = [self.program, "-", "-", "-l", "kor", "--psm", "6", "tsv"]
        try:
            done = subprocess.run(  # noqa: S603 - the program that was found
                call, input=encoded, capture_output=True, check=False, timeout=SECONDS,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            self.missed += 1
            return [[] for _ in lines]
        self.missed += done.returncode != 0
        return _by_line(done.stdout.decode("utf-8", "replace"), tops)


def _sheet(lines: Sequence[Picture]) -> tuple[Picture, list[int]]:
    """All lines at one height below each other on white, and where each begins."""
    scaled = [_scaled(line) for line in lines]
    width = max(line.shape[1] for line in scaled) + 2 * _GAP
    step = _HEIGHT + _GAP
    sheet = np.full((step * len(scaled) + _GAP, width), 255, np.uint8)
    tops = [_GAP + at * step for at in range(len(scaled))]
    for top, line in zip(tops, scaled, strict=True):
        sheet[top : top + _HEIGHT, _GAP : _GAP + line.shape[1]] = line
    return sheet, tops


def _scaled(line: Picture) -> Picture:
    grey = np.asarray(line.mean(axis=-1), np.uint8)
    width = max(1, round(grey.shape[1] * _HEIGHT / grey.shape[0]))
    return np.asarray(cv2.resize(grey, (width, _HEIGHT), interpolation=cv2.INTER_CUBIC), np.uint8)


def _by_line(table: str, tops: Sequence[int]) -> list[list[Letter]]:
    words: dict[int, list[tuple[int, str, float]]] = defaultdict(list)
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text, sure = (row.get("text") or "").strip(), float(row.get("conf") or -1)
        if text and sure >= 0:
            middle = int(row["top"]) + int(row["height"]) / 2
            at = min(range(len(tops)), key=lambda n: abs(tops[n] + _HEIGHT / 2 - middle))
            words[at].append((int(row["left"]), text, sure / 100))
    return [_letters(sorted(words[at])) for at in range(len(tops))]


def _letters(words: Sequence[tuple[int, str, float]]) -> list[Letter]:
    """The letters of words in order, a space between words."""
    spelt = [[Letter(" ", sure), *(Letter(one, sure) for one in text)] for _, text, sure in words]
    return [letter for word in spelt for letter in word][1:]
