"""Laying one page on another: the projection is found, and letters alone place nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from celtrace.papers.bands import Grey
from celtrace.papers.placing import placed
from celtrace.papers.sketch import LONGER, sketch, sketched
from papers.pages import document, grey

FIRST = grey(document(1))
ONE = sketch(FIRST)


def scribbled(seed: int) -> Grey:
    """A page of numbers, drawn from `seed`, and nothing else."""
    draw, sheet = np.random.default_rng(seed), Image.new("L", (1000, 700), 230)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(20)
    for row in range(20):
        words = " ".join(str(n) for n in draw.integers(100, 99999, 9))
        pen.text((30, 20 + 33 * row), words, fill=60, font=font)
    return grey(sheet)


@pytest.mark.parametrize("degrees", [0, 9, 90, 180])
def test_the_projection_takes_each_corner_to_its_place(degrees: int) -> None:
    height, width = FIRST.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.7)
    other = sketch(np.asarray(cv2.warpAffine(FIRST, turn, (width, height)), np.uint8))
    found = placed(ONE, other)
    assert found is not None
    scale = LONGER / width
    there = cv2.transform(np.array([[[300.0, 300.0]]]), turn) * scale
    back = cv2.perspectiveTransform(there, found.place)[0, 0]
    assert back == pytest.approx((300 * scale, 300 * scale), abs=3)
    assert found.corners >= 40


@pytest.mark.parametrize(
    "other", [scribbled(3), np.full((300, 500), 200, np.uint8)], ids=["other print", "blank"]
)
def test_pages_that_share_nothing_but_letters_are_not_placed(other: np.ndarray) -> None:
    assert placed(ONE, sketch(other)) is None


def test_a_page_seen_in_a_mirror_is_not_placed() -> None:
    mirrored = sketch(np.ascontiguousarray(FIRST[:, ::-1]))
    assert placed(ONE, mirrored) is None


def test_a_sketch_that_was_kept_has_the_same_bits_again() -> None:
    again = sketched(ONE.grey, ONE.points, ONE.marks)
    assert np.array_equal(ONE.bits, again.bits)
    assert (len(ONE.marks), 32) == ONE.bits.shape


def test_corners_that_look_alike_have_near_bits() -> None:
    """A descriptor and one a little off differ in few of 256 bits; two others in about half."""
    draw = np.random.default_rng(1)
    off = np.clip(ONE.marks.astype(int) + draw.integers(-4, 5, ONE.marks.shape), 0, 255)
    near = sketched(ONE.grey, ONE.points, off.astype(np.uint8)).bits
    own = np.bitwise_count(ONE.bits ^ near).sum(axis=1)
    others = np.bitwise_count(ONE.bits ^ np.roll(ONE.bits, 7, axis=0)).sum(axis=1)
    assert np.median(own) < 40
    assert np.median(others) > 90
