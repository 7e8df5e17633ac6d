"""Local features, and the proof by geometry."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.frames.layout import LENGTH, directions, layout
from celtrace.frames.local import Features, features, mirrored, pairs, rooted
from celtrace.frames.proof import prove
from celtrace.frames.strokes import ink_of, lines_of
from frames.drawn import Drawn, Show


def moved(ink: np.ndarray, turn: float, scale: float) -> np.ndarray:
    place = cv2.getRotationMatrix2D((320, 180), turn, scale)
    return cv2.warpAffine(ink, place, (640, 360), borderValue=255)


@pytest.mark.parametrize(("turn", "scale"), [(0, 1.0), (4, 0.8), (-8, 1.2)])
def test_a_drawing_laid_on_its_frame_gives_back_how_it_was_moved(
    scene: Drawn, turn: float, scale: float
) -> None:
    proof = prove(features(ink_of(moved(scene.ink, turn, scale))), features(lines_of(scene.colour)))
    assert proof is not None
    assert proof.strokes >= 25
    assert 1 / scale == pytest.approx(float(np.hypot(*proof.place[:2, 0])), rel=0.02)
    assert turn == pytest.approx(float(np.degrees(np.arctan2(*proof.place[::-1, 0]))), abs=1)


def test_another_drawing_has_few_strokes_in_common(shows: list[Show], scene: Drawn) -> None:
    found = features(ink_of(scene.ink))
    strange = [features(lines_of(shows[n].frame(cut, 0.5).colour)) for n in (1, 2)
               for cut in range(3)]  # fmt: skip
    proofs = [prove(found, one) for one in strange]
    assert max(proof.strokes for proof in proofs if proof) <= 12


def test_strokes_are_counted_once_a_place(scene: Drawn) -> None:
    proof = prove(features(ink_of(scene.ink)), features(lines_of(scene.colour)))
    assert proof is not None
    apart = np.abs(proof.found[:, None] - proof.found[None]).max(axis=2)
    assert apart[np.triu_indices(len(apart), 1)].min() > 4


def test_blank_paper_has_no_features_and_proves_nothing(scene: Drawn) -> None:
    none = features(np.zeros((270, 480), np.uint8))
    assert 0 == len(none)
    assert prove(none, features(ink_of(scene.ink))) is None
    assert 0 == len(pairs(none, none))


def test_a_feature_stays_itself() -> None:
    raw = np.abs(np.random.default_rng(2).normal(size=(5, 128))).astype(np.float32)
    assert np.array_equal(rooted(raw), rooted(raw * 7))


def test_pairs_are_mutual_and_clear() -> None:
    rng = np.random.default_rng(3)
    points = np.zeros((6, 4), np.float32)
    points[:, 0] = np.arange(6) * 40
    descriptions = rng.integers(0, 90, (6, 128)).astype(np.uint8)
    here = Features(points, descriptions)
    assert [[n, n] for n in range(6)] == pairs(here, here).tolist()


def test_layout_is_of_length_one_and_alike_for_one_drawing(scene: Drawn, shows: list[Show]) -> None:
    one, same = layout(lines_of(scene.colour)), layout(ink_of(scene.ink))
    other = layout(lines_of(shows[1].frame(0, 0.5).colour))
    assert (LENGTH,) == one.shape
    assert 1 == pytest.approx(float(np.linalg.norm(one)), abs=1e-5)
    assert one @ same > 0.9
    assert one @ other < 0.85


def test_layout_of_nothing_is_zero() -> None:
    assert not layout(np.zeros((270, 480), np.uint8)).any()


@pytest.mark.parametrize(("end", "direction"), [((5, 45), 0), ((45, 5), 4)])
def test_directions_are_told_apart(end: tuple[int, int], direction: int) -> None:
    lines = np.zeros((50, 50), np.uint8)
    cv2.line(lines, (5, 5), end, 255, 2)
    assert direction == int(directions(lines, 8).sum(axis=(0, 1)).argmax())


def test_features_in_the_mirror_are_those_of_the_mirrored_picture(scene: Drawn) -> None:
    lines = ink_of(scene.ink)
    wide = lines.shape[1]
    turned = features(np.ascontiguousarray(lines[:, ::-1]))
    made = mirrored(features(lines), wide)
    both = pairs(made, turned)
    assert len(both) > 0.6 * len(turned)
    off = np.abs(made.points[both[:, 0], :2] - turned.points[both[:, 1], :2])
    assert np.median(off) <= 1
    found = prove(made, turned)
    assert found
    assert found.strokes > 60
    assert pytest.approx(np.eye(2, 3), abs=1.5) == found.place


def test_twice_in_the_mirror_is_the_same(scene: Drawn) -> None:
    own = features(ink_of(scene.ink))
    again = mirrored(mirrored(own, 480), 480)
    assert np.array_equal(own.descriptions, again.descriptions)
    assert np.allclose(own.points[:, :3], again.points[:, :3], atol=1e-3)


def test_no_features_have_none_in_the_mirror() -> None:
    nothing = features(np.zeros((270, 480), np.uint8))
    assert 0 == len(mirrored(nothing, 480))
