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


@pytest.mark.parametrize(("first", "second"), [
    ("衣服的褶皱太多", "옷주름이 너무 많다"), ("脚要碰到地面", "발이 땅에 닿아야 함"),
    ("袖子改短一些", "소매를 좀 짧게 고칠것"), ("耳朵位置太高", "귀 위치가 너무 높다"),
    ("走路的节奏太快", "걸음의 박자가 너무 빠르다"), ("黑色部分涂满", "검은 부분을 다 칠할것"),
    ("镜头慢慢推近", "화면을 천천히 가까이"), ("A层和B层顺序反了", "A층과 B층의 차례가 바뀌였음"),
    ("右の膝をもっと低く", "오른쪽 무릎을 더 낮게"), ("帽子再画圆一点", "모자를 더 둥글게 그려"),
])  # fmt: skip
def test_words_of_the_trade_make_a_pair_of_neighbours_without_a_number(
    first: str, second: str
) -> None:
    assert [(first, second)] == said(first, second)


@pytest.mark.parametrize(("first", "second"), [
    ("第12集 春天的约定", "12시 30분까지 보낼것"), ("第3张缺了", "3층 작업실 열쇠"),
    ("共18张画面", "18일 휴식입니다"), ("片长 22分钟", "22 페지 목차"), ("7号 李先生", "7번 식권"),
    ("镜号 045", "045 원화 장수"), ("头发再长一些", "손가락 방향이 틀렸습니다"),
    ("影子移到左边", "무릎을 더 굽히시오"), ("C-112 24格", "컷 112 배경 담당자"),
])  # fmt: skip
def test_titles_timings_and_names_with_the_same_number_are_no_pair(first: str, second: str) -> None:
    assert [] == said(first, second)
    above, below = BELOW
    assert () == pairs([(first, above), (second, below)])


@pytest.mark.parametrize(("number", "count"), [("3", 0), ("112", 1), ("3-4", 1)])
def test_a_small_number_alone_stands_beside_anything(number: str, count: int) -> None:
    assert count == len(said(f"{number} 说明文字", f"{number} 안내의 글"))


def test_more_words_apart_than_shared_are_no_reason() -> None:
    assert [] == said("肩膀和手的线", "이 선은 왼쪽부터 지워 주십시오")
    assert 1 == len(said("肩膀的线", "어깨 선이 맞지 않음"))
