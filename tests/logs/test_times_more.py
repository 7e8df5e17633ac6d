"""Instants in every written form, one case a line."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from celtrace.logs._times import doubtful, epoch, instant, local
from celtrace.logs._wall import WallClock


def utc(value: object, zone: str = "UTC") -> str:
    """The instant as text."""
    return instant(value, ZoneInfo(zone)).isoformat()


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("2024-03-01T08:00:00+00:00", "2024-03-01 08:00:00 +0000"),
        ("2024-03-01T08:00:00+00:00", "2024-03-01 08:00:00 GMT"),
        ("2024-03-01T08:00:00+00:00", "2024-03-01 08:00:00Z"),
        ("2024-03-01T08:00:00+00:00", "2024-03-01 08:00:00 Z"),
        ("2024-03-01T08:00:00+00:00", "20240301T080000Z"),
        ("2024-03-01T08:00:00.500000+00:00", "2024-03-01T08:00:00.5Z"),
        ("2024-03-01T08:00:00.123456+00:00", "2024-03-01T08:00:00.1234567Z"),
        ("2024-02-29T22:30:00+00:00", "2024-03-01 08:00:00 +0930"),
        ("2024-03-01T11:30:00+00:00", "2024-03-01 08:00:00 -0330"),
        ("2024-03-01T11:30:00+00:00", "2024/03/01 08:00:00 -03:30"),
        ("2024-03-01T08:30:00+00:00", "2024/03/01 08:00:00 -00:30"),
        ("2024-03-01T07:30:00+00:00", "2024/03/01 08:00:00 +00:30"),
        ("2024-02-29T23:00:00+00:00", "01/Mar/2024:08:00:00 +0900"),
        ("2024-03-01T08:00:00+00:00", "01-Mar-2024 08:00:00 UTC"),
        ("2024-03-01T20:00:00+00:00", "Mar 01, 2024, 08:00:00 PM UTC"),
        ("2024-03-01T00:00:00+00:00", "Mar 01, 2024 12:00:00 AM GMT"),
        ("2024-03-01T12:00:00+00:00", "March 01, 2024, 12:00:00 PM Z"),
        ("2024-03-01T08:00:00+00:00", "  2024-03-01T08:00:00Z  "),
        ("2024-02-29T23:59:59+00:00", "2024-02-29T23:59:59Z"),
    ],
)
def test_a_stated_zone_holds_whatever_the_logs_is(expected: str, text: str) -> None:
    assert expected == utc(text, "Asia/Tokyo")


@pytest.mark.parametrize(
    ("expected", "text", "zone"),
    [
        ("2024-03-01T08:00:00+00:00", "2024-03-01 08:00:00", "UTC"),
        ("2024-02-29T23:00:00+00:00", "2024-03-01 08:00:00", "Asia/Tokyo"),
        ("2024-03-01T02:15:00+00:00", "2024-03-01 08:00:00", "Asia/Kathmandu"),
        ("2024-03-01T13:00:00+00:00", "2024-03-01 08:00:00", "America/New_York"),
        ("2024-07-01T12:00:00+00:00", "2024-07-01 08:00:00", "America/New_York"),
        ("2024-02-28T23:00:00+00:00", "2024/02/29 08:00:00", "Asia/Pyongyang"),
        ("2015-07-31T23:00:00+00:00", "2015-08-01 08:00:00", "Asia/Pyongyang"),
        ("2016-07-31T23:30:00+00:00", "2016-08-01 08:00:00", "Asia/Pyongyang"),
        ("2024-02-29T15:00:00+00:00", "2024-03-01", "Asia/Seoul"),
        ("2024-10-27T00:30:00+00:00", "2024-10-27 02:30:00", "Europe/Berlin"),
    ],
)
def test_a_wall_time_is_of_the_logs_zone_on_that_day(expected: str, text: str, zone: str) -> None:
    assert expected == utc(text, zone)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("1973-03-03T09:46:40+00:00", 100_000_000),
        ("2001-09-09T01:46:40+00:00", "1000000000"),
        ("2001-09-09T01:46:40.250000+00:00", "1000000000.25"),
        ("2001-09-09T01:46:40.250000+00:00", 1_000_000_000_250),
        ("2001-09-09T01:46:40.000250+00:00", 1_000_000_000_000_250),
        ("2001-09-09T01:46:40.000001+00:00", 1_000_000_000_000_001_999),
        ("1970-01-01T00:00:00+00:00", 0),
        ("1969-12-31T23:59:59+00:00", -1),
        ("1969-12-31T23:59:59.500000+00:00", -0.5),
        ("5138-11-16T09:46:39+00:00", 99_999_999_999),
        ("1973-03-03T09:46:40+00:00", 100_000_000_000),
    ],
)
def test_an_epoch_is_exact_in_its_unit_and_needs_no_zone(expected: str, value: object) -> None:
    assert expected == utc(value, "Asia/Tokyo")


@pytest.mark.parametrize(
    ("reason", "value"),
    [
        ("it states no time", None),
        ("it states no time", False),
        ("`never` is no time that can be read", "never"),
        ("`2023-02-29` is no time that can be read", "2023-02-29"),
        ("`2024-03-01 25:00:00` is no time that can be read", "2024-03-01 25:00:00"),
        ("`03/01/2024` is no time that can be read", "03/01/2024"),
        (f"`{'x' * 60}` is no time that can be read", "x" * 99),
        ("`[]` is no time that can be read", []),
    ],
)
def test_what_is_no_time_is_quoted(reason: str, value: object) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole sentence follows
        instant(value, UTC)
    assert reason == str(caught.value)


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_numbers_that_are_none_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"no time|NaN"):
        epoch(value)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_an_offset_that_leads_out_of_the_calendar_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="is out of the calendar in UTC"):
        local(datetime.fromisoformat(text), UTC)


@pytest.mark.parametrize(
    ("expected", "text", "zone"),
    [
        (True, "2024-11-03 01:30", "America/New_York"),
        (True, "2024-03-10 02:30", "America/New_York"),
        (False, "2024-03-10 03:00", "America/New_York"),
        (False, "2024-11-03 00:59", "America/New_York"),
        (False, "2024-11-03 01:30", "Asia/Tokyo"),
        (True, "2024-04-07 01:45", "Australia/Lord_Howe"),
        (False, "2024-04-07 01:15", "Australia/Lord_Howe"),
    ],
)
def test_only_the_hours_at_a_change_of_clocks_are_doubtful(
    expected: object, text: str, zone: str
) -> None:
    assert expected is doubtful(datetime.fromisoformat(text), ZoneInfo(zone))


@pytest.mark.parametrize(
    "text", ["", "2024/03/01", "2024/03/01 08:00:xx", "2024/13/01 08:00:00", "x" * 19]
)
def test_a_wall_clock_refuses_what_is_not_of_its_form(text: str) -> None:
    with pytest.raises(ValueError, match=r"does not match|invalid literal"):
        WallClock("%Y/%m/%d %H:%M:%S", 17, UTC).instant(text)


def test_a_wall_clock_forgets_and_still_knows() -> None:
    clock = WallClock("%Y/%m/%d %H:%M:%S", 17, ZoneInfo("Asia/Seoul"))
    first = clock.instant("2024/03/01 09:00:07")
    for minute in range(5_000):
        clock.instant(f"2024/03/{2 + minute // 1440:02} {minute // 60 % 24:02}:{minute % 60:02}:00")
    assert datetime(2024, 3, 1, 0, 0, 7, tzinfo=UTC) == first
    assert first == clock.instant("2024/03/01 09:00:07")
