"""Which readings stand as Hangul."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.notes.hangul import UNNAMED, Letter
from celtrace.notes.stands import BESIDE, best, hangul

NUMBERS = st.integers(0, 9999).map(str)


@pytest.mark.parametrize(
    "text",
    [
        "컷 112", "컷 112 다시 그리기", "씬 12, 컷 034", "112B컷", "24 프레임", "3번", "수정 12",
        "제3화 A파트",
    ],
)  # fmt: skip
def test_notes_with_numbers_stand(text: str) -> None:
    assert hangul(text)


@pytest.mark.parametrize(
    "text",
    [
        "8070C이 므7M1H00", "480 이", "인4〓 083", "608T6 3 7아H쟈0", "10 만 80066 ^ ㅅ 6606.",
        "B0포0C6 〓1포조도〓188", "므00다 0 파6100 112", "〓〓〓〓정", "ㅁ 6 ㅠ", "112", "?!", "",
    ],
)  # fmt: skip
def test_lines_of_russian_and_greek_as_a_reader_of_hangul_spells_them_do_not(text: str) -> None:
    assert not hangul(text)


@pytest.mark.parametrize("text", ["컷 112 ABC", "컷 112〓", "컷 0T8T0", "컷이 11200", "컷 112 ñ34"])
def test_a_word_of_the_trade_stands_beside_numbers_alone(text: str) -> None:
    assert not hangul(text)


@given(st.sampled_from(sorted(BESIDE)), NUMBERS)
def test_every_word_of_the_trade_stands_on_both_sides_of_a_number(word: str, number: str) -> None:
    assert hangul(f"{word} {number}")
    assert hangul(number + word)


def test_of_the_readings_that_stand_the_surest_is_taken() -> None:
    assert [] == list(best([[Letter(UNNAMED, 0.9)], []]))
    readings = [[Letter(UNNAMED, 0.9)], [Letter("정", 0.4)], [Letter("점", 0.3)]]
    assert "정" == best(readings)[0].text
