"""What is kept of a reference frame."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.frames import fingerprint as prints
from celtrace.frames import local
from celtrace.frames.agreement import LONGER
from celtrace.frames.fingerprint import fingerprint, pdq, settings
from celtrace.frames.layout import LENGTH
from celtrace.frames.local import MOST
from frames.drawn import Drawn, Show
from frames.pages import page


def bits(one: np.ndarray, other: np.ndarray) -> int:
    return int(np.bitwise_count(pdq(one)[0] ^ pdq(other)[0]).sum())


def test_a_frame_is_kept_as_layout_pdq_features_and_small_lines(scene: Drawn) -> None:
    one = fingerprint(scene.colour)
    assert ((LENGTH,), (32,), (480, 270)) == (one.layout.shape, one.pdq.shape, one.size)
    assert 40 < len(one.features) <= MOST
    assert LONGER == max(one.small.shape)
    assert ("", True) == (one.plain, one.pdq_quality >= 50)


def test_the_same_picture_gives_the_same_fingerprint(scene: Drawn) -> None:
    one, two = fingerprint(scene.colour), fingerprint(scene.colour.copy())
    assert np.array_equal(one.layout, two.layout)
    assert np.array_equal(one.features.descriptions, two.features.descriptions)


def test_a_page_is_fingerprinted_by_its_drawing(scene: Drawn) -> None:
    assert fingerprint(page(scene.ink)).layout @ fingerprint(scene.colour).layout > 0.85


def test_pdq_is_near_for_a_copy_and_far_for_another(scene: Drawn, shows: list[Show]) -> None:
    small = cv2.resize(scene.colour, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    assert bits(scene.colour, small) <= 31
    assert bits(scene.colour, shows[2].frame(0, 0.5).colour) > 60


def test_pdq_of_a_blank_picture_has_no_quality() -> None:
    assert pdq(np.full((90, 160, 3), 255, np.uint8))[1] < 50


@pytest.mark.parametrize(("where", "name"), [(prints, "VERSION"), (local, "MOST")])
def test_another_setting_is_another_digest(
    monkeypatch: pytest.MonkeyPatch, where: object, name: str
) -> None:
    before = settings()
    assert before == settings()
    monkeypatch.setattr(where, name, 7)
    assert before != settings()


def test_the_smallest_picture_that_is_read_has_a_fingerprint() -> None:
    assert "blank" == fingerprint(np.full((16, 16, 3), 255, np.uint8)).plain


@pytest.mark.parametrize("shape", [(16, 1600), (1600, 16)])
def test_a_strip_has_a_fingerprint(shape: tuple[int, int]) -> None:
    strip = np.random.default_rng(1).integers(0, 255, (*shape, 3)).astype(np.uint8)
    assert (LENGTH,) == fingerprint(strip).layout.shape
