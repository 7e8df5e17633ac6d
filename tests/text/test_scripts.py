from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.text.scripts import counts, main_script, script_of, scripts


@pytest.mark.parametrize(
    ("char", "script"),
    [
        ("a", "Latn"),
        ("ŏ", "Latn"),
        ("Ж", "Cyrl"),
        ("Ω", "Grek"),
        ("김", "Hang"),
        ("漢", "Hani"),
        ("〇", "Hani"),
        ("ア", "Kana"),
        ("م", "Arab"),
        ("द", "Deva"),
        ("ก", "Thai"),
        ("ა", "Other"),
    ],
)
def test_a_letter_has_the_script_of_its_block(char: str, script: str) -> None:
    assert script == script_of(char)


@pytest.mark.parametrize("char", ["7", " ", ".", "\u0301", "€"])
def test_what_is_no_letter_has_no_script(char: str) -> None:
    assert script_of(char) is None


def test_scripts_stand_most_frequent_first() -> None:
    assert scripts("SEK 조선만화영화촬영소 漫畵") == ("Hang", "Latn", "Hani")


def test_a_string_without_letters_has_no_main_script() -> None:
    assert main_script("4·26") is None


@given(st.text())
def test_every_letter_is_counted_once(text: str) -> None:
    letters = sum(script_of(char) is not None for char in text)
    assert letters == sum(counts(text).values())
