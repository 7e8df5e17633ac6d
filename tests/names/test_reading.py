from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.names.reading import MOST_READINGS, read

STUDIO = ("4", "26", "@animation", "@film", "@studio")


def tokens(name: str, form: str = "unknown") -> set[tuple[str, ...]]:
    return {reading.tokens for reading in read(name, form)}


@pytest.mark.parametrize(
    "name",
    [
        "조선4.26만화영화촬영소",
        "조선4·26만화영화촬영소",
        "朝鮮4.26漫畵映畵撮影所",
        "Chosŏn 4.26 Manhwa Yŏnghwa Ch'waryŏngso",
        "Korean April 26 Animation Film Studio",
    ],
)
def test_the_studio_reads_the_same_in_every_script(name: str) -> None:
    assert ("@korean", *STUDIO) in tokens(name, "entity")


def test_a_founding_day_without_a_dot_is_a_day() -> None:
    assert any(found[:2] == ("4", "26") for found in tokens("426儿童电影制片厂", "entity"))


def test_number_words_are_numbers() -> None:
    assert ("3", "@line", "1", "@point", "@animation", "#ltd") in tokens(
        "三线一点动漫有限公司", "entity"
    )
    assert ("3", "@line", "1", "@point", "@animation", "#ltd") in tokens(
        "Three Line One Point Animation Co., Ltd.", "entity"
    )


@pytest.mark.parametrize(
    "name", ["ООО Ромашка", "OOO Romashka", "Romashka LLC", "Romashka Limited Liability Company"]
)
def test_a_legal_form_is_its_class_in_every_script(name: str) -> None:
    assert any(set(found) == {"#llc", "romashka"} for found in tokens(name, "entity"))


def test_titles_particles_and_joins_of_personal_names() -> None:
    assert ("abdrahman", "tikriti") in tokens("Sheikh 'Abd al-Rahman al-Tikriti", "person")
    assert ("abdrahman", "tikriti") in tokens("Abdulrahman TIKRITI", "person")


def test_a_note_in_brackets_is_no_part_of_a_personal_name() -> None:
    assert tokens("Kim Chol (a.k.a. the director)", "person") == tokens("Kim Chol", "person")


def test_several_names_in_one_field_are_read_one_by_one() -> None:
    assert ("sergey", "chuchin") in tokens("Сергей ЧУЧИН / Sergey CHUCHIN", "person")


@pytest.mark.parametrize("name", ["", " ", "\u200b", "---", "()", "김", "ا", "4"])
def test_names_of_nothing_or_almost_nothing_are_read(name: str) -> None:
    assert len(read(name, "unknown")) <= MOST_READINGS


@given(st.text(max_size=80), st.sampled_from(["person", "entity", "unknown"]))
def test_any_text_is_read_without_failing_and_no_token_is_empty(name: str, form: str) -> None:
    found = read(name, form)
    assert len(found) <= MOST_READINGS
    assert all(token for reading in found for token in reading.tokens)
