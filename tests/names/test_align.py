from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.names.align import SAME, Aligned, align, frame, is_word
from celtrace.names.latin import alike

WORD = st.text(alphabet="abcdefghiklmnoprstuz", min_size=1, max_size=9)
WORDS = st.lists(WORD, min_size=1, max_size=4)


def aligned(first: list[str], second: list[str]) -> Aligned:
    likes = [
        (value, -abs(i - j), i, j)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if (value := alike(one, other))
    ]
    return align(first, second, ([5.0] * len(first), [5.0] * len(second)), likes)


@pytest.mark.parametrize(
    ("first", "second", "places"),
    [
        ("kim chol", "kim chol", {(0, 0), (1, 1)}),
        ("chol kim", "kim chol", {(0, 1), (1, 0)}),
        ("abu nasr saleh", "abunasr saleh", {(0, 0), (1, 0), (2, 1)}),
        ("falahatkari vahid", "kari vahid falahat", {(0, 0), (0, 2), (1, 1)}),
        ("shi yuhua", "hua shi yu", {(0, 1), (1, 0), (1, 2)}),
        ("j smith", "john smith", {(0, 0), (1, 1)}),
        ("garcia", "petrov", set()),
    ],
)
def test_words_pair_in_any_order_joined_or_as_initials(
    first: str, second: str, places: set[tuple[int, int]]
) -> None:
    found = aligned(first.split(), second.split())
    assert places == {(i, j) for i, j, _ in found.pairs}


def test_what_is_left_over_is_weighed_on_each_side() -> None:
    assert aligned(["kim", "garcia"], ["kim"]).left == (5.0, 0.0)
    assert aligned(["kim"], ["kim", "garcia"]).left == (0.0, 5.0)


@given(WORDS)
def test_the_same_words_are_at_least_probably_the_same(words: list[str]) -> None:
    assert aligned(words, words).odds >= SAME


@given(WORDS, WORDS)
def test_every_place_is_paired_or_left(first: list[str], second: list[str]) -> None:
    found = aligned(first, second)
    free = len(first) - len({i for i, _, _ in found.pairs})
    assert found.left[0] == pytest.approx(5.0 * free)


@pytest.mark.parametrize(
    ("token", "word"),
    [("kim", True), ("~mhmd", True), ("@trade", False), ("#llc", False), ("%kim", False),
     ("$wang", False), ("26", False)],
)  # fmt: skip
def test_concepts_folds_and_numbers_are_no_words(token: str, word: bool) -> None:  # noqa: FBT001 - a case of the table
    assert word is is_word(token)


def test_a_frame_is_the_consonants_vowels_written_or_not() -> None:
    assert frame("mahmud") == frame("~mhmud") == "mhmd"
