from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.names.latin import alike, skeleton, sound

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("one", "other"),
    [("husayn", "hussein"), ("sergei", "sergey"), ("osama", "usama"), ("yuri", "youri")],
)
def test_spellings_of_one_sound_are_nearly_the_same(one: str, other: str) -> None:
    assert sound(one) == sound(other)
    assert alike(one, other) >= 0.85


def test_consonants_stay() -> None:
    assert skeleton("mahmoud") == "mhmd"


def test_a_swap_of_letters_is_one_slip() -> None:
    assert alike("mohammad", "mohamamd") > 0.8


def test_short_words_differ_by_any_letter() -> None:
    assert alike("kim", "kum") == 0


@given(WORDS, WORDS)
def test_likeness_is_the_same_both_ways(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)


@given(WORDS)
def test_a_word_is_wholly_like_itself(word: str) -> None:
    assert alike(word, word) == 1
