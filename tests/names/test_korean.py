from __future__ import annotations

import pytest

from celtrace.names.korean import family_fits, fold, given_fits, hangul_names, parts, split


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("myongchol", "myeongcheol"),
        ("tcheulhy", "cholhui"),
        ("younghan", "yonghan"),
        ("kyunam", "gyunam"),
    ],
)
def test_two_romanizations_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_family_name_first_or_last() -> None:
    assert ("kim", "suil") in split(["su", "il", "kim"])
    assert ("kim", "suil") in split(["kim", "su", "il"])


def test_a_name_without_a_korean_family_name_is_not_korean() -> None:
    assert parts(["daniel", "garcia"]) == []


def test_northern_and_southern_family_names_are_one() -> None:
    assert {key for key, _ in parts(["lee", "yong", "su"])} >= {"%리"}
    assert family_fits("이", "ri") == 1.0


def test_southern_initial_sound_rule_is_allowed_in_given_names() -> None:
    assert given_fits("련희", "yonhui") > 0.8


def test_a_single_family_syllable_after_a_space_is_the_family_name() -> None:
    assert hangul_names("은주 나") == [("나", "은주")]
    assert hangul_names("김명철")[-1] == ("김", "명철")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chon yon kun", "jon yun gun"),
        ("kim myong chol", "kim myeongcheol"),
        ("ri yong su", "lee young soo"),
        ("pak chol", "park cheol"),
    ],
)
def test_two_spellings_of_a_name_share_a_reading(one: str, other: str) -> None:
    assert set(parts(one.split())) & set(parts(other.split()))


@pytest.mark.parametrize("words", [[], ["kim"], ["kim", ""], ["kim"] * 5, ["x" * 30, "kim"]])
def test_what_cannot_be_a_korean_name_has_no_parts(words: list[str]) -> None:
    assert parts(words) == []
