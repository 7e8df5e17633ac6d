"""Where a note is spelled after the northern norm."""

from __future__ import annotations

import pytest

from celtrace.text.northern_rules import sites, without_initial
from celtrace.text.northern_words import WORDS


@pytest.mark.parametrize(
    ("text", "form", "counterpart", "rule"),
    [
        ("련습을 하다", "련습", "연습", "initial sound"),
        ("래일까지", "래일", "내일", "initial sound"),
        ("로동자", "로동", "노동", "initial sound"),
        ("이 장면은 되여 있다", "되여", "되어", "yeo for eo"),
        ("그림이였다", "이였", "이었", "yeo for eo"),
        ("그릴것", "그릴것", "그릴 것", "joined bound noun"),
        ("고칠수가 없다", "고칠수가", "고칠 수가", "joined bound noun"),
        ("그리고있다", "그리고있다", "그리고 있다", "joined auxiliary"),
        ("들어야 할가", "할가", "할까", "plain ending"),
        ("색갈이 다르다", "색갈", "색깔", "word"),
        ("콤퓨터로", "콤퓨터", "컴퓨터", "loan"),
    ],
)
def test_each_rule_names_its_form_and_the_southern_one(
    text: str, form: str, counterpart: str, rule: str
) -> None:
    (site,) = sites(text, {})
    assert (form, counterpart, rule) == (site.form, site.counterpart, site.rule)
    assert form == text[site.at : site.at + len(form)]


@pytest.mark.parametrize(
    "text",
    [
        "연습을 다시 하세요",
        "그릴 것이 많다",
        "되어 있다",
        "러시아 로봇 라면 리그 류현진",
        "하고 있다",
        "갈까 말까",
        "여자의 뒷머리",
        "中文 English 12",
        "",
    ],
)
def test_southern_spelling_and_foreign_names_show_nothing(text: str) -> None:
    assert () == sites(text, {})


def test_a_form_of_the_dictionary_is_shown_with_its_counterpart() -> None:
    (site,) = sites("닭알빛이 난다", {"닭알빛": "달걀빛", "닭": "달"})
    assert ("닭알", "word") == (site.form, site.rule) or "lexicon" == site.rule


def test_of_two_forms_that_overlap_the_longer_stands() -> None:
    assert ["련습장면"] == [s.form for s in sites("련습장면을", {"련습장면": "연습 장면"})]


@pytest.mark.parametrize(
    ("north", "south"),
    [("련", "연"), ("로", "노"), ("리", "이"), ("녀", "여"), ("가", "가"), ("뢰", "뇌")],
)
def test_the_initial_sound_is_taken_off_as_the_south_writes_it(north: str, south: str) -> None:
    assert south == without_initial(north)


def test_each_word_of_the_table_differs_in_both_norms_and_stands_once() -> None:
    forms = [form for form, _, _ in WORDS]
    assert len(forms) == len(set(forms))
    assert [] == [form for form, south, _ in WORDS if form == south]
