from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from celtrace.report import fonts


def test_the_font_is_there_and_doctor_has_nothing_to_say() -> None:
    assert fonts.font_file() is not None
    assert "" == fonts.font_state()


@pytest.mark.parametrize(("language", "text"), [("ko", "평양"), ("ja", "スタジオ"), ("zh", "动画")])
def test_a_small_font_has_the_characters_asked_for_and_no_others(language: str, text: str) -> None:
    with TTFont(io.BytesIO(fonts.small_font(language, text))) as font:
        assert "woff" == font.flavor
        assert {ord(char) for char in text} == set(font.getBestCmap())


def test_the_order_of_characters_does_not_matter() -> None:
    assert fonts.small_font("ko", "평양") == fonts.small_font("ko", "양평양")


def test_characters_that_the_font_lacks_give_no_font() -> None:
    assert b"" == fonts.small_font("ko", "\u0e01")


def test_a_missing_font_is_named_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "FONT_PATH", tmp_path / "gone.ttc")
    assert fonts.font_file() is None
    assert "pip install noto-cjk-sans-otc" in fonts.font_state()
