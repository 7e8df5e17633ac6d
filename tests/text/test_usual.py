"""How usual letters are, by the kind of text."""

from __future__ import annotations

from typing import get_args

import pytest

from celtrace.text.usual import KINDS, Kind, any_script, bits, least, usual_letters


@pytest.mark.parametrize("kind", KINDS)
def test_usual_letters_are_more_usual_the_stricter_the_bound(kind: Kind) -> None:
    few, many = usual_letters(kind, 9.0), usual_letters(kind, 14.0)
    assert few < many < usual_letters(kind)


def test_a_text_in_its_own_language_is_less_surprising() -> None:
    assert bits("눈을 크게", "south") < bits("눈을 크게", "simple")
    assert bits("颜色不对", "simple") < bits("颜色不对", "south")
    assert bits("顏色不對", "traditional") < bits("顏色不對", "simple")
    assert 0.0 == bits("", "south")


def test_every_kind_has_its_letters() -> None:
    assert get_args(Kind) == KINDS
    assert all(len(usual_letters(kind)) > 400 for kind in KINDS)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("눈을 크게", "south"),
        ("颜色不对", "simple"),
        ("顏色不對", "traditional"),
        ("リテイク", "japanese"),
    ],
)
def test_the_least_bits_are_those_of_its_own_kind(text: str, kind: Kind) -> None:
    assert bits(text, kind) == least(text)


def test_letters_of_an_alphabet_do_not_count_as_strange_ones() -> None:
    assert any_script("исправить") < least("исправить")
    assert any_script("눈을 크게") == least("눈을 크게")


def test_a_pair_that_nobody_writes_is_more_surprising_than_its_order() -> None:
    assert bits("수정", "south") < bits("정뷁", "south")
    assert bits("눈", "south") + bits("x", "south") < bits("눈x", "south")
