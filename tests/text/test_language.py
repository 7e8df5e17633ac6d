"""Which language a note is in, and when that is left open."""

from __future__ import annotations

import pytest

from celtrace.text.language import OPEN, language, resolve


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("눈을 더 크게", "ko"),
        ("作画 감독 확인", "ko"),
        ("この線を直す", "ja"),
        ("リテイク", "ja"),
        ("作画監督の修正", "ja"),
        ("这里要改", "zh"),
        ("這裡要改", OPEN),
        ("眼睛再大一點", "zh"),
        ("発注", "ja"),
        ("修正", OPEN),
        ("確認", OPEN),
        ("動画", OPEN),
        ("背景", OPEN),
        ("Cut 12", ""),
        ("", ""),
        ("3 ★", ""),
    ],
)
def test_letters_decide_the_language_and_shared_ones_leave_it_open(text: str, said: str) -> None:
    assert said == language(text)


def test_a_shared_word_takes_the_language_of_its_folder() -> None:
    assert ["ja", "ja"] == resolve(["修正", "この線を直す"])
    assert ["zh", "zh"] == resolve(["修正", "这里要改"])


def test_a_folder_of_both_languages_or_none_leaves_it_open() -> None:
    assert [OPEN, "zh", "ja"] == resolve(["修正", "这里要改", "この線"])
    assert [OPEN] == resolve(["修正"])
    assert [OPEN, "ko"] == resolve(["修正", "눈을 더 크게"])


def test_a_language_settled_beside_the_folder_counts() -> None:
    assert ["ja"] == resolve(["修正"], around=["ja", "ko"])
