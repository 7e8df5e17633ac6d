"""What many found drawings say together: numbered ones of one shot, and a folder of a show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

import msgspec
import numpy as np

NEAR = 0.11
"""Seconds by which a drawing may lie off the line through its neighbours."""
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
    """The rising line on which most drawings of a shot lie."""
    best: list[Placed] = []
    for one, other in combinations(sorted(placed, key=lambda p: (p.number, p.seconds)), 2):
        apart = other.number - one.number
        slope = (other.seconds - one.seconds) / apart if apart else 0.0
        if slope <= 0:
            continue
        zero = one.seconds - slope * one.number
        on = [p for p in placed if abs(zero + slope * p.number - p.seconds) <= NEAR]
        if len(on) > len(best):
            best = on
    numbers = sorted({p.number for p in best})
    if len(numbers) < FEWEST:
        return None
    step, start = _fitted(best)
    first, last = numbers[0], numbers[-1]
    at = (round(start + step * first, 4), round(start + step * last, 4))
    return Run(placed[0].shot, first, last, *at, round(step, 5), len(numbers), len(placed))


def _fitted(placed: list[Placed]) -> tuple[float, float]:
    """Slope and start of the line with the least squares through drawings."""
    slope, zero = np.polyfit([p.number for p in placed], [p.seconds for p in placed], 1)
    return float(slope), float(zero)


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
        why = f"only {most} drawing(s) matched; {FEWEST} of one show are needed"
        return FolderSaid("", why, matched, drawings, by_show)
    if others > _RIVAL * matched:
        return FolderSaid("", "drawings of several shows lie in it", matched, drawings, by_show)
    why = f"{most} of {drawings} drawings are the same as frames of it"
    return FolderSaid(show, why, matched, drawings, by_show)
