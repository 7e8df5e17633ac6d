"""Frames by the votes of a drawing's features."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from celtrace.cases.frames.index import Index
from celtrace.frames import votes
from celtrace.frames.book import WORDS, Short, book
from celtrace.frames.local import LENGTH, Features, features
from celtrace.frames.strokes import ink_of
from celtrace.frames.votes import FAR, OF, Listed, Votes, listed
from frames.drawn import Drawn, Show

RNG = np.random.default_rng(8)


def of(descriptions: np.ndarray) -> Features:
    return Features(np.zeros((len(descriptions), 4), np.float32), descriptions)


def held(frames: list[np.ndarray]) -> Votes:
    """Frames with these descriptions."""
    counts = np.array([len(one) for one in frames], np.uint8)
    return Votes(listed([book().short(np.concatenate(frames))], counts), counts)


def real(show: Show, cut: int) -> np.ndarray:
    return features(ink_of(show.frame(cut, 0.5).ink)).descriptions


@pytest.fixture(scope="module")
def frames(shows: list[Show]) -> list[np.ndarray]:
    return [real(show, cut)[:64] for show in shows for cut in range(3)]


def test_features_are_sorted_by_word_and_know_their_frame() -> None:
    short = Short(np.array([7, 3, 7, 3], np.uint16), np.arange(4, dtype=np.uint32))
    made = listed([short], np.array([1, 3]))
    assert WORDS + 1 == len(made.starts)
    assert [0, 2, 2, 4] == [int(made.starts[word]) for word in (3, 4, 7, 8)]
    assert ([1, 1, 0, 1], [1, 3, 0, 2]) == (made.frames.tolist(), made.signs.tolist())


@pytest.mark.parametrize("ends", [[1], [2, 2, 5], [0, 3, 8]])
def test_parts_give_the_list_that_all_frames_give_at_once(ends: list[int]) -> None:
    rng = np.random.default_rng(3)
    counts = rng.integers(0, 4, 8)
    words = rng.integers(20, size=counts.sum()).astype(np.uint16)
    short = Short(words, np.arange(len(words), dtype=np.uint32))
    cuts = [0, *(int(counts[:one].sum()) for one in ends), len(words)]
    parts = [Short(short.words[a:b], short.signs[a:b]) for a, b in pairwise(cuts)]
    whole, made = listed([short], counts), listed(parts, counts)
    for name in Listed.__struct_fields__:
        assert getattr(whole, name).tolist() == getattr(made, name).tolist()
        assert getattr(whole, name).dtype == getattr(made, name).dtype


def test_a_frame_has_most_votes_of_its_own_features(frames: list[np.ndarray]) -> None:
    found = held(frames)
    assert list(range(9)) == [found.most(of(one), 1)[0] for one in frames]
    assert sum(len(one) for one in frames) == len(found)


def test_a_drawing_votes_for_its_frame(index: Index, scene: Drawn) -> None:
    voted = index.gallery.votes.most(features(ink_of(scene.ink)), 3)
    assert "ep01_c001" == index.frames[voted[0]].cut
    assert "drawn101" == index.frames[voted[0]].show


def test_no_more_are_named_than_asked_for_and_none_without_votes(
    frames: list[np.ndarray],
) -> None:
    found = held(frames)
    assert 2 == len(found.most(of(frames[0]), 2))
    assert [] == found.most(of(np.zeros((0, LENGTH), np.uint8)), 5)


def test_a_feature_votes_once_for_a_frame(frames: list[np.ndarray]) -> None:
    """A frame that has one feature eight times does not win over one that has three of them."""
    one = frames[0]
    found = held([np.repeat(one[:1], 8, axis=0), one[:3], *frames[1:]])
    assert 1 == found.most(of(one[:3]), 1)[0]


def test_a_picture_of_every_episode_is_voted_for(frames: list[np.ndarray]) -> None:
    """More frames are equally near than neighbours are counted."""
    assert [0, 1, 2] == held([frames[0]] * (OF + 2)).most(of(frames[0]), 3)
    assert OF + 2 == len(held([frames[0]] * (OF + 2)).most(of(frames[0]), 99))


def test_votes_for_a_frame_with_many_features_count_less(frames: list[np.ndarray]) -> None:
    own = frames[0][:20]
    found = held([np.concatenate([own, *frames[1:4]]), np.concatenate([own, frames[5][:20]])])
    assert [1, 0] == found.most(of(own), 2)


def test_of_equal_frames_the_earlier_is_named_first(frames: list[np.ndarray]) -> None:
    assert [0, 1, 2] == held([frames[0]] * 3).most(of(frames[0]), 3)


def test_what_differs_in_more_signs_is_no_neighbour() -> None:
    own = RNG.integers(0, 160, (1, LENGTH)).astype(np.uint8)
    short = book().short(own)
    for apart, named in ((FAR, [0]), (FAR + 1, [])):
        signs = short.signs ^ np.uint32(2**apart - 1)
        found = Votes(listed([Short(short.words, signs)], np.array([1])), np.array([1]))
        assert named == found.most(of(own), 1)


def test_only_the_nearest_neighbours_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames k = 0 to 5 differ in k signs: with three counted, the fourth gives the measure."""
    monkeypatch.setattr(votes, "OF", 3)
    own = RNG.integers(0, 160, (1, LENGTH)).astype(np.uint8)
    short = book().short(own)
    signs = np.array([short.signs[0] ^ np.uint32(2**k - 1) for k in range(6)], np.uint32)
    counts = np.ones(6, np.uint8)
    found = Votes(listed([Short(np.repeat(short.words, 6), signs)], counts), counts)
    assert [0, 1, 2] == found.most(of(own), 6)
