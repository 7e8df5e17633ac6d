"""Deliveries beside heads and norm."""

from __future__ import annotations

import pytest

from celtrace.detect._windows import weekdays
from detect.scenes import day, delivery, drawn, found, norm, only, party, staff

TEAM = (party("v", name="Vee", heads=2), norm("5"))
WEEK = ("2024-01-01", "2024-01-05")


def test_over_twice_the_capacity_is_found_with_its_ratio() -> None:
    one = only("capacity_exceeded", *TEAM, drawn("d1", "v", 150, *WEEK))
    assert (
        "Vee delivered 150 cuts in 5 working days (from 2024-01-01 to 2024-01-05); "
        "2 declared people at 5 a day can do 50: 3.0 times as much."
    ) == one.sentence


def test_exactly_twice_is_not_over() -> None:
    assert () == found("capacity_exceeded", *TEAM, drawn("d1", "v", 100, *WEEK))


def test_deliveries_whose_days_overlap_are_added() -> None:
    two = (drawn("d1", "v", 60, *WEEK), drawn("d2", "v", 60, *WEEK))
    assert "120" == only("capacity_exceeded", *TEAM, *two).values["units"]


def test_a_heap_of_few_days_says_nothing_about_speed() -> None:
    heap = drawn("d1", "v", 900, "2024-01-01", "2024-01-04")
    assert () == found("capacity_exceeded", *TEAM, heap)


def test_working_days_as_stated_come_before_the_calendar() -> None:
    long = drawn("d1", "v", 150, *WEEK, working_days=8)
    assert () == found("capacity_exceeded", *TEAM, long)


def test_people_on_a_complete_list_count_as_heads() -> None:
    listed = staff("v", "complete", people=4)
    assert () == found("capacity_exceeded", *TEAM, listed, drawn("d1", "v", 150, *WEEK))


@pytest.mark.parametrize("missing", [party("v"), delivery("d9", "v")])
def test_without_heads_or_norm_nothing_is_judged(missing: object) -> None:
    records = (party("v"), norm("5")) if isinstance(missing, type(TEAM[0])) else TEAM[:1]
    assert () == found("capacity_exceeded", *records, drawn("d1", "v", 900, *WEEK))


@pytest.mark.parametrize(
    ("start", "until", "count"),
    [
        ("2024-01-01", "2024-01-07", 5),
        ("2024-01-06", "2024-01-07", 0),
        ("2024-01-05", "2024-01-08", 2),
    ],
)
def test_weekdays_are_mondays_to_fridays(start: str, until: str, count: int) -> None:
    assert count == weekdays(day(start), day(until))
