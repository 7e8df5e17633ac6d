"""Pages, screenshots and frames to readings."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.frames.lines import MOST, notes_of, read_lines, window_of
from celtrace.frames.paper import field_frames, is_page, read_page
from celtrace.frames.strokes import ink_of
from frames import stylizers
from frames.drawn import Drawn
from frames.found import Source
from frames.pages import page
from frames.test_strokes import agreement


def kinds(pixels: np.ndarray) -> list[str]:
    return [reading.kind for reading in read_lines(pixels).readings]


def test_a_finished_frame_is_one_reading(scene: Drawn) -> None:
    drawing = read_lines(scene.colour)
    assert (False, ["whole"]) == (drawing.paper, kinds(scene.colour))


def test_a_page_is_read_by_its_field_its_ink_and_whole(scene: Drawn) -> None:
    drawing = read_lines(page(scene.ink))
    found = [one.kind for one in drawing.readings]
    assert drawing.paper
    assert ("field", "page") == (found[0], found[-1])
    assert len(found) <= MOST


@pytest.mark.parametrize("turn", [-3.0, 0.0, 2.5])
def test_the_field_is_set_upright_and_agrees_with_the_drawing(scene: Drawn, turn: float) -> None:
    field = read_lines(page(scene.ink, turn)).readings[0].lines
    high, wide = field.shape
    ours = cv2.resize(ink_of(scene.ink), (wide, high), interpolation=cv2.INTER_AREA)
    assert wide / high == pytest.approx(640 / 360, rel=0.03)
    assert agreement(field, ours) > 0.8


def test_where_a_reading_lies_in_the_picture_is_known(scene: Drawn) -> None:
    pixels = page(scene.ink, turn=0, scale=0.8)
    field = read_lines(pixels).readings[0]
    corner = field.place @ np.array([0, 0, 1.0])
    assert pytest.approx((450 - 256, 330 - 144), abs=5) == tuple(corner)


def test_red_and_blue_are_apart_from_the_drawing(scene: Drawn) -> None:
    read = read_page(page(scene.ink, frame=False))
    assert read.red[200:420].sum() > 200
    assert read.blue[250:330, 700:].sum() > 100
    arrow = read.red & (cv2.erode(read.red.astype(np.uint8), np.ones((2, 2))) > 0)
    assert read.black[arrow].mean() > 250
    assert read.flat[arrow].mean() < 200


def test_a_drawing_in_blue_pencil_is_a_drawing(scene: Drawn) -> None:
    blue = np.repeat(scene.ink[:, :, None], 3, axis=2)
    blue[:, :, 0] = np.maximum(blue[:, :, 0], 190)
    read = read_page(blue)
    assert agreement(ink_of(scene.ink), ink_of(read.black)) > 0.9


def test_notes_are_handed_to_whoever_reads_them(scene: Drawn) -> None:
    notes = notes_of(page(scene.ink))
    assert notes is not None
    assert notes[290, 705:760].min() < 150
    assert notes_of(page(scene.ink, frame=False, notes=False)) is None
    assert notes_of(scene.colour) is None


def test_peg_holes_are_no_drawing(scene: Drawn) -> None:
    last = read_lines(page(scene.ink, frame=False, notes=False)).readings[-1]
    assert not (last.lines[:20] > 90).any()


def test_a_page_without_a_field_has_none(scene: Drawn) -> None:
    assert () == field_frames(read_page(page(scene.ink, frame=False, notes=False)).flat)


@pytest.mark.parametrize("level", [255, 180])
def test_blank_paper_is_a_page_with_nothing_on_it(level: int) -> None:
    blank = np.full((400, 600, 3), level, np.uint8)
    assert is_page(blank)
    assert not read_lines(blank).readings[0].lines.any()


def test_black_is_no_page() -> None:
    assert not is_page(np.zeros((400, 600, 3), np.uint8))


def test_the_window_of_a_screenshot_is_a_reading(scene: Drawn) -> None:
    desktop = np.full((720, 1100, 3), 45, np.uint8)
    desktop[100:460, 200:840] = scene.colour
    left, top, wide, high = window_of(desktop) or (0, 0, 0, 0)
    assert pytest.approx((200, 100, 640, 360), abs=6) == (left, top, wide, high)
    assert ["window", "whole"] == kinds(desktop)


def test_a_letterbox_is_cut(scene: Drawn) -> None:
    boxed = np.zeros((480, 640, 3), np.uint8)
    boxed[60:420] = scene.colour
    assert pytest.approx((0, 60, 640, 360), abs=5) == window_of(boxed)


def test_paper_in_a_window_is_read_as_paper(scene: Drawn) -> None:
    desktop = np.full((820, 1200, 3), 40, np.uint8)
    desktop[90:710, 150:1050] = page(scene.ink, notes=False)
    drawing = read_lines(desktop)
    assert drawing.paper
    assert ("field", "whole") == (drawing.readings[0].kind, drawing.readings[-1].kind)
    corner = drawing.readings[0].place @ np.array([0, 0, 1.0])
    alone = read_lines(page(scene.ink, notes=False)).readings[0].place @ np.array([0, 0, 1.0])
    assert pytest.approx(tuple(alone + np.array([150, 90])), abs=6) == tuple(corner)


def test_a_painting_of_one_colour_is_read_as_itself_and_as_paper(scene: Drawn) -> None:
    skin = np.empty((360, 640, 3), np.uint8)
    skin[:] = (90, 130, 165)
    painted = np.minimum(skin, np.repeat(scene.ink[:, :, None], 3, axis=2))
    assert is_page(painted)
    found = kinds(painted)
    assert "whole" == found[0]
    assert "page" == found[-1]
    assert len(found) <= MOST


def test_white_paper_is_not_read_as_a_painting(scene: Drawn) -> None:
    assert "whole" not in kinds(page(scene.ink))


def test_clean_ink_on_paper_is_no_pencil(scene: Drawn) -> None:
    assert not read_lines(page(scene.ink)).pencil
    assert not read_lines(scene.colour).pencil


@pytest.mark.parametrize("seed", range(4))
def test_what_is_drawn_in_pencil_or_searched_for_is_pencil(scene: Drawn, seed: int) -> None:
    source, rng = Source(*scene), np.random.default_rng(seed)
    for maker in (stylizers.pencil, stylizers.rough):
        assert read_lines(maker(source, rng)).pencil


def test_a_blank_page_is_no_clean_ink() -> None:
    """Nothing on it is full: less would be asked of it, and nothing agrees with it anyway."""
    assert read_lines(np.full((400, 600, 3), 245, np.uint8)).pencil


def test_the_shade_on_a_sheet_is_no_window(scene: Drawn) -> None:
    """Light from one side ends nowhere at once; of sixty such sheets six were cut before."""
    sheets = (stylizers.sheet(scene.ink, np.random.default_rng(seed)) for seed in range(60))
    assert [] == [seed for seed, one in enumerate(sheets) if window_of(one) is not None]


@pytest.mark.parametrize(("gap", "share"), [(0, 1.0), (12, 0.0)])
def test_a_box_ends_at_once_or_over_some_pixels(gap: int, share: float) -> None:
    """A light box on grey: cut sharply it is a window, faded out it is shade."""
    mask = np.zeros((400, 640), np.float32)
    mask[100:300, 160:480] = 1
    faded = cv2.GaussianBlur(mask, (0, 0), 2.0 * gap) if gap else mask
    grey = (100 + 50 * faded).astype(np.uint8)
    found = window_of(np.repeat(grey[:, :, None], 3, axis=2))
    assert share == float(found is not None)
