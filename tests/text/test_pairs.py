"""Instructions and translations found as pairs."""

from __future__ import annotations

import pytest

from celtrace.text.pairs import Box, pairs

BELOW: tuple[Box, Box] = ((10, 10, 200, 30), (12, 45, 220, 30))


def said(*texts: str) -> list[tuple[str, str]]:
    return [(one.first.text, one.second.text) for one in pairs([(text, None) for text in texts])]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("C-112 眼睛再大一点", "C-112 눈을 더 크게"),
        ("眼睛再大一点，第3张", "눈을 더 크게, 3번"),
        ("この線を直してください 12", "12 fix this line please"),
        ("背景的颜色修改", "배경의 색을 수정할것"),
        ("please fix the eyes in cut 45", "cut 45 눈을 고쳐 주세요"),
    ],
)
def test_neighbours_that_say_the_same_in_any_two_languages_are_a_pair(
    first: str, second: str
) -> None:
    assert 1 == len(said(first, second))
    assert 1 == len(said(second, first))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("C-112 眼睛再大一点", "C-140 손을 작게"),
        ("C-112 눈을 크게", "C-112 눈을 더 크게"),
        ("修正 12", "修正 12 请改"),
        ("背景", "안녕하세요 여러분"),
        ("好", "예"),
        ("", ""),
    ],
)
def test_other_neighbours_are_not(first: str, second: str) -> None:
    assert [] == said(first, second)


def test_a_line_with_its_translation_in_brackets_is_a_pair() -> None:
    assert [("第3张 眼睛再大", "3번 눈을 크게")] == said("第3张 眼睛再大（3번 눈을 크게）")


def test_each_note_is_in_one_pair() -> None:
    texts = ("C-1 修改眼睛", "C-1 눈을 수정", "C-2 修改头", "C-2 머리를 수정")
    assert [(texts[0], texts[1]), (texts[2], texts[3])] == said(*texts)


def test_in_a_picture_the_note_below_is_compared_although_another_was_read_between() -> None:
    first, second = BELOW
    found = pairs([
        ("眼睛再大一点 3", first), ("Cut list, page one", (700, 10, 90, 30)),
        ("눈을 더 크게 3", second),
    ])  # fmt: skip
    assert [(0, 2)] == [(one.first.of, one.second.of) for one in found]
    assert "one below the other" in found[0].because


def test_the_reasons_are_named() -> None:
    (one,) = pairs([("C-112 眼睛再大一点", None), ("C-112 눈을 더 크게", None)])
    assert {"the same numbers", "the same Latin names", "the same words of the trade"} <= set(
        one.because
    )


SAME_NOTE = [
    ("第5镜 头发再长", "5번 머리를 더 길게"),
    ("A2 手指 修改", "A2 손가락 수정"),
    ("表情太弱 12-14", "표정이 약하다 12-14"),
    ("確認 C-045", "C-045 확인 바람"),
    ("リテイク C-045", "C-045 다시 그리기"),
    ("口パク 3コマ", "입모양 3"),
    ("retake the background of cut 20", "背景修正 cut 20 retake the"),
    ("影子 B3", "그림자 B3"),
    ("速度 24", "속도 24"),
    ("删掉第8张", "8번 그림 삭제"),
]


@pytest.mark.parametrize(("first", "second"), SAME_NOTE)
def test_a_note_and_its_translation_are_a_pair(first: str, second: str) -> None:
    assert [0, 1] == sorted(
        of for one in pairs([(first, None), (second, None)]) for of in (one.first.of, one.second.of)
    )


@pytest.mark.parametrize(("first", "second"), SAME_NOTE)
def test_with_other_numbers_in_the_translation_they_are_not(first: str, second: str) -> None:
    other = "".join("7" if char.isdigit() else char for char in second)
    found = pairs([(first, None), (other, None)])
    assert [] == [one for one in found if "the same numbers" in one.because]


@pytest.mark.parametrize(("first", "second"), SAME_NOTE)
def test_a_note_far_away_is_not_its_neighbour(first: str, second: str) -> None:
    between = [(f"{n}页 说明文字", None) for n in range(91, 95)]
    assert () == pairs([(first, None), *between, (second, None)])
