"""Where a Korean text chooses between the norms, whichever way it is written."""

from __future__ import annotations

import pytest

from celtrace.text.northern_choices import choices
from celtrace.text.northern_lexicon import Words

WORDS = Words(
    nouns=frozenset({"그림", "장면", "눈", "머리", "여자", "녀자", "버스", "영화", "배우", "연습"}),
    verbs=frozenset({"뛰", "견디"}),
    initial={"련습": "연습", "녀자": "여자", "련쇄": "연쇄"},
    other={"해빛": "햇빛", "홰불": "횃불"},
    southern_initial=frozenset({"연습", "여자", "연쇄"}),
)


def made(text: str, words: Words = WORDS) -> list[tuple[str, bool]]:
    found = [(one.kind, one.northern) for one in choices(text, words)]
    return [one for one in found if one != ("particle", False)]


@pytest.mark.parametrize(
    ("kind", "north", "south"),
    [
        ("thing", "그릴것", "그릴 것"),
        ("thing", "칠하는것이다", "칠하는 것이다"),
        ("can", "고칠수 있다", "고칠 수 있다"),
        ("bound noun", "그린채로", "그린 채로"),
        ("bound noun", "그렸을뿐", "그렸을 뿐"),
        ("going on", "칠하고있다", "칠하고 있다"),
        ("wishing", "고치고싶다", "고치고 싶다"),
        ("number", "두사람이", "두 사람이"),
        ("noun of place", "장면뒤에", "장면 뒤에"),
        ("initial", "련습을", "연습을"),
        ("become", "되였다", "되었다"),
        ("become", "되여", "되어"),
        ("past", "칠하였다", "칠했다"),
        ("copula", "그림이예요", "그림이에요"),
        ("yeo", "깨여났다", "깨어났다"),
        ("yeo", "태여나다", "태어나다"),
        ("yeo", "쥐여주다", "쥐어주다"),
        ("word", "일찌기", "일찍이"),
        ("copula", "그림이였다", "그림이었다"),
        ("yeo", "뛰여간다", "뛰어간다"),
        ("ryul", "비률이", "비율이"),
        ("word", "색갈이", "색깔이"),
        ("above", "바위우에", "바위위에"),
        ("asking", "고칠가", "고칠까"),
        ("habit", "느끼군 하였다", "느끼곤 하였다"),
        ("habit", "그리군하는", "그리곤하는"),
    ],
)
def test_a_place_is_seen_whichever_way_it_is_written(kind: str, north: str, south: str) -> None:
    assert [(kind, True)] == [one for one in made(north) if one[0] == kind]
    assert [(kind, False)] == [one for one in made(south) if one[0] == kind]


@pytest.mark.parametrize(
    ("kind", "hurried", "careful"),
    [
        ("not", "칠하지않다", "칠하지 않다"),
        ("must", "그려야한다", "그려야 한다"),
        ("time", "그릴때", "그릴 때"),
        ("object", "머리를고친다", "머리를 고친다"),
        ("adverb", "너무굵다", "너무 굵다"),
        ("and then", "그리고나서", "그리고 나서"),
        ("seeming", "그린듯하다", "그린 듯하다"),
    ],
)
def test_a_space_that_both_norms_write_is_seen_where_it_is_left_out(
    kind: str, hurried: str, careful: str
) -> None:
    assert (kind, True) in made(hurried)
    assert (kind, False) in made(careful)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("initial by rule", "력사극의"),
        ("initial within", "버스련쇄를"),
        ("dictionary", "홰불이"),
        ("honoured", "보내시였다"),
        ("honoured", "이끄시여"),
        ("word", "해빛이"),
        ("particle", "영화를보았다"),
    ],
)
def test_what_only_one_way_of_writing_shows_is_seen(kind: str, text: str) -> None:
    assert (kind, True) in made(text)


@pytest.mark.parametrize(
    "text",
    [
        "로봇", "러시아", "라디오를", "년 월", "안해", "기발한", "이것은", "하수도", "위치였다",
        "불가", "진군하는", "피곤한", "그대여", "경우에", "매우", "좌우로", "中文", "",
    ],
)  # fmt: skip
def test_words_that_both_norms_write_alike_are_no_choice_of_the_north(text: str) -> None:
    assert [] == [one for one in made(text) if one[1]]


def test_a_noun_that_the_dictionary_has_is_not_taken_apart() -> None:
    assert [("noun of place", True)] == made(
        "눈앞에", Words(nouns=frozenset({"눈"}))
    ) or [] == made("눈앞에")
    assert [] == made("머리속", Words(nouns=frozenset({"머리", "머리속"})))


def test_without_a_dictionary_the_rules_still_see_letters_and_spaces() -> None:
    found = made("력사극의 배경을 그리고있다", Words())
    assert [("initial by rule", True), ("going on", True)] == found


def test_the_form_is_what_stands_there() -> None:
    (one,) = [one for one in choices("련습장면은", WORDS) if one.kind == "initial"]
    assert "련습" == one.form


def test_each_word_is_looked_at_with_the_one_that_follows() -> None:
    text = "그릴 것 그릴것 고칠 수 고칠수"
    assert [("thing", False), ("thing", True), ("can", False), ("can", True)] == made(text)


def test_a_word_that_two_kinds_know_is_one_choice() -> None:
    """`녀자` is in the own list and in the dictionary, `해빛` too: neither counts twice."""
    assert [("initial", True)] == made("녀자가")
    assert [("initial", False)] == made("여자가")
    assert [("word", True)] == made("해빛이")


@pytest.mark.parametrize("text", ["독일", "금방", "원수", "애니메이션", "프레임", "이튿날"])
def test_another_word_of_the_same_meaning_is_no_spelling_of_the_south(text: str) -> None:
    assert [] == [one for one in made(text) if one[0] == "word"]


def test_a_contraction_that_both_norms_write_speaks_for_neither() -> None:
    assert [] == made("보내셨다")
    assert [] == [one for one in made("이시여") if one[1]]


def test_a_foreign_name_is_no_word_that_keeps_its_initial_sound() -> None:
    """A beginning counts only where its southern form can be no other word."""
    known = Words(
        initial={"리조": "이조", "력사": "역사"}, southern_initial=frozenset({"역사"}),
        unknown={"로직": "노직"},
    )  # fmt: skip
    assert [] == [one for one in made("리조트", known) if one[0] == "initial"]
    assert [("initial", True)] == made("력사적인", known)
    assert [] == [one for one in made("로직을", known) if one[0] == "initial"]


def test_a_particle_after_a_noun_is_no_word_inside_it() -> None:
    known = Words(nouns=frozenset({"생산", "영화"}), initial={"량이": "양이", "련습": "연습"})
    assert [] == [one for one in made("생산량이", known) if one[0] == "initial within"]
    assert ("initial within", True) in made("영화련습을", known)


def test_a_noun_before_the_copula_is_no_verb() -> None:
    known = Words(nouns=frozenset({"사위"}), verbs=frozenset({"사위", "견디"}))
    assert [] == made("사위였다", known)
    assert [("yeo", True)] == made("견디였다", known)
