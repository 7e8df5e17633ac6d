"""Years by what stood before, one log a line."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from celtrace.logs._syslog import LINE, syslog_times, time_of
from celtrace.logs._years import YearKeeper


def years(stamps: str, first: int = 2023) -> str:
    """The years of days given as `Dec 31, Jan 1`."""
    keeper = YearKeeper(first)
    return " ".join(str(keeper.date(f"{day} 08:00:00", UTC).year)[2:] for day in stamps.split(", "))


@pytest.mark.parametrize(
    ("expected", "days"),
    [
        ("23", "Jan 1"),
        ("23 23", "Jan 1, Dec 31"),
        ("23 24", "Dec 31, Jan 1"),
        ("23 24 23 24", "Dec 31, Jan 1, Dec 31, Jan 1"),
        ("23 24 24", "Dec 31, Jan 1, Jan 2"),
        ("23 24 24 24", "Dec 31, Jan 1, Jan 1, Jan 1"),
        ("23 23 23", "Mar 31, Mar 1, Mar 2"),
        ("23 24", "Mar 31, Feb 1"),
        ("23 23", "Mar 31, Mar 1"),
        ("23 24 24", "Dec 1, Feb 29, Mar 1"),
        ("23 24 24 25", "Oct 1, Jan 15, Dec 15, Jan 10"),
        ("23 23 24 24", "Jul 1, Dec 31, Jan 31, Dec 30"),
    ],
)
def test_the_year_rises_where_days_fall_back_by_more_than_a_month(expected: str, days: str) -> None:
    assert expected == years(days)


@pytest.mark.parametrize("first", [1999, 2000, 2024, 2100, 9998])
def test_the_first_line_has_the_year_that_was_told(first: int) -> None:
    assert first == YearKeeper(first).date("Dec 31 23:59:59", UTC).year


@pytest.mark.parametrize(
    ("expected", "stamp", "zone"),
    [
        ("2022-12-31T15:00:00", "Jan 1 00:00:00", "Asia/Tokyo"),
        ("2024-01-01T07:59:59", "Dec 31 23:59:59", "America/Los_Angeles"),
        ("2023-07-01T06:45:10", "Jul 1 12:30:10", "Asia/Kathmandu"),
        ("2023-03-25T23:59:00", "Mar 26 00:59:00", "Europe/Berlin"),
        ("2023-03-26T01:00:00", "Mar 26 03:00:00", "Europe/Berlin"),
    ],
)
def test_the_year_is_that_of_the_wall_clock(expected: str, stamp: str, zone: str) -> None:
    found = YearKeeper(2023).date(stamp, ZoneInfo(zone))
    assert datetime.fromisoformat(expected).replace(tzinfo=UTC) == found


def test_one_keeper_serves_a_rotated_set() -> None:
    keeper = YearKeeper(2023)
    files = [["Nov 1", "Dec 31"], ["Jan 1", "Mar 1"], ["Dec 1", "Jan 2"]]
    found = [[keeper.date(f"{day} 08:00:00", UTC).year for day in days] for days in files]
    assert [[2023, 2023], [2024, 2024], [2024, 2025]] == found


def test_a_refused_day_leaves_the_year_as_it_was() -> None:
    keeper = YearKeeper(2022)
    keeper.date("Mar 5 08:00:00", UTC)
    with pytest.raises(ValueError, match="29 February 2022 does not exist"):
        keeper.date("Feb 29 08:00:00", UTC)
    assert 2022 == keeper.date("Mar 6 08:00:00", UTC).year


def test_bulk_stamps_are_what_single_ones_are_across_a_new_year() -> None:
    stamps = ["Dec 31 23:59:59", "Jan  1 00:00:00", "Jan  1 00:00:59", "Dec 31 23:59:58"]
    keeper = YearKeeper(2023)
    single = [keeper.date(f"{s[:3]} {s[4:].strip()}", UTC).timestamp() for s in stamps]
    bulk = syslog_times(stamps, YearKeeper(2023), UTC)
    assert [int(time * 1_000_000) for time in single] == bulk


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (("h", "sshd", "7", "m: x"), "Mar  1 08:00:00 h sshd[7]: m: x"),
        (("h", "sshd", None, "m"), "Mar  1 08:00:00 h sshd: m"),
        (("h.example", "a/b.c-d", "7", ""), "Mar 11 08:00:00 h.example a/b.c-d[7]: "),
        (("2001:db8::1", "su", None, "m"), "<13>Mar 1 08:00:00 2001:db8::1 su: m"),
        (("h", "su", None, "m"), "2024-03-01T08:00:00+09:00 h su: m"),
        (("h", "su", None, "m"), "2024-03-01 08:00:00.5Z h su: m"),
    ],
)
def test_parts_of_a_syslog_line(expected: tuple[str | None, ...], text: str) -> None:
    line = LINE.match(text)
    assert line
    assert expected == line.group("host", "program", "process", "message")


@pytest.mark.parametrize("stamp", ["2024-02-30T08:00:00Z", "2024-03-01T::Z"])
def test_a_full_stamp_that_is_no_time_is_refused(stamp: str) -> None:
    line = LINE.match(f"{stamp} h su: m")
    assert line
    with pytest.raises(ValueError, match=r"day|Invalid isoformat"):
        time_of(line, YearKeeper(2024), UTC)
