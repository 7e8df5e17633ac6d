"""Candidates become findings only where a row stands and somebody, or a number, decides."""

from __future__ import annotations

import pytest

from celtrace.findings import Category, Group
from celtrace.records import Span
from detect.scenes import (
    candidate,
    day,
    delisted,
    found,
    like_name,
    listed_number,
    only,
    party,
    run,
)


def test_a_settled_row_that_stands_is_conclusive() -> None:
    one = only("listed_party", party("v", name="Vee"), candidate("v", because="by extract"))
    assert Category.CONCLUSIVE is one.strength
    assert (
        "Vee is row 34022 (ROW NAME) of us_ofac_sdn: by extract. "
        "The row stands on the snapshots seen from 2021-12-10 on."
    ) == one.sentence


def test_a_row_counts_from_the_day_of_its_listing() -> None:
    days = ["2021-12-09", "2021-12-10"]
    assert [0, 1] == [len(found("listed_party", candidate("v"), as_of=day(d))) for d in days]


def test_an_identifier_of_a_removed_row_says_nothing_today() -> None:
    removed = listed_number("v", **delisted())
    assert () == found("listed_identifier", removed)
    assert "2022-12-09" == str(only("listed_identifier", removed, as_of=day("2023-01-01")).start)


def test_a_confirmed_name_is_a_listed_party_not_an_open_name() -> None:
    confirmed = like_name("v", state="confirmed", because="same date of birth")
    assert "same date of birth" == only("listed_party", confirmed).values["settled"]
    assert () == found("candidate_name", confirmed)


def test_a_name_says_what_would_decide_it_and_never_counts() -> None:
    one = only("candidate_name", like_name("v", names=("Vee", "VI"), because="no number given"))
    assert Category.CONTEXT is one.strength
    assert (
        "The name Vee is like the name VI of row 34022 of us_ofac_sdn. "
        "What would decide it: no number given."
    ) == one.sentence


def test_a_row_of_our_own_supplement_explains_and_does_not_count() -> None:
    own = candidate("v", list="celtrace_dprk", regime="")
    assert Category.CONTEXT is only("listed_party", own).strength


@pytest.mark.parametrize("state", ["open", "rejected"])
def test_a_number_nobody_confirmed_is_no_listed_identifier(state: str) -> None:
    assert () == found("listed_identifier", listed_number("v", state=state))


@pytest.mark.parametrize("by", ["name", "identifier", "settled"])
def test_a_rejected_candidate_is_no_finding_at_all(by: str) -> None:
    """R11: a rejected candidate names why; it is held against nobody."""
    assert () == run(candidate("v", by=by, state="rejected", because="born 1955")).findings


def test_a_number_is_quoted_with_its_row_and_list() -> None:
    one = only("listed_identifier", party("v", name="Vee"), listed_number("v"))
    assert (
        "The uen 201836948N of Vee stands in row 34022 (ROW NAME) of us_ofac_sdn, on the "
        "snapshots seen from 2021-12-10 on."
    ) == one.sentence
    assert 2 == len(one.evidence)


def test_a_settlement_without_a_reason_is_said_to_be_a_person_s() -> None:
    assert "settled by a person" == only("listed_party", candidate("v")).values["settled"]


def test_a_row_of_two_spans_counts_from_the_one_that_holds() -> None:
    spans = (Span(day("2020-01-01"), until=day("2021-01-01")), Span(day("2023-01-01")))
    again = candidate("v", spans=spans)
    assert () == found("listed_party", again, as_of=day("2022-01-01"))
    assert "2023-01-01" == str(only("listed_party", again).values["since"])


@pytest.mark.parametrize("score", [0.5, 0.99, 1.0])
def test_no_score_makes_a_name_count(score: float) -> None:
    one = only("candidate_name", like_name("v", score=score))
    assert (Category.CONTEXT, Group.BACKGROUND) == (one.strength, one.group)


def test_a_name_of_a_row_that_is_gone_is_still_shown_to_be_settled() -> None:
    assert 1 == len(found("candidate_name", like_name("v", **delisted())))
