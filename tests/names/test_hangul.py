from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.names.hangul import jamo, romanized, spells

SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)


def test_a_syllable_is_cut_into_its_letters() -> None:
    assert jamo("철") == ("ㅊ", "ㅓ", "ㄹ")


def test_a_cluster_at_the_end_is_heard_as_one_letter() -> None:
    assert jamo("닭") == ("ㄷ", "ㅏ", "ㄱ")


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("명철", "myongchol"),  # DPRK
        ("명철", "myeongcheol"),  # Revised Romanization
        ("촬영", "chwaryong"),
        ("규남", "gyunam"),
        ("규남", "kyunam"),
    ],
)
def test_every_system_spells_in_full(hangul: str, latin: str) -> None:
    assert spells(hangul, latin) == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize(("hangul", "latin"), [("영한", "younghan"), ("정혁", "junghyuk")])
def test_free_spellings_count_less(hangul: str, latin: str) -> None:
    assert 0.5 < spells(hangul, latin) < 1


def test_another_name_is_not_spelt() -> None:
    assert spells("명철", "yongsu") == 0


@given(st.text(alphabet=SYLLABLES, min_size=1, max_size=3))
def test_what_the_national_system_writes_spells_the_name(text: str) -> None:
    assert spells(text, romanized(text)) == 1.0


@given(st.text(alphabet=SYLLABLES, min_size=1, max_size=3))
def test_what_revised_romanization_writes_spells_the_name(text: str) -> None:
    assert spells(text, romanized(text, southern=True)) == 1.0
