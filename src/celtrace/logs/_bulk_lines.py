"""Bulk reading of logs made of lines: one regular expression over a block, then columns.

A line of the common form is never made into a record. Every other line goes the way of
`read`, unless it is of a form that says nothing. What comes of it, and what is noted, is what
`read` gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import compress

import msgspec

from celtrace.logs._blocks import uncollected
from celtrace.logs._lines import LogText
from celtrace.logs._tally import LogRecord, Tally
from celtrace.records.columns import Batch, Columns, batch

Line = tuple[int, str, bool]
"""Number, text, and whether the line ended."""
Row = tuple[str, ...]
"""The groups of a line of the common form, or empty ones and the line of another form."""


class Fast(msgspec.Struct, frozen=True):
    """The common form of a line, and what to do with lines of another form."""

    form: re.Pattern[str]
    """Made by `form`."""
    groups: tuple[str, ...]
    made: Callable[[Columns], list[Batch]]
    """Batches of the groups of lines in order, with `place` and `quote`; tells their times to
    the tally. May raise ValueError: then these lines, too, go one by one."""
    slow: Callable[[Line], LogRecord | None]
    """The record of a line of any form; None if it holds none. Notes what `read` would."""


def form(common: str, idle: str = "") -> re.Pattern[str]:
    """A form for lines, with that of lines whose beginning shows that they say nothing.

    The first group of the common form is never empty.
    """
    passed = f"^{idle}.*$|" if idle else ""
    return re.compile(f"^{common}$|{passed}^(.*)$", re.MULTILINE)


def read(fast: Fast, log: LogText, tally: Tally) -> Iterator[list[Batch]]:
    """The batches of each block, in the order of the lines."""
    for first, lines, ended in log.blocks(tally.note):
        log.carried.resting = False
        with uncollected():
            made = list(_block(fast, (first, lines, ended), (log, tally)))
        log.carried.resting = True
        yield made
    tally.close()


def _block(
    fast: Fast, block: tuple[int, list[str], bool], of: tuple[LogText, Tally]
) -> Iterator[Batch]:
    first, lines, ended = block
    whole = lines if ended else lines[:-1]
    rows: list[Row] = fast.form.findall("\n".join(whole)) if whole else []
    start = 0
    for at in [n for n, row in enumerate(rows) if row[-1]]:
        yield from _fast(fast, (first + start, lines[start:at], rows[start:at]), of)
        yield from _slow(fast, [(first + at, lines[at], True)], of[1])
        start = at + 1
    yield from _fast(fast, (first + start, whole[start:], rows[start:]), of)
    if len(whole) < len(lines):
        yield from _slow(fast, [(first + len(whole), lines[-1], False)], of[1])


def _fast(
    fast: Fast, those: tuple[int, list[str], list[Row]], of: tuple[LogText, Tally]
) -> Iterator[Batch]:
    """Batches of lines that have the form; where that fails, one by one."""
    log, tally = of
    first, quotes, rows = those
    numbers: Sequence[int] = range(first, first + len(rows))
    if not all(row[0] for row in rows):
        has = [bool(row[0]) for row in rows]
        numbers, quotes = list(compress(numbers, has)), list(compress(quotes, has))
        rows = list(compress(rows, has))
    if not rows:
        return
    *groups, _ = map(list, zip(*rows, strict=True))
    columns: Columns = dict(zip(fast.groups, groups, strict=True))
    columns |= {"place": [f"line {n}" for n in numbers], "quote": quotes}
    years = msgspec.structs.astuple(log.years)
    try:
        made = fast.made(columns)
    except ValueError:
        log.years.restore(years)
        lines = [(n, text, True) for n, text in zip(numbers, quotes, strict=True)]
        yield from _slow(fast, lines, tally)
        return
    for one in made:
        tally.rows(one)
        yield one


def _slow(fast: Fast, lines: list[Line], tally: Tally) -> Iterator[Batch]:
    for line in lines:
        try:
            record = fast.slow(line)
        except ValueError as error:
            tally.note(f"line {line[0]}", str(error), "the line was left out")
            continue
        if record is not None:
            tally.saw(record)
            yield batch(type(record), [record])


def chosen(columns: Columns, which: list[int]) -> Columns:
    """Some rows of columns; all, if those are all."""
    if len(which) == len(columns["place"]):
        return columns
    return {name: [values[n] for n in which] for name, values in columns.items()}
