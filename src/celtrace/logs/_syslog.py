"""Lines as syslog writes them (RFC 3164; RFC 3339 times as newer systems write them)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

from celtrace.logs._years import YearKeeper

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
        return datetime.fromisoformat(line["full"]).astimezone(UTC)
    day = line["day"]
    return years.date(f"{day[:3]} {day[3:].strip()} {line['clock']}", zone)
