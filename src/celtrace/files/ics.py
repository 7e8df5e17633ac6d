"""Calendar (RFC 5545): who meets or asks whom, when, in which zone, made with what.

A time with `TZID` has the offset of that zone where the calendar defines a zone of one offset
only; zones with summer time are left open.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._cards import Line, dated, lines
from celtrace.files._said import Said
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "ics"
TITLE = "Calendar"
EXTENSIONS = ("ics", "ical")

_FACTS: dict[str, TraitName] = {"PRODID": "software", "UID": "lineage", "X-WR-CALNAME": "title"}
_TIMES: dict[str, TraitName] = {
    "CREATED": "created", "LAST-MODIFIED": "modified", "DTSTAMP": "saved", "DTSTART": "captured",
}  # fmt: skip
_TEXTS = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "X-WR-TIMEZONE", "CONTACT"})


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the first line settles it
    """The first line."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper()
    return 0.98 if start == b"BEGIN:VCALENDAR" else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Line by line, in the order of the file; definitions of zones only serve the times."""
    found = list(lines(blob.stream.read(blob.limits.member_bytes)))
    zones = _zones(found)
    said, entry, inside = Said(blob, FORMAT), 0, list[str]()
    for line in found:
        if line.name in ("BEGIN", "END"):
            entry += line.name == "BEGIN"
            inside = [*inside, line.value] if line.name == "BEGIN" else inside[:-1]
        elif "VTIMEZONE" not in inside:
            yield from _line(line, f"entry {entry} {line.name}", zones, said)
    if inside:
        note(f"entry {entry}", "the calendar is cut", "what stands before was read")


def _zones(found: list[Line]) -> dict[str, str]:
    """The offset of each zone that has a single one."""
    offsets: dict[str, set[str]] = defaultdict(set)
    name = ""
    for line in found:
        if line.name == "TZID":
            name = line.value
        elif line.name == "TZOFFSETTO":
            offsets[name].add(line.value)
    return {name: held.pop() for name, held in offsets.items() if len(held) == 1}


def _line(line: Line, place: str, zones: dict[str, str], said: Said) -> Iterator[Item]:
    if fact := _FACTS.get(line.name):
        yield from said.trait(fact, line.value, place)
    elif kind := _TIMES.get(line.name):
        zone = zones.get(line.parameters.get("TZID", ""), "")
        yield from said.trait(kind, dated(line.value + zone), place)
    elif line.name in ("ORGANIZER", "ATTENDEE"):
        who = " ".join(
            (line.parameters.get("CN", ""), re.sub("(?i)^mailto:", "", line.value))
        ).strip()
        yield from said.trait("author", who if line.name == "ORGANIZER" else "", place)
        yield from said.text(who, "name", place)
    elif line.name in _TEXTS:
        yield from said.text(line.value, "body", place)
