"""UTC+08:30 in its years is told apart; UTC+9 never is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.net.zones import HALF, SINCE, UNTIL, half_hour

PYONGYANG = ZoneInfo("Asia/Pyongyang")
MOMENTS = st.integers(946_684_800, 1_893_456_000).map(
    lambda second: datetime.fromtimestamp(second, UTC)
)
"""Every second of 2000 to 2029."""


def minutes(zone: str | ZoneInfo, time: datetime) -> int:
    offset = time.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds() // 60)


@given(MOMENTS)
def test_the_years_are_those_of_the_time_zone_database(time: datetime) -> None:
    offset = minutes(PYONGYANG, time)
    assert (HALF == offset) == half_hour(time, offset)


@pytest.mark.parametrize(
    ("time", "expected"),
    [(SINCE, True), (SINCE - timedelta(seconds=1), False), (UNTIL, False),
     (UNTIL - timedelta(seconds=1), True)],
)  # fmt: skip
def test_the_edges_are_sharp(time: datetime, expected: bool) -> None:  # noqa: FBT001 - parametrized
    assert expected is half_hour(time, HALF)
    assert expected is (minutes(PYONGYANG, time) == HALF)


@given(MOMENTS, st.sampled_from([None, 0, 480, 525, 540, -510]))
def test_no_other_offset_is_ever_told_apart(time: datetime, offset: int | None) -> None:
    assert not half_hour(time, offset)


@pytest.mark.parametrize("zone", ["Asia/Seoul", "Asia/Tokyo", "Asia/Shanghai", "Asia/Yakutsk"])
@pytest.mark.parametrize("year", range(2010, 2027))
def test_neighbours_are_never_told_apart(zone: str, year: int) -> None:
    for month in (1, 7):
        time = datetime(year, month, 15, tzinfo=UTC)
        assert not half_hour(time, minutes(zone, time))
