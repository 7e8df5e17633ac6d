"""Times as files write them: an instant where the zone is known, a zone where it is evident."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.files._said_dates import written_out
from celtrace.files._times import against, between, filetime, iso, mac, naive, shown, unix

NOON = datetime(2016, 3, 1, 12, tzinfo=UTC)
OFFSETS = st.integers(-48, 56).map(lambda quarter: quarter * 15)
MOMENTS = st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 - walls
    lambda moment: moment.replace(microsecond=0)
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2016-03-01T20:30:00+08:30", 510),
        ("2016-03-01 20:30:00 +0830", 510),
        ("2016:03:01 20:30:00+08:30", 510),
        ("2016-03-01T07:00:00-05:00", -300),
        ("2016-03-01T12:00:00+00:00", 0),
        ("2016-03-01T12:00+00", 0),
    ],
)
def test_a_stated_offset_gives_instant_and_zone(text: str, minutes: int) -> None:
    stamp = iso(text)
    assert (NOON, minutes, "stated") == (stamp.time, stamp.offset, stamp.zone_from)
    assert text == stamp.text


@pytest.mark.parametrize("text", ["2016-03-01T12:00:00Z", "2016-03-01 12:00:00 UTC"])
def test_utc_gives_the_instant_and_says_nothing_of_the_zone(text: str) -> None:
    assert (NOON, None, "") == iso(text)[1:]


@pytest.mark.parametrize(
    "text",
    ["2016-03-01", "2016:03:01 12:00:00", "2016-03-01T12:00:00", "soon", "", "2016-13-01T12:00Z",
     "2016-02-30T00:00:00+01:00", "2016-03-01T12:00:00+99:00", "0000:00:00 00:00:00",
     "9999-12-31T23:59:59-12:00"],
)  # fmt: skip
def test_without_a_zone_or_sense_a_time_stays_text(text: str) -> None:
    assert (text, None, None, "") == iso(text)


@given(MOMENTS, OFFSETS)
def test_what_is_written_with_an_offset_is_read_back(moment: datetime, minutes: int) -> None:
    instant = moment.replace(tzinfo=UTC)
    stamp = iso(shown(instant, minutes) if minutes else f"{moment.isoformat()}+00:00")
    assert (instant, minutes) == (stamp.time, stamp.offset)


@given(MOMENTS, OFFSETS, st.integers(-150, 150))
def test_a_wall_clock_beside_utc_gives_the_zone(moment: datetime, minutes: int, late: int) -> None:
    utc = moment.replace(tzinfo=UTC)
    local = moment + timedelta(minutes=minutes, seconds=late)
    assert minutes == between(local, utc)


def test_clocks_that_no_zone_reconciles_give_none() -> None:
    assert between(datetime(2016, 3, 1, 12, 7), NOON) is None  # noqa: DTZ001 - a wall clock
    assert between(datetime(2002, 4, 2, 17, 16), NOON) is None  # noqa: DTZ001 - a wall clock
    stamp = against("text", datetime(2002, 4, 2), NOON, "text_against_utc")  # noqa: DTZ001 - likewise
    assert ("text", NOON, None, "") == stamp


def test_counters_of_windows_apple_and_unix_agree() -> None:
    assert NOON == filetime(131_013_072_000_000_000)
    assert NOON == mac(3_539_678_400)
    assert NOON == unix(1_456_833_600)


@pytest.mark.parametrize("count", [0, -1, 1 << 80])
def test_counters_that_mean_nothing_give_no_time(count: int) -> None:
    assert filetime(count) is None
    assert mac(count) is None
    assert unix(count) is None


def test_the_wall_clock_is_read_with_the_zone_left_aside() -> None:
    assert datetime(2016, 3, 1, 12) == naive("2016:03:01 12:00:00+08:30")  # noqa: DTZ001 - a wall clock
    assert naive("2016-03-01") is None
    assert naive("2016-03-41T00:00") is None


@pytest.mark.parametrize(
    "text",
    [
        "2016년 3월 1일 화요일 오후 5:42:44",
        "2016년 3월 1일 화요일, 17시 42분 44",
        "2016年3月1日 火曜日 午後 5:42:44",
        "2016年3月1日 星期二 下午 5:42:44",
        "2016-03-01 17:42:44",
        "2016/3/1 5:42:44 PM",
        "Tuesday, March 1, 2016 5:42:44 PM",
        "1 March 2016 17:42:44",
    ],
)
def test_dates_in_words_are_read_in_every_language_of_the_trade(text: str) -> None:
    assert datetime(2016, 3, 1, 17, 42, 44) == written_out(text)  # noqa: DTZ001 - a wall clock


def test_midnight_and_noon_are_told_apart() -> None:
    assert datetime(2016, 3, 1, 0, 5) == written_out("2016년 3월 1일 오전 12:05")  # noqa: DTZ001
    assert datetime(2016, 3, 1, 12, 5) == written_out("2016년 3월 1일 오후 12:05")  # noqa: DTZ001


@pytest.mark.parametrize(
    "text", ["", "어제", "2016년 13월 1일 오전 1:00", "March 2016", "Foo 1, 2016 1:00"]
)
def test_what_is_no_date_in_words_is_none(text: str) -> None:
    assert written_out(text) is None
