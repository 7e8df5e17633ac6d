"""The US definition, on declared facts alone."""

from __future__ import annotations

from typing import Any

import pytest

from celtrace.findings import Category
from detect.scenes import day, found, only, party


def test_a_declared_state_studio_is_conclusive_without_any_list() -> None:
    one = only(
        "blocked_by_definition",
        party("sek", declared="state-owned animation studio of the DPRK", country="KP"),
    )
    assert (Category.CONCLUSIVE, "by-definition") == (one.strength, one.values["status"])


def test_a_seat_alone_asks_who_owns_the_party_and_does_not_count() -> None:
    one = only("blocked_by_definition", party("v", name="Vee", country="KP"))
    assert (Category.CONTEXT, "may-be") == (one.strength, one.values["status"])
    assert "Who owns Vee? Please send a current register extract or certificate." == one.question


def test_a_name_a_city_or_a_nationality_says_nothing() -> None:
    records = party("v", name="Pyongyang Studio", city="Pyongyang", nationality="KP")
    assert () == found("blocked_by_definition", records)


def test_other_law_and_earlier_days_do_not_answer() -> None:
    organ = party("v", country="KP", form="public_body")
    assert () == found("blocked_by_definition", organ, regimes=("EU", "GB", "UN"))
    assert () == found("blocked_by_definition", organ, as_of=day("2016-03-14"))


@pytest.mark.parametrize("form", ["company", "person", "public_body"])
@pytest.mark.parametrize("country", ["CN", "RU", "KR", ""])
def test_a_party_of_another_seat_is_not_asked(form: str, country: str) -> None:
    assert () == found("blocked_by_definition", party("v", form=form, country=country))


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Korea April 26 Studio"},
        {"aliases": ("조선4.26아동영화촬영소",)},
        {"address": "Pyongyang"},
        {"born": "1955", "nationality": "KP"},
        {"emails": ("x@star-co.net.kp",)},
        {"role": "artist from Pyongyang"},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_nothing_but_what_the_party_declares_is_read(facts: dict[str, Any]) -> None:
    """Language, script, name, nationality and city are never evidence."""
    assert () == found("blocked_by_definition", party("v", **facts))


@pytest.mark.parametrize(("on", "count"), [("2016-03-14", 0), ("2016-03-16", 1), ("2024-06-01", 1)])
def test_the_rule_holds_from_the_day_it_took_effect(on: str, count: int) -> None:
    """Executive Order 13722 of 2016-03-15."""
    organ = party("v", country="KP", form="public_body")
    assert count == len(found("blocked_by_definition", organ, as_of=day(on)))


def test_two_answers_about_one_party_are_two_findings() -> None:
    seat = only("blocked_by_definition", party("v", country="KP"))
    organ = only("blocked_by_definition", party("v", country="KP", form="public_body"))
    assert seat.id != organ.id
