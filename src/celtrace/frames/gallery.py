"""What is searched: the fingerprints of all reference frames, and the candidates among them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import numpy as np

from celtrace.frames.agreement import NOWHERE, Agreement
from celtrace.frames.arrays import Lines, Similarity, joined
from celtrace.frames.kept import Kept
from celtrace.frames.lines import Reading
from celtrace.frames.proof import Proof
from celtrace.frames.votes import Votes
from celtrace.ports import Nearest

FEWEST = 6
"""Strokes from which their transform is taken rather than that of sliding."""
MOST = 30
"""Strokes beyond which more do not speak more for one frame than for another."""
_WORTH = {"net": 4.0, "directions": 0.55}
"""What a score is worth beside nine strokes."""


class Gallery(msgspec.Struct, frozen=True):
    """Fingerprints of all reference frames, side by side; n frames."""

    shows: np.ndarray
    """n numbers: which show each frame is of."""
    layouts: Nearest
    """As `book.told` tells them."""
    votes: Votes
    kept: Kept


class Candidate(msgspec.Struct, frozen=True):
    """A frame that a drawing was laid on."""

    frame: int
    reading: Reading
    mirrored: bool
    proof: Proof | None = None
    agreement: Agreement = NOWHERE
    beside: float = 0.0
    """How far above chance local features bear out where the whole lies; 0 if not looked at."""

    @property
    def strokes(self) -> int:
        """Features of distinct places that agree on one transform."""
        return self.proof.strokes if self.proof else 0

    @property
    def likeness(self) -> float:
        """Both proofs in one number, to order candidates by."""
        return min(self.strokes, MOST) / 9 + self.agreement.score * _WORTH.get(
            self.agreement.way, 1.0
        )

    @property
    def seen(self) -> Similarity:
        """From pixels of the line map as it was compared to pixels of the found picture."""
        if not self.mirrored:
            return self.reading.place
        wide = self.reading.lines.shape[1]
        return joined(self.reading.place, np.array([[-1.0, 0.0, wide - 1.0], [0.0, 1.0, 0.0]]))

    @property
    def place(self) -> Similarity:
        """From pixels of the found line map to pixels of the reference's."""
        return self.proof.place if self.proof and self.strokes >= FEWEST else self.agreement.place


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """By falling likeness; the earlier frame first among equals."""
    return sorted(candidates, key=lambda one: (-one.likeness, one.frame))


def turned(lines: Lines, *, mirrored: bool) -> Lines:
    """A line map, in the mirror where that is asked for."""
    return np.ascontiguousarray(lines[:, ::-1]) if mirrored else lines
