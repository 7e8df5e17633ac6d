"""The comma-separated files of OFAC, line by line.

Format: OFAC, "SDN Data Formats" (dat_spec.txt): no header, `-0-` for nothing, the file ends
with an end mark (0x1A). Twelve columns are primary names, five aliases, six addresses, two
continuations of remarks.
"""

from __future__ import annotations

import csv
from typing import NamedTuple

from celtrace.errors import ListRefused
from celtrace.listing import ListFile
from celtrace.lists import _bytes
from celtrace.lists._tally import Tally
from celtrace.ports import Note

KINDS = {12: "sdn", 5: "alt", 6: "add", 2: "comments"}
END = "\x1a"
MOST_BROKEN = 0.01


class Line(NamedTuple):
    """A line with its number from 1, its raw text and its fields (`-0-` is empty)."""

    number: int
    raw: str
    fields: tuple[str, ...]


def fields(raw: str) -> tuple[str, ...] | None:
    """The fields of one raw line; None when a quote is not closed or stands astray."""
    try:
        (row,) = csv.reader((raw,), strict=True)
    except (csv.Error, ValueError):
        return None
    return tuple("" if (text := cell.strip()) == "-0-" else text for cell in row)


def width(head: str) -> int:
    """How many columns the first lines of a file have; 0 when they are no OFAC rows."""
    for raw in head.splitlines()[:3]:
        row = fields(raw)
        if row and row[0].isdigit() and len(row) in KINDS:
            return len(row)
    return 0


def read(file: ListFile, note: Note) -> tuple[str, list[Line]]:
    """The kind of the file and its lines.

    A broken line is left out with a note. ListRefused when the last line is broken (the
    file was cut), when more than one line in a hundred is, or when no line is a row.
    """
    text = _bytes.text(file, note)
    columns = width(text[:65_536])
    if not columns:
        raise ListRefused(f"{file.name}: line 1 is not a row of an OFAC list.", _bytes.AGAIN)
    raws = text.split("\n")
    found, broken, ended = _lines(raws, columns, file.name)
    if broken and (broken[-1] == len(raws) or broken[-1] > (found[-1].number if found else 0)):
        raise _cut(file.name, broken[-1], columns)
    if not ended and not _closed(raws[-1]):
        raise _cut(file.name, len(raws), columns)
    if len(broken) > MOST_BROKEN * len(raws):
        raise ListRefused(f"{file.name}: {len(broken):,} lines are broken.", _bytes.AGAIN)
    tally = Tally()
    for number in broken:
        tally.add("a line has the wrong columns", "it was left out", f"{file.name}, line {number}")
    if not ended:
        tally.add(
            "no end mark (0x1A) at the end of the file",
            "whether the file is whole rests on the number of its rows",
            f"{file.name}, line {len(raws)}",
        )
    tally.tell(note)
    return KINDS[columns], found


def _lines(raws: list[str], columns: int, name: str) -> tuple[list[Line], list[int], bool]:
    found: list[Line] = []
    broken: list[int] = []
    for number, raw in enumerate(raws, start=1):
        if raw.startswith(END):
            if any(after.strip() for after in raws[number:]):
                raise ListRefused(f"{name}: rows after the end mark in line {number}.")
            return found, broken, True
        row = fields(raw.rstrip("\r"))
        if row is not None and len(row) == columns and row[0].isdigit():
            found.append(Line(number, raw.rstrip("\r"), row))
        elif raw.strip() and not (number == 1 and row and len(row) == columns):
            broken.append(number)
    return found, broken, False


def _closed(last: str) -> bool:
    """Whether a last line without a line break ends as a whole row does."""
    return not last or last.rstrip().endswith((",-0-", '"'))


def _cut(name: str, line: int, columns: int) -> ListRefused:
    return ListRefused(
        f"{name}: line {line} is incomplete (a row has {columns} columns); the file was cut.",
        _bytes.AGAIN,
    )
