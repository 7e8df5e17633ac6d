"""The journal in a database: append-only, hash-chained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from celtrace.errors import EvidenceChanged
from celtrace.ports import Entry
from celtrace.store.chain import check_chain, link
from celtrace.store.database import JOURNAL, writing

_PAGE = 1_000


class SqlJournal:
    """Lines in the table `journal`; several processes may append at once."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def append(self, at: datetime, actor: str, action: str, body: dict[str, Any]) -> Entry:
        """Add a line and return it once it is on the disk; ValueError if `at` has no zone."""
        with writing(self._engine) as connection:
            last = sa.select(JOURNAL).order_by(JOURNAL.c.seq.desc()).limit(1)
            row = connection.execute(last).mappings().first()
            entry = link(_entry(row) if row else None, at, actor, action, body)
            connection.execute(JOURNAL.insert(), _row(entry))
        return entry

    def read(self, start: int = 0) -> Iterator[Entry]:
        """Lines from sequence number `start`, in order.

        EvidenceChanged at a line that does not have the form of one.
        """
        while rows := self._page(start):
            for row in rows:
                yield _entry(row)
            start = rows[-1]["seq"] + 1

    def head(self) -> Entry | None:
        """The last line; None if there is none."""
        with self._engine.connect() as connection:
            last = sa.select(JOURNAL).order_by(JOURNAL.c.seq.desc()).limit(1)
            row = connection.execute(last).mappings().first()
        return _entry(row) if row else None

    def check(self) -> Iterator[str]:
        """Yield a sentence for each line that is altered, missing or out of order."""
        try:
            yield from check_chain(self.read())
        except EvidenceChanged as error:
            yield error.message

    def _page(self, start: int) -> list[sa.RowMapping]:
        page = sa.select(JOURNAL).where(JOURNAL.c.seq >= start).order_by(JOURNAL.c.seq)
        with self._engine.connect() as connection:
            return list(connection.execute(page.limit(_PAGE)).mappings())


def _row(entry: Entry) -> dict[str, Any]:
    body = msgspec.json.encode(entry.body, order="sorted").decode()
    return msgspec.structs.asdict(entry) | {"at": entry.at.isoformat(), "body": body}


def _entry(row: sa.RowMapping) -> Entry:
    try:
        body = msgspec.json.decode(row["body"])
        entry = msgspec.convert({**_plain(row), "body": body}, Entry)
    except (msgspec.MsgspecError, TypeError, UnicodeDecodeError) as error:
        raise _not_a_line(row, str(error)) from error
    if _row(entry) != _plain(row):
        raise _not_a_line(row, "it is written in another way")
    return entry


def _not_a_line(row: sa.RowMapping, why: str) -> EvidenceChanged:
    msg = f"Journal line {row['seq']} does not have the form of one: {why}."
    return EvidenceChanged(msg, "Restore the case from a copy.")


def _plain(row: sa.RowMapping) -> dict[str, Any]:
    return {str(column): value for column, value in row.items()}
