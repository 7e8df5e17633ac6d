"""Acts of logs in columns: a block at a time, without a record for each line.

A batch is of one kind. Its columns are lists of one length: `place` and `quote` of the
evidence, and the fields of the record that some rule asks for or that tell it from others
(`KEPT`). Times are whole microseconds since 1970 in UTC. A column in which every value is the
field's default is left out. What is made of a batch again is the record without the fields
that no rule asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import groupby, islice, repeat
from operator import ne
from typing import Any, NamedTuple

import msgspec

from celtrace.records.access import FileAccess, SessionEnd, SignIn
from celtrace.records.evidence import Evidence

Act = SignIn | FileAccess | SessionEnd
Columns = dict[str, list[Any]]
KEPT: dict[type[Act], tuple[str, ...]] = {
    SignIn: (
        "account", "time", "until", "ip", "device", "result", "user_agent", "session", "mfa",
        "passkey", "system", "application", "trust", "mfa_device", "managed",
    ),
    FileAccess: (
        "account", "time", "action", "path", "item", "ip", "device", "result", "user_agent",
        "session", "size", "system", "event", "trust",
    ),
    SessionEnd: ("account", "time", "ip", "session", "system"),
}  # fmt: skip
DEFAULTS: dict[type[Act], dict[str, Any]] = {
    kind: {
        one.name: one.default for one in msgspec.structs.fields(kind)
        if one.name in fields and not one.required
    }
    for kind, fields in KEPT.items()
}  # fmt: skip
"""What a field has that a batch does not give; those without one are always given."""
TIMES = frozenset({"time", "until"})
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ROWS = 5_000


class Batch(NamedTuple):
    """Acts of one kind, in the order of the log."""

    kind: type[Act]
    columns: Columns

    def __len__(self) -> int:
        return len(self.columns["place"])


def microseconds(instant: datetime) -> int:
    """Whole microseconds since 1970."""
    return (instant - EPOCH) // _MICROSECOND


def instant(microseconds: int) -> datetime:
    """The instant of whole microseconds since 1970, in UTC."""
    return EPOCH + timedelta(microseconds=microseconds)


def batched(acts: Iterable[Act]) -> Iterator[list[Act]]:
    """Records, some thousand at a time."""
    rest = iter(acts)
    while some := list(islice(rest, _ROWS)):
        yield some


def batches(acts: Iterable[Act]) -> Iterator[list[Batch]]:
    """Records as batches, some thousand at a time."""
    for some in batched(acts):
        yield [batch(kind, list(alike)) for kind, alike in groupby(some, key=type)]


def batch(kind: type[Act], acts: list[Act]) -> Batch:
    """Records of one kind as a batch."""
    columns: Columns = {
        "place": [one.seen.place for one in acts], "quote": [one.seen.quote for one in acts],
    }  # fmt: skip
    for field in KEPT[kind]:
        values = [getattr(one, field) for one in acts]
        if field in TIMES:
            values = [None if at is None else microseconds(at) for at in values]
        columns[field] = values
    return filled(kind, columns)


def filled(kind: type[Act], columns: Columns) -> Batch:
    """A batch of columns, without those that say nothing."""
    defaults = DEFAULTS[kind]
    return Batch(kind, {
        name: values for name, values in columns.items()
        if name not in defaults or any(map(ne, values, repeat(defaults[name])))
    })  # fmt: skip


def record(kind: type[Act], row: Mapping[str, Any], seen: Evidence) -> Act:
    """The record of a row; what the row lacks has the field's default."""
    times = {name: instant(row[name]) for name in TIMES if row.get(name) is not None}
    return kind(seen=seen, **{**row, **times})


def records(one: Batch, seen: Callable[[str, str], Evidence]) -> Iterator[Act]:
    """The records of a batch; evidence is made of place and quote."""
    names = [name for name in one.columns if name not in ("place", "quote")]
    places, quotes = one.columns["place"], one.columns["quote"]
    rows = zip(*(one.columns[name] for name in names), strict=True)
    for place, quote, row in zip(places, quotes, rows, strict=True):
        yield record(one.kind, dict(zip(names, row, strict=True)), seen(place, quote))
