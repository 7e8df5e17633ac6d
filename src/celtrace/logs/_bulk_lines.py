"""Bulk reading of logs made of lines: one regular expression, then column by column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from celtrace.logs._addresses import one
from celtrace.logs._blocks import blocks, text_of
from celtrace.logs._columns import Columns, of_rows
from celtrace.logs._lines import MAX_LINE, LogText
from celtrace.ports import Note

Slow = Callable[[int, str], tuple[Any, ...] | None]


class Fast(msgspec.Struct, frozen=True):
    """The common form of a line, and what to do with lines of another form."""

    form: re.Pattern[str]
    """Its groups are, in this order, `given` without the place."""
    keys: tuple[str, ...]
    given: tuple[str, ...]
    finish: Callable[[Columns], Columns]
    """Makes columns of the keys from those that the form gives."""
    may: Callable[[str], bool]
    """Whether a line of another form may hold what is looked for."""
    slow: Slow
    """The row of such a line; None if it holds none. May raise ValueError."""


def read(fast: Fast, log: LogText, note: Note) -> Iterator[Columns]:
    """Columns of each block, in the order of the lines."""
    number, match = 1, fast.form.match
    for block in blocks(log.stream):
        lines = text_of(block).split("\n")
        if not lines[-1]:
            lines.pop()
        found = [match(line) for line in lines]
        start = 0
        for at in [n for n, m in enumerate(found) if m is None and fast.may(lines[n])]:
            yield from _batch(fast, found[start:at], number + start)
            start = at
            row = _slow(fast.slow, number + at, lines[at], note)
            if row:
                yield of_rows([row], fast.keys)
        yield from _batch(fast, found[start:], number + start)
        number += len(lines)


def _batch(fast: Fast, found: list[re.Match[str] | None], first: int) -> Iterator[Columns]:
    kept = [(n, *m.groups("")) for n, m in enumerate(found, first) if m]
    if kept:
        yield fast.finish(of_rows(kept, ("place", *fast.given)))


def _slow(slow: Slow, number: int, line: str, note: Note) -> tuple[Any, ...] | None:
    try:
        return slow(number, line.removesuffix("\r")[:MAX_LINE])
    except ValueError as error:
        note(f"line {number}", str(error), "the line was left out")
        return None


def addresses(texts: list[str]) -> list[str]:
    """Addresses in their shortest form."""
    return list(map(one, texts))
