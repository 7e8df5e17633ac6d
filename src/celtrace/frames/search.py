"""From a found picture to the frames it may be, and the one it is proven to be.

Retrieval only chooses what is looked at; a match is made by geometry alone. Each reading
of the picture is looked up by local features (votes) and by layout, as it is and in the
mirror, and the strokes of the candidates are laid on the drawing. Where too few strokes
agree, the drawing is slid over the candidates as a whole, and over frames of other shows
beside them: how well it lies on those is what chance gives for this very drawing.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np

from celtrace.frames.agreement import COARSE, NOWHERE, SIDE, Agreement, Field, field, slide
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
RIVALS_CLOSE = 16
"""Frames of other shows that it is slid over closely."""
READY = 1024
"""Frames kept ready for sliding, 0.1 to 0.5 MB each."""


_INK = (0.5, 0.55, 0.6, 0.65, 0.7, 0.77, 0.85, 0.92, 1.0)
"""Sizes of what is drawn on a page, as shares of the frame it may be in."""


class Small:
    """The shrunk lines of all frames, packed; those that are slid over are kept ready."""

    def __init__(self, packed: Sequence[bytes], sizes: np.ndarray) -> None:
        self._packed = packed
        self._sizes = sizes
        self._ready: dict[tuple[int, int], Field] = {}

    def lines(self, frame: int) -> Lines:
        """The shrunk lines of one frame."""
        return unpacked(self._packed[frame])

    def field(self, frame: int, side: int = SIDE) -> Field:
        """One frame, ready to be slid over on a canvas of so many pixels."""
        key = (frame, side)
        if key not in self._ready:
            if len(self._ready) >= READY:
                self._ready.clear()
            size = (int(self._sizes[frame, 0]), int(self._sizes[frame, 1]))
            self._ready[key] = field(self.lines(frame), size, side)
        return self._ready[key]


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
    again: int = 20
    """Of those that look like a proven frame, how many have their strokes laid on them."""
    close: int = 8
    """Over how many frames it is slid closely, and over some of other shows beside them."""


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
        first = max(best.values(), key=lambda one: one.strokes, default=None)
        if first is not None and first.strokes >= SURE:
            described = own[[one is first.reading for one in tried].index(True)]
            for same in _again(first, described, gallery, how):
                _better(best, same)
            return ranked(best.values())
    near = {flip: _listed(asked, best, gallery, flip=flip) for flip in (False, True)}
    chosen = _chosen(drawing, near, (gallery, how))
    for flip in (False, True):
        frames = [frame for frame, way in chosen if way is flip]
        _slid(drawing, (frames, flip), gallery, best)
    return ranked(best.values())


def _again(first: Candidate, own: Features, gallery: Gallery, depth: Depth) -> Iterator[Candidate]:
    """The frames that look like a proven one: where the drawing is held, or was used again."""
    shown = mirrored(own, first.reading.lines.shape[1]) if first.mirrored else own
    lines = gallery.small.lines(first.frame)
    _, near = gallery.layouts.search(layout(lines)[None], depth.by_layout)
    for frame in (int(one) for one in near[0][: depth.again] if one >= 0):
        proof = prove(shown, gallery.features(frame))
        if proof is not None:
            yield Candidate(frame, first.reading, first.mirrored, proof)


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """By falling likeness; the earlier frame first among equals."""
    return sorted(candidates, key=lambda one: (-one.likeness, one.frame))


def _turned(lines: Lines, *, mirrored: bool) -> Lines:
    return np.ascontiguousarray(lines[:, ::-1]) if mirrored else lines


def _better(best: dict[int, Candidate], one: Candidate) -> None:
    before = best.get(one.frame)
    if before is None or before.likeness < one.likeness:
        best[one.frame] = one


def _listed(
    asked: Sequence[_Asked], best: dict[int, Candidate], gallery: Gallery, *, flip: bool
) -> list[int]:
    """Frames near by layout or strokes; where few are of other shows, some from all over too."""
    likely = [one.frame for one in ranked(best.values()) if one.mirrored is flip]
    near = [frame for one in asked if one.mirrored is flip for frame in one.near]
    frames = list(dict.fromkeys([*near, *likely[:8]]))
    shows = gallery.shows
    first = shows[frames[0]] if frames else -1
    if sum(shows[frame] != first for frame in frames) >= RIVALS:
        return frames
    others = np.flatnonzero(shows != first)
    step = max(1, len(others) // RIVALS)
    return list(dict.fromkeys([*frames, *(int(n) for n in others[::step][:RIVALS])]))


def _chosen(
    drawing: Drawing, near: dict[bool, list[int]], given: tuple[Gallery, Depth]
) -> list[tuple[int, bool]]:
    """Where a drawing lies best when slid coarsely: frames and ways round, and rivals' beside."""
    gallery, how = given
    found: dict[tuple[int, bool], float] = {}
    for flip, frames in near.items():
        fields = [gallery.small.field(frame, COARSE) for frame in frames]
        for reading in drawing.readings:
            lines = _turned(reading.lines, mirrored=flip)
            laid = slide(lines, fields, *_how_large(reading, drawing, fine=False))
            for frame, one in zip(frames, laid, strict=True):
                found[frame, flip] = max(found.get((frame, flip), 0.0), one.score)
    order = sorted(found, key=lambda one: (-found[one], one))
    if not order:
        return []
    first = gallery.shows[order[0][0]]
    others = [one for one in order if gallery.shows[one[0]] != first]
    return list(dict.fromkeys([*order[: how.close], *others[:RIVALS_CLOSE]]))


def _slid(
    drawing: Drawing, asked: tuple[list[int], bool], gallery: Gallery, best: dict[int, Candidate]
) -> None:
    """Slide the readings of a drawing over frames in fine steps."""
    frames, flip = asked
    fields = [gallery.small.field(frame) for frame in frames]
    for reading in drawing.readings:
        lines = _turned(reading.lines, mirrored=flip)
        laid = slide(lines, fields, *_how_large(reading, drawing, fine=True))
        for frame, one in zip(frames, laid, strict=True):
            before = best.get(frame)
            strokes = before.proof if before and before.mirrored is flip else None
            _better(best, Candidate(frame, reading, flip, strokes, one))


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
