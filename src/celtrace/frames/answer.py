"""What is said of a found drawing: the same drawing as a frame of ours, or nothing found.

Many strokes on one transform, far more than on any other show, prove alone. Below that
strokes, the drawing as a whole, how far its features bear out where the whole lies, and how
well its parts lie there each by itself are weighed together, against the best of many frames
of other shows. The weights are such as `benchmarks/frames/run.py` fits (logistic regression),
rounded: fitted on 250 questions of its shows beyond those it asks, of five kinds, and on 309 of
strangers from seeds 1300 and 1400; the limits were set after a look at these. Without the net
they were fitted in the same way on 300 questions before. How often other strangers pass, the
run prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

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
"""How many times with fewer, where too few frames of other shows are there to weigh it by."""
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
    parts: float
    """How much better parts of it lie, each by itself, than those of any other show's."""
    pencil: float
    """From which a drawing in pencil on paper is the same drawing."""
    limit: float
    """From which anything else is."""


WEIGHTS = {
    "net": Weights(
        strokes=0.13, rival=-0.46, apart=16.0, beside=0.28, parts=22.0, pencil=2.5, limit=4.0
    ),
    "directions": Weights(
        strokes=0.27, rival=-0.4, apart=1.7, beside=0.36, parts=0.0, pencil=3.0, limit=5.0
    ),
}
"""By the way of comparing (`Agreement.way`). How well it lies there in itself is not weighed:
a few strokes lie well on many frames, and better on one by chance."""
BESIDE = (-3.0, 25.0)
"""Beyond which more or less of it says nothing more."""


class Against(msgspec.Struct, frozen=True):
    """The most that any frame of another show has, each of another frame perhaps."""

    score: float
    strokes: int
    beside: float
    parts: float


class Standing(NamedTuple):
    """The likeliest frame of a drawing, the best of another show, and the most of any of those."""

    best: Candidate
    other: Candidate
    against: Against


class Verdict(msgspec.Struct, frozen=True):
    """The answer for one found picture."""

    best: Candidate | None
    """The proven frame; None is "nothing found"."""
    runner_up: Candidate | None
    """The best frame of another show, proven or not."""
    why: str
    """Why nothing was found, or what limits the answer; empty for a plain match."""


def verdict(
    ranked: Sequence[Candidate], shows: Sequence[str], plains: Sequence[str], *, pencil: bool
) -> Verdict:
    """Judge candidates by falling likeness; `shows` and `plains` are by frame.

    `pencil` tells drawings in pencil from frames and clean ink: those share more strokes with
    a frame of ours, so more is asked of them.
    """
    able = [one for one in ranked if not plains[one.frame]]
    if not able:
        why = f"only frames that prove nothing ({plains[ranked[0].frame]})" if ranked else ""
        return Verdict(None, None, why or "no frame has strokes in common with it")
    said = _by_strokes(able, shows)
    if said.best is not None and max(one.strokes for one in able) >= SURE:
        return said
    return _weighed(able, shows, said.why, pencil=pencil) or said


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
    apart = APART if most.strokes >= SURE else FAR
    if other is None or other.strokes * apart <= most.strokes:
        return Verdict(best, other, "")
    if other.strokes >= SHARED:
        return Verdict(best, other, "the same drawing is in another show as well")
    return Verdict(None, other, "a frame of another show agrees nearly as well")


def _weighed(
    able: Sequence[Candidate], shows: Sequence[str], before: str, *, pencil: bool
) -> Verdict | None:
    """All that speaks for a frame against other shows; None where too few of them were tried."""
    stands = standing(able, shows)
    if stands is None:
        return None
    how = WEIGHTS[stands.best.agreement.way]
    enough = evidence(stands.best, stands.against) >= (how.pencil if pencil else how.limit)
    if enough and not _by_lines_alone(stands):
        return Verdict(stands.best, stands.other, "")
    why = "strokes and lines do not lie far enough above other shows"
    if enough:
        why = "lines lie well as a whole, and no single stroke bears that out"
    return Verdict(None, stands.other, f"{before}; {why}" if before else why)


def standing(able: Sequence[Candidate], shows: Sequence[str]) -> Standing | None:
    """How the likeliest frame stands; None where fewer than `ENOUGH` of other shows were tried."""
    tried = [one for one in able if one.agreement.score > 0]
    best = max(tried, key=lambda one: one.likeness, default=None)
    if best is None:
        return None
    rivals = [one for one in tried if shows[one.frame] != shows[best.frame]]
    if len(rivals) < ENOUGH:
        return None
    other = max(rivals, key=lambda one: one.agreement.score)
    strokes = max(one.strokes for one in able if shows[one.frame] != shows[best.frame])
    beside, parts = (max(one.beside for one in rivals), max(one.agreement.parts for one in rivals))
    return Standing(best, other, Against(other.agreement.score, strokes, beside, parts))


def _by_lines_alone(stands: Standing) -> bool:
    """Whether no stroke agrees and features speak rather for other shows: a few straight lines."""
    return not stands.best.strokes and stands.best.beside < stands.against.beside


def facts(best: Candidate, against: Against) -> tuple[float, float, float, float, float]:
    """What is weighed, in the order of the weights: strokes, rival, apart, beside, parts."""
    further = min(max(best.beside - against.beside, BESIDE[0]), BESIDE[1])
    apart = best.agreement.score - against.score
    parts = best.agreement.parts - against.parts
    return min(best.strokes, MOST), min(against.strokes, MOST), apart, further, parts


def evidence(best: Candidate, against: Against) -> float:
    """What speaks for a frame, against what speaks for the best of any other show."""
    how = WEIGHTS[best.agreement.way]
    weights = (how.strokes, how.rival, how.apart, how.beside, how.parts)
    return sum(one * fact for one, fact in zip(weights, facts(best, against), strict=True))


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
