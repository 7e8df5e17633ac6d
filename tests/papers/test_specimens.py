"""Specimen documents of states: altered copies are found, others are left alone."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest

from celtrace.papers.alike import alike
from celtrace.papers.bands import Grey
from celtrace.papers.neighbours import neighbours
from celtrace.papers.quality import quality
from celtrace.papers.sketch import Sketch, sketch

FOLDER = "verify/mrz_passporteye/passporteye/mrz/testdata"
NAMES = ("100_pass-cze.jpg", "100_id-usa.jpg", "79_pass-hun.png", "43_pass-fra.jpg", "53_id-d.jpg")
pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def specimens(shared_data: Path) -> dict[str, Grey]:
    found = {name: cv2.imread(str(shared_data / FOLDER / name), 0) for name in NAMES}
    return {name: np.asarray(grey, np.uint8) for name, grey in found.items() if grey is not None}


@pytest.fixture(scope="module")
def sketches(specimens: dict[str, Grey]) -> dict[str, Sketch]:
    return {name: sketch(grey) for name, grey in specimens.items()}


def forged(grey: Grey, seed: int) -> Grey:
    """Another portrait of nothing, another line of print, turned, a poor JPEG."""
    draw = random.Random(seed)  # noqa: S311 - a test's own choice
    made, (height, width) = grey.copy(), grey.shape
    face = np.random.default_rng(seed).integers(40, 220, (9, 7)).astype(np.uint8)
    top, left = height // 4, width // 16
    size = (width // 4, height * 2 // 5)
    made[top : top + size[1], left : left + size[0]] = cv2.resize(face, size)
    made[height * 3 // 10 : height * 4 // 10, width * 4 // 10 : width * 9 // 10] = 220
    place = cv2.getRotationMatrix2D((width / 2, height / 2), draw.uniform(-3, 3), 0.9)
    turned = cv2.warpAffine(made, place, (width, height), borderValue=200)
    data = cv2.imencode(".jpg", turned, [cv2.IMWRITE_JPEG_QUALITY, draw.randint(45, 80)])[1]
    return np.asarray(cv2.imdecode(data, 0), np.uint8)


@pytest.mark.parametrize("name", NAMES)
def test_an_altered_copy_is_found(
    specimens: dict[str, Grey], sketches: dict[str, Sketch], name: str
) -> None:
    found = alike(sketches[name], sketch(forged(specimens[name], 3)))
    assert found is not None
    assert found.same
    assert len(found.differ) > 10


@pytest.mark.parametrize(("one", "other"), list(combinations(NAMES, 2)))
def test_documents_of_two_states_are_never_one(
    sketches: dict[str, Sketch], one: str, other: str
) -> None:
    found = alike(sketches[one], sketches[other])
    assert found is None or not found.same
    assert found is None or found.share < 0.25


def test_copies_are_named_as_neighbours(
    specimens: dict[str, Grey], sketches: dict[str, Sketch]
) -> None:
    copies = [sketch(forged(specimens[name], 5)) for name in NAMES]
    found = set(neighbours([*sketches.values(), *copies]))
    assert {(n, n + len(NAMES)) for n in range(len(NAMES))} <= found


@pytest.mark.parametrize("name", NAMES)
def test_a_specimen_is_sharp_enough_and_a_spoilt_one_is_not(
    specimens: dict[str, Grey], name: str
) -> None:
    large = cv2.resize(specimens[name], (900, 600)).astype(np.uint8)
    soft = cv2.GaussianBlur(large, (0, 0), 5).astype(np.uint8)
    assert "blurred" not in quality(large).flaws
    assert "blurred" in quality(soft).flaws
