from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.text.clean import LONGEST, cleaned, plain, unmix

ODD = st.text(
    st.sampled_from(
        "aeAΑАоo e\u0301\u0308\u200b\u200d\u00ad\u202e\ufeff\u3164\uffa0ﬁⅣＡ가각\u1112\u1161\x00\t"
    ),
    max_size=20,
)
"""Letters, accents, look-alikes, and what cannot be seen, in any order."""


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


@given(ODD)
def test_cleaning_odd_text_twice_changes_nothing_more(text: str) -> None:
    assert plain(text) == plain(plain(text))


@pytest.mark.parametrize(
    ("shown", "hidden"),
    [
        ("André", "Andre\u200b\u0301"),
        ("하나", "\u1112\u200b\u1161나"),
        ("SEK", "S\u00adE\u2060K"),
        ("SEK Studio", "SEK\u3164 Studio"),
        ("SEK Studio", "\ufeffSEK\u00a0\u2003Studio"),
        ("SEK", "\u202eSEK\u202c"),
        ("fi", "ﬁ"),
        ("IV", "Ⅳ"),
        ("a b", "a\t\r\n b"),
        ("", "\u200b\u200b"),
    ],
)
def test_two_names_that_look_alike_are_one_text(shown: str, hidden: str) -> None:
    assert shown == plain(hidden)


@given(ODD)
def test_clean_text_has_one_normal_form(text: str) -> None:
    """UAX 15: toNFKC(toNFKC(x)) = toNFKC(x); a cleaned text is in that form."""
    assert unicodedata.is_normalized("NFKC", plain(text))


@given(ODD)
def test_clean_text_has_nothing_hidden_and_single_spaces(text: str) -> None:
    clean = plain(text)
    assert clean == " ".join(clean.split())
    assert not {unicodedata.category(char) for char in clean} & {"Cc", "Cf"}


@pytest.mark.parametrize("hidden", ["SE\x00K", "SEK\x07", "SE\u200bK", "SE\x9bK", "\u202eSEK"])
def test_whatever_a_reader_would_not_see_is_noted(hidden: str) -> None:
    assert ("SEK", ("invisible characters left aside",)) == (
        cleaned(hidden).text, cleaned(hidden).notes,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["SEK Studio", "조선 4·26", "a\tb", "Søren  Å", "Общество", ""])
def test_ordinary_names_have_no_notes(text: str) -> None:
    assert () == cleaned(text).notes


@pytest.mark.parametrize(
    ("read", "written", "mixed"),
    [
        ("SEK Studio", "SЕK Studiо", ("SЕK", "Studiо")),
        ("Москва", "Mосква", ("Mосква",)),
        ("ABBA", "ΑBBA", ("ΑBBA",)),
        ("Ωmega", "Ωmega", ()),
        ("Жuк", "Жuк", ()),
        ("СЕК СССР", "СЕК СССР", ()),
        ("SEK 株式会社", "SEK 株式会社", ()),
    ],
)
def test_only_a_word_that_can_be_of_one_script_is_read_as_that_script(
    read: str, written: str, mixed: tuple[str, ...]
) -> None:
    """UTS 39, section 5.1: a word is mixed when no one script has all its letters."""
    assert (read, mixed) == unmix(written)


@given(st.text(st.characters(codec="ascii")))
def test_plain_english_is_never_taken_for_a_disguise(text: str) -> None:
    assert (text, ()) == unmix(text)


@given(st.integers(1, 50), st.integers(1, 120))
def test_a_cut_is_noted_exactly_when_something_was_cut(longest: int, length: int) -> None:
    found = cleaned("x" * length, longest)
    assert min(longest, length) == len(found.text)
    assert (length > longest) == bool(found.notes)


def test_each_disguised_word_is_named_once_more_than_the_text_shows() -> None:
    notes = cleaned("SЕK and Studiо\u200b").notes
    assert ["invisible", "look-alike", "look-alike"] == [note.split()[0] for note in notes]
