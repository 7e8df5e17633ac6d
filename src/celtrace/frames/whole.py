"""A drawing as a whole, slid over frames and over frames of other shows beside them.

How well it lies on those of other shows is what chance gives for this very drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import numpy as np
from msgspec.structs import replace

from celtrace.frames.agreement import slide
from celtrace.frames.gallery import FEWEST, Candidate, Gallery, turned
from celtrace.frames.lines import Drawing, Reading
from celtrace.frames.local import Features, features
from celtrace.frames.proof import beside

RIVALS = 24
"""Frames of other shows that a drawing is slid over at least, where there are so many."""
RIVALS_CLOSE = 16
"""Frames of other shows that it is slid over closely."""
CLOSE = 8
"""Over how many frames it is slid closely, and over some of other shows beside them."""
LIKELY = 8
"""Frames with the most strokes that are slid over closely too."""
EVERY = 600
"""Frames of which all are slid over."""
NEAREST = 100
"""Of more, those near by layout that it is slid over."""
_INK = (0.5, 0.56, 0.63, 0.7, 0.79, 0.89, 1.0)
"""Sizes of what is drawn on a page, as shares of the frame it may be in."""
_LEAST_FIELD = 0.4
"""Share of a page that the frame fills at least: a dot is not blown up to a drawing."""
_FINE = (0.95, 1.0, 1.05)
"""About the size at which it lay best."""
_TURNS = (-4.0, -2.0, 0.0, 2.0, 4.0)
"""Degrees by which it is turned then."""


def laid_whole(
    drawing: Drawing, near: Sequence[int], stroked: Sequence[Candidate], gallery: Gallery
) -> list[Candidate]:
    """Where the drawing lies best: first at a few sizes, then closely on some frames.

    `near` are frames that are near by layout, the nearest first, `stroked` those with strokes,
    the most first.
    """
    likely = [one.frame for one in stroked if one.strokes >= FEWEST][:LIKELY]
    frames = _listed([*(one.frame for one in stroked[:16]), *near[:NEAREST]], gallery.shows)
    best: dict[int, Candidate] = {}
    for reading, flip in product(drawing.readings, (False, True)):
        coarse = (_sizes(reading, drawing), (0.0,))
        _keep(best, _laid((reading, flip), frames, coarse, gallery))
    close = _close(best, likely, gallery.shows)
    for alike in _grouped(close):
        first = alike[0]
        fine = (tuple(first.agreement.size * share for share in _FINE), _TURNS)
        some = [one.frame for one in alike]
        closely = _laid((first.reading, first.mirrored), some, fine, gallery, parts=True)
        best.update((one.frame, one) for one in closely)
    return _borne_out([best[one.frame] for one in close], gallery)


def _borne_out(laid: Sequence[Candidate], gallery: Gallery) -> list[Candidate]:
    """Candidates with how far their features bear out where the drawing lies as a whole."""
    known: dict[tuple[int, bool], Features] = {}
    out = []
    for one in laid:
        lines = one.reading.lines
        seen = (id(one.reading), one.mirrored)
        if seen not in known:
            known[seen] = features(turned(lines, mirrored=one.mirrored))
        there = gallery.kept.features(one.frame)
        out.append(replace(one, beside=beside(known[seen], there, one.agreement.place)))
    return out


def laid_again(alike: Sequence[Candidate], gallery: Gallery) -> list[Candidate]:
    """Candidates that many strokes agree on, with how the drawing as a whole lies on each.

    Frames of one cut share their strokes: which of them it is, the whole says.
    """
    out = []
    for one in alike:
        strokes = one.place
        scale = float(np.hypot(strokes[0, 0], strokes[1, 0]))
        field = gallery.kept.field(one.frame)
        size = scale * max(one.reading.lines.shape) / max(field.size)
        turn = -float(np.degrees(np.arctan2(strokes[1, 0], strokes[0, 0])))
        lines = turned(one.reading.lines, mirrored=one.mirrored)
        [found] = slide(gallery.kept.way, lines, [field], ((size,), (turn,)))
        out.append(replace(one, agreement=found))
    return out


def _listed(near: Sequence[int], shows: np.ndarray) -> list[int]:
    """Frames that are slid over: all of few, else those that are near, and others of all over."""
    if len(shows) <= EVERY:
        return list(range(len(shows)))
    frames = list(dict.fromkeys(near))
    first = shows[frames[0]] if frames else -1
    if sum(shows[frame] != first for frame in frames) >= RIVALS:
        return frames
    others = np.flatnonzero(shows != first)
    step = max(1, len(others) // RIVALS)
    return list(dict.fromkeys([*frames, *(int(n) for n in others[::step][:RIVALS])]))


def _keep(best: dict[int, Candidate], found: Iterable[Candidate]) -> None:
    """Of each frame the best."""
    for one in found:
        before = best.get(one.frame)
        if before is None or before.agreement.score < one.agreement.score:
            best[one.frame] = one


def _grouped(close: Sequence[Candidate]) -> Iterable[list[Candidate]]:
    """Candidates of one reading, one way round, at one size: they are slid in one go."""
    groups: dict[tuple[int, bool, float], list[Candidate]] = {}
    for one in close:
        key = (id(one.reading), one.mirrored, one.agreement.size)
        groups.setdefault(key, []).append(one)
    return groups.values()


def _close(best: dict[int, Candidate], likely: Sequence[int], shows: np.ndarray) -> list[Candidate]:
    """The frames on which it lies best or strokes agree, and the best of other shows."""
    order = sorted(best.values(), key=lambda one: (-one.agreement.score, one.frame))
    if not order:
        return []
    others = [one for one in order if shows[one.frame] != shows[order[0].frame]][:RIVALS_CLOSE]
    stroked = [best[frame] for frame in likely if frame in best]
    return list({one.frame: one for one in [*order[:CLOSE], *stroked, *others]}.values())


def _laid(
    asked: tuple[Reading, bool],
    frames: Sequence[int],
    hows: tuple[Sequence[float], Sequence[float]],
    gallery: Gallery,
    *,
    parts: bool = False,
) -> Iterator[Candidate]:
    """One reading, one way round, slid over frames; those on which it lies nowhere left out."""
    reading, flip = asked
    kept = gallery.kept
    fields = [kept.field(frame) for frame in frames]
    lines = turned(reading.lines, mirrored=flip)
    slid = slide(kept.way, lines, fields, hows, parts=parts)
    for frame, one in zip(frames, slid, strict=True):
        if one.score > 0:
            yield Candidate(frame, reading, flip, None, one)


def _sizes(reading: Reading, drawing: Drawing) -> tuple[float, ...]:
    """Sizes at which a reading is slid at first: a field is the frame, a sheet holds it."""
    if reading.kind in ("field", "window", "whole"):
        return (1.0,)
    if reading.kind == "ink":
        share = _wide(reading) / _wide(drawing.readings[-1])
        return tuple(size for size in _INK if share / size >= _LEAST_FIELD)
    if any(one.kind == "field" for one in drawing.readings) or reading.kind == "all pencils":
        return ()
    return (1.0, *(1.35 * 1.09**n for n in range(6)))


def _wide(reading: Reading) -> float:
    """Width of a reading in pixels of the picture."""
    return float(reading.lines.shape[1] * np.hypot(reading.place[0, 0], reading.place[1, 0]))
