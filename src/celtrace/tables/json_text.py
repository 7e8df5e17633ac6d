"""JSON: a list of mappings, or a mapping of section to list (RFC 8259).

Reference: https://www.rfc-editor.org/rfc/rfc8259. Numbers keep their digits as written.
A file that breaks off gives everything before the break.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from celtrace.ports import Note
from celtrace.rows import NoSuchSheet, Row
from celtrace.settings import Limits
from celtrace.tables._bounded import up_to, whole
from celtrace.tables._json_text import Cursor, text_of
from celtrace.tables._mappings import Entry, Number, rows

FORMAT = "json"


def sniff(head: bytes, name: str) -> float:
    """0.8 for text that begins with a bracket (0.5 for a brace) or is called .json, else 0."""
    first = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    if first not in (b"[", b"{"):
        return 0.0
    if name.lower().endswith(".json"):
        return 0.9
    return 0.8 if first == b"[" else 0.5


def read(stream: BinaryIO, note: Note, limits: Limits, sheet: str = "") -> Iterator[Row]:
    """A header row numbered 0, then the mappings; the sheet is the section's name.

    NoSuchSheet if a section is asked for that the file does not have.
    """
    data = whole(stream, note, limits)
    if data is None:
        return
    entries = list(_entries(Cursor(text_of(data, note)), note))
    if sheet:
        named = [entry for entry in entries if entry.sheet == sheet]
        if not named:
            raise NoSuchSheet(sheet, tuple(dict.fromkeys(entry.sheet for entry in entries)))
        entries = named
    yield from up_to(rows(entries), note, limits)


def _entries(cursor: Cursor, note: Note) -> Iterator[Entry]:
    try:
        if cursor.take("["):
            yield from _list(cursor, "", note)
        elif cursor.take("{"):
            yield from _sections(cursor, note)
        else:
            note("line 1", "neither a list nor a mapping", "nothing was read")
            return
        if cursor.peek():
            note(f"line {cursor.line()}", "text after the end", "it was left out")
    except (ValueError, RecursionError) as error:
        note(
            f"line {cursor.line()}",
            f"the JSON breaks off here ({error})",
            "nothing after this line was read",
        )
    cursor.odd.tell(note)


def _sections(cursor: Cursor, note: Note) -> Iterator[Entry]:
    if cursor.take("}"):
        return
    while True:
        name = cursor.odd.sound(cursor.value(), f"line {cursor.line()}")
        if not isinstance(name, str) or isinstance(name, Number) or not cursor.take(":"):
            msg = "a key is missing"
            raise ValueError(msg)
        line = cursor.line()
        if cursor.take("["):
            yield from _list(cursor, name, note)
        else:
            cursor.value()
            note(f"line {line}", f"`{name}` is not a list", "it was left out")
        if not _more(cursor, "}"):
            return


def _list(cursor: Cursor, sheet: str, note: Note) -> Iterator[Entry]:
    if cursor.take("]"):
        return
    number = 0
    while True:
        cursor.peek()
        number, line = number + 1, cursor.line()
        value = cursor.odd.sound(cursor.value(), f"line {line}")
        if isinstance(value, dict):
            yield Entry(sheet, number, line, f"line {line}", value)
        else:
            note(f"line {line}", "an item is not a mapping", "it was left out")
        if not _more(cursor, "]"):
            return


def _more(cursor: Cursor, end: str) -> bool:
    """Whether a comma follows (and not the end)."""
    if cursor.take(","):
        return True
    if not cursor.take(end):
        msg = f"`,` or `{end}` is missing"
        raise ValueError(msg)
    return False
