"""The second troupe and the other hands: what judges is right, and is not what was tuned on."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.frames.paper import is_page
from frames.drawn import HIGH, WIDE, Drawn
from frames.found import KINDS as TUNED
from frames.found import Source
from frames.scenes import Troupe
from frames.stylizers import KINDS, searched, sheet, warped


@pytest.fixture(scope="module")
def inked() -> Drawn:
    """A frame of a show whose backgrounds are inked."""
    return Troupe(0, 3).frame(2, 0.3)


@pytest.fixture(scope="module")
def washed() -> Drawn:
    """A frame of a show whose backgrounds are painted without a line."""
    return Troupe(1, 3).frame(2, 0.3)


def made(kind: str, drawn: Drawn, seed: int = 1) -> np.ndarray:
    return KINDS[kind](Source(*drawn), np.random.default_rng(seed))


def test_the_same_seed_draws_the_same_show(inked: Drawn) -> None:
    again = Troupe(0, 3).frame(2, 0.3)
    assert (HIGH, WIDE, 3) == inked.colour.shape
    assert np.array_equal(again.colour, inked.colour)


def test_shows_differ_and_move(inked: Drawn) -> None:
    other, later = Troupe(2, 3).frame(2, 0.3), Troupe(0, 3).frame(2, 0.9)
    assert np.abs(other.colour.astype(int) - inked.colour).mean() > 20
    assert 0 < np.abs(later.ink.astype(int) - inked.ink).mean() < 40


def test_a_painted_background_has_no_ink(washed: Drawn) -> None:
    outside = cv2.dilate(washed.mask, np.ones((15, 15), np.uint8)) == 0
    assert outside.mean() > 0.2
    assert (washed.ink[outside] < 250).mean() < 0.02
    assert washed.colour[outside].std() > 10


@pytest.mark.parametrize("cut", range(4))
def test_every_sort_of_cut_has_characters_in_it(cut: int) -> None:
    assert 0.01 < (Troupe(3, 4).frame(cut, 0.5).mask > 127).mean() < 0.9


def test_the_kinds_are_those_that_were_tuned_on_by_other_makers() -> None:
    assert list(TUNED) == list(KINDS)
    assert not {TUNED[kind] for kind in TUNED} & set(KINDS.values())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_is_made_anew_from_its_seed(inked: Drawn, kind: str) -> None:
    one, same = made(kind, inked), made(kind, inked)
    assert np.array_equal(one, same)
    assert (np.uint8, 3) == (one.dtype, one.shape[2])
    assert min(one.shape[:2]) >= 100


@pytest.mark.parametrize("kind", ["page", "pencil", "rough", "char"])
def test_what_is_drawn_on_paper_is_read_as_paper(washed: Drawn, kind: str) -> None:
    assert is_page(made(kind, washed))


@pytest.mark.parametrize("kind", ["jpeg", "crop"])
def test_what_is_painted_is_not(washed: Drawn, kind: str) -> None:
    assert not is_page(made(kind, washed))


def test_rough_lines_lie_near_the_ink_but_not_on_it(inked: Drawn) -> None:
    rough = searched(inked.ink, inked.mask, np.random.default_rng(2))
    near = cv2.erode(inked.ink, np.ones((21, 21), np.uint8)) < 128
    drawn = rough < 128
    assert drawn.sum() > 500
    assert near[drawn].mean() > 0.9
    assert (inked.ink < 128)[drawn].mean() < 0.6


def test_a_warp_moves_by_its_share_of_the_width() -> None:
    ramp = np.tile(np.linspace(0, 200, WIDE).astype(np.uint8), (HIGH, 1))
    moved = warped(ramp, np.random.default_rng(1), 0.01)
    inner = (slice(40, -40), slice(40, -40))
    off = (moved[inner].astype(float) - ramp[inner]) / (200 / WIDE)
    assert 0.004 * WIDE < off.std() < 0.02 * WIDE


def test_a_character_alone_has_nothing_of_the_background(inked: Drawn) -> None:
    everything, alone = made("rough", inked, 5), made("char", inked, 5)
    assert (alone.min(axis=2) < 110).mean() < (everything.min(axis=2) < 110).mean()


def test_a_sheet_is_larger_than_what_is_drawn_on_it(inked: Drawn) -> None:
    high, wide = sheet(inked.ink, np.random.default_rng(3)).shape[:2]
    assert (high > HIGH, wide > WIDE) == (True, True)
