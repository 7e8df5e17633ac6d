"""Accounts that go over to other machines, places or hours."""

from __future__ import annotations

from datetime import date

import pytest

from celtrace.findings import Category
from celtrace.records import Record
from detect.access_scenes import HOME, act, moved, owned, places
from detect.scenes import found, only


def test_place_and_machines_that_change_at_once_count() -> None:
    one = only("baseline_shift", *moved("new"), *places())
    assert (date(2024, 1, 28), "PL", "JP", 20) == tuple(
        one.values[name] for name in ("since", "before", "observed", "successes")
    )
    assert Category.SUPPORTING == one.strength


@pytest.mark.parametrize(
    "records",
    [
        (*moved("old"), *places()),
        (*moved("new", ip=HOME), *places()),
        (*moved("new")[:30], *places()),
        (*moved("new"), act("ann", 24 * 41, HOME, device="old"), *places()),
        moved("new"),
    ],
    ids=["the machine went along", "the place stayed", "for ten days", "the old one came back",
         "no place is known"],
)  # fmt: skip
def test_what_is_no_shift(records: tuple[Record, ...]) -> None:
    assert () == found("baseline_shift", *records)


def test_hours_that_move_with_the_machines_count_in_the_group_of_rhythm() -> None:
    one = only("working_hours_shift", *moved("new", 9, HOME))
    assert (9, Category.SUPPORTING, "rhythm") == (one.values["moved"], one.strength, one.group)


@pytest.mark.parametrize(
    "records", [moved("old", 9, HOME), moved("new", 4, HOME)], ids=["one machine", "four hours"]
)
def test_hours_that_a_person_may_change_are_nothing(records: tuple[Record, ...]) -> None:
    assert () == found("working_hours_shift", *records)


def stated(zone: str, hour: float) -> tuple[Record, ...]:
    """Forty days of sign-ins at an hour after 09:00 UTC, and a stated zone."""
    seen = (act("ann", 24 * day + hour, device="d") for day in range(40))
    return (*owned("ann", "v", claimed_timezone=zone), *seen)


def test_work_at_night_of_the_stated_zone_is_context() -> None:
    one = only("working_hours_shift", *stated("Asia/Seoul", 9))
    assert Category.CONTEXT == one.strength
    assert "the middle of the day in Asia/Seoul" in one.sentence


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_hours_never_tell_one_country_of_a_zone_from_another(hour: int) -> None:
    """Pyongyang, Seoul and Tokyo keep one time: the answer is the same for all three."""
    answers = {
        tuple((one.strength, one.values["moved"]) for one in found("working_hours_shift", *records))
        for zone in ("Asia/Seoul", "Asia/Tokyo", "Asia/Pyongyang")
        for records in [stated(zone, hour)]
    }
    assert 1 == len(answers)


def test_a_zone_that_there_is_not_is_passed_over() -> None:
    assert () == found("working_hours_shift", *stated("Nowhere/None", 9))
