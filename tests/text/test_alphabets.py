"""Letters of Europe tell one-byte code pages apart by how they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.text.alphabets import alphabet, cyrillic, western

RUSSIAN = "Привет, друзья"
FRENCH = "déjà été là où l'élève"


@pytest.mark.parametrize("page", ["koi8-r", "cp866", "cp1252"])
def test_russian_scores_best_in_its_own_page(page: str) -> None:
    assert cyrillic(RUSSIAN) > cyrillic(RUSSIAN.encode("cp1251").decode(page, "replace"))


@pytest.mark.parametrize("page", ["mac_roman", "cp850", "cp1251"])
def test_french_scores_best_in_its_own_page(page: str) -> None:
    assert western(FRENCH) > western(FRENCH.encode("cp1252").decode(page, "replace"))


@pytest.mark.parametrize(
    ("usual", "odd"),
    [
        ("привет", "пРИВЕТ"),
        ("Привет", "прИвет"),
        ("café", "caféé"),
        ("naïve", "naяve"),
    ],
)
def test_letters_where_they_stand_are_less_surprising(usual: str, odd: str) -> None:
    assert alphabet(usual) < alphabet(odd)


def test_capitals_inside_a_word_and_letters_beside_latin_speak_against_cyrillic() -> None:
    assert cyrillic("мир") > cyrillic("мИр")
    assert cyrillic("мир") > cyrillic("xмxиxр")


def test_signs_of_print_are_usual_in_western_text_and_alone() -> None:
    assert western("12 € – “new”") > western("12 ¤ ¬ ¦new¦")
    assert western("a’b") > western("a’’b")


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_says_nothing(text: str) -> None:
    assert (0.0, 0.0, 0.0) == (alphabet(text), cyrillic(text), western(text))


@given(st.text(alphabet=st.characters(min_codepoint=0x3040, max_codepoint=0xD7A3)))
def test_letters_of_east_asia_are_free_and_no_alphabet(text: str) -> None:
    assert 0.0 == alphabet(text)
    assert cyrillic(text) <= 0.0
    assert western(text) <= 0.0
