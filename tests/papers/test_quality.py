"""What is measured of a picture, and from where on it is too poor."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.papers.bands import Grey
from celtrace.papers.quality import quality
from papers.pages import document, grey

PAGE = grey(document(1))


def gleaming() -> Grey:
    down, right = np.mgrid[0 : PAGE.shape[0], 0 : PAGE.shape[1]]
    light = 500 * np.exp(-((right - 500) ** 2 + (down - 300) ** 2) / 120**2)
    return np.clip(0.8 * PAGE + light, 0, 255).astype(np.uint8)


def test_a_good_picture_has_no_flaw() -> None:
    assert () == quality(PAGE).flaws


@pytest.mark.parametrize(
    ("picture", "flaw"),
    [
        (cv2.GaussianBlur(PAGE, (0, 0), 5).astype(np.uint8), "blurred"),
        (cv2.resize(PAGE, (320, 224)).astype(np.uint8), "small"),
        ((PAGE * 0.25).astype(np.uint8), "dark"),
        ((PAGE * 0.1 + 200).astype(np.uint8), "pale"),
        (gleaming(), "glare"),
    ],
)
def test_a_spoilt_picture_has_the_flaw(picture: Grey, flaw: str) -> None:
    assert flaw in quality(picture).flaws


def test_white_paper_is_no_gleam() -> None:
    paper = np.full((700, 1000), 255, np.uint8)
    paper[100:600:20, 100:900] = 30
    assert "glare" not in quality(paper).flaws


def test_the_measures_are_told_with_their_limits() -> None:
    said = quality(PAGE).words
    assert f"{PAGE.shape[1]} x {PAGE.shape[0]} pixels" in said
    assert "limit" in said


@pytest.mark.parametrize("size", [(64, 64), (64, 900), (3000, 70)])
def test_any_shape_is_measured(size: tuple[int, int]) -> None:
    assert size[::-1] == (quality(np.full(size, 128, np.uint8)).width, size[0])
