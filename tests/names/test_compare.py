from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.names.compare import compare


@pytest.mark.parametrize(
    ("one", "other", "form"),
    [
        ("KIM, Myong Chol", "김명철", "person"),
        ("Usama bin Ladin", "Osama bin Laden", "person"),
        ("Hsi Chin-ping", "Xi Jinping", "person"),
        ("OAO Gazprom", "Open Joint Stock Company Gasprom", "entity"),
        ("Standard & Poor's", "Standard and Poor's", "entity"),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str, form: str) -> None:
    assert compare(one, other, form).score > 0.6


@pytest.mark.parametrize(
    ("one", "other", "form"),
    [
        ("Angelo Cruz", "Angela Merkel", "person"),
        ("ICBC Securities", "Bowne Phoenix", "entity"),
        ("김종은", "이명수", "person"),
        ("SALMAN BIN MUHAMMAD AL-RAWI", "MUHAMMAD BIN HASSAN AL-DURI", "person"),
    ],
)
def test_two_names_are_not_alike(one: str, other: str, form: str) -> None:
    assert compare(one, other, form).score < 0.5


def test_a_name_is_wholly_like_itself() -> None:
    assert compare("Sek Studio", "SEK STUDIO").score == 1


def test_empty_names_are_not_alike() -> None:
    assert compare("", "").score == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Myong Chol", "김명철"),
        ("Sergei Ivanov", "Сергей Иванов"),
        ("Wang Junzheng", "王君正"),
        ("SEK Studio", "Sek Studio"),
        ("Abdirahman Ali Yusuf", "Abdulrahman Ali Yusuf"),
        ("Namgang Trading Corporation", "Namgang Trading Co."),
    ],
)
def test_spellings_of_one_name_are_alike_either_way_round(one: str, other: str) -> None:
    assert compare(one, other).score >= 0.5
    assert compare(other, one).score >= 0.5


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_two_texts_are_compared_to_a_score(one: str, other: str) -> None:
    assert 0 <= compare(one, other).score <= 1


@given(st.text(alphabet="abeiklmnors ", min_size=1, max_size=20).filter(str.strip))
def test_a_name_is_wholly_like_itself_in_any_case(name: str) -> None:
    assert compare(name, name.upper()).score == 1
