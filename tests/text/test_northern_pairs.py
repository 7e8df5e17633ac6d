"""Notes of the trade in both norms of Korean, each pair the same sentence.

Written for these tests; nothing was trained on them.
"""

from __future__ import annotations

import pytest

from celtrace.text.northern import compare, score
from celtrace.text.northern_lexicon import Words
from celtrace.text.northern_rules import sites

TOLD = [
    ("련습 그림을 보내시오", "연습 그림을 보내시오"),
    ("력사물이므로 옷을 고칠것", "역사물이므로 옷을 고칠 것"),
    ("륜곽선을 굵게 하시오", "윤곽선을 굵게 하시오"),
    ("련결 장면을 맞출것", "연결 장면을 맞출 것"),
    ("로출이 너무 세다", "노출이 너무 세다"),
    ("래일 오전까지 보내시오", "내일 오전까지 보내시오"),
    ("녀주인공의 눈이 작다", "여주인공의 눈이 작다"),
    ("녀자아이의 손을 고치시오", "여자아이의 손을 고치시오"),
    ("료금은 다음달에 계산한다", "요금은 다음 달에 계산한다"),
    ("량쪽 팔의 길이가 다르다", "양쪽 팔의 길이가 다르다"),
    ("리유를 적어 보내시오", "이유를 적어 보내시오"),
    ("이 그림을 리용하시오", "이 그림을 이용하시오"),
    ("잘못 그려진 그림이였다", "잘못 그려진 그림이었다"),
    ("색이 다르게 되였다", "색이 다르게 되었다"),
    ("선이 끊어지게 되여 고쳤다", "선이 끊어지게 되어 고쳤다"),
    ("뛰여가는 동작이 느리다", "뛰어가는 동작이 느리다"),
    ("줄을 띄여 그리시오", "줄을 띄어 그리시오"),
    ("여기는 색을 칠할것", "여기는 색을 칠할 것"),
    ("다시 그려야 할것이다", "다시 그려야 할 것이다"),
    ("고칠수가 없는 그림이다", "고칠 수가 없는 그림이다"),
    ("지금 색을 칠하고있다", "지금 색을 칠하고 있다"),
    ("눈을 감고있는 장면이다", "눈을 감고 있는 장면이다"),
    ("이대로 보내도 될가요", "이대로 보내도 될까요"),
    ("선을 지워야 할가", "선을 지워야 할까"),
    ("머리의 색갈이 다르다", "머리의 색깔이 다르다"),
    ("색갈표를 다시 보시오", "색깔표를 다시 보시오"),
    ("해빛이 너무 세다", "햇빛이 너무 세다"),
    ("초불의 그림자를 그릴것", "촛불의 그림자를 그릴 것"),
    ("뒤머리가 너무 짧다", "뒷머리가 너무 짧다"),
    ("나무잎이 움직이지 않는다", "나뭇잎이 움직이지 않는다"),
    ("바다가 장면의 배경이다", "바닷가 장면의 배경이다"),
    ("콤퓨터에서 다시 여시오", "컴퓨터에서 다시 여시오"),
    ("프로그람이 열리지 않는다", "프로그램이 열리지 않는다"),
    ("화일이 없으니 보내시오", "파일이 없으니 보내시오"),
    ("뻐스 안의 사람을 빼시오", "버스 안의 사람을 빼시오"),
    ("씨나리오와 다르게 그렸다", "시나리오와 다르게 그렸다"),
    ("일군들에게 알려야 한다", "일꾼들에게 알려야 한다"),
    ("안해가 웃는 장면이다", "아내가 웃는 장면이다"),
    ("눈섭을 더 굵게", "눈썹을 더 굵게"),
    ("몇페지를 보시오 페지번호", "몇 쪽을 보시오 쪽 번호"),
]
"""The northern spelling and the southern one; each northern note has a place that shows it."""

SAME = [
    "눈을 더 크게 그려 주십시오",
    "손을 위로 올리시오",
    "선이 너무 굵다",
    "그림자가 없다",
    "다음 장면과 맞추시오",
    "배경이 빠졌다",
    "입을 벌린 그림이 필요하다",
    "이 장면은 밤이다",
    "동작을 천천히",
    "얼굴을 조금 더 왼쪽으로",
    "로봇의 팔을 고치시오",
    "라디오를 든 손",
    "러시아 사람의 모자",
    "리본을 달아 주시오",
    "레이저 빛을 빼시오",
    "로켓이 날아간다",
    "귀여운 표정으로",
    "녀석의 표정을 바꾸시오",
]
"""Notes that both norms write alike, foreign words with a liquid among them."""


@pytest.mark.parametrize(("north", "south"), TOLD)
def test_the_northern_spelling_shows_a_place_and_the_southern_none(north: str, south: str) -> None:
    assert sites(north, {})
    assert () == sites(south, {})


@pytest.mark.parametrize("text", SAME)
def test_a_note_that_both_norms_write_alike_shows_nothing(text: str) -> None:
    assert () == sites(text, {})


def test_of_most_pairs_the_northern_spelling_scores_higher() -> None:
    higher = sum(score(north) > score(south) for north, south in TOLD)
    assert 0.85 * len(TOLD) <= higher


def test_as_bundles_the_two_spellings_are_far_apart() -> None:
    north = compare([one for one, _ in TOLD], Words())
    south = compare([other for _, other in TOLD], Words())
    assert ("northern norm", "no sign") == (north.verdict, south.verdict)
    assert 6 < north.ratio - south.ratio


def test_notes_that_both_norms_write_alike_are_no_sign() -> None:
    assert "no sign" == compare(SAME, Words()).verdict


def test_spaces_left_out_of_the_southern_notes_are_not_called_northern() -> None:
    """Whoever leaves spaces out does so where the north writes them too."""
    hurried = [other.replace(" ", "") for _, other in TOLD]
    assert "northern norm" != compare(hurried, Words()).verdict


def test_each_place_stands_where_it_says_it_does() -> None:
    for north, _ in TOLD:
        for site in sites(north, {}):
            assert site.form == north[site.at : site.at + len(site.form)]
            assert site.form != site.counterpart
