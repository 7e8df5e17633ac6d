"""Two readings of a line become one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.notes.hangul import Letter
from celtrace.notes.together import together

SYLLABLES = st.text(st.integers(0xAC00, 0xD7A3).map(chr), min_size=1, max_size=12)
SURE = st.floats(0.01, 1)


def read(text: str, sure: float = 0.9, **unsure: float) -> list[Letter]:
    """Letters, all as sure but those named."""
    return [Letter(one, unsure.get(one, sure)) for one in text]


@pytest.mark.parametrize(
    ("net", "other", "expected"),
    [
        (read("땅에 닿아"), read("땅 에 당아", 0.8), "땅에 닿아"),
        (read("땅에 닿아", 닿=0.6), read("땅 에 당아", 0.8), "땅에 당아"),
        (read("얼글 각도를", 글=0.3), read("얼굴 각또 를", 0.7, 또=0.2), "얼굴 각도를"),
        (read("3번 그림"), read("3 번 그 림", 0.95), "3번 그림"),
        (read("그림자를왼", 0.5), read("그림자 를 왼쪽"), "그림자를왼쪽"),
        (read("그림자를"), read("그림자 를!", 0.5), "그림자를"),
        (read("이 선은", 0.4), read("이선,은", 0.6), "이 선,은"),
        (read("푯기 뉘뚜", 0.3, 뚜=0.95), read("표이 너무", 0.97, 무=0.9), "표이 너무"),
        (read("이 나", 0.8), read("마", 0.7), "이 나"),
        (read("닿 아", 0.75, 닿=0.99), read("당 아", 0.9), "닿 아"),
        (read("닿 아", 0.65, 닿=0.99), read("당아", 0.95), "당 아"),
    ],
    ids=[
        "a surer letter of the net",
        "a surer letter of the other",
        "each has a right one",
        "spaces are those of the net",
        "the surer line has more",
        "the surer line has less",
        "letters between",
        "a sure letter of an unsure line",
        "a line with more letters of the net",
        "lines nearly as sure",
        "a line that the other knows far better",
    ],
)
def test_the_surer_reading_stands(net: list[Letter], other: list[Letter], expected: str) -> None:
    assert expected == together(net, other)[0]


def test_the_line_is_as_sure_as_the_surer_reading() -> None:
    assert 0.8 == together(read("수정", 0.6), read("수정", 0.8))[1]
    assert 0.7 == pytest.approx(together(read("수정", 0.7), read("수점", 0.5))[1])


def test_where_one_read_nothing_the_other_stands() -> None:
    assert ("수정 중", pytest.approx(0.8)) == together([], read(" 수정  중 ", 0.8))
    assert ("수정 중", pytest.approx(0.9)) == together(read("수정 중"), [])
    assert ("", 0.0) == together([], [])


@given(SYLLABLES, SYLLABLES, SURE, SURE)
def test_no_letter_comes_from_nowhere(one: str, other: str, mine: float, theirs: float) -> None:
    text, _ = together(read(one, mine), read(other, theirs))
    assert set(text) <= set(one) | set(other)
    assert min(len(one), len(other)) <= len(text) <= len(one) + len(other)


@given(SYLLABLES, SURE, SURE)
def test_what_both_read_stands(text: str, mine: float, theirs: float) -> None:
    assert text == together(read(text, mine), read(text, theirs))[0]
