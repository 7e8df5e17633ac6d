"""A text in a message is one readable line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.dossier.said import Wrong, shown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("abc", "`abc`"),
        ("a\nb", "`a b`"),
        ("  a \t b  ", "`a b`"),
        ("", "``"),
        ("x" * 60, f"`{'x' * 60}`"),
        ("x" * 61, f"`{'x' * 60}…`"),
        ("公司\r\n名称", "`公司 名称`"),
    ],
)
def test_a_text_is_shown_in_back_quotes_on_one_line(text: str, line: str) -> None:
    assert line == shown(text)


@given(st.text())
def test_any_text_is_shown_on_one_short_line(text: str) -> None:
    assert len(shown(text).splitlines()) == 1
    assert len(shown(text)) <= 63


def test_what_is_wrong_and_how_to_mend_it_stay_apart() -> None:
    wrong = Wrong("`x` is not a number", "write digits")
    assert ("`x` is not a number", "write digits") == (wrong.problem, wrong.remedy)
    assert "`x` is not a number" == str(wrong)
