"""Years for lines that have none (RFC 3164 times)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import msgspec

_BACK = timedelta(days=31)
_LATE = timedelta(days=362)
_LEAP = 2024
_EVER = datetime.min.replace(tzinfo=UTC)


class YearKeeper(msgspec.Struct):
    """Gives lines without a year their year, from the year of the first line.

    Lines come in order but for some that are late: where the date falls back by more
    than a month a new year has begun; a last line of December that comes just after
    the first of January belongs to the old one. One keeper serves all files of a
    rotated set, oldest first.
    """

    year: int | None
    """Of the first line, then of the last one; None if nobody told."""
    last: datetime = _EVER + _BACK
    rolled: bool = False
    hour: tuple[str, datetime] = ("", _EVER)

    @property
    def known(self) -> bool:
        """Whether the year of the first line was told."""
        return self.year is not None

    def restore(self, state: tuple[Any, ...]) -> None:
        """Be as it was: what `msgspec.structs.astuple` gave."""
        self.year, self.last, self.rolled, self.hour = state

    def date(self, text: str, zone: tzinfo) -> datetime:
        """An instant in UTC from `Dec 10 06:55:46`; ValueError if it is not one."""
        if self.year is None:
            raise ValueError("the lines have no year and the dossier gives none")
        hour, rest = text[:-6], text[-6:]
        if hour != self.hour[0]:
            start = self._start(self.year, hour).replace(tzinfo=zone)
            self.hour = hour, start.astimezone(UTC)
        if not (rest[:1] == rest[3:4] == ":" and (rest[1:3] + rest[4:]).isdigit()):
            raise ValueError(f"`{text}` is no time")
        return self.hour[1] + timedelta(minutes=int(rest[1:3]), seconds=int(rest[4:]))

    def _start(self, year: int, hour: str) -> datetime:
        """The wall time at which an hour named `Dec 10 06` starts."""
        named = datetime.strptime(f"{_LEAP} {hour} +0000", "%Y %b %d %H %z")
        if _nearly(named, year) < self.last - _BACK:
            found = _in_year(named, year + 1)
            self.year, self.rolled = year + 1, True
        elif self.rolled and _nearly(named, year) > self.last + _LATE:
            return _in_year(named, year - 1)
        else:
            found = _in_year(named, year)
        self.last = found
        return found


def _nearly(named: datetime, year: int) -> datetime:
    """The day in a year; of 29 February, 1 March, which every year has."""
    leap = (named.month, named.day) == (2, 29)
    return named.replace(year=year, month=3, day=1) if leap else named.replace(year=year)


def _in_year(named: datetime, year: int) -> datetime:
    try:
        return named.replace(year=year)
    except ValueError as error:
        raise ValueError(f"29 February {year} does not exist") from error
