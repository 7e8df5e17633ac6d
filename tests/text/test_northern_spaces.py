"""What the spaces of a Korean text say, its letters taken as given."""

from __future__ import annotations

import random
from importlib.resources import files

import pytest

from celtrace.text import northern_spaces
from celtrace.text.northern_spaces import gaps, spaces

NORTH = (
    "손을 더 크게 그릴것", "이 선을 지울수 있는가", "다시 그리고있는중이다",
    "어제 보낸것을 고쳐주시오",
    "색을 칠할 때 주의할것", "그가 말한것이 옳다", "바꿀수 없다고 한다", "알고있는 사람이 없다",
)  # fmt: skip
CAREFUL = (
    "손을 더 크게 그릴 것", "이 선을 지울 수 있는가", "다시 그리고 있는 중이다",
    "어제 보낸 것을 고쳐 주시오", "색을 칠할 때 주의할 것", "그가 말한 것이 옳다",
    "바꿀 수 없다고 한다", "알고 있는 사람이 없다",
)  # fmt: skip
HURRIED = (
    "손을더크게그릴것", "이선을지울수있는가", "다시그리고있는중이다", "어제보낸것을고쳐주시오",
    "색을칠할때주의할것", "그가말한것이옳다", "바꿀수없다고한다", "알고있는사람이없다",
)  # fmt: skip


def test_each_gap_is_told_once_with_whether_a_space_stands_there() -> None:
    assert [False, True, False, False] == [gap.space for gap in gaps("할것 이다음")][:4]
    assert 4 == len([*gaps("할것이다음")])


@pytest.mark.parametrize("text", ["", "가", "가 나"])
def test_texts_without_room_for_a_choice(text: str) -> None:
    assert len(text.replace(" ", "")[1:]) == len([*gaps(text)])
    assert 2 == len(spaces(text))


def test_marks_see_the_syllables_but_not_the_spaces_ahead() -> None:
    joined, apart = [*gaps("그릴것이다")], [*gaps("그릴것 이다")]
    assert joined[1].marks == apart[1].marks
    assert joined[3].marks != apart[3].marks


@pytest.mark.parametrize(("north", "careful"), [*zip(NORTH, CAREFUL, strict=True)])
def test_the_same_letters_with_northern_spaces_are_likelier_in_the_north(
    north: str, careful: str
) -> None:
    assert north.replace(" ", "") == careful.replace(" ", "")
    assert spaces(north).careful > spaces(careful).careful


def test_the_same_letters_without_spaces_are_likelier_in_a_hurry() -> None:
    north, hurried = (sum(spaces(text).hurried for text in side) for side in (NORTH, HURRIED))
    assert north > hurried + 3


def test_many_notes_come_apart_whichever_way_they_are_drawn() -> None:
    rng = random.Random(2)  # noqa: S311 - draws of a test
    for _ in range(5):
        drawn = rng.sample(range(len(NORTH)), 5)
        assert sum(spaces(NORTH[at]).careful for at in drawn) > 0
        assert sum(spaces(CAREFUL[at]).careful for at in drawn) < 0
        assert sum(spaces(HURRIED[at]).hurried for at in drawn) < 0


def test_a_gap_of_unseen_syllables_says_little() -> None:
    told = spaces("쀍뷁쬻")
    assert abs(told.careful) < 1.5
    assert abs(told.hurried) < 4


def test_every_mark_of_the_table_is_one_that_a_gap_can_have() -> None:
    table = files(northern_spaces.__package__) / "_tables" / "northern_spaces.txt"
    rows = [line.split(" ") for line in table.read_text("utf-8").splitlines() if line[0] != "#"]
    marks = [mark for row in rows for mark in row[3:]]
    assert len(set(marks)) == len(marks) > 10_000
    kinds = {mark[0] for gap in gaps("가나다라마바사") for mark in gap.marks}
    assert {mark[0] for mark in marks} <= kinds
    assert all(any(int(one) for one in row[:3]) for row in rows)
