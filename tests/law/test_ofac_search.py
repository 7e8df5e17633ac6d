"""What OFAC's own search is expected to show, by its published description."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.law.ofac_search import SLIDER, best, score, soundex


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("WASHINGTON", "W252"), ("LEE", "L000"), ("GUTIERREZ", "G362"), ("PFISTER", "P236"),
        ("JACKSON", "J250"), ("TYMCZAK", "T522"), ("ASHCRAFT", "A261"), ("", ""),
    ],
)  # fmt: skip
def test_soundex_gives_the_examples_of_the_national_archives(word: str, code: str) -> None:
    assert code == soundex(word)


@pytest.mark.parametrize(
    ("searched", "listed"),
    [("SEK Studio", "SEK STUDIO"), ("Kim Jong Un", "KIM, Jong Un"), ("Peña", "PENA")],
)
def test_a_score_of_100_indicates_an_exact_match(searched: str, listed: str) -> None:
    assert SLIDER == score(searched, listed)


def test_lower_scores_indicate_potential_matches() -> None:
    assert 80 < score("Evil Korp", "EVIL CORP") < SLIDER


def test_the_higher_of_whole_string_and_name_parts_counts() -> None:
    assert score("Studio SEK", "SEK STUDIO") > score("Studioo SEC", "SEK STUDIO")


@pytest.mark.parametrize("name", ["조선4.26만화영화촬영소", "촬영소", "ООО Звезда", "", "!!"])
def test_a_name_in_another_script_finds_nothing(name: str) -> None:
    assert 0 == score(name.replace("4.26", ""), "APRIL 26 CHILDREN'S ANIMATION FILM STUDIO")


def test_the_best_of_all_names_of_a_row_counts() -> None:
    assert SLIDER == best("Nings", ["NOTHING ELSE", "NINGS CARTOON STUDIO"])
    assert 0 == best("Nings", [])


@given(st.text(max_size=40), st.text(max_size=40))
def test_every_score_is_from_0_to_100(searched: str, listed: str) -> None:
    assert 0 <= score(searched, listed) <= SLIDER


@given(st.text(st.characters(codec="ascii", categories=["Lu"]), min_size=1, max_size=20))
def test_a_name_is_an_exact_match_of_itself(name: str) -> None:
    assert SLIDER == score(name.lower(), name)
