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
from celtrace.frames.local import Features, features, mirrored
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
READY = 512
"""Frames kept ready for sliding, 0.4 MB each."""


_INK = (0.5, 0.55, 0.6, 0.65, 0.7, 0.77, 0.85, 0.92, 1.0)
"""Sizes of what is drawn on a page, as shares of the frame it may be in."""


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
        return self.strokes / 9 + self.agreement.score / 1.8

    @property
    def place(self) -> Similarity:
        """From pixels of the found line map to pixels of the reference's."""
        return self.proof.place if self.proof and self.strokes >= FEWEST else self.agreement.place


class Depth(msgspec.Struct, frozen=True):
    """How many candidates are looked at for each reading, as it is and in the mirror."""

    by_votes: int = 14
    by_layout: int = 40
    laid: int = 8
    """Of those near by layout, how many have their strokes laid on them too."""
    refined: int = 12
    """Of those that were slid over, how many are slid over again in finer steps."""


class _Asked(msgspec.Struct, frozen=True):
    """One reading of a drawing, one way round, with what it is near to."""

    reading: Reading
    mirrored: bool
    near: tuple[int, ...]
    """Frames near by layout."""


def search(drawing: Drawing, gallery: Gallery, depth: Depth | None = None) -> list[Candidate]:
    """Candidates by falling likeness, each frame once."""
    how = depth or Depth()
    best: dict[int, Candidate] = {}
    tried = _tried(drawing.readings)
    own = [features(one.lines) for one in tried]
    asked: list[_Asked] = []
    for flip in (False, True):
        for reading, described in zip(tried, own, strict=True):
            one = _near((reading, flip), gallery, how)
            asked.append(one)
            wide = reading.lines.shape[1]
            shown = mirrored(described, wide) if flip else described
            for frame, proof in _laid(shown, one.near, gallery, how):
                _better(best, Candidate(frame, reading, flip, proof))
        if max((one.strokes for one in best.values()), default=0) >= SURE:
            return ranked(best.values())
    for flip in (False, True):
        likely = [one.frame for one in ranked(best.values()) if one.mirrored is flip]
        near = [frame for one in asked if one.mirrored is flip for frame in one.near]
        frames = _with_rivals(list(dict.fromkeys([*near, *likely[:8]])), gallery.shows)
        _slid(drawing, (frames, flip), (gallery, how), best)
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


def _with_rivals(frames: list[int], shows: np.ndarray) -> list[int]:
    """The frames, and where few of them are of other shows, some of those from all over."""
    first = shows[frames[0]] if frames else -1
    if sum(shows[frame] != first for frame in frames) >= RIVALS:
        return frames
    others = np.flatnonzero(shows != first)
    step = max(1, len(others) // RIVALS)
    return list(dict.fromkeys([*frames, *(int(n) for n in others[::step][:RIVALS])]))


def _slid(
    drawing: Drawing,
    asked: tuple[list[int], bool],
    given: tuple[Gallery, Depth],
    best: dict[int, Candidate],
) -> None:
    """Slide the readings over frames in large steps, and over the likeliest in fine ones."""
    (frames, flip), (gallery, how) = asked, given
    for fine in (False, True):
        fields = [gallery.small.field(frame) for frame in frames]
        found: dict[int, float] = {}
        for reading in drawing.readings:
            sizes, turns = _how_large(reading, drawing, fine=fine)
            laid = slide(_turned(reading.lines, mirrored=flip), fields, sizes, turns)
            for frame, one in zip(frames, laid, strict=True):
                found[frame] = max(found.get(frame, 0.0), one.score)
                before = best.get(frame)
                strokes = before.proof if before and before.mirrored is flip else None
                _better(best, Candidate(frame, reading, flip, strokes, one))
        frames = sorted(found, key=lambda frame: (-found[frame], frame))[: how.refined]


def _how_large(
    reading: Reading, drawing: Drawing, *, fine: bool
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Sizes and turns at which a reading is slid: a field is the frame, a sheet holds it."""
    turns = (-2.0, 0.0, 2.0) if fine else (0.0,)
    if reading.kind in ("field", "window", "whole"):
        return (0.94, 0.97, 1.0, 1.03, 1.06) if fine else (1.0,), turns
    if reading.kind == "ink":
        return _INK if fine else _INK[::2], turns
    if any(one.kind == "field" for one in drawing.readings) or reading.kind == "all pencils":
        return (), ()
    return (1.0, *(1.35 * 1.09**n for n in range(6))), turns


def _tried(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """At most three readings: local features do not mind where on the page the drawing lies."""
    return readings[:2] + readings[-1:] if len(readings) > 3 else readings


def _near(asked: tuple[Reading, bool], gallery: Gallery, depth: Depth) -> _Asked:
    reading, flip = asked
    lines = _turned(reading.lines, mirrored=flip)
    _, near = gallery.layouts.search(layout(lines)[None], depth.by_layout)
    return _Asked(reading, flip, tuple(int(one) for one in near[0] if one >= 0))


def _laid(
    own: Features, near: Sequence[int], gallery: Gallery, depth: Depth
) -> list[tuple[int, Proof]]:
    """Frames with the transform that lays the strokes on them."""
    if len(own) < 4:
        return []
    frames = dict.fromkeys([*voted(own, gallery, depth.by_votes), *near[: depth.laid]])
    proofs = ((frame, prove(own, gallery.features(frame))) for frame in frames)
    return [(frame, proof) for frame, proof in proofs if proof is not None]


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
