from __future__ import annotations

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
