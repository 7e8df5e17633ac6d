"""A drawing slid over a frame as a whole."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.frames.agreement import (
    LONGER,
    NOWHERE,
    SIDE,
    Directions,
    Field,
    Way,
    canvas,
    finest,
    shrunk,
    slide,
)
from celtrace.frames.strokenet import best_way
from celtrace.frames.strokes import ink_of, lines_of
from frames.drawn import Drawn, Show

CLOSE = ((0.94, 1.0, 1.06), (0.0,))


@pytest.fixture(scope="module", params=["directions", "net"])
def way(request: pytest.FixtureRequest) -> Way:
    return Directions() if request.param == "directions" else best_way()


def ready(way: Way, pixels: np.ndarray) -> Field:
    lines = lines_of(pixels)
    return way.field(shrunk(lines), (lines.shape[1], lines.shape[0]))


def sketch(ink: np.ndarray, seed: int = 1) -> np.ndarray:
    """Short strokes beside the ink, a third of them missing."""
    rng = np.random.default_rng(seed)
    edges = cv2.findContours((ink < 128).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)[0]
    out = np.full_like(ink, 255)
    for edge in edges:
        for start in range(0, len(edge) - 8, 30):
            if rng.random() > 0.33:
                piece = edge[start : start + 30] + rng.integers(-3, 4, 2)
                cv2.polylines(out, [piece], isClosed=False, color=90, thickness=1)
    return out


@pytest.fixture(scope="module")
def fields(way: Way, shows: list[Show]) -> list[Field]:
    """The middle of three cuts of three shows."""
    return [ready(way, show.frame(cut, 0.5).colour) for show in shows for cut in range(3)]


def test_a_rough_sketch_lies_on_its_own_frame_and_on_no_other(
    way: Way, fields: list[Field], scene: Drawn
) -> None:
    found = [one.score for one in slide(way, ink_of(sketch(scene.ink)), fields, CLOSE)]
    assert 1 == int(np.argmax(found))
    assert found[1] > 1.3 * sorted(found)[-2]


def test_a_character_alone_lies_best_on_its_own_frame(
    way: Way, fields: list[Field], scene: Drawn
) -> None:
    alone = np.where(cv2.dilate(scene.mask, np.ones((5, 5), np.uint8)) > 0, scene.ink, 255)
    found = [one.score for one in slide(way, ink_of(alone.astype(np.uint8)), fields, CLOSE)]
    assert 1 == int(np.argmax(found))


@pytest.mark.parametrize("shift", [(0, 0), (60, -30)])
@pytest.mark.parametrize("size", [1.0, 0.7])
def test_the_place_found_is_where_the_drawing_was_put(
    way: Way, scene: Drawn, shift: tuple[int, int], size: float
) -> None:
    """A frame's middle at scale `size`, moved by `shift`, is found there again."""
    there = np.array(
        [[size, 0, 320 * (1 - size) + shift[0]], [0, size, 180 * (1 - size) + shift[1]]]
    )
    moved = cv2.warpAffine(scene.ink, there, (640, 360), borderValue=255)
    hows = ((1.0, 1 / 0.7), (0.0,))
    [one] = slide(way, ink_of(moved), [ready(way, scene.colour)], hows)
    middle = np.array([320 + shift[0], 180 + shift[1]]) * 0.75
    assert pytest.approx((240, 135), abs=8) == tuple(one.place @ [*middle, 1])
    assert 1 / size == pytest.approx(float(np.hypot(*one.place[:, 0])), rel=0.02)
    assert 1 / size == pytest.approx(one.size)


def test_turned_paper_is_tried(way: Way, scene: Drawn) -> None:
    turned = cv2.warpAffine(
        scene.ink, cv2.getRotationMatrix2D((320, 180), 5, 1), (640, 360), borderValue=255
    )
    fields = [ready(way, scene.colour)]
    [plain] = slide(way, ink_of(turned), fields, ((1.0,), (0.0,)))
    [tried] = slide(way, ink_of(turned), fields, ((1.0,), (-5.0, 0.0, 5.0)))
    assert tried.score > plain.score


