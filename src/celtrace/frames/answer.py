"""What is said of a found drawing: the same drawing as a frame of ours, or nothing found.

The thresholds were set by hand on drawings of shows made for it, and on the first thirty
questions of strangers of `benchmarks/frames/run.py --quick`, which counts how often drawings
of no indexed show pass them. No rate of false matches per kind of question is claimed yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from celtrace.frames.search import SURE, Candidate

PROVEN = 12
"""Strokes on one transform from which two pictures show the same drawing."""
APART = 1.8
"""How many times the strokes of the best frame of any other show it must have."""
SHARED = 40
"""Strokes from which a second show is a second home of the drawing, not a doubt about the first."""
LIES = 2.2
"""Agreement of the drawing as a whole from which it may be the same, with few strokes alike."""
LIES_APART = 1.65
"""How many times the agreement with the best of at least `ENOUGH` frames of other shows."""
ENOUGH = 8
"""Frames of other shows that a drawing must have been slid over closely."""
TOGETHER = 8
"""Strokes that prove together with the lines as a whole."""
TOGETHER_APART = 1.4
"""How many times the agreement with the best frame of another show it must have then, and
where fewer than `search.SURE` strokes agree."""
_NEARLY = 0.8
"""Share of the most strokes from which the likelier frame of the same show is named."""


class Verdict(msgspec.Struct, frozen=True):
    """The answer for one found picture."""

    best: Candidate | None
    """The proven frame; None is "nothing found"."""
    runner_up: Candidate | None
    """The best frame of another show, proven or not."""
    why: str
    """Why nothing was found, or what limits the answer; empty for a plain match."""


def verdict(ranked: Sequence[Candidate], shows: Sequence[str], plains: Sequence[str]) -> Verdict:
    """Judge candidates by falling likeness; `shows` and `plains` are by frame.

    Strokes prove first, then the lines as a whole, then fewer strokes and the lines together.
    """
    able = [one for one in ranked if not plains[one.frame]]
    if not able:
        why = f"only frames that prove nothing ({plains[ranked[0].frame]})" if ranked else ""
        return Verdict(None, None, why or "no frame has strokes in common with it")
    said = [judge(able, shows) for judge in (_by_strokes, _by_lines, _by_both)]
    proven = [one for one in said if one.best is not None]
    return proven[0] if proven else max(said, key=lambda one: "nearly" in one.why)


def _by_strokes(able: Sequence[Candidate], shows: Sequence[str]) -> Verdict:
    """Enough strokes on one transform, and far more than on any other show."""
    most = max(able, key=lambda one: one.strokes)
    rivals = [one for one in able if shows[one.frame] != shows[most.frame]]
    other = max(rivals, key=lambda one: one.strokes, default=None)
    if most.strokes < PROVEN:
        return Verdict(None, other, f"at most {most.strokes} strokes agree; {PROVEN} are needed")
    if most.strokes < SURE and not _lies_too(able, shows, shows[most.frame]):
        return Verdict(None, other, "few strokes agree, and its lines lie nearly as well elsewhere")
    least = max(PROVEN, _NEARLY * most.strokes)
    own = [one for one in able if shows[one.frame] == shows[most.frame]]
    best = next(one for one in own if one.strokes >= least)
    if other is None or other.strokes * APART <= most.strokes:
        return Verdict(best, other, "")
    if other.strokes >= SHARED:
        return Verdict(best, other, "the same drawing is in another show as well")
    return Verdict(None, other, "a frame of another show agrees nearly as well")


def _lies_too(able: Sequence[Candidate], shows: Sequence[str], show: str) -> bool:
    """Whether the drawing as a whole lies best on the show too; so where no other was tried.

    Windows of a street and boxes of a machine share strokes with others of their kind.
    """
    tried = [one for one in able if shows[one.frame] != show and one.agreement.covered > 0]
    rival = max((one.agreement.score for one in tried), default=0.0)
    own = max(one.agreement.score for one in able if shows[one.frame] == show)
    return own >= TOGETHER_APART * rival


def _by_lines(able: Sequence[Candidate], shows: Sequence[str]) -> Verdict:
    """The drawing as a whole, far better than on the best of many frames of other shows."""
    best, other = _slid(able, shows)
    if best.agreement.score < LIES or other is None:
        return Verdict(None, other, "its lines as a whole lie nowhere well enough")
    if best.agreement.score >= LIES_APART * other.agreement.score:
        return Verdict(best, other, "")
    return Verdict(None, other, "it lies nearly as well on a frame of another show")


def _by_both(able: Sequence[Candidate], shows: Sequence[str]) -> Verdict:
    """Some strokes, and the lines better than on all rivals: two proofs that are not one."""
    best, other = _slid(able, shows)
    rivals = [one.strokes for one in able if shows[one.frame] != shows[best.frame]]
    if other is None or best.strokes < max(TOGETHER, APART * max(rivals)):
        return Verdict(None, other, "too few strokes agree beside the lines")
    if best.agreement.score >= TOGETHER_APART * other.agreement.score:
        return Verdict(best, other, "")
    return Verdict(None, other, "it lies nearly as well on a frame of another show")


def _slid(able: Sequence[Candidate], shows: Sequence[str]) -> tuple[Candidate, Candidate | None]:
    """Where the lines lie best, and best of other shows; None where too few were tried."""
    best = max(able, key=lambda one: one.agreement.score)
    rivals = [one for one in able if shows[one.frame] != shows[best.frame]]
    tried = [one for one in rivals if one.agreement.covered > 0]
    if len(tried) < ENOUGH:
        return best, None
    return best, max(tried, key=lambda one: one.agreement.score)


def by(candidate: Candidate) -> Literal["strokes", "lines", "both"]:
    """What a match rests on: single strokes, the lines as a whole, or both together."""
    if candidate.strokes >= PROVEN:
        return "strokes"
    return "both" if candidate.strokes >= TOGETHER else "lines"


def alike(ranked: Sequence[Candidate], best: Candidate, share: float = 0.6) -> list[Candidate]:
    """All frames that agree nearly as well: the drawing is held, or was used again."""
    if by(best) != "strokes":
        least = max(LIES, 0.8 * best.agreement.score)
        return [one for one in ranked if one.agreement.score >= least]
    return [one for one in ranked if one.strokes >= max(PROVEN, share * best.strokes)]
