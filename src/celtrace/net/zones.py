"""What an offset from UTC tells, and what it never tells (IANA tz database, `asia`).

Asia/Pyongyang was UTC+08:30 from 2015-08-15 00:00 until 2018-05-04 23:30 local time
(https://data.iana.org/time-zones/tzdb/asia). In those years no other zone in use had that
offset, so a machine that stated it was set to that zone: by where it stood, or by who set
it. UTC+09:00, before and after, is shared by Seoul, Tokyo, Yakutsk and others, and tells
nothing. Neither is ever more than background.
"""

from __future__ import annotations

from datetime import UTC, datetime

HALF = 8 * 60 + 30
"""Minutes east of UTC of the half-hour zone."""
SINCE = datetime(2015, 8, 14, 15, 0, tzinfo=UTC)
"""Midnight of 2015-08-15 by the clock before the change, in UTC."""
UNTIL = datetime(2018, 5, 4, 15, 0, tzinfo=UTC)
"""2018-05-04 23:30 by the half-hour clock, in UTC."""
ALONE = "2015-08-15 to 2018-05-04, when Asia/Pyongyang alone had it"
"""The years of the half-hour zone, as they are told beside an offset."""


def half_hour(time: datetime, offset: int | None) -> bool:
    """Whether an instant with this offset (minutes east) lies in the years of UTC+08:30."""
    return offset == HALF and SINCE <= time < UNTIL
