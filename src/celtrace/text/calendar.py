"""iCalendar (RFC 5545): one form of lines for every calendar that is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec

_FOLD = 75


class Event(msgspec.Struct, frozen=True):
    """An event: a moment with its length in minutes, or a whole day where `minutes` is None."""

    uid: str
    made: datetime
    starts: datetime
    summary: str
    minutes: int | None = None
    about: str = ""


def calendar(name: str, events: Iterable[Event], method: str = "") -> str:
    """A whole calendar; times are written in UTC, which every program shows in its own zone."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Celtrace//{name}//EN"]
    lines += [f"METHOD:{method}"] if method else []
    for event in events:
        lines += _event(event)
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}@celtrace"
    yield f"DTSTAMP:{_utc(event.made)}"
    if event.minutes is None:
        yield f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}"
    else:
        yield f"DTSTART:{_utc(event.starts)}"
        yield f"DURATION:PT{event.minutes}M"
    yield from _folded(f"SUMMARY:{escaped(event.summary)}")
    if event.about:
        yield from _folded(f"DESCRIPTION:{escaped(event.about)}")
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text as a value (RFC 5545, section 3.3.11)."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> Iterator[str]:
    """A line folded at 75 bytes, never within a letter (RFC 5545, section 3.1)."""
    piece, room = "", _FOLD
    for char in line:
        if len((piece + char).encode()) > room:
            yield piece
            piece = " "
        piece += char
    yield piece
