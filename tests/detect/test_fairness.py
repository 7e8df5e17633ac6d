"""Names, nationality, seat, city, language and labels of countries alone find nothing."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.records import AddressFact, Party, Record, SignIn, Text, Worker
from detect.access_scenes import AWAY, HOME, SCENES, country, daily, lists, owned, seen
from detect.scenes import found, party, run

NAMES = st.sampled_from(["Kim Chol", "Anna Nowak", "김철수", "王伟", "Иван Петров", "田中太郎"])
CODES = st.sampled_from(["KP", "KR", "CN", "JP", "RU", "PL", "US", ""])
CITIES = st.sampled_from(["Pyongyang", "Seoul", "Yanji", "Dandong", "Tokyo", "Warsaw", ""])
FACTS = st.fixed_dictionaries(
    {"name": NAMES, "country": CODES, "nationality": CODES, "city": CITIES}
)


def keys(*records: Record) -> set[tuple[str, str, str]]:
    return {
        (one.rule, one.subject, str(one.strength))
        for one in run(*records).findings
        if one.rule in SCENES
    }


def exchanged(record: Record, facts: dict[str, Any]) -> Record:
    """The record with another name, and the log's own label of a country."""
    if isinstance(record, Worker):
        return msgspec.structs.replace(record, name=facts["name"])
    if isinstance(record, SignIn):
        return msgspec.structs.replace(record, country_stated=facts["country"])
    return record


@pytest.mark.parametrize("rule", SCENES)
@given(facts=FACTS)
def test_exchanging_who_somebody_is_changes_no_finding(rule: str, facts: dict[str, Any]) -> None:
    for scene in SCENES[rule]:
        who = [party(id_, **facts) for id_ in ("v", "w")]
        said = Text(seen=seen("note"), of="party:v", language="ko", text="안녕하세요")
        swapped = [exchanged(record, facts) for record in scene]
        assert keys(*scene, party("v"), party("w")) == keys(*swapped, *who, said)


@pytest.mark.parametrize("rule", SCENES)
def test_a_label_of_the_dprk_on_every_address_adds_no_finding(rule: str) -> None:
    for scene in SCENES[rule]:
        labelled = [
            msgspec.structs.replace(one, country="KP")
            if isinstance(one, AddressFact) and one.form == "country" else one for one in scene
        ]  # fmt: skip
        assert keys(*labelled) <= keys(*scene)


@pytest.mark.parametrize("code", ["KP", "KR", "CN", "RU"])
def test_an_account_that_only_lies_somewhere_is_nothing(code: str) -> None:
    seen_there = (*lists(), country(HOME, code), *daily("ann", range(60)))
    people = (party("v", country=code), *owned("ann", "v", claimed_country=code))
    assert set() == keys(*seen_there, *people)


def test_a_stated_country_is_compared_and_not_judged() -> None:
    """Two people exchange their countries: the finding about the place stays the same."""
    rule = "claimed_location_mismatch"
    counts = [
        len(found(rule, *lists(), country(AWAY, there), *daily("ann", range(40), AWAY),
                  *owned("ann", "v", claimed_country=claimed)))
        for claimed, there in (("PL", "JP"), ("JP", "PL"), ("KR", "US"), ("US", "KR"))
    ]  # fmt: skip
    assert [1, 1, 1, 1] == counts


def test_parties_are_what_the_exchange_is_about() -> None:
    assert {"name", "country", "nationality", "city"} <= set(Party.__struct_fields__)
