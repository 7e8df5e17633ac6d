"""What many found drawings say together: numbered ones of one shot, and a folder of a show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

import msgspec
import numpy as np

from celtrace.text.counts import count

NEAR = 0.13
"""Seconds by which a frame on which a drawing lies may be off the line through its neighbours."""
_WORSE = 0.1
"""Share by which it may lie worse than on its best frame, on one that still says something."""
_ROUNDS = 6
"""Times that the line is laid anew through what bears it out."""
FEWEST = 3
"""Drawings of one shot from which an order says anything, and of a show for a folder."""
_RIVAL = 0.34
"""Share of the matched drawings that any other show may have for a folder to be of one show."""


class Placed(msgspec.Struct, frozen=True):
    """A found drawing that was matched: its number in its folder, and where it is at home."""

    number: int
    shot: tuple[str, str, str]
    """Show, cut or source, and shot."""
    seconds: float
    score: float = 0.0
    """How well it lies on that frame as a whole; 0 where that was not looked at."""
    also: tuple[tuple[float, float], ...] = ()
    """Seconds of other frames of the shot on which it lies, and how well."""


class Run(msgspec.Struct, frozen=True):
    """Numbered drawings that map to rising time in one shot."""

    shot: tuple[str, str, str]
    first: int
    last: int
    start: float
    """Seconds at which the first of them stands."""
    end: float
    step: float
    """Seconds from one number to the next."""
    agree: int
    """Drawings that lie on the line."""
    of: int
    """Matched drawings of the shot."""


class FolderSaid(msgspec.Struct, frozen=True):
    """What a folder of found drawings points to."""

    show: str
    """Empty for none of ours, or for several."""
    why: str
    matched: int
    drawings: int
    by_show: tuple[tuple[str, int], ...]


def runs(placed: Sequence[Placed]) -> list[Run]:
    """One run for each shot with enough drawings whose order agrees, the longest first."""
    by_shot: dict[tuple[str, str, str], list[Placed]] = defaultdict(list)
    for one in placed:
        by_shot[one.shot].append(one)
    found = [run for shot in sorted(by_shot) if (run := _run(by_shot[shot])) is not None]
    return sorted(found, key=lambda run: (-run.agree, run.shot))


def _run(placed: list[Placed]) -> Run | None:
    """The rising line that most drawings of a shot bear out, each by the frames it lies on."""
    times = [_times(one) for one in placed]
    numbers = np.array([one.number for one in placed], float)
    lines = [line for one, other in combinations(placed, 2) if (line := _through(one, other))]
    if not lines:
        return None
    step, start = max(lines, key=lambda line: _borne(line, numbers, times)[1].sum())
    for _ in range(_ROUNDS):
        at, weight = _borne((step, start), numbers, times)
        on = weight > 0
        if len(set(numbers[on])) < FEWEST:
            return None
        step, start = np.polyfit(numbers[on], at[on], 1, w=np.sqrt(weight[on]))
    first, last = int(numbers[on].min()), int(numbers[on].max())
    begins, ends = (round(float(start + step * one), 4) for one in (first, last))
    agree = len(set(numbers[on]))
    return Run(placed[0].shot, first, last, begins, ends, round(float(step), 5), agree, len(placed))


def _times(one: Placed) -> np.ndarray:
    """N x 2: seconds at which a drawing may be at home, and how likely each is, 0 to 1."""
    held = np.array([(one.seconds, one.score), *one.also])
    top = float(held[:, 1].max())
    likely = 1 - (top - held[:, 1]) / (_WORSE * top or 1.0)
    return np.stack([held[:, 0], np.maximum(likely, 0)], axis=1)


def _through(one: Placed, other: Placed) -> tuple[float, float] | None:
    """Step and start of the line through two drawings; None where it does not rise."""
    apart = other.number - one.number
    step = (other.seconds - one.seconds) / apart if apart else 0.0
    return (step, one.seconds - step * one.number) if step > 0 else None


def _borne(
    line: tuple[float, float], numbers: np.ndarray, times: Sequence[np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Where each drawing is at home near a line, and how far that bears the line out."""
    step, start = line
    at, weight = np.zeros(len(numbers)), np.zeros(len(numbers))
    for n, held in enumerate(times):
        off = np.abs(held[:, 0] - start - step * numbers[n])
        bears = held[:, 1] * np.maximum(1 - off / NEAR, 0)
        weight[n] = bears.max()
        at[n] = (bears * held[:, 0]).sum() / max(bears.sum(), 1e-9)
    return at, weight


def folder_said(shows: Sequence[str], drawings: int) -> FolderSaid:
    """Judge a folder by the shows of its matched drawings; `drawings` counts all in it."""
    counted = Counter(shows).most_common()
    by_show = tuple(sorted(counted, key=lambda one: (-one[1], one[0])))
    matched = len(shows)
    if not counted:
        return FolderSaid("", "none of ours: no drawing of it was matched", 0, drawings, ())
    show, most = by_show[0]
    others = by_show[1][1] if len(by_show) > 1 else 0
    if most < FEWEST:
        why = f"only {count(most, 'drawing')} matched; {FEWEST} of one show are needed"
        return FolderSaid("", why, matched, drawings, by_show)
    if others > _RIVAL * matched:
        return FolderSaid("", "drawings of several shows lie in it", matched, drawings, by_show)
    why = f"{most} of {drawings} drawings are the same as frames of it"
    return FolderSaid(show, why, matched, drawings, by_show)
