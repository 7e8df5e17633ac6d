"""Lines from colour frames and from ink."""

from __future__ import annotations

import cv2
import numpy as np

from celtrace.frames.strokes import WORK, drawn_share, ink_of, lines_of, scaled, thin
from frames.drawn import Drawn


def agreement(one: np.ndarray, other: np.ndarray) -> float:
    """Share of the first's lines that have a line of the second within two pixels."""
    near = cv2.dilate((other > 90).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return float(near[one > 90].mean())


def test_the_lines_of_a_finished_frame_are_those_that_were_inked(scene: Drawn) -> None:
    colour, ink = lines_of(scene.colour), ink_of(scene.ink)
    assert (270, WORK) == colour.shape
    assert agreement(colour, ink) > 0.9
    assert agreement(ink, colour) > 0.9


def test_a_border_between_colours_is_a_line_where_none_is_inked() -> None:
    flat = np.zeros((100, 160, 3), np.uint8)
    flat[:, :80], flat[:, 80:] = (90, 90, 200), (90, 200, 90)
    lines = lines_of(flat)
    assert lines[50, 76:84].max() > 200
    assert not lines[50, :60].any()


def test_faint_pencil_is_as_strong_as_ink(scene: Drawn) -> None:
    faint = (255 - (255 - scene.ink.astype(float)) * 0.25).astype(np.uint8)
    assert agreement(ink_of(scene.ink), ink_of(faint)) > 0.95


def test_noise_is_not_blown_up_to_lines() -> None:
    rng = np.random.default_rng(1)
    paper = np.clip(rng.normal(235, 1.2, (200, 300)), 0, 255).astype(np.uint8)
    assert drawn_share(ink_of(paper)) < 0.01


def test_blank_is_blank() -> None:
    assert not lines_of(np.full((90, 160, 3), 255, np.uint8)).any()
    assert not lines_of(np.zeros((90, 160, 3), np.uint8)).any()


def test_a_line_is_thinned_to_its_middle() -> None:
    lines = np.zeros((40, 40), np.uint8)
    cv2.line(lines, (20, 5), (20, 35), 255, 5)
    middle = thin(lines)
    assert middle[20, 20]
    assert middle[20].sum() <= 3


def test_strength_is_scaled_by_the_strongest_lines() -> None:
    strength = np.zeros((50, 50), np.float32)
    strength[10], strength[20] = 0.2, 0.1
    assert (255, 127) == (scaled(strength)[10, 3], scaled(strength)[20, 3])
