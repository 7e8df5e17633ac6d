"""From a found picture to the frames it may be, and the one it is proven to be.

Retrieval only chooses what is looked at; a match is made by geometry alone. Each reading
of the picture is looked up by local features (votes) and by layout, as it is and in the
mirror, and the strokes of the candidates are laid on the drawing. Where too few strokes
agree, the drawing is slid over the candidates as a whole, and over frames of other shows
beside them: how well it lies on those is what chance gives for this very drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from celtrace.frames.arrays import Lines, inverse, joined
from celtrace.frames.book import book
from celtrace.frames.gallery import Candidate, Gallery, ranked, turned
from celtrace.frames.layout import layout
from celtrace.frames.lines import Drawing, Reading
from celtrace.frames.local import Features, features, mirrored
from celtrace.frames.proof import Proof, prove, seen_through
from celtrace.frames.whole import laid_again, laid_whole

SURE = 24
"""Strokes from which neither the mirror nor other shows are tried any more."""
NEARLY = 0.6
"""Share of the most strokes from which a frame of the same show may be the one too: which of
them it is, the whole says."""


class Depth(msgspec.Struct, frozen=True):
    """How many candidates are looked at for each reading, as it is and in the mirror."""

    by_votes: int = 14
    by_layout: int = 40
    laid: int = 8
    """Of those near by layout, how many have their strokes laid on them too."""
    settled: int = 24
    """Of those that strokes prove, on how many it is looked how the whole lies."""
    again: int = 20
    """Of those that look like a proven frame, how many have their strokes laid on them."""


def search(drawing: Drawing, gallery: Gallery, depth: Depth | None = None) -> list[Candidate]:
    """Candidates by falling likeness, each frame once."""
    how = depth or Depth()
    best: dict[int, Candidate] = {}
    tried = _tried(drawing.readings)
    own = [features(one.lines) for one in tried]
    near: list[int] = []
    for flip in (False, True):
        for reading, described in zip(tried, own, strict=True):
            alike = _near(turned(reading.lines, mirrored=flip), gallery, how)
            near += alike
            shown = mirrored(described, reading.lines.shape[1]) if flip else described
            for frame, proof in _laid(shown, alike, gallery, how):
                _better(best, Candidate(frame, reading, flip, proof))
        first = max(best.values(), key=lambda one: one.strokes, default=None)
        if first is not None and first.strokes >= SURE:
            described = own[[one is first.reading for one in tried].index(True)]
            for same in _again(first, described, gallery, how):
                _better(best, same)
            proven = [one for one in ranked(best.values()) if one.strokes >= NEARLY * first.strokes]
            for same in laid_again(proven[: how.settled], gallery):
                _better(best, same)
            return ranked(best.values())
    for whole in laid_whole(drawing, near, ranked(best.values()), gallery):
        before = best.get(whole.frame)
        _better(best, whole if before is None else _both(before, whole))
    return ranked(best.values())


def _both(strokes: Candidate, whole: Candidate) -> Candidate:
    """The whole with the strokes beside it, where both were seen the same way round.

    They may come from two readings of the picture; the strokes are moved to that of the whole.
    """
    if strokes.proof is None or strokes.mirrored is not whole.mirrored:
        return whole
    between = joined(inverse(strokes.seen), whole.seen)
    return msgspec.structs.replace(whole, proof=seen_through(strokes.proof, between))


def _again(first: Candidate, own: Features, gallery: Gallery, depth: Depth) -> Iterator[Candidate]:
    """The frames that look like a proven one: where the drawing is held, or was used again."""
    shown = mirrored(own, first.reading.lines.shape[1]) if first.mirrored else own
    alike = _near(gallery.kept.lines(first.frame), gallery, depth)
    for frame in alike[: depth.again]:
        proof = prove(shown, gallery.kept.features(frame))
        if proof is not None:
            yield Candidate(frame, first.reading, first.mirrored, proof)


def _better(best: dict[int, Candidate], one: Candidate) -> None:
    before = best.get(one.frame)
    if before is None or before.likeness < one.likeness:
        best[one.frame] = one


def _tried(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """At most three readings: local features do not mind where on the page the drawing lies."""
    return readings[:2] + readings[-1:] if len(readings) > 3 else readings


def _near(lines: Lines, gallery: Gallery, depth: Depth) -> list[int]:
    """Frames that are near by layout, the nearest first."""
    _, near = gallery.layouts.search(book().told(layout(lines))[None], depth.by_layout)
    return [int(one) for one in near[0] if one >= 0]


def _laid(
    own: Features, near: Sequence[int], gallery: Gallery, depth: Depth
) -> list[tuple[int, Proof]]:
    """Frames with the transform that lays the strokes on them."""
    if len(own) < 4:
        return []
    frames = dict.fromkeys([*gallery.votes.most(own, depth.by_votes), *near[: depth.laid]])
    proofs = ((frame, prove(own, gallery.kept.features(frame))) for frame in frames)
    return [(frame, proof) for frame, proof in proofs if proof is not None]
