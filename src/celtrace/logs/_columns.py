"""The bulk path: columns of a log a block at a time, without a record for each line.

A batch is a dict of lists of one length. `place` holds line numbers (from 1) or, where
the log has no lines, the number of the event; `time` and `until` whole microseconds since
1970 in UTC (until: None if open); the other lists hold what the field of that name holds
in a record. Bulk reading gives the same sign-ins (or acts on files) as `read` and nothing
else; ends of sessions and the notes on single lines are had from `read`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from celtrace.logs._tally import LogRecord
from celtrace.records import FileAccess, SignIn

Columns = dict[str, list[Any]]
SIGN_INS = ("place", "time", "account", "ip", "result", "session", "device", "user_agent", "mfa")
ACTS = ("place", "time", "account", "ip", "result", "action", "path", "size", "user_agent")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_BATCH = 10_000


def microseconds(instant: datetime) -> int:
    """Whole microseconds since 1970."""
    return (instant - EPOCH) // _MICROSECOND


def row(record: SignIn | FileAccess, keys: Iterable[str]) -> tuple[Any, ...]:
    """What a record has in these columns."""
    number = int(record.seen.place.partition(",")[0].rpartition(" ")[2])
    firsts = {"place": number, "time": microseconds(record.time)}
    return tuple(firsts[key] if key in firsts else getattr(record, key) for key in keys)


def of_records(records: Iterable[LogRecord], keys: tuple[str, ...] = SIGN_INS) -> Iterator[Columns]:
    """Columns of records, for formats that have no faster way."""
    kind = FileAccess if keys is ACTS else SignIn
    rows = (row(record, keys) for record in records if isinstance(record, kind))
    while batch := list(islice(rows, _BATCH)):
        yield of_rows(batch, keys)


def of_rows(rows: list[tuple[Any, ...]], keys: tuple[str, ...]) -> Columns:
    """Rows turned into columns."""
    return dict(zip(keys, map(list, zip(*rows, strict=True)), strict=True))
