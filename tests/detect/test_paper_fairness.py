"""Who somebody is changes nothing that is said of their documents (R9); order changes nothing."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.findings import Category
from celtrace.records import PaperPage, PaperPair, PaperTrace, Record, Stint, Worker
from detect.paper_scenes import SCENES, TWO, ZONE, page, pair, person, stint, trace
from detect.scenes import found, run

NAMES = ("Kim Chol", "Anna Nowak", "김철수", "王伟", "Иван Петров", "田中太郎", "Nguyễn Văn An")
CODES = ("PRK", "KOR", "CHN", "JPN", "RUS", "USA", "VNM", "D<<")
PATHS = ("papers/a.jpg", "papers/이력서.docx", "papers/简历.pdf", "papers/резюме.odt")
RULES = tuple(SCENES)


def said(*records: Record) -> set[tuple[str, str, str]]:
    return {
        (one.rule, one.subject, str(one.strength))
        for one in run(*records).findings
        if one.rule in {*RULES, "mrz_invalid", "document_mismatch", "duplicate_applicant"}
    }


def called(record: Record, name: str) -> Record:
    return msgspec.structs.replace(record, name=name) if isinstance(record, Worker) else record


def at(record: Record, path: str) -> Record:
    if isinstance(record, PaperPage | PaperTrace | Stint):
        return msgspec.structs.replace(record, path=path)
    return record


@pytest.mark.parametrize("rule", RULES)
@given(first=st.sampled_from(NAMES), second=st.sampled_from(NAMES))
def test_names_of_any_script_change_nothing(rule: str, first: str, second: str) -> None:
    for scene in SCENES[rule]:
        named = iter((first, f"{second} B."))
        swapped = [called(one, next(named)) if isinstance(one, Worker) else one for one in scene]
        assert said(*scene) == said(*swapped)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("path", PATHS)
def test_names_of_files_of_any_script_change_nothing(rule: str, path: str) -> None:
    for scene in SCENES[rule]:
        assert said(*scene) == said(*(at(one, path) for one in scene))


@pytest.mark.parametrize("code", CODES)
def test_whose_passport_it_is_finds_nothing(code: str) -> None:
    lines = (ZONE[0].replace("UTO", code), ZONE[1].replace("UTO", code))
    assert set() == said(person("ann"), page(zone=lines))


@pytest.mark.parametrize("code", CODES)
def test_a_fault_counts_the_same_in_every_passport(code: str) -> None:
    damaged = (ZONE[0].replace("UTO", code), ZONE[1].replace("UTO", code)[:-1] + "9")
    expected = {("mrz_invalid", "worker:ann", "supporting")}
    assert expected == said(person("ann"), page(zone=damaged))


@given(
    country=st.sampled_from(["KP", "KR", "CN", "JP", "RU", "PL", "US", ""]),
    zone=st.sampled_from(["Asia/Pyongyang", "Asia/Shanghai", "Europe/Warsaw", ""]),
)
def test_the_stated_country_of_two_people_changes_nothing(country: str, zone: str) -> None:
    people = [
        msgspec.structs.replace(one, claimed_country=country, claimed_timezone=zone) for one in TWO
    ]
    assert said(*TWO, pair()) == said(*people, pair())


EVERYTHING: tuple[Record, ...] = (
    *TWO,
    page("ann", flaws=("dark",), zone=()),
    page("ben", "papers/b.jpg"),
    pair(),
    pair("text"),
    trace("editor"),
    trace("dates", "other"),
    stint("2019-2015", "2019-01-01", "2015-12-31"),
)


@given(st.randoms())
def test_the_order_of_records_changes_no_finding(draw: random.Random) -> None:
    shuffled = list(EVERYTHING)
    draw.shuffle(shuffled)
    first, again = run(*EVERYTHING).findings, run(*shuffled).findings
    assert [(one.id, one.sentence) for one in first] == [(one.id, one.sentence) for one in again]


@pytest.mark.parametrize("rule", RULES)
def test_the_same_records_twice_are_said_once(rule: str) -> None:
    scene = SCENES[rule][0]
    assert len(found(rule, *scene)) == len(found(rule, *scene, *scene))


@pytest.mark.parametrize("rule", RULES)
def test_a_finding_keeps_its_id_when_the_file_moves_in_time(rule: str) -> None:
    def later(record: Record) -> Record:
        seen = msgspec.structs.replace(record.seen, version="9.9.9")
        return msgspec.structs.replace(record, seen=seen)

    scene = SCENES[rule][0]
    ids = {one.id for one in found(rule, *scene)}
    assert ids == {one.id for one in found(rule, *map(later, scene))}


@pytest.mark.parametrize("rule", RULES)
def test_every_finding_cites_the_place_it_was_read_at(rule: str) -> None:
    for one in found(rule, *SCENES[rule][0]):
        assert all(e.digest and e.source and e.place for e in one.evidence)


@pytest.mark.parametrize("holders", [2, 5, 6, 60])
def test_what_more_people_share_never_weighs_more(holders: int) -> None:
    order = (Category.CONTEXT, Category.SUPPORTING)
    strengths = [
        order.index(one.strength)
        for count in (holders, holders + 1)
        for one in found("document_reused", *TWO, pair(holders=count))
    ]
    assert strengths == sorted(strengths, reverse=True)


@pytest.mark.parametrize("flaws", [("small",), ("blurred", "dark"), ("glare", "pale", "small")])
def test_a_poor_picture_alone_never_moves_a_tier(flaws: Any) -> None:
    """Cameras and light differ with income and place."""
    (one,) = found("id_image_quality", person("ann"), page(flaws=flaws, zone=()))
    assert (Category.CONTEXT, False) == (one.strength, one.marks_ask)


@given(
    st.lists(
        st.sampled_from(["after signing", "signature broken", "saved over", "dates", "editor"]),
        min_size=1,
        max_size=6,
    )
)
def test_more_traces_never_weigh_less(kinds: list[str]) -> None:
    order = (Category.CONTEXT, Category.SUPPORTING)

    def weight(count: int) -> int:
        traces = [trace(kind, f"{kind} {n}") for n, kind in enumerate(kinds[:count])]
        (one,) = found("document_tampered", person("ann"), *traces)
        return order.index(one.strength)

    weights = [weight(count) for count in range(1, len(kinds) + 1)]
    assert weights == sorted(weights)


@given(st.lists(st.integers(0, 900), min_size=1, max_size=8, unique=True))
def test_a_pair_of_one_document_each_is_one_finding(numbers: list[int]) -> None:
    pairs: list[PaperPair] = [pair(a_path=f"a{n}.jpg", b_path=f"b{n}.jpg") for n in numbers]
    assert len(numbers) == len(found("document_reused", *TWO, *pairs))
