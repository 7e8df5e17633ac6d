"""Laying one page on another: the projection is found, and letters alone place nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from celtrace.papers.alike import laid
from celtrace.papers.bands import Grey
from celtrace.papers.neighbours import bits_of
from celtrace.papers.placing import placed
from celtrace.papers.sketch import LONGER, Sketch, sketch
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


def test_corners_that_look_alike_have_near_bits() -> None:
    """A descriptor and one a little off differ in few of 256 bits; two others in about half."""
    draw = np.random.default_rng(1)
    off = np.clip(ONE.marks.astype(int) + draw.integers(-4, 5, ONE.marks.shape), 0, 255)
    bits, near = bits_of(ONE.marks), bits_of(off.astype(np.uint8))
    assert (len(ONE.marks), 32) == bits.shape
    own = np.bitwise_count(bits ^ near).sum(axis=1)
    others = np.bitwise_count(bits ^ np.roll(bits, 7, axis=0)).sum(axis=1)
    assert np.median(own) < 40
    assert np.median(others) > 90


def test_a_page_is_found_among_corners_of_which_four_in_five_are_chance() -> None:
    """Corners thrown about at one turn and size, as letters are, do not hide the projection."""
    draw = np.random.default_rng(2)
    chance = 4 * 60
    points = np.concatenate([draw.uniform(0, 800, (60 + chance, 2)), np.full((60 + chance, 2), 5)],
                            axis=1).astype(np.float32)  # fmt: skip
    moved = points.copy()
    moved[:60, :2] += (30, -20)
    moved[60:, :2] = draw.uniform(0, 800, (chance, 2))
    marks = draw.integers(0, 60, (60 + chance, 128)).astype(np.uint8)
    sheet = np.zeros((800, 800), np.uint8)
    found = placed(Sketch(sheet, points, marks), Sketch(sheet, moved, marks))
    assert found is not None
    assert found.place == pytest.approx(np.array([[1, 0, -30], [0, 1, 20], [0, 0, 1]]), abs=0.5)


def test_what_covers_ends_where_the_page_ends() -> None:
    """Laid half beside a page, another covers half of it."""
    other = Sketch(np.full((400, 800), 200, np.uint8), ONE.points, ONE.marks)
    half = np.array([[1.0, 0, 400], [0, 1, 0], [0, 0, 1]])
    _, covers = laid(other, other, half)
    assert covers[:, 402:].all()
    assert not covers[:, :398].any()
