"""Deliveries beside the days on which a party was seen to work, or not to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.records import Record
from detect.scenes import closed, drawn, found, norm, only, party

RULE = "days_worked_exceeded"
TEAM = (party("v", name="Vee", heads=2), norm("5"))
WEEK = ("2024-01-01", "2024-01-05")


def off(*days: str) -> tuple[Record, ...]:
    return tuple(closed("v", day) for day in days)


def test_what_is_left_after_the_days_off_is_said_with_the_days() -> None:
    away = off("2024-01-02", "2024-01-03", "2024-01-06")
    one = only(RULE, *TEAM, drawn("d1", "v", 90, *WEEK), *away)
    assert (
        "Vee delivered 90 cuts from 2024-01-01 to 2024-01-05; 2 of the 5 weekdays were seen as "
        "days off (2024-01-02, 2024-01-03), 3 days remained, on which 2 declared people at 5 a "
        "day can do 30."
    ) == one.sentence


def test_a_delivery_all_of_whose_days_were_off_is_found() -> None:
    days = [f"2024-01-0{n}" for n in range(1, 6)]
    assert "0" == only(RULE, *TEAM, drawn("d1", "v", 1, *WEEK), *off(*days)).values["capacity"]


def test_a_weekend_that_was_worked_counts_as_a_day() -> None:
    long = drawn("d1", "v", 90, "2024-01-01", "2024-01-06")
    saturday = closed("v", "2024-01-06", worked=True)
    assert () == found(RULE, *TEAM, long, *off("2024-01-02"), saturday)
    assert 1 == len(found(RULE, *TEAM, long, *off("2024-01-02")))


@pytest.mark.parametrize(
    "records",
    [
        (*TEAM, drawn("d1", "v", 90, *WEEK)),
        (*TEAM, drawn("d1", "v", 90, *WEEK), closed("v", "2024-01-02", worked=True)),
        (*TEAM, drawn("d1", "v", 90, *WEEK), closed("w", "2024-01-02")),
        (*TEAM, drawn("d1", "v", 90, *WEEK, working_days=4), *off("2024-01-02")),
        (*TEAM, drawn("d1", "v", 90, "2024-01-01", "2024-01-04"), *off("2024-01-02")),
        (TEAM[0], drawn("d1", "v", 90, *WEEK), *off("2024-01-02")),
        (party("v"), TEAM[1], drawn("d1", "v", 90, *WEEK), *off("2024-01-02")),
        (*TEAM, drawn("d1", "v", 90, *WEEK), *off("2024-02-02")),
        (*TEAM, drawn("d1", "v", 90, *WEEK), *off("2024-01-02"),
         closed("v", "2024-01-02", worked=True)),
    ],
    ids=["no calendar", "a day worked", "somebody else's day off", "working days are stated",
         "too few days", "no norm", "no heads", "a day off elsewhere", "seen both ways"],
)  # fmt: skip
def test_without_days_off_heads_norm_or_enough_days_nothing_is_judged(
    records: tuple[Record, ...],
) -> None:
    assert () == found(RULE, *records)


def test_what_the_whole_span_is_too_short_for_is_said_once() -> None:
    heap = (*TEAM, drawn("d1", "v", 101, *WEEK), *off("2024-01-02"))
    assert (1, 0) == (len(found("capacity_exceeded", *heap)), len(found(RULE, *heap)))


@given(st.sets(st.integers(0, 27), min_size=3, max_size=3), st.integers(1, 400))
def test_only_the_number_of_days_counts_never_which_ones(days: set[int], units: int) -> None:
    """R9: other holidays, as many of them, leave every finding as it was."""
    monday, until = date(2024, 1, 1), "2024-02-09"
    weekdays = [monday + timedelta(n) for n in range(40) if n % 7 < 5]
    chosen = [str(weekdays[n]) for n in sorted(days)]
    work = drawn("d1", "v", units, "2024-01-01", until)
    first = [str(day) for day in weekdays[:3]]
    counts = [len(found(RULE, *TEAM, work, *off(*some))) for some in (chosen, first)]
    assert counts[0] == counts[1]
