"""Which code a note is written in."""

from __future__ import annotations

from pathlib import Path

import pytest

from celtrace.text import encodings, kps9566
from celtrace.text.encodings import detect, detect_names

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
    assert ("kps9566", True) == (guess.name, guess.told)
    assert text == guess.decode(kps9566.encode(text))


@pytest.mark.parametrize(("code", "text"), NOTES)
def test_nothing_else_is_called_kps_9566(code: str, text: str) -> None:
    assert "kps9566" != detect(text.encode(code)).name


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
    assert encodings.Guess("ascii") == detect(b"sc012_c045")
    assert encodings.Guess("ascii") == detect(b"")


def test_bytes_that_fit_no_code_are_not_given_a_name() -> None:
    assert encodings.Guess("", told=False) == detect(b"\xff\x00\x81\xff\x80\x81\xff")


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
    assert "kps9566" == detect(kps9566.encode(text)).name


def test_real_korean_in_three_letters_is_told_in_both_codes(shared_data: Path) -> None:
    lines = (shared_data / "korean" / "kpc-half.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines[1:600] if line.count("\t") == 1]
    north = [detect(kps9566.encode(a[:12])) for a, _ in pairs if a[:12].isprintable()]
    south = [detect(b[:12].encode("cp949", "replace")) for _, b in pairs]
    assert 0.99 < sum(one.name == "kps9566" for one in north) / len(north)
    assert 0 == sum(one.name == "kps9566" for one in south)
