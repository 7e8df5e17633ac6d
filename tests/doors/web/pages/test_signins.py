"""The strip of an account: days by hours, in the zone of the case."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from celtrace.doors.web.pages.signins import MOST_DAYS, strip
from celtrace.records import Digest, Evidence, SignIn

SEEN = Evidence(Digest("0" * 64), "a.log", "line 1", "quote", "test")
START = datetime(2024, 1, 1, 23, 30, tzinfo=UTC)


def at(hours: float, **more: Any) -> SignIn:
    return SignIn(seen=SEEN, account="a", time=START + timedelta(hours=hours), **more)


def test_sign_ins_of_one_hour_are_one_square() -> None:
    made = strip("a", [at(0), at(0.1), at(0.2, result="failure"), at(2)], "Ana", UTC)
    assert (4, 1) == (made.number, made.failed)
    assert [(0, 23, 2), (1, 1, 1)] == [square[:3] for square in made.squares]
    assert "2024-01-01 23:00, 3 sign-ins" == made.squares[0].said
    assert "2024-01-02 01:00, 1 sign-in" == made.squares[1].said


@pytest.mark.parametrize(
    ("zone", "day", "hour"),
    [
        ("UTC", date(2024, 1, 1), 23),
        ("Asia/Shanghai", date(2024, 1, 2), 7),
        ("Asia/Pyongyang", date(2024, 1, 2), 8),
        ("America/New_York", date(2024, 1, 1), 18),
    ],
)
def test_hours_are_those_of_the_zone_of_the_case(zone: str, day: date, hour: int) -> None:
    made = strip("a", [at(0)], "", ZoneInfo(zone))
    assert ((day,), hour) == (made.days, made.squares[0].y)


@pytest.mark.parametrize(("number", "level"), [(1, 1), (2, 2), (3, 2), (4, 3), (8, 4), (99, 4)])
def test_more_sign_ins_are_darker(number: int, level: int) -> None:
    assert level == strip("a", [at(0)] * number, "", UTC).squares[0].level


def test_a_long_time_shows_its_last_days_and_says_so() -> None:
    made = strip("a", [at(0), at(24 * 400)], "", UTC)
    assert (MOST_DAYS, True, 2) == (len(made.days), made.cut, made.number)
    assert 1 == len(made.squares)
    assert not strip("a", [at(0), at(24)], "", UTC).cut


def test_addresses_are_counted_once() -> None:
    held = [at(0, ip="192.0.2.1"), at(1, ip="192.0.2.1"), at(2, ip="192.0.2.2"), at(3)]
    assert 2 == strip("a", held, "", UTC).addresses
