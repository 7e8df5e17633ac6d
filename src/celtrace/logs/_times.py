"""Instants from what logs write: ISO 8601, epochs, and the forms of common exports.

A time that states its zone or offset keeps it; one that does not has the zone that
the dossier states for the log. Nothing is guessed from a browser's or server's habit.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_EPOCH = re.compile(r"^-?\d{9,19}(?:\.\d+)?$")
_ZONED = re.compile(r"\s*(?:UTC|GMT|Z)$")
_OFFSET = re.compile(r"\s+([+-]\d\d):?(\d\d)$")
_FORMS = (
    "%B %d, %Y %H:%M:%S", "%b %d, %Y, %I:%M:%S %p", "%b %d, %Y %I:%M:%S %p", "%Y/%m/%d %H:%M:%S",
    "%a %b %d %H:%M:%S %Y", "%d/%b/%Y:%H:%M:%S", "%d-%b-%Y %H:%M:%S", "%B %d, %Y, %I:%M:%S %p",
)  # fmt: skip
_NINTH = 100_000_000_000
"""Epochs from here on are milliseconds: as seconds they would be past the year 5138."""


def instant(value: object, zone: tzinfo) -> datetime:
    """An instant in UTC; ValueError with a sentence if it is none."""
    if isinstance(value, bool) or value is None:
        raise ValueError("it states no time")
    if isinstance(value, (int, float)):
        return epoch(value)
    text = str(value).strip()
    if _EPOCH.match(text):
        return epoch(float(text) if "." in text else int(text))
    return local(_written(text), zone)


def epoch(value: float) -> datetime:
    """An instant from seconds, milli-, micro- or nanoseconds since 1970, by their size."""
    unit = 1
    while abs(value) // unit >= _NINTH:
        unit *= 1_000
    try:
        whole = value if unit == 1 else int(value)
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=whole * 1_000_000 // unit)
    except OverflowError as error:
        raise ValueError(f"{value} is no time") from error


def local(found: datetime, zone: tzinfo) -> datetime:
    """In UTC; of a wall time that states no zone, in the zone given."""
    try:
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{found} is out of the calendar in UTC") from error


def doubtful(found: datetime, zone: tzinfo) -> bool:
    """Whether a wall time without zone stands for no instant, or two, when clocks change."""
    if found.tzinfo or zone is UTC:
        return False
    first = found.replace(tzinfo=zone, fold=0).utcoffset()
    return first != found.replace(tzinfo=zone, fold=1).utcoffset()


def _written(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    bare, zone = text, None
    if found := _ZONED.search(text):
        bare, zone = text[: found.start()], UTC
    elif found := _OFFSET.search(text):
        hours, minutes = int(found[1]), int(found[2])
        ahead = timedelta(hours=hours, minutes=-minutes if found[1][0] == "-" else minutes)
        bare, zone = text[: found.start()], timezone(ahead)
    return _formed(bare).replace(tzinfo=zone)


def _formed(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the caller gives the zone
        except ValueError:
            continue
    raise ValueError(f"`{text[:60]}` is no time that can be read")
