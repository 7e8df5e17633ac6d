"""Notes and names of the trade in the codes they come in; written for these tests."""

from __future__ import annotations

import pytest

from celtrace.text import kps9566
from celtrace.text.encodings import bits, detect, detect_names, usual_letters

CHINESE = [
    "第五集第一百一十二镜",
    "原画修改",
    "背景颜色不对",
    "动作要再慢一点",
    "明天之前交",
    "导演说这里要重画",
    "口型表",
    "人物设定",
    "上色错误",
    "线条太粗了",
    "缺少中间画",
    "镜头推进",
]
TRADITIONAL = [
    "背景顏色不對",
    "動作要再慢一點",
    "導演說這裡要重畫",
    "線條太粗了",
    "鏡頭推進",
    "請確認臉部角度",
    "頭髮的顏色錯了",
    "明天之前交給我們",
]
JAPANESE = [
    "第5話カット112",
    "作画監督修正",
    "目をもう少し大きく",
    "背景の色が違います",
    "明日までに直してください",
    "中割りが足りない",
    "口パクを合わせる",
    "リテイクお願いします",
]
SOUTHERN = [
    "다섯 번째 화 컷 백십이",
    "원화 수정 부탁드립니다",
    "배경 색이 다릅니다",
    "동작을 더 천천히",
    "내일까지 보내 주세요",
    "감독님 확인 필요",
    "입 모양 다시 맞추기",
    "선이 너무 굵어요",
    "중간 그림이 빠졌어요",
    "채색 오류",
]
NORTHERN = [
    "다섯번째 화의 장면",
    "원도를 다시 그릴것",
    "배경의 색갈이 다르다",
    "동작을 더 천천히 할것",
    "래일까지 보내야 한다",
    "입모양을 다시 맞출것",
    "선이 너무 굵게 되였다",
    "중간그림이 빠졌다",
    "련습한 그림을 보내시오",
    "녀자의 머리를 고칠것",
]


@pytest.mark.parametrize("text", CHINESE)
def test_simplified_chinese_is_read_from_gb18030(text: str) -> None:
    assert text == detect(text.encode("gb18030")).decode(text.encode("gb18030"))


@pytest.mark.parametrize("text", TRADITIONAL)
def test_traditional_chinese_is_read_from_big5(text: str) -> None:
    assert text == detect(text.encode("cp950")).decode(text.encode("cp950"))


@pytest.mark.parametrize("text", JAPANESE)
def test_japanese_is_read_from_shift_jis(text: str) -> None:
    assert text == detect(text.encode("cp932")).decode(text.encode("cp932"))


@pytest.mark.parametrize("text", SOUTHERN)
def test_korean_is_read_from_cp949(text: str) -> None:
    assert text == detect(text.encode("cp949")).decode(text.encode("cp949"))


@pytest.mark.parametrize("text", [*NORTHERN, *SOUTHERN])
def test_korean_of_either_norm_is_read_from_kps_9566(text: str) -> None:
    data = kps9566.encode(text)
    assert ("kps9566", text) == (detect(data).name, detect(data).decode(data))


@pytest.mark.parametrize("text", [*NORTHERN, *SOUTHERN])
def test_the_norm_of_a_text_does_not_decide_its_code(text: str) -> None:
    assert "cp949" == detect(text.encode("cp949")).name


@pytest.mark.parametrize("text", [*CHINESE, *TRADITIONAL, *JAPANESE, *SOUTHERN, *NORTHERN])
def test_utf_8_and_utf_16_with_a_mark_are_always_told(text: str) -> None:
    for code in ("utf-8", "utf-8-sig", "utf-16"):
        assert (code, True) == (detect(text.encode(code)).name, detect(text.encode(code)).told)


@pytest.mark.parametrize("text", [*CHINESE, *SOUTHERN])
def test_utf_16_without_a_mark_is_read(text: str) -> None:
    assert "utf-16-le" == detect(text.encode("utf-16-le")).name


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("cp949", ["원화.psd", "동화.psd", "배경.psd"]),
        ("gb18030", ["原画.psd", "动画修改.psd", "背景颜色.psd"]),
        ("cp932", ["原画リテイク.psd", "動画チェック.psd"]),
        ("cp950", ["原畫修改.psd", "動畫確認.psd", "背景顏色.psd"]),
    ],
)
def test_names_of_one_archive_are_read_together(code: str, names: list[str]) -> None:
    assert code == detect_names([name.encode(code) for name in names]).name


def test_names_of_an_archive_in_kps_9566_are_read_together() -> None:
    raw = [kps9566.encode(f"{name}.psd") for name in ("원화", "동화수정", "배경그림")]
    assert "kps9566" == detect_names(raw).name


@pytest.mark.parametrize("kind", ["south", "north", "simple", "traditional", "japanese"])
def test_usual_letters_are_more_usual_the_stricter_the_bound(kind: str) -> None:
    few, many = usual_letters(kind, 9.0), usual_letters(kind, 14.0)  # type: ignore[arg-type] - kinds
    assert few < many < usual_letters(kind)  # type: ignore[arg-type] - kinds


def test_a_text_in_its_own_language_is_less_surprising() -> None:
    assert bits("눈을 크게", "south") < bits("눈을 크게", "simple")
    assert bits("颜色不对", "simple") < bits("颜色不对", "south")
    assert bits("顏色不對", "traditional") < bits("顏色不對", "simple")
    assert 0.0 == bits("", "south")
