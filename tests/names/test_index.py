from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.names.index import CUTOFF, Hit, Named, NameIndex

NAMES = (
    Named(1, "SEK STUDIO", "entity"),
    Named(1, "APRIL 26 CHILDREN'S ANIMATION FILM STUDIO", "entity"),
    Named(2, "KIM, Myong Chol", "person"),
    Named(3, "WANG Junzheng", "person"),
    Named(4, "YANCHENG THREE LINE ONE POINT ANIMATION CO., LTD.", "entity"),
    Named(5, "KINOATIS LLC", "entity"),
    Named(6, "AL-TIKRITI, Mahmoud 'Abd al-Rahman", "person"),
    Named(7, "Korea Namgang Trading Corporation", "entity"),
    Named(8, "Daniel Garcia", "person", weak=True),
    Named(9, "RI, Yong Su", "person"),
)


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex.build(NAMES)


def best(index: NameIndex, name: str, form: str = "unknown") -> Hit:
    return index.search(name, form=form)[0]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Sek Studio", 1),
        ("조선4.26아동영화촬영소", 1),
        ("조선4.26만화영화촬영소", 1),
        ("朝鮮4.26漫畵映畵撮影所", 1),
        ("426儿童电影制片厂", 1),
        ("April 26 Animation Studio", 1),
        ("김명철", 2),
        ("Kim Myeong-cheol", 2),
        ("Myongchol Kim", 2),
        ("金明哲", 2),
        ("王君正", 3),
        ("Wang Chun-cheng", 3),
        ("盐城三线一点动漫有限公司", 4),
        ("ООО «Киноатис»", 5),
        ("محمود عبد الرحمن التكريتي", 6),
        ("Mahmud Abdulrahman Tikriti", 6),
        ("조선남강무역회사", 7),
        ("이용수", 9),
        ("리용수", 9),
    ],
)
def test_a_name_is_found_across_scripts_and_systems(index: NameIndex, name: str, key: int) -> None:
    hit = best(index, name)
    assert key == hit.key
    assert hit.score >= CUTOFF


@pytest.mark.parametrize(
    "name", ["Jane Miller", "오세훈", "李娜", "Acme Trading Company", "SEK", "محمد"]
)
def test_an_unrelated_name_is_not_found(index: NameIndex, name: str) -> None:
    assert index.search(name) == []


def test_a_person_is_no_entity(index: NameIndex) -> None:
    assert index.search("Kim Myong Chol", form="entity") == []


def test_each_key_stands_once_and_the_best_first(index: NameIndex) -> None:
    hits = index.search("April 26 Children's Animation Studio", cutoff=0.05)
    assert len({hit.key for hit in hits}) == len(hits)
    assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.key))


def test_the_steps_say_what_was_folded(index: NameIndex) -> None:
    assert "Hangul 김 read as KIM" in best(index, "김명철").steps
    assert "name order changed" in best(index, "Garcia, Daniel").steps
    assert any("translated" in step for step in best(index, "조선남강무역회사").steps)


@pytest.mark.parametrize("name", ["Daniel Garcia", "Kim Myong Chol", "김명철", "王君正"])
def test_a_common_name_is_said_to_decide_nothing(index: NameIndex, name: str) -> None:
    assert "date of birth" in best(index, name).undecidable


def test_a_rare_name_is_not_called_common(index: NameIndex) -> None:
    assert best(index, "Mahmud Abdulrahman Tikriti").undecidable == ""


def test_rivals_are_counted() -> None:
    twins = NameIndex.build([Named(key, "KIM, Myong Chol", "person") for key in (1, 2, 3)])
    assert best(twins, "Kim Myong Chol", "person").undecidable.startswith("3 listed persons")


