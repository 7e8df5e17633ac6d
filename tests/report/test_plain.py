from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.report.plain import runs, visible


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("[U+202E]evil", "\u202eevil"),
        ("a[U+200B]b", "a\u200bb"),
        ("[U+0000]", "\x00"),
        ("[U+D800]", "\ud800"),
        ("two\nlines", "two\r\nlines"),
        ("평양 שלום", "평양 שלום"),
    ],
)
def test_what_cannot_be_seen_is_written_out(shown: str, text: str) -> None:
    assert shown == visible(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ((("", "plain"),), "plain"),
        ((("ko", "평양"), ("", " studio")), "평양 studio"),
        ((("zh", "北京"),), "北京"),
        ((("ja", "大神スタジオ"),), "大神スタジオ"),
        ((("", "Москва"),), "Москва"),
        ((), ""),
    ],
)
def test_runs_are_tagged_by_their_characters(
    expected: tuple[tuple[str, str], ...], text: str
) -> None:
    assert expected == runs(text)


@given(st.text())
def test_runs_lose_nothing(text: str) -> None:
    assert visible(text) == "".join(piece for _, piece in runs(text))


@given(st.text())
def test_visible_text_is_stable_and_can_be_written(text: str) -> None:
    assert visible(text) == visible(visible(text))
    assert visible(text).encode().decode() == visible(text)


@pytest.mark.parametrize(
    "point",
    [0x7F, 0x85, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180E, 0x200B, 0x200E, 0x2028, 0x202A,
     0x202E, 0x2060, 0x2066, 0x2069, 0x2800, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFE, 0xE0041],
)  # fmt: skip
def test_a_name_cannot_hide_a_character_from_a_reader(point: int) -> None:
    assert f"SEK[U+{point:04X}]Studio" == visible(f"SEK{chr(point)}Studio")


@pytest.mark.parametrize("text", ["می‌خواهم", "क्ष", "a\tb", "é", "👩‍🎨", "한글", "one\ntwo", ""])
def test_what_scripts_need_to_be_written_is_left(text: str) -> None:
    assert text == visible(text)


TURNING = {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI"}


@given(st.text())
def test_no_text_can_turn_the_line_round_or_ring_the_bell(text: str) -> None:
    shown = visible(text)
    assert not {unicodedata.bidirectional(char) for char in shown} & TURNING
    assert not [c for c in shown if unicodedata.category(c) == "Cc" and c not in "\n\t"]


@given(st.text(alphabet="aб北スタ평 .,!"))
def test_a_tag_says_only_which_font_is_needed(text: str) -> None:
    for language, piece in runs(text):
        assert piece
        assert bool(language) == (piece[0] in "北スタ평")
