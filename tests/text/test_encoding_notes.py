"""In which code a note or the names of an archive are; the notes are written for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from celtrace.text import kps9566
from celtrace.text.encoding import Encoding, detect, detect_names

NORTH = kps9566.NAME
NOTES = [
    ("gb18030", "这里的线条要修改，眼睛再大一点"),
    ("gb18030", "颜色指定错了"),
    ("cp950", "這裡的線條要修改，眼睛再大一點"),
    ("cp949", "여기 눈을 조금 더 크게 그려 주세요"),
    ("cp949", "선화 수정"),
    ("cp932", "この線をもう少し細くしてください"),
    ("cp932", "リテイク、表情を直す"),
    ("utf-8", "눈을 크게"),
    ("utf-8", "naïve café"),
    ("cp1252", "François Müller, naïve"),
    ("cp1251", "исправить линию"),
]


@pytest.mark.parametrize(("code", "text"), NOTES)
def test_a_short_note_is_read_in_its_own_code(code: str, text: str) -> None:
    data = text.encode(code)
    guess = detect(data)
    assert (code, text) == (guess.name, guess.decode(data))


@pytest.mark.parametrize("text", ["련습을 다시 하시오", "눈을 더 크게 그릴것", "색갈이 다르다"])
def test_a_note_in_kps_9566_is_told_from_all_other_codes(text: str) -> None:
    guess = detect(kps9566.encode(text))
    assert (NORTH, True) == (guess.name, guess.told)
    assert text == guess.decode(kps9566.encode(text))


@pytest.mark.parametrize(("code", "text"), NOTES)
def test_nothing_else_is_called_kps_9566(code: str, text: str) -> None:
    assert NORTH != detect(text.encode(code)).name


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_settles_it(code: str) -> None:
    data = "눈 eye".encode(code)
    assert (code, "눈 eye", True) == (
        detect(data).name,
        detect(data).decode(data),
        detect(data).told,
    )


@pytest.mark.parametrize("code", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_seen(code: str) -> None:
    assert code == detect("Cut 12 retake".encode(code)).name
    assert code == detect("눈을 조금 더 크게 그려 주세요".encode(code)).name


def test_plain_ascii_is_plain_ascii() -> None:
    assert Encoding("ascii") == detect(b"sc012_c045")
    assert Encoding("ascii") == detect(b"")


def test_bytes_that_fit_no_code_are_not_given_a_name() -> None:
    assert Encoding("", stated=False, doubtful=True) == detect(b"\xff\x00\x81\xff\x80\x81\xff")


def test_what_is_nearly_as_likely_is_said() -> None:
    guess = detect("구".encode("cp949"))
    assert not guess.told
    assert guess.rivals


def test_all_names_of_an_archive_are_read_in_one_code() -> None:
    names = [b"ep05/", *(f"컷{n}_선화.psd".encode("cp949") for n in range(1, 4))]
    assert "cp949" == detect_names(names).name
    assert "ascii" == detect_names([b"a.psd", b"b.psd"]).name
    assert "ascii" == detect_names([]).name


def test_a_long_text_is_judged_by_its_beginning_even_where_a_letter_is_cut() -> None:
    text = "x" + "여기 눈을 조금 더 크게 그려 주세요. " * 1000
    assert "cp949" == detect(text.encode("cp949")).name
    assert NORTH == detect(kps9566.encode(text)).name


def test_real_korean_in_three_letters_is_told_in_both_codes(shared_data: Path) -> None:
    lines = (shared_data / "korean" / "kpc-half.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines[1:600] if line.count("\t") == 1]
    north = [detect(kps9566.encode(a[:12])) for a, _ in pairs if a[:12].isprintable()]
    south = [detect(b[:12].encode("cp949", "replace")) for _, b in pairs]
    assert 0.99 < sum(one.name == NORTH for one in north) / len(north)
    assert 0 == sum(one.name == NORTH for one in south)


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
    assert (NORTH, text) == (detect(data).name, detect(data).decode(data))


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
    assert NORTH == detect_names(raw).name
