"""Words of any script: folded, and in pairs where no spaces stand."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from celtrace.text.search import Needle, folded, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ink Studio", ["ink", "studio"]),
        ("원화", ["원화"]),
        ("원화 수정", ["원화", "수정"]),
        ("동화작업", ["동화", "화작", "작업"]),
        ("第三话原画", ["第三", "三话", "话原", "原画"]),
        ("画", ["画"]),
        ("ep05_c101", ["ep05", "c101"]),
        ("SEK스튜디오", ["스튜", "튜디", "디오", "sek"]),
        ("", []),
    ],
)  # fmt: skip
def test_words_and_pairs(text: str, expected: list[str]) -> None:
    assert sorted(expected) == sorted(tokens(text))


@pytest.mark.parametrize(
    ("wanted", "text", "expected"),
    [
        ("수정", "원화 수정본", True), ("三话", "第三话原画", True), ("四话", "第三话原画", False),
        ("studio ink", "Ink Studio", True), ("CAFÉ", "cafe", True), ("ＳＥＫ", "sek", True),
        ("", "anything", True), ("x", "", False),
    ],
)  # fmt: skip
def test_a_needle_is_found_whatever_the_script(wanted: str, text: str, expected: bool) -> None:  # noqa: FBT001
    assert expected == Needle(wanted).within(text)


@given(st.text(max_size=40))
@example("\u3390")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(text) == folded(folded(text))


@given(st.text(alphabet="가나다라원화수정", min_size=2, max_size=12), st.data())
def test_every_pair_of_neighbours_is_a_token(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    assert text[start : start + 2] in set(tokens(text))
