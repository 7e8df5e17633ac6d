from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
