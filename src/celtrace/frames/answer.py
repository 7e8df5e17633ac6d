"""What is said of a found drawing: the same drawing as a frame of ours, or nothing found.

The thresholds were set by hand on drawings of shows made for it; `benchmarks/frames/run.py
--strangers` counts how often drawings of no indexed show pass them. No rate of false matches
per kind of query is claimed yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from celtrace.frames.search import Candidate

PROVEN = 12
"""Strokes on one transform from which two pictures show the same drawing."""
APART = 1.6
"""How many times the strokes of the best frame of any other show it must have."""
SHARED = 40
"""Strokes from which a second show is a second home of the drawing, not a doubt about the first."""
LIES = 3.0
"""Agreement of the drawing as a whole from which it may be the same, with few strokes alike."""
LIES_APART = 1.5
"""How many times the agreement with the best of at least `ENOUGH` frames of other shows."""
ENOUGH = 12


class Verdict(msgspec.Struct, frozen=True):
    """The answer for one found picture."""

    best: Candidate | None
    """The proven frame; None is "nothing found"."""
    runner_up: Candidate | None
    """The best frame of another show, proven or not."""
    why: str
    """Why nothing was found, or what limits the answer; empty for a plain match."""


def verdict(ranked: Sequence[Candidate], shows: Sequence[str], plains: Sequence[str]) -> Verdict:
    """Judge candidates by falling strokes; `shows` and `plains` are by frame."""
    able = [one for one in ranked if not plains[one.frame]]
    if not able:
        why = f"only frames that prove nothing ({plains[ranked[0].frame]})" if ranked else ""
        return Verdict(None, None, why or "no frame has strokes in common with it")
    best = able[0]
    rivals = [one for one in able if shows[one.frame] != shows[best.frame]]
    other = max(rivals, key=lambda one: one.strokes, default=None)
    if best.strokes >= PROVEN and (found := _by_strokes(best, other)).best:
        return found
    lies = max(rivals, key=lambda one: one.agreement.score, default=None)
    slid = sum(one.agreement.covered > 0 for one in rivals)
    if best.agreement.score >= LIES and lies and slid >= ENOUGH:
        if best.agreement.score >= LIES_APART * lies.agreement.score:
            return Verdict(best, lies, "")
        return Verdict(None, lies, "it lies nearly as well on a frame of another show")
    if best.strokes >= PROVEN:
        return _by_strokes(best, other)
    return Verdict(None, other, f"at most {best.strokes} strokes agree; {PROVEN} are needed")


def _by_strokes(best: Candidate, other: Candidate | None) -> Verdict:
    if other is None or other.strokes * APART <= best.strokes:
        return Verdict(best, other, "")
    if other.strokes >= SHARED:
        return Verdict(best, other, "the same drawing is in another show as well")
    return Verdict(None, other, "a frame of another show agrees nearly as well")


def by(candidate: Candidate) -> Literal["strokes", "lines"]:
    """What a match rests on: single strokes, or the lines as a whole."""
    return "strokes" if candidate.strokes >= PROVEN else "lines"


def alike(ranked: Sequence[Candidate], best: Candidate, share: float = 0.6) -> list[Candidate]:
    """All frames that agree nearly as well: the drawing is held, or was used again."""
    if by(best) == "lines":
        least = max(LIES, 0.8 * best.agreement.score)
        return [one for one in ranked if one.agreement.score >= least]
    return [one for one in ranked if one.strokes >= max(PROVEN, share * best.strokes)]
