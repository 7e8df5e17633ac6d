"""How likely the spaces of a Korean text are in each norm, its letters taken as given.

At each gap between two syllables a model says how likely a space is with southern writers
who space with care, with southern writers in a hurry, and in the northern norm, from the
syllables around it and the length of the word so far. What a text is about does not count:
both sides see the same syllables. Made by `benchmarks/training/northern_spaces.py`; data
card: `celtrace/text/_tables/northern.md`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

_FIRST, _FINALS, _TENTHS = 0xAC00, 28, 10
_LONG, _SHORT = 8, 4


class Told(NamedTuple):
    """Logarithm of how much likelier something is in the northern norm."""

    careful: float
    """Than with southern writers who space with care."""
    hurried: float
    """Than with those who leave spaces out."""


class Gap(NamedTuple):
    """A place between two syllables: whether a space stands there, and what is around it."""

    space: bool
    marks: tuple[str, ...]


def gaps(text: str) -> Iterator[Gap]:
    """The gaps of a plain text (`northern.plain`), in order."""
    words = text.split(" ")
    line = f"__{''.join(words)}___"
    ends = frozenset(accumulate(map(len, words)))
    run = 0
    for at in range(1, max(ends)):
        run += 1
        yield Gap(at in ends, _marks(line, at, run))
        run = 0 if at in ends else run


def spaces(text: str) -> Told:
    """What the spaces of a plain text say."""
    table = _table()
    careful = hurried = 0.0
    for gap in gaps(text):
        found = [table[mark] for mark in gap.marks if mark in table]
        south = sum(row[0] for row in found) / _TENTHS
        north = _surprise(south + sum(row[1] for row in found) / _TENTHS, gap.space)
        hurry = _surprise(south + sum(row[2] for row in found) / _TENTHS, gap.space)
        careful += _surprise(south, gap.space) - north
        hurried += hurry - north
    return Told(careful, hurried)


def _surprise(odds: float, space: bool) -> float:  # noqa: FBT001 - what is asked about
    """Minus the logarithm of the chance of what stands there."""
    away = -odds if space else odds
    return max(away, 0.0) + math.log1p(math.exp(-abs(away)))


def _marks(line: str, at: int, run: int) -> tuple[str, ...]:
    """What the model sees of a gap; the letter before each mark keeps the kinds apart."""
    before, left = line[at], line[at + 1]
    right, after = line[at + 2], line[at + 3]
    final = (ord(left) - _FIRST) % _FINALS
    short = min(run, _SHORT)
    return (
        "0", f"a{left}", f"b{right}", f"c{before}{left}", f"d{right}{after}", f"e{left}{right}",
        f"f{before}{left}{right}", f"g{left}{right}{after}", f"h{before}{left}{right}{after}",
        f"i{line[at - 1]}{before}{left}", f"j{right}{after}{line[at + 4]}", f"k{final}{right}",
        f"l{final}{right}{after}", f"m{min(run, _LONG)}", f"n{short}{left}", f"o{short}{right}",
    )  # fmt: skip


@cache
def _table() -> dict[str, tuple[int, int, int]]:
    """Tenths by mark: for a space with care, and what the north and a hurry add to it."""
    table = (files(__package__) / "_tables" / "northern_spaces.txt").read_text(encoding="utf-8")
    found: dict[str, tuple[int, int, int]] = {}
    for line in table.splitlines():
        if line[:1] != "#":
            south, north, hurry, *marks = line.split(" ")
            found.update(dict.fromkeys(marks, (int(south), int(north), int(hurry))))
    return found
