from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from celtrace.text.clean import LONGEST, cleaned, plain, unmix


def test_invisible_characters_go_and_are_noted() -> None:
    found = cleaned("SEK\u200b Stu\u202edio")
    assert found.text == "SEK Studio"
    assert found.notes == ("invisible characters left aside",)


def test_full_width_letters_become_plain() -> None:
    assert plain("ＳＥＫ　ＳＴＵＤＩＯ") == "SEK STUDIO"


def test_a_cyrillic_letter_in_a_latin_word_is_read_as_latin_and_noted() -> None:
    found = cleaned("SЕK Studio")
    assert found.text == "SEK Studio"
    assert "'SЕK'" in found.notes[0]


def test_a_latin_letter_in_a_cyrillic_word_is_read_as_cyrillic() -> None:
    assert unmix("Максiм")[0] == "Максім"


def test_a_lone_latin_letter_in_a_cyrillic_name_is_read_as_cyrillic() -> None:
    text, _ = unmix("Общество C Ограниченной")
    assert text.split()[1] == "С"


def test_a_wholly_cyrillic_word_is_left_alone() -> None:
    assert unmix("Сосо") == ("Сосо", ())


def test_a_very_long_name_is_cut_with_a_note() -> None:
    found = cleaned("x" * 10_000)
    assert len(found.text) == LONGEST
    assert found.notes == (f"only the first {LONGEST} of 10000 characters were compared",)


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = plain(text)
    assert once == plain(once)
