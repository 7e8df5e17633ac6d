"""What is kept of a reference frame."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.frames import fingerprint as prints
from celtrace.frames import kept, local
from celtrace.frames.book import AXES, book
from celtrace.frames.fingerprint import fingerprint, pdq, settings
from celtrace.frames.kept import WIDE, unpacked
from celtrace.frames.local import features
from celtrace.frames.votes import VOTING
from frames.drawn import Drawn, Show
from frames.pages import page


def bits(one: np.ndarray, other: np.ndarray) -> int:
    return int(np.bitwise_count(pdq(one)[0] ^ pdq(other)[0]).sum())


def test_a_frame_is_kept_as_layout_pdq_short_features_and_lines(scene: Drawn) -> None:
    one = fingerprint(scene.colour)
    assert ((AXES,), (32,), (480, 270)) == (one.layout.shape, one.pdq.shape, one.size)
    assert 40 < len(one.voting) <= VOTING
    assert WIDE == max(unpacked(one.lines).shape)
    assert ("", True) == (one.plain, one.pdq_quality >= 50)


def test_the_same_picture_gives_the_same_fingerprint(scene: Drawn) -> None:
    one, two = fingerprint(scene.colour), fingerprint(scene.colour.copy())
    assert np.array_equal(one.layout, two.layout)
    assert np.array_equal(one.voting.signs, two.voting.signs)
    assert one.lines == two.lines


def test_a_page_is_fingerprinted_by_its_drawing(scene: Drawn, shows: list[Show]) -> None:
    one, same = (fingerprint(pixels) for pixels in (page(scene.ink), scene.colour))
    other = fingerprint(shows[1].frame(0, 0.5).colour)
    apart, far = (np.linalg.norm(one.layout.astype(float) - two.layout) for two in (same, other))
    assert apart < far / 2


def test_a_frame_takes_less_than_four_kilobytes(shows: list[Show]) -> None:
    made = [fingerprint(show.frame(cut, 0.5).colour) for show in shows for cut in range(3)]
    taken = [sum(part.nbytes for part in (one.layout, one.pdq, one.voting.words,
                                          one.voting.signs)) + len(one.lines)
             for one in made]  # fmt: skip
    assert max(taken) < 4000


def test_what_votes_are_the_strongest_features_of_the_lines_as_they_are_kept(scene: Drawn) -> None:
    one = fingerprint(scene.colour)
    own = features(unpacked(one.lines))
    strongest = book().short(own.descriptions[:VOTING]).words
    assert len(np.intersect1d(strongest, one.voting.words)) > 0.9 * len(np.unique(strongest))


def test_pdq_is_near_for_a_copy_and_far_for_another(scene: Drawn, shows: list[Show]) -> None:
    small = cv2.resize(scene.colour, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    assert bits(scene.colour, small) <= 31
    assert bits(scene.colour, shows[2].frame(0, 0.5).colour) > 60


def test_pdq_of_a_blank_picture_has_no_quality() -> None:
    assert pdq(np.full((90, 160, 3), 255, np.uint8))[1] < 50


@pytest.mark.parametrize(
    ("where", "name"), [(prints, "VERSION"), (local, "MOST"), (kept, "QUALITY")]
)
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
    assert (AXES,) == fingerprint(strip).layout.shape
