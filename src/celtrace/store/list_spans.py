"""When rows stood on a list, derived from which snapshots have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple

from celtrace.records import Span


class Seen(NamedTuple):
    """Which rows a snapshot has, and of which rows it says that they are not there."""

    day: date
    rows: AbstractSet[str]
    whole: bool = True
    """Whether a row that is missing was not on the list that day."""
    extract: bool = False
    """Whether it speaks only of the rows that some extract of the list has."""


def spans(snapshots: Sequence[Seen]) -> Iterator[tuple[str, Span]]:
    """Each row with each time it stood on the list; snapshots in order of day.

    `since` is the first snapshot with the row and `not_before` the last one before that
    says it was not there; `until` the first afterwards that says so, `last_seen` the last
    with it. All snapshots name rows by the same scheme of ids.
    """
    scope = {row for seen in snapshots if seen.extract for row in seen.rows}
    begun: dict[str, tuple[date, date | None]] = {}
    last: dict[str, date] = {}
    all_looked_at, scope_looked_at = date.min, date.min
    for seen in snapshots:
        for row in seen.rows - begun.keys():
            looked = max(all_looked_at, scope_looked_at if row in scope else date.min)
            begun[row] = (seen.day, looked if looked > last.get(row, date.min) else None)
        last.update(dict.fromkeys(seen.rows, seen.day))
        if not seen.whole:
            continue
        gone = begun.keys() - seen.rows
        for row in gone & scope if seen.extract else gone:
            since, not_before = begun.pop(row)
            yield row, Span(since, not_before, last[row], seen.day)
        if seen.extract:
            scope_looked_at = seen.day
        else:
            all_looked_at = seen.day
    for row, (since, not_before) in begun.items():
        yield row, Span(since, not_before, last[row], None)


def as_of(span: Span, day: date) -> Span | None:
    """What was known of a span on a day; None when the row had not been seen yet."""
    if span.since > day:
        return None
    if span.until is None and span.last_seen and span.last_seen <= day:
        return span
    last = span.last_seen if span.last_seen and span.last_seen <= day else span.since
    until = span.until if span.until and span.until <= day else None
    return Span(span.since, span.not_before, last, until)
