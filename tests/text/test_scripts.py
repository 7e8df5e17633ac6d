from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.text.scripts import _BLOCKS, counts, main_script, script_of, scripts


@pytest.mark.parametrize(
    ("char", "script"),
    [
        ("a", "Latn"),
        ("ŏ", "Latn"),
        ("Ж", "Cyrl"),
        ("Ω", "Grek"),
        ("김", "Hang"),
        ("漢", "Hani"),
        ("〇", "Hani"),
        ("ア", "Kana"),
        ("م", "Arab"),
        ("द", "Deva"),
        ("ก", "Thai"),
        ("ა", "Other"),
    ],
)
def test_a_letter_has_the_script_of_its_block(char: str, script: str) -> None:
    assert script == script_of(char)


@pytest.mark.parametrize("char", ["7", " ", ".", "\u0301", "€"])
def test_what_is_no_letter_has_no_script(char: str) -> None:
    assert script_of(char) is None


def test_scripts_stand_most_frequent_first() -> None:
    assert scripts("SEK 조선만화영화촬영소 漫畵") == ("Hang", "Latn", "Hani")


def test_a_string_without_letters_has_no_main_script() -> None:
    assert main_script("4·26") is None


@given(st.text())
def test_every_letter_is_counted_once(text: str) -> None:
    letters = sum(script_of(char) is not None for char in text)
    assert letters == sum(counts(text).values())


@pytest.mark.parametrize(("start", "end", "script"), _BLOCKS)
def test_no_letter_of_a_block_has_another_script(start: int, end: int, script: str) -> None:
    letters = [char for char in map(chr, range(start, end + 1)) if char.isalpha() or char == "〇"]
    assert {script} >= {script_of(char) for char in letters}


def test_blocks_stand_in_order_and_do_not_overlap() -> None:
    """The search among them halves the table, so the order is what makes it right."""
    ends = [point for start, end, _ in _BLOCKS for point in (start, end)]
    assert sorted(set(ends)) == ends


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ("Hang", "조선 SEK 스튜디오"),
        ("Latn", "SEK Studio 조선"),
        ("Cyrl", "ООО Аниматика"),
        ("Hani", "丹东天龙动画"),
        ("Kana", "スタジオ大神"),
        ("Arab", "ستوديو"),
    ],
)
def test_the_main_script_is_that_of_most_letters(script: str, text: str) -> None:
    assert script == main_script(text)


def test_scripts_of_equal_weight_stand_by_name() -> None:
    assert ("Cyrl", "Hang", "Latn") == scripts("aж가") == scripts("가жa")


@given(st.text(st.characters(codec="ascii")))
def test_the_quick_way_for_plain_letters_counts_the_same(text: str) -> None:
    slow = sum(script_of(char) == "Latn" for char in text)
    assert slow == counts(text).get("Latn", 0)
