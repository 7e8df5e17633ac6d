"""From a found picture to the frames it may be, and the one it is proven to be.

Retrieval only chooses what is looked at; a match is made by geometry alone. Each reading
of the picture is looked up by local features (votes) and by layout, as it is and in the
mirror, and the strokes of the candidates are laid on the drawing. Where too few strokes
agree, the drawing is slid over the candidates as a whole, and over frames of other shows
beside them: how well it lies on those is what chance gives for this very drawing.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from celtrace.frames.agreement import NOWHERE, Agreement, Field, field, slide
from celtrace.frames.arrays import Floats, Lines, Similarity
from celtrace.frames.layout import layout
from celtrace.frames.lines import Drawing, Reading
from celtrace.frames.local import Features, features
from celtrace.frames.proof import Proof, prove
from celtrace.ports import Nearest

VOTES_OF = 10
"""Neighbours of one feature that are counted."""
SURE = 24
"""Strokes from which the mirror is not tried, and nothing is slid."""
FEWEST = 6
"""Strokes from which their transform is taken rather than that of sliding."""
RIVALS = 24
"""Frames of other shows that a drawing is slid over at least, where there are so many."""
READY = 4096
"""Frames kept ready for sliding."""


class Small:
    """The shrunk lines of all frames, packed; those that are slid over are kept ready."""

    def __init__(self, packed: Sequence[bytes], sizes: np.ndarray) -> None:
        self._packed = packed
        self._sizes = sizes
        self._ready: dict[int, Field] = {}

    def field(self, frame: int) -> Field:
        """One frame, ready to be slid over."""
        if frame not in self._ready:
            if len(self._ready) >= READY:
                self._ready.clear()
            size = (int(self._sizes[frame, 0]), int(self._sizes[frame, 1]))
            self._ready[frame] = field(unpacked(self._packed[frame]), size)
        return self._ready[frame]


def packed(lines: Lines) -> bytes:
    """A small line map in few bytes: 16 levels, deflated."""
    high, wide = lines.shape
    return bytes((high, wide)) + zlib.compress((lines >> 4).tobytes(), 6)


def unpacked(data: bytes) -> Lines:
    """What `packed` packed."""
    levels = np.frombuffer(zlib.decompress(data[2:]), np.uint8)
    return (levels * 17).reshape(data[0], data[1])


class Gallery(msgspec.Struct, frozen=True):
    """Fingerprints of all reference frames, side by side; n frames, m features."""

    shows: np.ndarray
    """n numbers: which show each frame is of."""
    layouts: Nearest
    votes: Nearest
    points: Floats
    """m x 4, as in `Features`."""
    descriptions: np.ndarray
    """m x 128 bytes."""
    offsets: np.ndarray
    """n + 1 positions: the features of frame k are offsets[k] to offsets[k + 1]."""

    small: Small

    def features(self, frame: int) -> Features:
        """The features of one frame."""
        part = slice(int(self.offsets[frame]), int(self.offsets[frame + 1]))
        return Features(self.points[part], self.descriptions[part])


class Candidate(msgspec.Struct, frozen=True):
    """A frame that a drawing was laid on."""

    frame: int
    reading: Reading
    mirrored: bool
    proof: Proof | None = None
    agreement: Agreement = NOWHERE

    @property
    def strokes(self) -> int:
        """Features of distinct places that agree on one transform."""
        return self.proof.strokes if self.proof else 0

    @property
    def likeness(self) -> float:
        """Both proofs in one number, to order candidates by; 1 is about as good as chance gets."""
        return self.strokes / 9 + self.agreement.score / 2.2

    @property
    def place(self) -> Similarity:
        """From pixels of the found line map to pixels of the reference's."""
        return self.proof.place if self.proof and self.strokes >= FEWEST else self.agreement.place


class Depth(msgspec.Struct, frozen=True):
    """How many candidates are looked at for each reading."""

    by_votes: int = 20
    by_layout: int = 40


def search(drawing: Drawing, gallery: Gallery, depth: Depth | None = None) -> list[Candidate]:
    """Candidates by falling likeness, each frame once."""
    how = depth or Depth()
    best: dict[int, Candidate] = {}
    near: dict[bool, list[int]] = {}
    for mirrored in (False, True):
        near[mirrored] = []
        for reading in _tried(drawing.readings):
            lines = _turned(reading.lines, mirrored=mirrored)
            close, laid = _laid(lines, gallery, how)
            near[mirrored] += close
            for frame, proof in laid:
                _better(best, Candidate(frame, reading, mirrored, proof))
        if max((one.strokes for one in best.values()), default=0) >= SURE:
            return ranked(best.values())
    for mirrored in (False, True):
        likely = [one.frame for one in ranked(best.values()) if one.mirrored is mirrored]
        frames = list(dict.fromkeys([*near[mirrored], *likely[:8]]))
        _slid(drawing, gallery, (frames, mirrored), best)
    return ranked(best.values())


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """By falling likeness; the earlier frame first among equals."""
    return sorted(candidates, key=lambda one: (-one.likeness, one.frame))


