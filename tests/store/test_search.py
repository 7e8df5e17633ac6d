"""The search of places: one suite over SQLite and over PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from celtrace.store.search import Place, SqlSearch
from store.test_contract import opened

TEXTS = (
    "Ink Studio Berlin",
    "잉크 스튜디오",
    "第三话原画修正",
    "원화 수정본",
    "동화작업",
    "INK 제작",
    "ep05_c101_layout.psd",
    "Café Animé",
    "水墨动画",
    "スタジオ原画",
    "Студия Заря",
    'quote\'s "double" & | ! : * ( ) back\\slash',
)


@pytest.fixture(params=["sqlite", "postgres"], scope="module")
def search(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SqlSearch]:
    with opened(request.param, tmp_path_factory.mktemp("search")) as engine:
        yield SqlSearch(engine)


@pytest.fixture
def filled(search: SqlSearch) -> SqlSearch:
    search.fill("these", (Place("text", text, f"/{n}") for n, text in enumerate(TEXTS)))
    return search


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("ink", ["Ink Studio Berlin", "INK 제작"]),
        ("ink studio", ["Ink Studio Berlin"]),
        ("studio INK", ["Ink Studio Berlin"]),
        ("berl", ["Ink Studio Berlin"]),
        ("원화", ["원화 수정본"]),
        ("수정", ["원화 수정본"]),
        ("화작", ["동화작업"]),
        ("작업", ["동화작업"]),
        ("작", ["동화작업"]),
        ("原画", ["第三话原画修正", "スタジオ原画"]),
        ("三话", ["第三话原画修正"]),
        ("动画", ["水墨动画"]),
        ("话原画", ["第三话原画修正"]),
        ("cafe", ["Café Animé"]),
        ("anime café", ["Café Animé"]),
        ("스튜디오", ["잉크 스튜디오"]),
        ("제작 ink", ["INK 제작"]),
        ("ep05_c101", ["ep05_c101_layout.psd"]),
        ("layout", ["ep05_c101_layout.psd"]),
        ("студ", ["Студия Заря"]),
        ("quote's", [TEXTS[-1]]),
        ("back", [TEXTS[-1]]),
        ("四话", []),
        ("画原", []),
        ("ink 원화", []),
        ("nothing", []),
        ("", []),
        ("...", []),
        ("' OR 1=1 --", []),
        ('" NEAR( *', []),
    ],
)
def test_every_word_must_stand_in_the_place(
    filled: SqlSearch, wanted: str, expected: list[str]
) -> None:
    assert expected == [place.text for place in filled.find(wanted)]


def test_places_come_in_the_order_in_which_they_were_given_and_no_more_than_asked(
    search: SqlSearch,
) -> None:
    search.fill("many", (Place("text", f"word {n}", f"/{n}") for n in range(5_000)))
    assert [f"/{n}" for n in range(7)] == [place.link for place in search.find("word", most=7)]
    assert 1_000 == len(search.find("word"))
    assert ["/4999"] == [place.link for place in search.find("4999")]


def test_an_index_is_made_anew_whole(search: SqlSearch) -> None:
    search.fill("first", [Place("text", "alpha", "/a")])
    assert 1 == search.fill("second", [Place("text", "beta", "/b")])
    assert "second" == search.stamp
    assert [] == search.find("alpha")
    assert [Place("text", "beta", "/b")] == search.find("beta")


def test_what_cannot_be_made_leaves_what_was_there(search: SqlSearch) -> None:
    def broken() -> Iterator[Place]:
        yield Place("text", "gamma", "/g")
        raise KeyError

    search.fill("whole", [Place("text", "alpha", "/a")])
    with pytest.raises(KeyError):
        search.fill("half", broken())
    assert ("whole", []) == (search.stamp, search.find("gamma"))
    assert [Place("text", "alpha", "/a")] == search.find("alpha")


def test_an_empty_index_finds_nothing(search: SqlSearch) -> None:
    assert 0 == search.fill("nothing", ())
    assert [] == search.find("alpha")


@given(text=st.text(min_size=1, max_size=30))
@settings(max_examples=40, deadline=None, derandomize=True, database=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
def test_no_text_breaks_the_index_or_a_question(search: SqlSearch, text: str) -> None:
    search.fill("any", [Place("text", text, "/x")])
    assert len(search.find(text)) <= 1


def test_an_index_of_before_is_opened_again(tmp_path: Path) -> None:
    with opened("sqlite", tmp_path) as engine:
        SqlSearch(engine).fill("kept", [Place("text", "원화", "/a")])
    with opened("sqlite", tmp_path) as engine:
        again = SqlSearch(engine)
        assert ("kept", ["/a"]) == (again.stamp, [place.link for place in again.find("원화")])
