"""What is searched: the fingerprints of all reference frames, and the candidates among them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from celtrace.frames.agreement import NOWHERE, Agreement, Field, Way
from celtrace.frames.arrays import Lines, Similarity, joined
from celtrace.frames.lines import Reading
from celtrace.frames.local import Features
from celtrace.frames.proof import Proof
from celtrace.ports import Nearest

FEWEST = 6
"""Strokes from which their transform is taken rather than that of sliding."""
READY = 1024
"""Frames kept ready for sliding, 0.3 MB each."""


MOST = 30
"""Strokes beyond which more do not speak more for one frame than for another."""
_WORTH = {"net": 4.0, "directions": 0.55}
"""What a score is worth beside nine strokes."""


class Small:
    """The shrunk lines of all frames, packed; those that are slid over are kept ready."""

    def __init__(self, packed: Sequence[bytes], sizes: np.ndarray, way: Way) -> None:
        self.way = way
        self._packed = packed
        self._sizes = sizes
        self._ready: dict[int, Field] = {}

    def lines(self, frame: int) -> Lines:
        """The shrunk lines of one frame."""
        return unpacked(self._packed[frame])

    def field(self, frame: int) -> Field:
        """One frame, ready to be slid over."""
        if frame not in self._ready:
            if len(self._ready) >= READY:
                self._ready.clear()
            size = (int(self._sizes[frame, 0]), int(self._sizes[frame, 1]))
            self._ready[frame] = self.way.field(self.lines(frame), size)
        return self._ready[frame]


def packed(lines: Lines) -> bytes:
    """A small line map in few bytes: 16 levels, deflated."""
    high, wide = lines.shape
    return bytes((high, wide)) + zlib.compress((lines >> 4).tobytes(), 6)


def unpacked(data: bytes) -> Lines:
    """What `packed` packed."""
    levels = np.frombuffer(zlib.decompress(data[2:]), np.uint8)
    return (levels * 17).reshape(data[0], data[1])


class Rows:
    """Rows of arrays one after the other, left where they lie; no span goes over an end."""

    def __init__(self, parts: Sequence[np.ndarray]) -> None:
        self._parts = parts
        self._starts = np.concatenate([[0], np.cumsum([len(part) for part in parts])])

    def span(self, start: int, end: int) -> np.ndarray:
        """Rows from `start` up to `end`, which lie in one part."""
        part = min(int(np.searchsorted(self._starts, start, "right")), len(self._parts)) - 1
        zero = int(self._starts[part])
        return np.asarray(self._parts[part][start - zero : end - zero])


class Gallery(msgspec.Struct, frozen=True):
    """Fingerprints of all reference frames, side by side; n frames, m features."""

    shows: np.ndarray
    """n numbers: which show each frame is of."""
    layouts: Nearest
    votes: Nearest
    points: Rows
    """m x 4, as in `Features`."""
    descriptions: Rows
    """m x 128 bytes."""
    offsets: np.ndarray
    """n + 1 positions: the features of frame k are offsets[k] to offsets[k + 1]."""
    voting: np.ndarray
    """n + 1 positions, as `offsets`, of those that `votes` holds."""

    small: Small

    def features(self, frame: int) -> Features:
        """The features of one frame."""
        span = int(self.offsets[frame]), int(self.offsets[frame + 1])
        return Features(self.points.span(*span).astype(np.float32), self.descriptions.span(*span))


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
