"""Instants as logs write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.logs._times import doubtful, epoch, instant
from celtrace.logs._wall import WallClock

TOKYO = ZoneInfo("Asia/Tokyo")
EIGHT = datetime(2024, 3, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-01T08:00:00Z", "2024-03-01T17:00:00+09:00", "2024-03-01 00:00:00 -0800",
        "2024-03-01 08:00:00 UTC", "2024-03-01T08:00:00.000000000Z", "2024-03-01 17:00:00",
        1709280000, 1709280000000, 1709280000000000, "1709280000", "1709280000000", 1709280000.0,
        "March 01, 2024 17:00:00", "Mar 1, 2024, 5:00:00 PM", "2024/03/01 17:00:00",
        "Fri Mar 01 17:00:00 2024", "2024-03-01T17:00:00", "2024-03-01 12:30:00 +0430",
    ],
)  # fmt: skip
def test_stated_zones_hold_and_others_are_the_logs(value: object) -> None:
    assert EIGHT == instant(value, TOKYO)


@pytest.mark.parametrize("value", ["", None, True, "yesterday", "99:99", "2024-13-01", "12/03/24"])
def test_what_is_no_time_is_said_and_not_guessed(value: object) -> None:
    with pytest.raises(ValueError, match=r"no time|states no"):
        instant(value, UTC)


@given(st.integers(100_000_000, 4_000_000_000), st.sampled_from([1, 1_000, 1_000_000, 10**9]))
def test_the_unit_of_an_epoch_is_told_by_its_size(seconds: int, unit: int) -> None:
    expected = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert expected == epoch(seconds * unit)


def test_hours_that_come_twice_or_never_are_doubtful() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert doubtful(datetime(2024, 10, 27, 2, 30), berlin)  # noqa: DTZ001
    assert doubtful(datetime(2024, 3, 31, 2, 30), berlin)  # noqa: DTZ001
    assert not doubtful(datetime(2024, 10, 27, 4, 30), berlin)  # noqa: DTZ001
    assert not doubtful(datetime(2024, 10, 27, 2, 30, tzinfo=UTC), berlin)


def test_a_wall_clock_gives_the_same_as_parsing_each_line() -> None:
    clock = WallClock("%d/%b/%Y:%H:%M:%S %z", 18, UTC)
    stamps = [
        "01/Mar/2024:17:00:00 +0900",
        "01/Mar/2024:17:00:59 +0900",
        "01/Mar/2024:17:00:59 +0000",
    ]
    assert [EIGHT, EIGHT.replace(second=59), EIGHT.replace(hour=17, second=59)] == list(
        map(clock.instant, stamps)
    )
