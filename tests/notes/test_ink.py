"""Coloured ink and pencil come apart."""

from __future__ import annotations

import numpy as np
import pytest

from celtrace.notes.ink import Ink, alone, darkest, main_ink, strength
from notes.drawing import BLACK, BLUE, PENCIL, RED, Colour, page


def flat(colour: Colour, height: int = 20) -> np.ndarray:
    return np.full((height, 30, 3), colour, np.uint8)


@pytest.mark.parametrize(("colour", "ink"), [(RED, "red"), (BLUE, "blue"), (BLACK, "grey")])
def test_the_ink_of_a_note_is_named(colour: Colour, ink: str) -> None:
    assert ink == main_ink(page(("修改 Cut 12", colour), pencil=2, size=(400, 120)))


def test_a_page_without_writing_is_grey() -> None:
    assert "grey" == main_ink(flat((251, 250, 247)))
    assert "grey" == main_ink(flat(PENCIL))


@pytest.mark.parametrize(("colour", "ink"), [(RED, "red"), (BLUE, "blue")])
def test_one_ink_alone_leaves_no_pencil(colour: Colour, ink: Ink) -> None:
    both = np.concatenate([flat(colour), flat(PENCIL), flat(BLACK)])
    left = alone(both, ink)
    assert 0 == left[:20].max()
    assert 255 == left[20:].min()
    assert (60, 30, 3) == left.shape


def test_the_grey_page_has_no_coloured_ink() -> None:
    left = alone(np.concatenate([flat(RED), flat(PENCIL)]), "grey")
    assert (255, 125) == (left[:20].min(), left[20:].max())


def test_strength_grows_with_the_ink() -> None:
    light, dark = strength(flat((230, 180, 180)), "red"), strength(flat(RED), "red")
    assert 0 < light.max() < dark.max()
    assert 0 == strength(flat(BLUE), "red").max()


def test_writing_darker_than_the_drawing_stands_alone() -> None:
    both = np.concatenate([flat(BLACK), flat(PENCIL), flat((250, 250, 250))])
    left = darkest(both)
    assert (0, 255) == (left[:20].max(), left[20:].min())


@pytest.mark.parametrize("colour", [(250, 250, 250), PENCIL, BLACK])
def test_where_all_is_of_one_tone_the_cut_out_stays_as_it_is(colour: Colour) -> None:
    only = np.concatenate([flat(colour), flat((250, 250, 250))])
    assert (only == darkest(only)).all()
