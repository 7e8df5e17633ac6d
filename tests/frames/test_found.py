"""Every kind of found drawing, asked of an index: the right shot, or nothing, never a wrong one."""

from __future__ import annotations

import numpy as np
import pytest

from celtrace.cases.frames.index import Index
from celtrace.frames.lines import read_lines
from frames.drawn import Show
from frames.found import KINDS, Source

SURE = ("jpeg", "crop", "mirror", "partcol", "line", "page", "pencil")
"""Kinds of which every one of these few has to be found."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_found_drawing_is_the_right_shot_or_nothing(
    index: Index, shows: list[Show], kind: str
) -> None:
    rng = np.random.default_rng(11)
    pixels = KINDS[kind](Source(*shows[1].frame(2, 0.5)), rng)
    frames = index.frames
    ranked, found = index.asked(read_lines(pixels))
    right = (shows[1].name, "ep01_c002")
    first = frames[ranked[0].frame]
    assert right == (first.show, first.cut)
    if found.best is not None:
        assert right == (frames[found.best.frame].show, frames[found.best.frame].cut)
    assert found.best is not None or kind not in SURE


@pytest.mark.parametrize("kind", ["annot", "pencil", "rough", "char"])
def test_a_drawing_of_a_stranger_is_nothing(index: Index, kind: str) -> None:
    rng = np.random.default_rng(12)
    pixels = KINDS[kind](Source(*Show(950, 2).frame(1, 0.4)), rng)
    assert index.asked(read_lines(pixels))[1].best is None
