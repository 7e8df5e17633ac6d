"""The material of these tests: shows drawn by script, found drawings, and what others do."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from celtrace.frames.fingerprint import pdq
from frames.drawn import HIGH, WIDE, Drawn, Show
from frames.found import BESIDE, KINDS, LENGTH, TIMES, Source, drawn_gallery, drawn_queries
from frames.peers import baselines, colour_layout, phash


def test_the_same_seed_draws_the_same_show() -> None:
    one, two = Show(5, 2).frame(1, 0.3), Show(5, 2).frame(1, 0.3)
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))


def test_other_seeds_cuts_and_times_draw_other_pictures() -> None:
    show = Show(5, 2)
    first = show.frame(0, 0.3).ink.astype(int)
    others = (show.frame(1, 0.3), show.frame(0, 0.9), Show(6, 2).frame(0, 0.3))
    assert all(np.abs(first - other.ink).mean() > 1 for other in others)


def test_a_frame_is_colour_ink_and_where_the_characters_are(scene: Drawn) -> None:
    assert (HIGH, WIDE, 3) == scene.colour.shape
    assert (HIGH, WIDE) == scene.ink.shape == scene.mask.shape
    assert 0.02 < (scene.mask > 127).mean() < 0.8
    assert 0.01 < (scene.ink < 128).mean() < 0.3


def test_ink_is_where_the_coloured_frame_is_dark(scene: Drawn) -> None:
    dark = scene.colour.max(axis=2) < 60
    assert (scene.ink[dark] < 128).mean() > 0.8


@pytest.mark.parametrize("kind", KINDS)
def test_a_maker_gives_a_colour_picture_and_the_same_one_again(scene: Drawn, kind: str) -> None:
    one, two = (KINDS[kind](Source(*scene), np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(one, two)
    assert (3, np.uint8) == (one.shape[2], one.dtype)
    assert one.std() > 3


def test_the_mirror_is_the_frame_turned_over(scene: Drawn) -> None:
    over = KINDS["mirror"](Source(*scene), np.random.default_rng(3))
    assert np.abs(over[:, ::-1].astype(int) - scene.colour).mean() < 6


def test_the_character_alone_has_less_ink_than_the_whole(scene: Drawn) -> None:
    rough, alone = (
        KINDS[kind](Source(*scene), np.random.default_rng(4)) for kind in ("rough", "char")
    )
    assert (alone.min(axis=2) < 120).mean() < (rough.min(axis=2) < 120).mean() + 0.02


def test_a_query_lies_beside_a_frame_of_the_gallery() -> None:
    gallery = list(drawn_gallery([7], 1))
    [asked] = drawn_queries([7], 1, "line", 1)
    assert len(TIMES) == len(gallery)
    nearest = min(abs(asked.seconds - one.seconds) for one in gallery)
    assert pytest.approx(BESIDE * LENGTH) == nearest
    assert any(asked.hit(one.show, one.cut, one.seconds) for one in gallery)


def test_another_cut_or_show_is_no_hit() -> None:
    [asked] = drawn_queries([7], 1, "line", 1)
    assert not asked.hit(asked.show, "another", asked.seconds)
    assert not asked.hit("another", asked.cut, asked.seconds)
    assert not asked.hit(asked.show, asked.cut, asked.seconds + 1.1)


@pytest.mark.parametrize(
    "name", ["pHash", "PDQ", "colour layout", "PDQ on line maps", "SIFT on line maps"]
)
def test_peers_find_a_re_encoded_frame(shows: list[Show], name: str) -> None:
    gallery = [show.frame(cut, 0.5).colour for show in shows for cut in range(3)]
    asked = KINDS["jpeg"](Source(*shows[1].frame(1, 0.5)), np.random.default_rng(1))
    assert 4 == baselines(gallery)[name](asked)


def test_peers_measure_what_they_are_named_for(scene: Drawn) -> None:
    assert (8,) == phash(scene.colour).shape
    assert (33,) == colour_layout(scene.colour).shape
    grey = cv2.cvtColor(cv2.cvtColor(scene.colour, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    assert np.abs(colour_layout(grey)[21:] - colour_layout(scene.colour)[21:]).max() > 20
    assert np.array_equal(phash(scene.colour), phash(cv2.convertScaleAbs(scene.colour)))
    assert (32,) == pdq(scene.colour)[0].shape
