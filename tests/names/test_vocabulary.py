from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from celtrace.names.latin import FLOOR, alike
from celtrace.names.vocabulary import Keys, Vocabulary, keys_of

WORDS = (
    "husayn",
    "innocent",
    "samara",
    "kaddafi",
    "mahmoud",
    "@trade",
    "%kim",
    "%myuNcul",
    "$chinping",
    "26",
)


def near(word: str) -> dict[str, float]:
    vocabulary = Vocabulary.build(WORDS)
    return {vocabulary.words[at]: value for at, value in vocabulary.near(word).items()}


@pytest.mark.parametrize(
    ("searched", "found"),
    [
        ("hussein", "husayn"),
        ("innocnet", "innocent"),
        ("samarskii", "samara"),
        ("elkaddafi", "kaddafi"),
        ("~mhmud", "mahmoud"),
        ("@trade", "@trade"),
        ("%myunNcul", "%myuNcul"),
        ("26", "26"),
    ],
)
def test_a_word_is_near_what_it_may_be(searched: str, found: str) -> None:
    assert found in near(searched)


@pytest.mark.parametrize("word", ["garcia", "@bank", "27", "%lee", "~krm"])
def test_a_word_is_near_nothing_else(word: str) -> None:
    assert near(word) == {}


def test_a_short_given_name_is_near_its_long_form() -> None:
    assert Vocabulary.build(["william"]).near("bill") == {0: 0.85}


def test_keys_of_short_sounds_are_the_sound_alone() -> None:
    assert keys_of("ali") == {"ali"}
    assert len(keys_of("husin")) == 6


@given(st.lists(st.tuples(st.text(min_size=1, max_size=5), st.integers(0, 1000)), max_size=40))
def test_what_is_put_under_a_key_is_got_from_it(pairs: list[tuple[str, int]]) -> None:
    keys = Keys.build(pairs)
    assert all(number in keys.get(key) for key, number in pairs)


LETTERS = st.text(alphabet="abdehiklmnorstuyz", min_size=1, max_size=10)


@given(LETTERS, LETTERS)
def test_words_that_are_alike_are_near_and_no_less_so(word: str, other: str) -> None:
    value = alike(word, other)
    one_slip = Levenshtein.distance(word, other) <= 1 and len(word) > 4
    found = Vocabulary.build([other]).near(word).get(0, 0.0)
    assert not one_slip or found > 0 or value == 0
    assert found == 0 or found >= FLOOR


@given(st.lists(st.tuples(st.text(min_size=1, max_size=4), st.integers(0, 99)), max_size=30))
def test_several_keys_give_what_each_gives(pairs: list[tuple[str, int]]) -> None:
    keys = Keys.build(pairs)
    asked = [key for key, _ in pairs[::2]]
    assert {number for key in asked for number in keys.get(key)} == keys.of_any(asked)
