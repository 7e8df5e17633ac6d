"""One page under two names: found when altered, its changes shown, others left alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image

from celtrace.papers.alike import SQUARE, alike, alike_pairs, compared
from celtrace.papers.bands import Grey
from celtrace.papers.neighbours import neighbours
from celtrace.papers.overlay import side_by_side
from celtrace.papers.sketch import LONGER, Sketch, sketch
from papers.pages import document, exchanged, grey, page

FIRST = document(1)
ONE = sketch(grey(FIRST))


def altered(sheet: Image.Image) -> Sketch:
    return sketch(grey(sheet))


def tilted(sheet: Image.Image) -> Grey:
    """Seen from one side."""
    width, height = sheet.size
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    there = corners * 0.9 + np.array([[0, 0], [0, 90], [0, -60], [0, 0]], np.float32)
    place = cv2.getPerspectiveTransform(corners, there)
    return np.asarray(cv2.warpPerspective(grey(sheet), place, sheet.size, borderValue=80), np.uint8)


def test_a_copy_with_another_portrait_and_name_is_found() -> None:
    found = alike(ONE, altered(exchanged(FIRST, 7)))
    assert found is not None
    assert found.same


def test_what_was_exchanged_differs_and_the_rest_does_not() -> None:
    found = alike(ONE, altered(exchanged(FIRST, 7)))
    assert found is not None
    scale = LONGER / FIRST.width
    inside = {
        (left, top)
        for left, top in found.differ
        if 60 * scale - SQUARE <= left <= 260 * scale and 120 * scale - SQUARE <= top <= 380 * scale
    }
    assert len(inside) >= 0.5 * len(found.differ)
    assert len(inside) >= 20


@pytest.mark.parametrize(
    "picture",
    [
        tilted(FIRST),
        grey(FIRST)[:, :500],
        grey(FIRST)[::-1, ::-1],
        cv2.GaussianBlur(grey(FIRST), (0, 0), 1.5).astype(np.uint8),
        (grey(FIRST) * 0.6).astype(np.uint8),
    ],
    ids=["at an angle", "one half", "upside down", "soft", "dark"],
)
def test_however_it_was_photographed(picture: Grey) -> None:
    found = alike(ONE, sketch(np.ascontiguousarray(picture)))
    assert found is not None
    assert found.same


@pytest.mark.parametrize("seed", range(2, 4))
def test_another_document_of_the_same_form_is_not(seed: int) -> None:
    found = alike(ONE, sketch(grey(document(seed))))
    assert found is None or not found.same


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("L", (400, 300), 255),
        Image.new("L", (9, 9)),
        page(()),
        Image.fromarray(np.random.default_rng(1).integers(0, 255, (300, 500), dtype=np.uint8)),
    ],
    ids=["blank", "tiny", "hardly any print", "noise"],
)
def test_what_shows_nothing_is_like_nothing(picture: Image.Image) -> None:
    for one, other in ((ONE, altered(picture)), (altered(picture), ONE)):
        found = alike(one, other)
        assert found is None or not found.same


def test_two_runs_say_the_same() -> None:
    other = altered(exchanged(FIRST, 7))
    one, again = alike(ONE, other), alike(ONE, other)
    assert one is not None
    assert again is not None
    assert (one.differ, one.agree) == (again.differ, again.agree)


def test_the_pairs_worth_a_look_are_named_in_order() -> None:
    sheets = [ONE, *(sketch(grey(document(n))) for n in (2, 3)), altered(exchanged(FIRST, 7))]
    found = neighbours(sheets)
    assert (0, 3) in found
    assert found == sorted(found)
    assert all(i < j for i, j in found)


def test_only_pairs_that_are_alike_are_kept_in_their_order() -> None:
    sheets = [ONE, sketch(grey(document(2))), altered(exchanged(FIRST, 7))]
    listed = [(1, 2), (0, 2), (0, 1)]
    for at_once in (0, 1, 3):
        assert [(0, 2)] == list(alike_pairs(sheets, listed, at_once))


def test_the_squares_of_a_page_laid_on_itself_agree_where_there_is_print() -> None:
    score = compared(ONE, ONE, np.eye(3))
    assert (score.printed == score.agree).all()
    assert 0 < score.printed.sum() < score.printed.size


@pytest.mark.parametrize("number", [0, 1])
def test_fewer_than_two_pictures_have_no_neighbours(number: int) -> None:
    assert [] == neighbours([ONE][:number])


def test_the_picture_of_the_difference_shows_both_and_marks_in_red() -> None:
    other = altered(exchanged(FIRST, 7))
    found = alike(ONE, other)
    assert found is not None
    shown = cv2.imdecode(np.frombuffer(side_by_side(ONE, other, found), np.uint8), 1)
    assert shown is not None
    assert 1_000 == shown.shape[1]
    red = (shown[..., 2] > 150) & (shown[..., 1] < 110) & (shown[..., 0] < 110)
    assert red[:, :490].sum() > 100
    assert red[:, 510:].sum() > 100
