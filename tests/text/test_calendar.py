"""iCalendar as RFC 5545 has it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.text.calendar import Event, calendar, escaped

NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)
LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300)


def event(summary: str = "Meeting", **more: object) -> Event:
    return Event("m1", NOON, NOON, summary, **{"minutes": 30, **more})  # type: ignore[arg-type]


def unfolded(text: str) -> list[str]:
    """Lines with their continuations joined (section 3.1)."""
    return text.replace("\r\n ", "").split("\r\n")


def plain(value: str) -> str:
    """A value as it was before it was escaped (section 3.3.11)."""
    out, escape = "", False
    for char in value:
        if escape:
            out += "\n" if char == "n" else char
        elif char != "\\":
            out += char
        escape = char == "\\" and not escape
    return out


def test_a_calendar_has_the_lines_that_the_standard_requires_in_order() -> None:
    lines = unfolded(calendar("Meetings", [event()], "REQUEST"))
    assert lines[:4] == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Celtrace//Meetings//EN", "METHOD:REQUEST",
    ]  # fmt: skip
    assert ["END:VEVENT", "END:VCALENDAR", ""] == lines[-3:]
    assert "UID:m1@celtrace" in lines


def test_without_events_it_is_still_a_calendar() -> None:
    assert "BEGIN:VEVENT" not in calendar("Questions", [])
    assert calendar("Questions", []).endswith("END:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Seoul", "20260712T030000Z"),
        ("America/New_York", "20260712T160000Z"),
        ("Asia/Kolkata", "20260712T063000Z"),
        ("UTC", "20260712T120000Z"),
    ],
)
def test_a_moment_of_any_zone_is_written_in_utc(zone: str, written: str) -> None:
    at = datetime(2026, 7, 12, 12, tzinfo=ZoneInfo(zone))
    made = calendar("Meetings", [Event("m1", NOON, at, "Meeting", 30)])
    assert f"DTSTART:{written}" in unfolded(made)
    assert "DURATION:PT30M" in unfolded(made)


def test_a_whole_day_has_no_hour_and_no_zone() -> None:
    made = calendar("Questions", [event(minutes=None)])
    assert "DTSTART;VALUE=DATE:20260712" in unfolded(made)
    assert "DURATION" not in made


@given(LETTERS, LETTERS)
def test_no_line_is_longer_than_75_bytes_and_no_letter_is_cut(summary: str, about: str) -> None:
    """Lines of text SHOULD NOT be longer than 75 octets, excluding the line break."""
    made = calendar("Meetings", [event(summary, about=about)])
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    said = {line.partition(":")[0]: line.partition(":")[2] for line in unfolded(made)}
    assert summary == plain(said["SUMMARY"])
    assert about == plain(said.get("DESCRIPTION", ""))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a, b; c", "a\\, b\\; c"),
        ("line\nnext", "line\\nnext"),
        ("line\r\nnext", "line\\nnext"),
        ("back\\slash", "back\\\\slash"),
        ("BEGIN:VEVENT\r\nUID:x", "BEGIN:VEVENT\\nUID:x"),
    ],
)
def test_what_would_be_read_as_structure_is_escaped(text: str, written: str) -> None:
    assert written == escaped(text)
