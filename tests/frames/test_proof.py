"""The proof by geometry, on points that are known."""

from __future__ import annotations

import numpy as np
import pytest

from celtrace.frames.local import Features, features
from celtrace.frames.proof import REACH, beside, prove, seen_through
from celtrace.frames.strokes import ink_of, lines_of
from frames.drawn import Drawn

RNG = np.random.default_rng(31)
WORDS = RNG.integers(0, 120, (40, 128)).astype(np.uint8)
PLACES = RNG.uniform((20, 20), (460, 250), (40, 2))


def made(
    places: np.ndarray, words: np.ndarray = WORDS, size: float = 8.0, turn: float = 0.0
) -> Features:
    """Features of these descriptions at these places, all of one size and direction."""
    points = np.zeros((len(places), 4), np.float32)
    points[:, :2], points[:, 2], points[:, 3] = places, size, turn
    return Features(points, words)


def spun(degrees: float, scale: float, shift: tuple[float, float]) -> np.ndarray:
    turn = np.radians(degrees)
    matrix = scale * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return PLACES @ matrix.T + shift


@pytest.mark.parametrize(
    ("degrees", "scale", "shift"), [(0, 1.0, (0, 0)), (10, 0.5, (30, -4)), (-90, 2.0, (7, 9))]
)
def test_all_points_that_were_moved_alike_agree(
    degrees: float, scale: float, shift: tuple[float, float]
) -> None:
    proof = prove(made(PLACES), made(spun(degrees, scale, shift), size=8 * scale, turn=degrees))
    assert proof is not None
    moved = PLACES @ proof.place[:, :2].T + proof.place[:, 2]
    assert np.abs(moved - spun(degrees, scale, shift)).max() < 0.5
    assert proof.strokes >= 25


def test_points_that_lie_elsewhere_do_not_agree() -> None:
    places = PLACES.copy()
    places[::2] = RNG.uniform((20, 20), (460, 250), (20, 2))
    proof = prove(made(PLACES), made(places))
    assert proof is not None
    assert 12 <= proof.strokes <= 22


def test_strokes_turned_otherwise_than_the_whole_do_not_count() -> None:
    proof = prove(made(PLACES), made(PLACES, turn=90))
    assert proof is not None
    assert 0 == proof.strokes


def test_strokes_of_another_size_than_the_whole_do_not_count() -> None:
    proof = prove(made(PLACES), made(PLACES, size=40))
    assert proof is not None
    assert 0 == proof.strokes


def test_many_features_of_one_place_are_one_stroke() -> None:
    places = np.repeat(PLACES[:8], 5, axis=0) + RNG.uniform(-1, 1, (40, 2))
    proof = prove(made(places), made(places))
    assert proof is None or proof.strokes <= 8


def test_a_drawing_pressed_into_a_point_proves_nothing() -> None:
    proof = prove(made(PLACES), made(PLACES * 0.01 + 100))
    assert proof is None or proof.strokes <= 4


def test_points_all_on_one_spot_prove_nothing() -> None:
    spot = np.full((40, 2), 50.0)
    proof = prove(made(spot), made(spot))
    assert proof is None or proof.strokes <= 1


def test_the_same_question_has_the_same_answer() -> None:
    noisy = PLACES + RNG.normal(0, 2, PLACES.shape)
    first, again = (prove(made(PLACES), made(noisy)) for _ in range(2))
    assert first is not None
    assert again is not None
    assert np.array_equal(first.place, again.place)
    assert first.strokes == again.strokes


@pytest.mark.parametrize("count", [0, 1, 3])
def test_fewer_than_four_points_prove_nothing(count: int) -> None:
    few = made(PLACES[:count], WORDS[:count])
    assert prove(few, made(PLACES)) is None


def test_strokes_seen_in_another_reading_lie_on_the_same_places(scene: Drawn) -> None:
    """A part of a picture at twice the size: its pixels lead back to the whole's."""
    own, reference = features(ink_of(scene.ink)), features(lines_of(scene.colour))
    proof = prove(own, reference)
    assert proof is not None
    between = np.array([[0.5, 0.0, 30.0], [0.0, 0.5, 12.0]])
    moved = seen_through(proof, between)
    assert proof.strokes == moved.strokes
    onto = moved.found @ moved.place[:, :2].T + moved.place[:, 2]
    before = proof.found @ proof.place[:, :2].T + proof.place[:, 2]
    assert np.allclose(before, onto)
    assert np.allclose(proof.found, moved.found * 0.5 + [30, 12])


def shifted(across: float, down: float = 0.0) -> np.ndarray:
    return np.array([[1.0, 0.0, across], [0.0, 1.0, down]])


def test_features_bear_out_the_place_where_they_lie_and_no_other() -> None:
    there = made(spun(0, 1.0, (30, -4)))
    assert beside(made(PLACES), there, shifted(30, -4)) > 20
    assert abs(beside(made(PLACES), there, np.eye(2, 3))) < 1


def test_a_feature_bears_a_place_out_within_reach() -> None:
    assert beside(made(PLACES), made(PLACES), shifted(0.8 * REACH)) > 10
    assert beside(made(PLACES), made(PLACES), shifted(1.2 * REACH)) < 1


@pytest.mark.parametrize(("turn", "size"), [(90, 8), (0, 40)])
def test_features_turned_or_sized_otherwise_bear_nothing_out(turn: float, size: float) -> None:
    assert beside(made(PLACES), made(PLACES), np.eye(2, 3)) > 10
    assert 0.0 == beside(made(PLACES), made(PLACES, turn=turn, size=size), np.eye(2, 3))


def test_a_crowd_in_one_place_is_what_chance_gives() -> None:
    """Where every feature is within reach, that the likest is says nothing."""
    heap = 100 + RNG.uniform(-2, 2, (40, 2))
    assert abs(beside(made(heap), made(heap), np.eye(2, 3))) < 0.1


def test_without_features_nothing_is_borne_out() -> None:
    none = made(PLACES[:0], WORDS[:0])
    assert (
        0.0 == beside(none, made(PLACES), np.eye(2, 3)) == beside(made(PLACES), none, np.eye(2, 3))
    )


def test_a_drawing_bears_out_its_frame_in_place_better_than_out_of_place(scene: Drawn) -> None:
    own, reference = features(ink_of(scene.ink)), features(lines_of(scene.colour))
    assert beside(own, reference, np.eye(2, 3)) > 5 + beside(own, reference, shifted(40, 25))
