"""Events for Timesketch: JSON Lines and CSV with its three required columns.

Reference: https://timesketch.org/guides/user/import-from-json-csv/ (`message`, `datetime` in
ISO 8601, `timestamp_desc`). A day without a time stands at midnight UTC and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time

import msgspec

from celtrace.exchange.sheets import csv_bytes

_OWN = ("message", "datetime", "timestamp_desc", "precision")


class Event(msgspec.Struct, frozen=True):
    """Something that happened at a time, or on a day."""

    at: datetime | date
    message: str
    what: str
    """What the time is: `Payment`, `Sign-in`."""
    values: Mapping[str, str] = {}


def jsonl(events: Iterable[Event]) -> bytes:
    """Events as JSON lines, in order of time."""
    return b"".join(msgspec.json.encode(_row(one)) + b"\n" for one in _ordered(events))


def csv(events: Iterable[Event]) -> bytes:
    """Events as CSV, in order of time, with a column for every value that any has."""
    ordered = _ordered(events)
    more = sorted({name for one in ordered for name in one.values} - set(_OWN))
    heads = (*_OWN, *more)
    rows = (_row(one) for one in ordered)
    return csv_bytes(heads, ([row.get(head, "") for head in heads] for row in rows))


def _ordered(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda one: (_moment(one.at), one.what, one.message))


def _moment(at: datetime | date) -> datetime:
    if isinstance(at, datetime):
        return at.astimezone(UTC)
    return datetime.combine(at, time(), UTC)


def _row(event: Event) -> dict[str, str]:
    precise = "second" if isinstance(event.at, datetime) else "day"
    own = (event.message, _moment(event.at).isoformat(), event.what, precise)
    return {**event.values, **dict(zip(_OWN, own, strict=True))}
