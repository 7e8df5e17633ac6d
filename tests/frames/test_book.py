"""Descriptions and layouts told in short."""

from __future__ import annotations

import io

import msgspec
import numpy as np
import pytest

from celtrace.errors import EvidenceChanged
from celtrace.frames import book as books
from celtrace.frames.book import AXES, HALVES, SIGNS, WORDS, book, rounded
from celtrace.frames.layout import layout
from celtrace.frames.local import LENGTH, features
from celtrace.frames.strokes import ink_of, lines_of
from frames.drawn import Drawn, Show


@pytest.fixture(scope="module")
def described(scene: Drawn) -> np.ndarray:
    return features(lines_of(scene.colour)).descriptions


def test_the_book_is_what_was_trained() -> None:
    own = book()
    assert (2, HALVES, LENGTH // 2) == own.halves.shape
    assert (LENGTH, SIGNS) == own.turns.shape
    assert all(np.array_equal(one, np.round(one)) for one in (own.halves, own.turns, own.middles))
    assert own is book()


def test_another_book_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "SHA256", "0" * 64)
    book.cache_clear()
    with pytest.raises(EvidenceChanged, match="not what was trained"):
        book()


def test_the_nearest_word_is_the_nearest_of_all(described: np.ndarray) -> None:
    own = book()
    some = described[:20].astype(np.float64)
    far = [((some[:, None, 64 * side : 64 * side + 64] - own.halves[side]) ** 2).sum(axis=2)
           for side in (0, 1)]  # fmt: skip
    every = (far[0][:, :, None] + far[1][:, None]).reshape(20, WORDS)
    assert every.argmin(axis=1).tolist() == own.short(described[:20]).words.tolist()


def test_near_words_are_different_and_the_nearest_first(described: np.ndarray) -> None:
    near = book().near(described, 16)
    assert (len(described), 16) == near.shape
    assert all(16 == len(set(row)) for row in near.tolist())
    assert np.array_equal(near[:, 0], book().short(described).words)


def test_of_near_words_twelve_are_the_nearest_of_all(described: np.ndarray) -> None:
    own, some = book(), described[:40].astype(np.float64)
    far = [((some[:, None, 64 * side : 64 * side + 64] - own.halves[side]) ** 2).sum(axis=2)
           for side in (0, 1)]  # fmt: skip
    every = (far[0][:, :, None] + far[1][:, None]).reshape(len(some), WORDS)
    told = np.take_along_axis(every, own.near(described[:40], 16), axis=1)
    nearest = np.sort(every, axis=1)[:, :16]
    assert np.array_equal(nearest[:, :12], told[:, :12])
    assert (told[:, 12:] >= nearest[:, 12:]).all()


def test_a_word_of_a_half_beyond_the_twelfth_is_left_out() -> None:
    """Where one side has one half that is near, and the other sixteen."""
    halves = np.full((2, HALVES, LENGTH // 2), 200, np.float32)
    halves[0, :16] = np.arange(16)[:, None]
    halves[1, 0] = 0
    near = msgspec.structs.replace(book(), halves=halves).near(np.zeros((1, LENGTH), np.uint8), 16)
    assert [n * HALVES for n in range(12)] == near[0, :12].tolist()
    assert not {n * HALVES for n in range(12, 16)} & set(near[0].tolist())


def test_equal_descriptions_are_told_alike_whatever_stands_beside_them(
    described: np.ndarray,
) -> None:
    """No sum depends on its order: all are whole numbers below 2^24."""
    whole, each = book().short(described), [book().short(one[None]) for one in described[:30]]
    assert whole.words[:30].tolist() == [int(one.words[0]) for one in each]
    assert whole.signs[:30].tolist() == [int(one.signs[0]) for one in each]
    own = book()
    far = (own.halves**2).sum(axis=2) + 2 * 255 * own.halves.sum(axis=2)
    assert far.max(axis=1).sum() < 2**24
    assert 255 * np.abs(own.turns).sum(axis=0).max() < 2**24


def test_like_descriptions_have_like_signs(described: np.ndarray) -> None:
    noisy = np.clip(described + np.random.default_rng(2).normal(0, 6, described.shape), 0, 255)
    one, other = (book().signs(raw.astype(np.uint8)) for raw in (described, noisy))
    assert np.bitwise_count(one ^ other).mean() < 7
    assert np.bitwise_count(one ^ np.roll(one, 5)).mean() > 9


def test_nothing_is_told_of_no_descriptions() -> None:
    none = book().short(np.zeros((0, LENGTH), np.uint8))
    assert (0, np.uint16, np.uint32) == (len(none), none.words.dtype, none.signs.dtype)


def test_layouts_of_one_drawing_are_told_alike(scene: Drawn, shows: list[Show]) -> None:
    one, same, other = (
        book().told(layout(lines))
        for lines in (lines_of(scene.colour), ink_of(scene.ink),
                      lines_of(shows[1].frame(0, 0.5).colour))
    )  # fmt: skip
    assert (AXES,) == one.shape
    assert np.linalg.norm(one - same) < np.linalg.norm(one - other) / 2


def test_told_layouts_are_kept_as_bytes() -> None:
    said = rounded(np.array([0.4, -0.6, 300, -300], np.float32))
    assert ([0, -1, 127, -127], np.int8) == (said.tolist(), said.dtype)


def test_the_book_is_read_without_running_anything() -> None:
    with np.load(io.BytesIO(np.asarray(_data()).tobytes()), allow_pickle=False) as held:
        assert {"halves", "turns", "middles", "axes", "usual", "head"} == set(held.files)


def _data() -> np.ndarray:
    return np.frombuffer((books.files("celtrace.frames") / books.BOOK).read_bytes(), np.uint8)