def test_a_weak_alias_is_marked(index: NameIndex) -> None:
    assert best(index, "Daniel Garcia").weak


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u202e", "(((", "...", "\x00"])
def test_names_without_a_letter_find_nothing(index: NameIndex, name: str) -> None:
    assert index.search(name) == []


def test_a_name_of_ten_thousand_characters_is_cut_and_answered_quickly(index: NameIndex) -> None:
    begun = time.perf_counter()
    hits = index.search("SEK STUDIO " + "x " * 5_000, cutoff=0.01)
    assert time.perf_counter() - begun < 2
    assert all("only the first" in hit.steps[0] for hit in hits)


def test_look_alike_letters_do_not_hide_a_name(index: NameIndex) -> None:
    assert best(index, "SЕK Studiо").key == 1


def test_an_empty_index_finds_nothing() -> None:
    assert NameIndex.build([]).search("SEK Studio") == []


def test_the_order_of_the_names_does_not_matter(index: NameIndex) -> None:
    assert NameIndex.build(reversed(NAMES)).dump() == index.dump()


def test_a_loaded_index_answers_as_the_built_one(index: NameIndex) -> None:
    loaded = NameIndex.load(index.dump())
    assert loaded.search("김명철") == index.search("김명철")
    assert len(loaded) == len(NAMES)


def test_batch_is_search_name_by_name(index: NameIndex) -> None:
    names = [("김명철", "person"), ("Sek Studio", "entity"), ("", "unknown")]
    assert list(index.batch(names)) == [index.search(name, form=form) for name, form in names]


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=50), st.sampled_from(["person", "entity", "unknown"]))
def test_any_name_is_answered_with_scores_from_cutoff_to_one(name: str, form: str) -> None:
    small = NameIndex.build(NAMES)
    assert all(0.5 <= hit.score <= 1 for hit in small.search(name, form=form, cutoff=0.5))


@settings(deadline=None, max_examples=30)
@given(
    st.text(alphabet="abcdefghijklmnop ", min_size=3, max_size=30).filter(
        lambda text: len(text.strip()) > 2
    )
)
def test_a_listed_name_is_found_by_itself(name: str) -> None:
    assert best(NameIndex.build([*NAMES, Named(99, name)]), name).key in {99, *range(10)}


MANY = st.lists(
    st.tuples(
        st.sampled_from([named.name for named in NAMES]) | st.text(max_size=24),
        st.sampled_from(["person", "entity", "unknown"]),
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=40)
@given(MANY)
def test_batch_equals_search_for_any_names(names: list[tuple[str, str]]) -> None:
    index = NameIndex.build(NAMES)
    fresh = NameIndex.build(NAMES)
    assert list(index.batch(names)) == [fresh.search(name, form=form) for name, form in names]


@settings(deadline=None, max_examples=30)
@given(MANY)
def test_a_loaded_index_answers_any_name_as_the_built_one(names: list[tuple[str, str]]) -> None:
    index = NameIndex.build(NAMES)
    assert list(index.batch(names)) == list(NameIndex.load(index.dump()).batch(names))


@pytest.mark.parametrize(
    ("listed", "searched"),
    [
        ("FALAHATKARI, Vahid", "KARI, Vahid Falahat"),
        ("SHI, Yuhua", "HUA, Shi Yu"),
        ("ESMAIL, Abdurazak", "ABDELRAZAK, Ismail"),
        ("RAISI, Ebrahim", "RA'EESI, Ebrahim"),
        ("JON, Yun Gun", "CHO'N, Yo'n Ku'n"),
    ],
)
def test_a_name_cut_or_spelt_otherwise_is_found(listed: str, searched: str) -> None:
    assert best(NameIndex.build([Named(1, listed, "person")]), searched, "person").key == 1


@pytest.mark.parametrize(
    "name", ["A" * 5_000, "김" * 500, "((((" * 99, "\ud800", "\x00" * 50, "٠" * 60]
)
def test_hostile_names_are_answered(index: NameIndex, name: str) -> None:
    assert all(hit.score >= CUTOFF for hit in index.search(name))
