from __future__ import annotations

import pytest

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
