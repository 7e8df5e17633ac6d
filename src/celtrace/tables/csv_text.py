"""Comma-separated text, as in RFC 4180, and what programs really write under that name.

Reference: https://www.rfc-editor.org/rfc/rfc4180. Beyond it: the delimiters `;`, tab and `|`,
Excel's `sep=;` line and `="007"` cells, other encodings than UTF-8 (guessed, and noted as a
guess), quotes that never close, rows of other lengths.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from typing import BinaryIO

from celtrace.ports import Note
from celtrace.rows import Cell, NoSuchSheet, Row
from celtrace.settings import Limits
from celtrace.tables._bounded import Bounded, Tally, up_to
from celtrace.text.encoding import Encoding, choose

FORMAT = "csv"

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 40
_LINE_CHARS = 1 << 24
_MENDS = 100
_AS_TEXT = re.compile(r'="([^"]*)"')


def sniff(head: bytes, name: str) -> float:
    """0.6 for text named .csv or .tsv, 0.3 for other text with a steady delimiter, else 0."""
    if head[:4] in (b"PK\x03\x04", b"PAR1") or head.lstrip()[:1] in (b"{", b"["):
        return 0.0
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\x00" in head and not wide and head.count(0) > len(head) // 8 * 5:
        return 0.0
    if name.lower().endswith((".csv", ".tsv", ".tab")):
        return 0.6
    text = head.decode("utf-16" if wide else "latin-1", errors="replace")
    width, share = _width(text.splitlines()[:_SAMPLE_LINES], _delimiter(text.splitlines()))
    return 0.3 if (wide or b"\x00" not in head) and width > 1 and share > 0.8 else 0.0  # noqa: PLR2004 - four in five lines


def read(stream: BinaryIO, note: Note, limits: Limits, sheet: str = "") -> Iterator[Row]:
    """Rows in the order of the file; cells stand at `line N`, the line their row begins on.

    NoSuchSheet if a sheet is asked for: the format has none.
    """
    if sheet:
        raise NoSuchSheet(sheet, ())
    source = stream if stream.seekable() else io.BytesIO(stream.read(limits.table_bytes + 1))
    encoding = choose(source)
    _say(encoding, note)
    bounded = Bounded(source, limits.table_bytes)
    wrapped = io.TextIOWrapper(
        io.BufferedReader(bounded, 1 << 18), encoding.name, errors="replace", newline=""
    )
    yield from up_to(_rows(_Lines(wrapped, note, bounded), note, limits), note, limits)
    if bounded.cut:
        note(
            "",
            f"the file is larger than {limits.table_bytes} bytes",
            "what comes after was left out",
        )


def _say(encoding: Encoding, note: Note) -> None:
    """Name a guess as a guess."""
    if encoding.broken:
        note("", "some bytes are not UTF-8", "they were read as U+FFFD; see the lines noted")
    if not encoding.stated:
        rivals = f"; it might be {' or '.join(encoding.rivals)}" if encoding.rivals else ""
        looks = "the text looks wrong in every encoding tried" if encoding.doubtful else "a guess"
        note(
            "",
            f"the file is not UTF-8 and does not name its encoding{rivals}",
            f"read as {encoding.name} ({looks}); save it as UTF-8 if names look wrong",
        )


class _Lines:
    """Physical lines with their number; lines can be put back."""

    def __init__(self, text: io.TextIOWrapper, note: Note, source: Bounded) -> None:
        self._text = text
        self._source = source
        self._note = note
        self._back: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else self._next()
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == _LINE_CHARS and line[-1] not in "\r\n":
            self._note(f"line {self.number}", "the line is longer than 16 MiB", "it was cut")
            while (rest := self._text.readline(_LINE_CHARS)) and rest[-1] not in "\r\n":
                pass
        self.taken.append(line)
        return line

    def _next(self) -> str:
        """The next line; nothing for the half of one that stands before the limit of bytes."""
        line = self._text.readline(_LINE_CHARS)
        return line if line.endswith(("\r", "\n")) or not self._source.cut else ""

    def put_back(self, lines: list[str]) -> None:
        """Give lines back, to be read again."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)

    def peek(self) -> list[str]:
        """The first lines, for looking at; they are read again afterwards."""
        lines = [line for line, _ in zip(self, range(_SAMPLE_LINES), strict=False)]
        extra = self.taken[len(lines) :]
        self.taken = []
        self.put_back(lines + extra)
        return lines

    def ended(self) -> bool:
        """Whether nothing follows."""
        if not self._back:
            line = self._next()
            if line:
                self._back.append(line)
        return not self._back