def _turned(lines: Lines, *, mirrored: bool) -> Lines:
    return np.ascontiguousarray(lines[:, ::-1]) if mirrored else lines


def _better(best: dict[int, Candidate], one: Candidate) -> None:
    before = best.get(one.frame)
    if before is None or before.likeness < one.likeness:
        best[one.frame] = one


def _slid(
    drawing: Drawing, gallery: Gallery, asked: tuple[list[int], bool], best: dict[int, Candidate]
) -> None:
    """Slide the readings over frames, and over rivals of other shows where there are few."""
    frames, mirrored = asked
    shows = gallery.shows
    first = shows[frames[0]] if frames else -1
    if sum(shows[frame] != first for frame in frames) < RIVALS:
        others = np.flatnonzero(shows != first)
        step = max(1, len(others) // RIVALS)
        frames = list(dict.fromkeys([*frames, *(int(n) for n in others[::step][:RIVALS])]))
    fields = [gallery.small.field(frame) for frame in frames]
    for reading in drawing.readings:
        sizes, turns = _how_large(reading, drawing)
        laid = slide(_turned(reading.lines, mirrored=mirrored), fields, sizes, turns)
        for frame, one in zip(frames, laid, strict=True):
            before = best.get(frame)
            strokes = before.proof if before and before.mirrored is mirrored else None
            _better(best, Candidate(frame, reading, mirrored, strokes, one))


def _how_large(reading: Reading, drawing: Drawing) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Sizes and turns at which a reading is slid: a field is the frame, a sheet holds it."""
    if reading.kind in ("field", "window", "whole"):
        return (0.94, 1.0, 1.06), (0.0,)
    if reading.kind == "ink":
        return (0.7, 0.85, 1.0), (0.0,)
    if any(one.kind == "field" for one in drawing.readings) or reading.kind == "all pencils":
        return (), ()
    return (1.0, *(1.35 * 1.09**n for n in range(6))), (-2.0, 0.0, 2.0)


def _tried(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """At most three readings: local features do not mind where on the page the drawing lies."""
    return readings[:2] + readings[-1:] if len(readings) > 3 else readings


def _laid(
    lines: Lines, gallery: Gallery, depth: Depth
) -> tuple[list[int], list[tuple[int, Proof]]]:
    """Frames near by layout, and frames with the transform that lays the lines on them."""
    _, near = gallery.layouts.search(layout(lines)[None], depth.by_layout)
    close = [int(one) for one in near[0] if one >= 0]
    own = features(lines)
    if len(own) < 4:
        return close, []
    frames = dict.fromkeys([*voted(own, gallery, depth.by_votes), *close[: depth.by_votes]])
    proofs = ((frame, prove(own, gallery.features(frame))) for frame in frames)
    return close, [(frame, proof) for frame, proof in proofs if proof is not None]


def voted(own: Features, gallery: Gallery, most: int) -> list[int]:
    """Frames whose features are nearest to those of a drawing, by votes.

    A vote counts by how much nearer it is than the last neighbour, once for each feature
    and frame; frames with many features are divided by the root of their number, or they
    would be everybody's neighbour.
    """
    far, near = gallery.votes.search(own.descriptions.astype(np.float32), VOTES_OF)
    weight = np.maximum(far[:, -1:] - far, 0).ravel()
    frame = np.searchsorted(gallery.offsets, near.ravel(), side="right") - 1
    row = np.repeat(np.arange(len(near)), near.shape[1])
    good = near.ravel() >= 0
    weight, frame, row = weight[good], frame[good], row[good]
    order = np.lexsort((-weight, frame, row))
    first = np.ones(len(order), bool)
    first[1:] = (np.diff(row[order]) != 0) | (np.diff(frame[order]) != 0)
    kept = order[first]
    sums = np.bincount(frame[kept], weights=weight[kept], minlength=len(gallery.shows))
    fair = sums / np.sqrt(np.maximum(np.diff(gallery.offsets), 30))
    top = np.argsort(-fair, kind="stable")[:most]
    return [int(one) for one in top if fair[one] > 0]
