"""Paper undone: shade, pencils, ruled fields."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.frames.paper import PAGE, field_frames, is_page, is_tinted, read_page
from frames.drawn import Drawn
from frames.pages import page


def sheet(high: int = 600, wide: int = 900) -> np.ndarray:
    return np.full((high, wide), 255, np.uint8)


def ruled(*corners: tuple[int, int], width: int = 2) -> np.ndarray:
    paper = sheet()
    outline = np.array(corners, np.int32).reshape(-1, 1, 2)
    cv2.polylines(paper, [outline], isClosed=True, color=60, thickness=width)
    return paper


def test_shade_is_undone(scene: Drawn) -> None:
    flat = read_page(page(scene.ink, notes=False)).flat
    corners = [flat[80:110, 60:90], flat[80:110, -90:-60], flat[-60:-40, 60:90]]
    assert all(corner.mean() > 248 for corner in corners)


def test_yellowed_paper_is_paper(scene: Drawn) -> None:
    old = (page(scene.ink, notes=False) * np.array([0.75, 0.9, 1.0])).astype(np.uint8)
    read = read_page(old)
    assert is_page(old)
    assert not read.red.any() or read.red.mean() < 0.001
    assert read.black[100:140, 60:100].mean() > 245


def test_a_painted_frame_is_no_page(scene: Drawn) -> None:
    assert not is_page(scene.colour)


def test_a_large_page_is_read_at_one_size(scene: Drawn) -> None:
    large = cv2.resize(page(scene.ink), None, fx=2, fy=2)
    assert PAGE == max(read_page(large).flat.shape)


@pytest.mark.parametrize(
    "corners",
    [
        ((100, 90), (800, 90), (800, 500), (100, 500)),
        ((110, 70), (790, 95), (775, 480), (95, 455)),
        ((300, 60), (600, 60), (600, 540), (300, 540)),
    ],
    ids=["level", "turned", "upright"],
)
def test_a_ruled_field_is_found_by_its_corners(corners: tuple[tuple[int, int], ...]) -> None:
    [found] = field_frames(ruled(*corners))
    assert np.abs(np.array(found) - np.array(corners)).max() < 4


def test_a_safe_area_inside_the_field_is_the_second() -> None:
    paper = np.minimum(
        ruled((100, 90), (800, 90), (800, 500), (100, 500)),
        ruled((150, 120), (750, 120), (750, 470), (150, 470)),
    )
    outer, inner = field_frames(paper)[:2]
    assert outer[0] == pytest.approx((100, 90), abs=4)
    assert inner[0] == pytest.approx((150, 120), abs=4)


def test_a_field_crossed_by_arrows_is_found() -> None:
    paper = ruled((100, 90), (800, 90), (800, 500), (100, 500))
    cv2.arrowedLine(paper, (30, 30), (500, 400), 60, 2)
    cv2.arrowedLine(paper, (880, 560), (400, 200), 60, 2)
    assert any(
        np.abs(np.array(found) - [(100, 90), (800, 90), (800, 500), (100, 500)]).max() < 5
        for found in field_frames(paper)
    )


@pytest.mark.parametrize("what", ["circle", "three sides", "small", "nothing"])
def test_what_is_no_field_is_none(what: str) -> None:
    paper = sheet()
    if what == "circle":
        cv2.circle(paper, (450, 300), 200, 60, 2)
    elif what == "three sides":
        for a, b in (((100, 90), (800, 90)), ((100, 90), (100, 500)), ((800, 90), (800, 500))):
            cv2.line(paper, a, b, 60, 2)
    elif what == "small":
        cv2.rectangle(paper, (400, 300), (440, 330), 60, 2)
    assert () == field_frames(paper)


@pytest.mark.parametrize(("colour", "red"), [((30, 30, 200), True), ((210, 80, 30), False)])
def test_a_pencil_is_red_or_blue(scene: Drawn, colour: tuple[int, int, int], *, red: bool) -> None:
    pixels = page(scene.ink, notes=False)
    cv2.line(pixels, (100, 100), (800, 110), colour, 3)
    read = read_page(pixels)
    own, other = (read.red, read.blue) if red else (read.blue, read.red)
    assert own[95:116].sum() > 900
    assert other[95:116].sum() < 0.2 * own[95:116].sum()


def test_without_black_the_coloured_pencil_is_the_drawing() -> None:
    paper = np.full((500, 700, 3), 255, np.uint8)
    cv2.circle(paper, (350, 250), 150, (40, 40, 210), 4)
    read = read_page(paper)
    assert read.black is read.flat
    assert read.black.min() < 120


@pytest.mark.parametrize("colour", [(255, 255, 255), (190, 225, 245)])
def test_white_and_yellowed_paper_is_not_tinted(colour: tuple[int, int, int]) -> None:
    assert not is_tinted(np.full((300, 400, 3), colour, np.uint8))


@pytest.mark.parametrize("colour", [(90, 130, 165), (200, 120, 60)])
def test_strongly_coloured_paper_may_be_a_painting(colour: tuple[int, int, int]) -> None:
    assert is_tinted(np.full((300, 400, 3), colour, np.uint8))
