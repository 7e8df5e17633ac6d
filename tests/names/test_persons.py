from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.names.persons import name_words, one_form, without_servant


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("abd al rahman", ["abdrahman"]),
        ("abdulrahman", ["abdrahman"]),
        ("abdurrahman", ["abdrahman"]),
        ("abdul hossein", ["abdhossein"]),
        ("abdolhossein", ["abdhossein"]),
        ("saif ul din", ["saifaldin"]),
        ("saifuddin", ["saifaldin"]),
        ("habib ullah", ["habiballah"]),
        ("habibollah", ["habiballah"]),
    ],
)
def test_joined_and_split_names_are_one(written: str, words: list[str]) -> None:
    assert words == name_words(written.split())


def test_a_title_goes_when_two_words_stay() -> None:
    assert name_words(["qari", "saifullah", "tokhi"]) == ["saifallah", "tokhi"]


def test_a_title_beside_one_word_stays() -> None:
    assert name_words(["mullah", "omar"]) == ["mullah", "omar"]


def test_a_particle_inside_goes_and_at_the_end_stays() -> None:
    assert name_words(["pio", "abogne", "de", "vera"]) == ["pio", "abogne", "vera"]
    assert name_words(["li", "du"]) == ["li", "du"]


def test_nothing_but_particles_stays_as_it_was() -> None:
    assert name_words(["al"]) == ["al"]


def test_what_some_leave_off_is_left_off() -> None:
    assert without_servant(["abdbasir", "noorzai"]) == ["basir", "noorzai"]
    assert without_servant(["habiballah"]) == ["habib"]


def test_a_plain_word_keeps_its_form() -> None:
    assert one_form("johnson") == "johnson"


# Spellings of one name in Arabic, Maghrebi, Persian, Somali and Turkic usage.
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("abdulrahman", "abdirahman"),
        ("abdurrahman", "abdelrahman"),
        ("abdelrazak", "abdurazak"),
        ("abdulaziz", "abdelaziz"),
        ("abdullahi", "abdulahi"),
        ("abdullah", "abdollah"),
        ("abdallah", "abdulla"),
        ("abdulkadir", "abdikadir"),
        ("abdessalam", "abdulsalam"),
        ("abdulaev", "abdullaev"),
    ],
)
def test_spellings_of_a_servant_name_are_one(one: str, other: str) -> None:
    assert one_form(one) == one_form(other)


@pytest.mark.parametrize("word", ["abdi", "abdou", "abdul", "abdiev", "abdulov", "abd", "abed"])
def test_a_short_word_with_the_same_beginning_is_left_as_it_is(word: str) -> None:
    assert word == one_form(word)


@given(st.text(alphabet="abdehilnoruz", max_size=14))
def test_a_form_is_its_own_form(word: str) -> None:
    assert one_form(word) == one_form(one_form(word))
