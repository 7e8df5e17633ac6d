from __future__ import annotations

import pytest

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
