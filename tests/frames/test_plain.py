"""What proves nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.frames.plain import plain
from celtrace.frames.strokes import lines_of
from frames.drawn import Drawn, Show


def said(pixels: np.ndarray) -> str:
    return plain(pixels, lines_of(pixels))


def credits_card(rows: int = 6) -> np.ndarray:
    card = np.zeros((360, 640, 3), np.uint8)
    for n in range(rows):
        place = (120, 60 + 50 * n)
        cv2.putText(card, "Directed by N. N.", place, cv2.FONT_HERSHEY_SIMPLEX, 1, (240,) * 3, 2)
    return card


def bars() -> np.ndarray:
    colours = np.array([[235] * 3, [16, 235, 235], [235, 235, 16], [16, 235, 16], [235, 16, 235]])
    return np.repeat(colours.astype(np.uint8)[None], 128, axis=1).repeat(360, axis=0).reshape(
        360, 640, 3)  # fmt: skip


def test_black_and_white_are_blank() -> None:
    assert "blank" == said(np.zeros((360, 640, 3), np.uint8))
    assert "blank" == said(np.full((360, 640, 3), 255, np.uint8))


def test_credits_are_letters() -> None:
    assert "title or credits" == said(credits_card())


def test_colour_bars_are_rules() -> None:
    assert "bars or rules only" == said(bars())


def test_noise_is_noise() -> None:
    rng = np.random.default_rng(1)
    assert "noise" == said(rng.integers(0, 255, (360, 640, 3)).astype(np.uint8))


@pytest.mark.parametrize("cut", range(3))
def test_a_drawing_is_none_of_these(shows: list[Show], cut: int) -> None:
    assert {""} == {said(show.frame(cut, 0.5).colour) for show in shows}


def test_a_page_with_a_drawing_is_none_of_these(scene: Drawn) -> None:
    assert "" == said(np.repeat(scene.ink[:, :, None], 3, axis=2))
