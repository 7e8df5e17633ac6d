"""Initials written as the letters are called."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.names import tables
from celtrace.names.index import Named, NameIndex
from celtrace.names.initials import initials


@pytest.mark.parametrize(
    ("word", "script", "letters"),
    [
        ("에스이케이", "Hang", "sek"),
        ("케이비에스", "Hang", "kbs"),
        ("에이치비오", "Hang", "hbo"),
        ("더블유엠에프", "Hang", "wmf"),
        ("エスイーケー", "Kana", "sek"),
        ("エヌエイチケイ", "Kana", "nhk"),
    ],
)
def test_letter_names_are_letters(word: str, script: str, letters: str) -> None:
    assert letters == initials(word, script)


@pytest.mark.parametrize("word", ["", "유지", "오이", "에스", "에스이케이만화", "만화", "평양"])
def test_another_word_is_not_initials(word: str) -> None:
    assert not initials(word, "Hang")


def test_every_letter_has_a_name_in_both_scripts_and_no_name_is_two_letters() -> None:
    for table in tables.letters().values():
        assert list(string.ascii_lowercase) == sorted(table)
        names = [name for called in table.values() for name in called.split("|")]
        assert len(names) == len(set(names))


@given(st.text("abcdfhjklmnpqrstuwxy", min_size=3, max_size=8))
def test_a_firm_s_initials_written_by_their_usual_names_come_back(letters: str) -> None:
    table = tables.letters()["Hang"]
    spelt = "".join(table[letter].split("|")[0] for letter in letters)
    again = initials(spelt, "Hang")
    assert spelt == "".join(table[letter].split("|")[0] for letter in again)


@pytest.mark.parametrize(
    "query", ["에스이케이 스튜디오", "에스이케이스튜디오", "エスイーケー・スタジオ"]
)
def test_a_studio_is_found_by_its_initials_in_either_script(query: str) -> None:
    listed = ("SEK Studio", "Korea Film Studio", "KBS Media")
    index = NameIndex.build(Named(at, name, "entity") for at, name in enumerate(listed))
    assert ["SEK Studio"] == [hit.name for hit in index.search(query, form="entity")][:1]