def test_a_few_strokes_are_not_slid(way: Way, fields: list[Field]) -> None:
    dot = np.full((360, 640), 255, np.uint8)
    cv2.circle(dot, (320, 180), 9, 0, 2)
    assert [NOWHERE] * 9 == slide(way, ink_of(dot), fields, CLOSE)


def test_blank_paper_lies_nowhere(way: Way, fields: list[Field]) -> None:
    blank = np.zeros((270, 480), np.uint8)
    assert NOWHERE.score == slide(way, blank, fields, CLOSE)[0].score == 0


def test_nothing_is_slid_over_no_frames(way: Way, scene: Drawn) -> None:
    assert [] == slide(way, ink_of(scene.ink), [], CLOSE)


def test_a_busy_frame_covers_all_and_stands_out_nowhere(way: Way, scene: Drawn) -> None:
    rng = np.random.default_rng(2)
    noise = cv2.resize(rng.integers(0, 255, (90, 160)).astype(np.uint8), (640, 360))
    busy = ready(way, cv2.cvtColor(noise, cv2.COLOR_GRAY2BGR))
    fields = [ready(way, scene.colour), busy]
    own, other = slide(way, ink_of(sketch(scene.ink)), fields, CLOSE)
    assert other.score < own.score / 1.3


def test_frames_are_kept_small(scene: Drawn) -> None:
    assert LONGER == max(shrunk(lines_of(scene.colour)).shape)


def test_lines_stand_in_the_middle_of_the_canvas_at_their_size(scene: Drawn) -> None:
    lines = lines_of(scene.colour)
    whole, half = canvas(lines), canvas(lines, 0.5)
    assert (SIDE, SIDE) == whole.shape == half.shape
    wide = [int(np.ptp(np.flatnonzero(one.any(axis=0)))) for one in (whole, half)]
    assert wide[0] <= LONGER
    assert wide[1] == pytest.approx(wide[0] / 2, abs=3)


def test_the_same_agreement_is_worth_less_where_lines_run_every_way(way: Way, scene: Drawn) -> None:
    [own] = slide(way, ink_of(scene.ink), [ready(way, scene.colour)], ((1.0,), (0.0,)))
    hatched = scene.colour.copy()
    for start in range(-360, 640, 9):
        cv2.line(hatched, (start, 0), (start + 360, 360), (30, 24, 20), 1)
        cv2.line(hatched, (start + 360, 0), (start, 360), (30, 24, 20), 1)
    [crowded] = slide(way, ink_of(scene.ink), [ready(way, hatched)], ((1.0,), (0.0,)))
    assert crowded.score < own.score


def hill(across: float, down: float, side: int = 16) -> np.ndarray:
    """A score over all shifts with its top there, on a field that goes round."""
    y, x = np.mgrid[0:side, 0:side].astype(float)
    apart = [(one - at + side / 2) % side - side / 2 for one, at in ((x, across), (y, down))]
    return (0.9 * np.exp(-(apart[0] ** 2 + apart[1] ** 2) / 18)).astype(np.float32)


@pytest.mark.parametrize(
    ("across", "down"), [(0, 0), (3.3, -2.2), (-0.4, 0.4), (7.2, -6.8), (-5, 2.5)]
)
def test_the_top_is_found_between_the_cells_and_round_the_edge(across: float, down: float) -> None:
    peak = finest(hill(across, down))
    assert abs(peak.across - across) < 0.05
    assert abs(peak.down - down) < 0.05
    assert 0.8 < peak.score <= 0.9 + 1e-6


def test_a_flat_score_has_its_top_in_the_first_cell() -> None:
    assert (0.0, 0.0) == finest(np.full((8, 8), 0.5, np.float32))[1:]
