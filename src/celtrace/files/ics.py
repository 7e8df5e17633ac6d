"""Calendar (RFC 5545): who meets or asks whom, when, in which zone, made with what.

When a meeting is, in which zone, and who asks for it is what the calendar tells of, not how it
was made: that is given as words. Its own times are in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._cards import Line, dated, lines
from celtrace.files._said import Said
from celtrace.files._times import iso
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "ics"
TITLE = "Calendar"
EXTENSIONS = ("ics", "ical")

_ZONE = "VTIMEZONE"
_FACTS: dict[str, TraitName] = {"PRODID": "software", "UID": "lineage", "X-WR-CALNAME": "title"}
_TIMES: dict[str, TraitName] = {
    "CREATED": "created", "LAST-MODIFIED": "modified", "DTSTAMP": "saved",
}  # fmt: skip
_TEXTS = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "X-WR-TIMEZONE", "CONTACT",
                    "DTSTART"})  # fmt: skip
_MAIL = re.compile("(?i)^mailto:")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the first line settles it
    """The first line."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper()
    return 0.98 if start == b"BEGIN:VCALENDAR" else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Line by line, in the order of the file; definitions of zones are passed over."""
    said, entry, inside, zones = Said(blob, FORMAT), 0, list[str](), 0
    for line in lines(blob.stream.read(blob.limits.member_bytes)):
        if line.name == "BEGIN":
            entry += 1
            inside.append(line.value)
            zones += line.value == _ZONE
        elif line.name == "END":
            zones -= bool(inside) and inside.pop() == _ZONE
        elif not zones:
            yield from _line(line, f"entry {entry} {line.name}", said)
    if inside:
        note(f"entry {entry}", "the calendar is cut", "what stands before was read")


def _line(line: Line, place: str, said: Said) -> Iterator[Item]:
    if fact := _FACTS.get(line.name):
        yield from said.trait(fact, line.value, place)
    elif kind := _TIMES.get(line.name):
        yield from said.trait(kind, line.value, place, iso(dated(line.value)))
    elif line.name in ("ORGANIZER", "ATTENDEE"):
        yield from said.text(line.parameters.get("CN", ""), "name", place)
        yield from said.text(_MAIL.sub("", line.value), "name", place)
    elif line.name in _TEXTS:
        yield from said.text(line.value, "body", place)
        yield from said.text(line.parameters.get("TZID", ""), "body", f"{place} TZID")
