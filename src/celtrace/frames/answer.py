"""What is said of a found drawing: the same drawing as a frame of ours, or nothing found.

Many strokes on one transform, far more than on any other show, prove alone. Below that
strokes, the drawing as a whole, and how far its features bear out where the whole lies are
weighed together, against the best of many frames of other shows. The weights are such as
`benchmarks/frames/run.py` fits (logistic regression) on drawings of indexed shows and on
strangers of `--strangers 300`, rounded; the limits lie above all of those strangers. How
often other strangers pass, the run prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from celtrace.frames.gallery import MOST, Candidate
from celtrace.frames.search import NEARLY, SURE

PROVEN = 12
"""Strokes on one transform from which they prove alone, if far more than on other shows."""
TOGETHER = 8
"""Strokes from which a match rests on them too."""
APART = 2.2
"""How many times the strokes of the best frame of any other show it must have, from `SURE` on."""
FAR = 3.5
"""How many times with fewer: windows of a street share up to 19 strokes with others."""
LIES_TOO = 0.8
"""Share of the best score of another show that few strokes need beside them."""
SHARED = 40
"""Strokes from which a second show is a second home of the drawing, not a doubt about the first."""
ENOUGH = 8
"""Frames of other shows that a drawing must have been slid over closely."""


class Weights(msgspec.Struct, frozen=True):
    """What speaks for a frame, in the units of the logistic regression (natural log of odds)."""

    strokes: float
    """Each stroke that agrees."""
    rival: float
    """Each stroke that agrees with the best frame of another show."""
    apart: float
    """How far its score as a whole is above that of the best frame of another show."""
    beside: float
    """How much further above chance its features bear out its place than any other show's."""
    limit: float
    """From which it is the same drawing."""


WEIGHTS = {
    "net": Weights(strokes=0.24, rival=-0.42, apart=18.0, beside=0.28, limit=3.0),
    "directions": Weights(strokes=0.27, rival=-0.5, apart=1.1, beside=0.45, limit=3.0),
}
BESIDE = (-3.0, 25.0)
"""Beyond which more or less of it says nothing more."""
"""By the way of comparing (`Agreement.way`). How well it lies there in itself is not weighed:
a few strokes lie well on many frames, and better on one by chance."""


class Against(msgspec.Struct, frozen=True):
    """The most that any frame of another show has, each of another frame perhaps."""

    score: float
    strokes: int
    beside: float


class Verdict(msgspec.Struct, frozen=True):
    """The answer for one found picture."""

    best: Candidate | None
    """The proven frame; None is "nothing found"."""
    runner_up: Candidate | None
    """The best frame of another show, proven or not."""
    why: str
    """Why nothing was found, or what limits the answer; empty for a plain match."""


def verdict(ranked: Sequence[Candidate], shows: Sequence[str], plains: Sequence[str]) -> Verdict:
    """Judge candidates by falling likeness; `shows` and `plains` are by frame."""
    able = [one for one in ranked if not plains[one.frame]]
    if not able:
        why = f"only frames that prove nothing ({plains[ranked[0].frame]})" if ranked else ""
        return Verdict(None, None, why or "no frame has strokes in common with it")
    said = _by_strokes(able, shows)
    return said if said.best is not None else _weighed(able, shows, said)


def _by_strokes(able: Sequence[Candidate], shows: Sequence[str]) -> Verdict:
    """Enough strokes on one transform, and far more than on any other show."""
    most = max(able, key=lambda one: one.strokes)
    rivals = [one for one in able if shows[one.frame] != shows[most.frame]]
    other = max(rivals, key=lambda one: one.strokes, default=None)
    if most.strokes < PROVEN:
        return Verdict(None, other, f"at most {most.strokes} strokes agree; {PROVEN} are needed")
    own = [one for one in able if shows[one.frame] == shows[most.frame]]
    many = [one for one in own if one.strokes >= max(PROVEN, NEARLY * most.strokes)]
    best = max(many, key=lambda one: one.agreement.score)
    if most.strokes < SURE and not _lies_too(best, rivals):
        return Verdict(None, other, "few strokes agree, and as a whole it lies better elsewhere")
    apart = APART if most.strokes >= SURE else FAR
    if other is None or other.strokes * apart <= most.strokes:
        return Verdict(best, other, "")
    if other.strokes >= SHARED:
        return Verdict(best, other, "the same drawing is in another show as well")
    return Verdict(None, other, "a frame of another show agrees nearly as well")


def _lies_too(best: Candidate, rivals: Sequence[Candidate]) -> bool:
    """Whether the whole lies there nearly as well as on frames of other shows, if any was tried."""
    rival = max((one.agreement.score for one in rivals), default=0.0)
    return best.agreement.score >= LIES_TOO * rival


def _weighed(able: Sequence[Candidate], shows: Sequence[str], before: Verdict) -> Verdict:
    """Strokes and the drawing as a whole together, against frames of other shows."""
    tried = [one for one in able if one.agreement.score > 0]
    if not tried:
        return before
    best = max(tried, key=lambda one: one.likeness)
    rivals = [one for one in tried if shows[one.frame] != shows[best.frame]]
    if len(rivals) < ENOUGH:
        return before
    other = max(rivals, key=lambda one: one.agreement.score)
    strokes = max(one.strokes for one in able if shows[one.frame] != shows[best.frame])
    against = Against(other.agreement.score, strokes, max(one.beside for one in rivals))
    if evidence(best, against) >= WEIGHTS[best.agreement.way].limit:
        return Verdict(best, other, "")
    return Verdict(None, other, f"{before.why}; with its lines as a whole it does not "
                                "lie far enough above other shows")  # fmt: skip


def evidence(best: Candidate, against: Against) -> float:
    """What speaks for a frame, against what speaks for the best of any other show."""
    how = WEIGHTS[best.agreement.way]
    strokes = how.strokes * min(best.strokes, MOST) + how.rival * min(against.strokes, MOST)
    further = min(max(best.beside - against.beside, BESIDE[0]), BESIDE[1])
    return strokes + how.apart * (best.agreement.score - against.score) + how.beside * further


def by(candidate: Candidate) -> Literal["strokes", "lines", "both"]:
    """What a match rests on: single strokes, the lines as a whole, or both together."""
    if candidate.strokes >= PROVEN:
        return "strokes"
    return "both" if candidate.strokes >= TOGETHER else "lines"


def alike(ranked: Sequence[Candidate], best: Candidate, share: float = 0.6) -> list[Candidate]:
    """All frames that agree nearly as well: the drawing is held, or was used again."""
    if by(best) == "lines":
        return [one for one in ranked if one.agreement.score >= 0.9 * best.agreement.score]
    return [one for one in ranked if one.strokes >= max(TOGETHER, share * best.strokes)]
