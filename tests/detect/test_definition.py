"""The US definition, on declared facts alone."""

from __future__ import annotations

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
