"""Lines as syslog writes them (RFC 3164; RFC 3339 times as newer systems write them)."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from celtrace.logs._times import local
from celtrace.logs._years import YearKeeper
from celtrace.records.columns import microseconds

LINE = re.compile(
    r"""^(?:<\d+>)?(?:(?P<day>[A-Z][a-z]{2}\s+\d{1,2})\s(?P<clock>\d\d:\d\d:\d\d)
         |(?P<full>\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)))
        \s+(?P<host>\S+)\s+
        (?P<program>[\w./()-]+)(?:\[(?P<process>\d+)\])?:\s+
        (?P<message>.*)$""",
    re.VERBOSE,
)


def time_of(line: re.Match[str], years: YearKeeper, zone: tzinfo) -> datetime:
    """The instant of a line, in UTC; ValueError with a sentence if it cannot be told."""
    if line["full"]:
        return local(datetime.fromisoformat(line["full"]), zone)
    day = line["day"]
    return years.date(f"{day[:3]} {day[3:].strip()} {line['clock']}", zone)


def syslog_times(stamps: list[str], years: YearKeeper, zone: tzinfo) -> list[int]:
    """Microseconds since 1970 of stamps such as `Dec 10 06:55:46`, in the order of the log."""
    made: list[int] = []
    minute, start = "", 0
    for stamp in stamps:
        if stamp[:12] != minute:
            minute = stamp[:12]
            named = f"{minute[:3]} {minute[4:].strip()}:00"
            start = microseconds(years.date(named, zone))
        made.append(start + 1_000_000 * int(stamp[13:]))
    return made
