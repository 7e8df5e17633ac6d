"""JSON Lines: one mapping a line (also called NDJSON).

Reference: https://jsonlines.org/. A line that cannot be read costs only itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from celtrace.ports import Note
from celtrace.rows import NoSuchSheet, Row
from celtrace.settings import Limits
from celtrace.tables._bounded import Bounded, up_to
from celtrace.tables._json_text import Odd, text_of
from celtrace.tables._mappings import Entry, rows

FORMAT = "jsonl"

_NAMES = (".jsonl", ".ndjson", ".jl")


def sniff(head: bytes, name: str) -> float:
    """0.95 for braces in a file named .jsonl, 0.7 for a whole mapping on each line, else 0."""
    lines = [
        line.strip() for line in head.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()
    ]
    if not lines or not lines[0].startswith(b"{"):
        return 0.0
    if name.lower().endswith(_NAMES):
        return 0.95
    each = len(lines) > 1 and all(line.startswith(b"{") for line in lines)
    return 0.7 if each and lines[0].endswith(b"}") else 0.0


def read(stream: BinaryIO, note: Note, limits: Limits, sheet: str = "") -> Iterator[Row]:
    """A header row numbered 0, then one row a line.

    NoSuchSheet if a sheet is asked for: the format has none.
    """
    if sheet:
        raise NoSuchSheet(sheet, ())
    bounded = Bounded(stream, limits.table_bytes)
    text = text_of(bounded.read(), note)
    if bounded.cut:
        note(
            "",
            f"the file is larger than {limits.table_bytes} bytes",
            "what comes after was left out",
        )
    yield from up_to(rows(list(_entries(text, note))), note, limits)


def _entries(text: str, note: Note) -> Iterator[Entry]:
    odd = Odd()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            value = odd.sound(odd.decoder.decode(line), place)
        except (ValueError, RecursionError) as error:
            note(place, f"the line is no JSON ({error})", "it was left out")
            continue
        if isinstance(value, dict):
            yield Entry("", number, number, place, value)
        else:
            note(place, "the line is not a mapping", "it was left out")
    odd.tell(note)
