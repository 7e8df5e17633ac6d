"""From a found picture to the frames it may be, and the one it is proven to be.

Retrieval only chooses what is looked at; a match is made by geometry alone. Each reading
of the picture is looked up by local features (votes) and by layout, as it is and in the
mirror, and the strokes of the candidates are laid on the drawing. Where too few strokes
agree, the drawing is slid over the candidates as a whole, and over frames of other shows
beside them: how well it lies on those is what chance gives for this very drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

import msgspec

from celtrace.frames.arrays import Lines, inverse, joined
from celtrace.frames.book import book
from celtrace.frames.gallery import Candidate, Gallery, ranked, turned
from celtrace.frames.layout import layout
from celtrace.frames.lines import Drawing, Reading
from celtrace.frames.local import Features, features, mirrored
from celtrace.frames.proof import prove, seen_through
from celtrace.frames.whole import laid_again, laid_whole

SURE = 24
"""Strokes from which neither the mirror nor other shows are tried any more."""
NEARLY = 0.6
"""Share of the most strokes from which a frame of the same show may be the one too: which of
them it is, the whole says."""
_FEWEST = 4
"""Features below which no transform is looked for."""


class Depth(msgspec.Struct, frozen=True):
    """How many candidates are looked at for each reading, as it is and in the mirror."""

    by_votes: int = 14
    by_layout: int = 40
    laid: int = 8
    """Of those near by layout, how many may have their strokes laid on them too."""
    described: int = 30
    """Frames whose features are made, as it is and as many in the mirror: they cost most."""
    settled: int = 24
    """Of those that strokes prove, on how many it is looked how the whole lies."""
    again: int = 20
    """Of those that look like a proven frame, how many have their strokes laid on them."""


class _Side(NamedTuple):
    """A reading of the picture, as it is or in the mirror."""

    reading: Reading
    mirrored: bool
    shown: Features
    near: list[int]
    """Frames that are near by layout, the nearest first."""


def search(drawing: Drawing, gallery: Gallery, depth: Depth | None = None) -> list[Candidate]:
    """Candidates by falling likeness, each frame once."""
    how = depth or Depth()
    best: dict[int, Candidate] = {}
    tried = _tried(drawing.readings)
    own = [features(one.lines) for one in tried]
    near: list[list[int]] = []
    for flip in (False, True):
        sides = [_side(*one, gallery, how, mirror=flip) for one in zip(tried, own, strict=True)]
        near += [side.near for side in sides]
        for one in _laid(sides, gallery, how):
            _better(best, one)
        first = max(best.values(), key=lambda one: one.strokes, default=None)
        if first is not None and first.strokes >= SURE:
            shown = sides[[side.reading is first.reading for side in sides].index(True)].shown
            for same in _again(first, shown, gallery, how):
                _better(best, same)
            proven = [one for one in ranked(best.values()) if one.strokes >= NEARLY * first.strokes]
            for same in laid_again(proven[: how.settled], gallery):
                _better(best, same)
            return ranked(best.values())
    for whole in laid_whole(drawing, list(in_turn(near)), ranked(best.values()), gallery):
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


def _again(
    first: Candidate, shown: Features, gallery: Gallery, depth: Depth
) -> Iterator[Candidate]:
    """The frames that look like a proven one: where the drawing is held, or was used again."""
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


def _side(
    reading: Reading, own: Features, gallery: Gallery, depth: Depth, *, mirror: bool
) -> _Side:
    """A reading one way round, with what is near it."""
    lines = turned(reading.lines, mirrored=mirror)
    shown = mirrored(own, lines.shape[1]) if mirror else own
    return _Side(reading, mirror, shown, _near(lines, gallery, depth))


def _laid(sides: Sequence[_Side], gallery: Gallery, depth: Depth) -> Iterator[Candidate]:
    """The frames that stand first with any reading, with the strokes of those laid on them."""
    able = [side for side in sides if len(side.shown) >= _FEWEST]
    voted = [gallery.votes.most(side.shown, depth.by_votes) for side in able]
    near = [side.near[: depth.laid] for side in able]
    chosen = set(islice(in_turn([*voted, *near]), depth.described))
    for side, *lists in zip(able, voted, near, strict=True):
        for frame in in_turn(lists):
            proof = prove(side.shown, gallery.kept.features(frame)) if frame in chosen else None
            if proof is not None:
                yield Candidate(frame, side.reading, side.mirrored, proof)


def in_turn(lists: Sequence[Sequence[int]]) -> Iterator[int]:
    """The first of each list, then the second of each, and so on, each frame once."""
    rows = zip_longest(*lists)
    yield from dict.fromkeys(one for row in rows for one in row if one is not None)
