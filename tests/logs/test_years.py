"""Years for lines that have none."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.logs._years import YearKeeper


def years(*stamps: str, first: int = 2023) -> list[int]:
    keeper = YearKeeper(first)
    return [keeper.date(stamp, UTC).year for stamp in stamps]


def test_the_year_rises_at_new_year_and_a_late_line_keeps_the_old_one() -> None:
    assert [2023, 2024, 2023, 2024] == years(
        "Dec 31 23:59:59", "Jan 1 00:00:01", "Dec 31 23:59:58", "Jan 1 00:00:02"
    )


def test_months_without_lines_do_not_hide_a_new_year() -> None:
    assert [2023, 2024, 2025] == years("Nov 3 08:00:00", "Mar 1 08:00:00", "Jan 1 08:00:00")


def test_a_line_late_by_hours_at_a_months_end_is_of_the_same_year() -> None:
    assert [2023, 2023] == years("Mar 1 00:00:01", "Feb 28 23:59:59")


def test_29_february_is_read_in_a_leap_year_and_refused_in_another() -> None:
    assert [2024] == years("Feb 29 08:00:00", first=2024)
    with pytest.raises(ValueError, match="29 February 2023 does not exist"):
        years("Feb 29 08:00:00")


@pytest.mark.parametrize("stamp", ["Foo 1 08:00:00", "Mar 1 08-00-00", "Mar 1", "Mar 1 08:xx:00"])
def test_what_is_no_time_is_refused(stamp: str) -> None:
    with pytest.raises(ValueError, match=r"time|match"):
        years(stamp)


@given(
    st.lists(st.datetimes(datetime(2023, 1, 1), datetime(2023, 12, 31)), max_size=30),  # noqa: DTZ001
    st.sampled_from(["UTC", "Asia/Tokyo", "Asia/Kolkata"]),
)
def test_times_in_order_within_a_year_are_what_they_were(times: list[datetime], zone: str) -> None:
    keeper, place = YearKeeper(2023), ZoneInfo(zone)
    for time in sorted(times):
        whole = time.replace(microsecond=0, tzinfo=place)
        assert whole == keeper.date(f"{whole:%b} {whole.day} {whole:%H:%M:%S}", place)
