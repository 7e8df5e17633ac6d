"""The language of words and notes of the trade; written for these tests."""

from __future__ import annotations

import pytest

from celtrace.text.language import OPEN, language, resolve

SHARED = [
    "修正",
    "確認",
    "背景",
    "原画",
    "作画監督",
    "色指定",
    "撮影",
    "演出",
    "人物",
    "表情",
    "第一話",
    "不要",
    "重要",
    "口形",
    "上下",
    "左右",
]
"""Words that Chinese and Japanese write with the same letters."""

OWN = [
    ("ko", "작화감독"),
    ("ko", "색지정 확인"),
    ("ko", "원화(原畫) 수정"),
    ("ko", "컷 12 리테이크"),
    ("ja", "作画監督チェック"),
    ("ja", "色指定お願いします"),
    ("ja", "気になる"),
    ("ja", "中割り"),
    ("ja", "ﾘﾃｲｸ"),
    ("ja", "発注済"),
    ("ja", "働き"),
    ("zh", "这个镜头"),
    ("zh", "颜色"),
    ("zh", "动画"),
    ("zh", "修改线条"),
    ("zh", "确认"),
    ("zh", "顏色"),
    ("zh", "說明"),
    ("zh", "请重画"),
    ("zh", "气氛"),
]


@pytest.mark.parametrize("text", SHARED)
def test_a_shared_word_alone_is_left_open(text: str) -> None:
    assert OPEN == language(text)


@pytest.mark.parametrize(("said", "text"), OWN)
def test_letters_of_one_language_decide(said: str, text: str) -> None:
    assert said == language(text)


@pytest.mark.parametrize("text", SHARED)
@pytest.mark.parametrize(("said", "beside"), [("ja", "この線を直す"), ("zh", "这里要改")])
def test_a_shared_word_goes_with_its_folder(text: str, said: str, beside: str) -> None:
    assert said == resolve([beside, text])[1]


@pytest.mark.parametrize("text", SHARED)
def test_korean_notes_beside_it_do_not_settle_a_shared_word(text: str) -> None:
    assert OPEN == resolve(["눈을 더 크게", text])[1]


@pytest.mark.parametrize("text", ["", "   ", "12", "C-112", "sc012_c045", "?!", "…", "①②"])
def test_a_text_without_such_letters_has_no_language(text: str) -> None:
    assert "" == language(text)