def _rows(lines: _Lines, note: Note, limits: Limits) -> Iterator[Row]:
    sample = lines.peek()
    if sample and (stated := re.fullmatch(r"sep=(.)\s*", sample[0].lstrip("\ufeff"))):
        delimiter = stated[1]
        next(lines)
        sample = sample[1:]
    else:
        delimiter = _delimiter(sample)
    width, _ = _width(sample, delimiter)
    check = _Width(width)
    odd = Tally("characters that could not be read", "they stand as U+FFFD, or were dropped if NUL")
    long = Tally(f"a cell is longer than {limits.cell_chars} characters", "it was cut")
    for number, (line, values) in enumerate(_records(lines, delimiter, note), 1):
        place = f"line {line}"
        if not any(values):
            continue
        check.look(values, place)
        cells = tuple([_cell(value, place, limits, long) for value in values])
        if any("\ufffd" in value or "\x00" in value for value in values):
            odd.add(place)
        yield Row("", number, cells, line)
    for tally in (odd, long, check.more, check.fewer):
        tally.tell(note)


def _cell(value: str, place: str, limits: Limits, long: Tally) -> Cell:
    if len(value) > limits.cell_chars:
        long.add(place)
        value = value[: limits.cell_chars]
    text = value.strip()
    if "\x00" in text:
        text = text.replace("\x00", "")
    if text.startswith("=") and (wrapped := _AS_TEXT.fullmatch(text)):
        text = wrapped[1]
    return Cell(text, place, "text", value)


def _records(lines: _Lines, delimiter: str, note: Note) -> Iterator[tuple[int, list[str]]]:
    """(first line, values) of each record; a quote that never closes costs only its own line."""
    mends = 0
    while not lines.ended():
        lines.taken = []
        first = lines.number + 1
        if first == 1:
            lines.put_back([next(lines).lstrip("\ufeff")])
            lines.taken = []
        values = _one(lines, delimiter) if mends < _MENDS else None
        if values is None:
            lines.put_back(lines.taken[1:])
            line = lines.taken[0] if lines.taken else next(lines)
            plain = csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE)
            values = [value.strip('"') for value in next(plain, [])]
            if mends < _MENDS:
                mends += 1
                more = "; no quotes are heeded from here on" if mends == _MENDS else ""
                note(
                    f"line {first}",
                    "a quote is opened and never closed, or a cell is too long",
                    f"the line was read as if it had no quotes{more}",
                )
        yield first, values


def _one(lines: _Lines, delimiter: str) -> list[str] | None:
    """The next record; None if its quotes do not close."""
    try:
        values = next(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return None
    return None if lines.ended() and _open_quote(lines.taken, delimiter) else values


def _open_quote(record: list[str], delimiter: str) -> bool:
    """Whether the last record ends inside a quote."""
    try:
        next(csv.reader(record, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


class _Width:
    """Notes rows of another length than the table has, once the table has begun."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._begun = False
        self.more = Tally(
            f"rows with more than {width} cells", "cells without a header stay unread"
        )
        self.fewer = Tally(f"rows with fewer than {width} cells", "the missing cells read as empty")

    def look(self, values: list[str], place: str) -> None:
        """Compare one row."""
        if len(values) == self._width:
            self._begun = True
        elif self._begun and len(values) < self._width:
            self.fewer.add(place)
        elif self._begun and any(values[self._width :]):
            self.more.add(place)


def _delimiter(sample: list[str]) -> str:
    """The delimiter that cuts the first lines most evenly into most columns."""

    def evenness(delimiter: str) -> float:
        width, share = _width(sample, delimiter)
        return share * share * (width - 1)

    return max(_DELIMITERS, key=evenness)


def _width(sample: list[str], delimiter: str) -> tuple[int, float]:
    """The commonest number of columns, and the share of rows that have it."""
    try:
        rows = list(csv.reader(sample[:_SAMPLE_LINES], delimiter=delimiter))
    except csv.Error:
        rows = [line.split(delimiter) for line in sample]
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return 1, 0.0
    width = max(widths, key=lambda w: (widths[w] if w > 1 else 0, w))
    return width, widths[width] / widths.total()
