"""CSV logs row by row, as events by header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO

from celtrace.logs._blocks import byte_lines, text_of
from celtrace.logs._carried import Carried
from celtrace.logs._lines import UNENDED
from celtrace.ports import Note

LONGEST = 1 << 20
HEAD = 65_536


@lru_cache(maxsize=2)
def first_rows(head: bytes) -> list[dict[str, Any]]:
    """The rows that lie whole in the first bytes; [] if it does not look like CSV.

    Every reader asks for the same head, so the last answers are kept; do not change them.
    """
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return []
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[", b"<", b""):
        return []
    whole = head[: head.rfind(b"\n") + 1] if len(head) >= HEAD else head
    found = [row for _, row in rows(io.BytesIO(whole), lambda *_: None)]
    return [row for row in found if len(row) > 1]


def rows(
    stream: BinaryIO, note: Note, carried: Carried | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Place and cells by header of each row; a row of another width is noted and kept.

    The header is the first row that is not empty, of the log and not of its later parts.
    """
    carried = carried or Carried()
    count = _Count(stream, carried)
    lines = iter(count)
    if not carried.header:
        first = next((line for line in count if line.strip()), "")
        carried.delimiter = _delimiter(first)
        lines = _from(first, count)
    reader = csv.reader(lines, delimiter=carried.delimiter)
    while True:
        start = count.number if carried.header else 0
        try:
            row = next(reader, None)
        except csv.Error as error:
            note(f"line {count.number}", f"it is no CSV: {error}", "the row was left out")
            continue
        if row is None:
            break
        place = f"line {start + 1}"
        header = carried.header
        if not header:
            carried.header = _named(row)
        elif any(row):
            if len(row) != len(header):
                reason = f"{len(row)} cells where the header has {len(header)}"
                note(place, reason, "cells were taken by position")
            yield place, dict(zip(header, row, strict=False))
    if not count.ended:
        note(f"line {count.number}", UNENDED, "it was read as far as it goes")


def _named(header: list[str]) -> list[str]:
    return [cell.strip() for cell in header]


def _delimiter(line: str) -> str:
    return max(",;\t|", key=line.count) if line else ","


class _Count:
    """Lines of text, counted as they are asked for."""

    def __init__(self, stream: BinaryIO, carried: Carried) -> None:
        self._lines = byte_lines(stream, carried)
        self.number, self.ended = carried.lines, True

    def __iter__(self) -> Iterator[str]:
        for number, line, ended in self._lines:
            self.number, self.ended = number, ended
            yield text_of(line[:LONGEST]) + "\n"


def _from(first: str, count: _Count) -> Iterator[str]:
    yield first
    yield from count
