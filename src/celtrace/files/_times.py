"""Times as files write them, with the evidence of their zone (ISO 8601, XMP part 1, EXIF 2.31).

`Z` states the instant and nothing about where its writer sat: the time is known, the
offset is not. A time without a zone is kept as text only.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal, NamedTuple

Zone = Literal["", "stated", "text_against_utc", "dos_against_utc"]
_ISO = re.compile(
    r"^\s*(\d{4})[-:/.](\d\d?)[-:/.](\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?"
)
_QUARTER, _SLACK = 15 * 60, 150
_EAST, _WEST = 14 * 60, -12 * 60


class Stamp(NamedTuple):
    """A time in a file: its text, the instant in UTC, minutes east, what the offset rests on."""

    text: str
    time: datetime | None = None
    offset: int | None = None
    zone_from: Zone = ""


def iso(text: str) -> Stamp:
    """Read `2016-03-01T09:00:00+08:30`, `2016:03:01 09:00:00` and their kin."""
    match = _ISO.match(text)
    if not match or match[4] is None:
        return Stamp(text)
    try:
        local = datetime(*(int(match[n] or 0) for n in range(1, 7)), tzinfo=UTC)  # type: ignore[misc,arg-type]
    except ValueError:
        return Stamp(text)
    return _with_zone(text, local, match[7])


def _with_zone(text: str, local: datetime, zone: str | None) -> Stamp:
    if not zone:
        return Stamp(text)
    if zone in ("Z", "UTC", "GMT"):
        return Stamp(text, local)
    digits = zone[1:].replace(":", "").ljust(4, "0")
    minutes = (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if zone[0] == "-" else 1)
    if not _WEST <= minutes <= _EAST:
        return Stamp(text)
    return _moved(text, local, minutes, "stated")


def _moved(text: str, local: datetime, minutes: int, zone_from: Zone) -> Stamp:
    try:
        return Stamp(text, local - timedelta(minutes=minutes), minutes, zone_from)
    except OverflowError:
        return Stamp(text)


def naive(text: str) -> datetime | None:
    """The wall-clock time of an ISO-like text, its zone left aside."""
    match = _ISO.match(text)
    if not match or match[4] is None:
        return None
    try:
        return datetime(*(int(match[n] or 0) for n in range(1, 7)))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None


def between(local: datetime, utc: datetime) -> int | None:
    """Minutes east of UTC that make `utc` into `local`; None if no zone does.

    Zones lie on quarters of an hour; the two may be written two and a half minutes apart.
    """
    seconds = (local.replace(tzinfo=UTC) - utc).total_seconds()
    minutes = round(seconds / _QUARTER) * 15
    near = abs(seconds - minutes * 60) <= _SLACK
    return minutes if near and _WEST <= minutes <= _EAST else None


def against(text: str, local: datetime | None, utc: datetime, zone_from: Zone) -> Stamp:
    """A time known in UTC, with the zone that its local text gives."""
    offset = None if local is None else between(local, utc)
    return Stamp(text, utc, offset, "" if offset is None else zone_from)


def filetime(ticks: int) -> datetime | None:
    """A Windows FILETIME: tenths of microseconds since 1601 in UTC; None for none."""
    return _since(datetime(1601, 1, 1, tzinfo=UTC), ticks / 10_000_000) if ticks > 0 else None


def mac(seconds: int) -> datetime | None:
    """Seconds since 1904 in UTC, as QuickTime and HFS count; None for none."""
    return _since(datetime(1904, 1, 1, tzinfo=UTC), seconds) if seconds > 0 else None


def unix(seconds: float) -> datetime | None:
    """Seconds since 1970 in UTC; None for none."""
    return _since(datetime(1970, 1, 1, tzinfo=UTC), seconds) if seconds > 0 else None


def _since(epoch: datetime, seconds: float) -> datetime | None:
    try:
        return (epoch + timedelta(seconds=seconds)).replace(microsecond=0)
    except (OverflowError, ValueError):
        return None


def shown(time: datetime, offset: int | None = None) -> str:
    """ISO 8601 for a time that the file counts in binary."""
    zone = UTC if offset is None else timezone(timedelta(minutes=offset))
    return time.astimezone(zone).isoformat().replace("+00:00", "Z")
