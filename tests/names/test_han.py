from __future__ import annotations

import pytest

from celtrace.names.han import (
    entity_tokens,
    family_first,
    korean_entity,
    korean_person,
    latin_parts,
    person_tokens,
    syllables,
    wade,
)


@pytest.mark.parametrize(
    ("pinyin", "older"),
    [
        ("xi", "hsi"),
        ("jin", "chin"),
        ("zhang", "chang"),
        ("bo", "po"),
        ("dong", "tung"),
        ("guo", "kuo"),
        ("luo", "lo"),
    ],
)
def test_pinyin_in_wade_giles(pinyin: str, older: str) -> None:
    assert older == wade(pinyin)


def test_both_systems_give_the_same_parts() -> None:
    assert latin_parts(["xi", "jinping"]) == latin_parts(["hsi", "chin", "ping"]) != ()


def test_a_word_is_cut_into_pinyin_syllables() -> None:
    assert syllables("junzheng") == ("jun", "zheng")
    assert syllables("garcia") == ()


def test_gold_as_a_family_name_is_kim() -> None:
    assert korean_person("金铁三") == "김철삼"


def test_hanja_of_an_institution_are_read_in_korean() -> None:
    assert korean_entity("朝鮮4.26漫畵映畵撮影所") == "조선4.26만화영화촬영소"


def test_a_character_without_a_known_reading_gives_no_korean_reading() -> None:
    assert korean_person("金𠀀") == ""


def test_a_family_character_has_its_own_reading() -> None:
    assert person_tokens("单雄信")[0][0] == ("shan", "xiongxin")


def test_western_order_is_turned_round() -> None:
    assert family_first("玉梅 朱") == "朱玉梅"


def test_places_words_and_the_rest_of_a_company_name() -> None:
    assert entity_tokens("深圳市佰联升电子科技有限公司", 2, split=False) == [
        "shenzhen",
        "bailiansheng",
        "@electronics",
        "@technology",
        "#ltd",
    ]


@pytest.mark.parametrize("char", ["王", "金", "李", "陈", "林", "歐"])
def test_a_single_character_has_no_empty_token(char: str) -> None:
    found = person_tokens(char)
    assert found
    assert all(all(tokens) for tokens, _ in found)
