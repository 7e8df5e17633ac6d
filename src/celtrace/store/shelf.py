"""Records in a database.

A record is kept as JSON under its kind and id: msgspec reads it as fast as a binary
form, any SQLite browser shows it, and times keep the offset they were written with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from celtrace.ports import CaseFacts
from celtrace.records import Record
from celtrace.store.database import RECORDS, upsert, writing
from celtrace.store.memory import MemoryView, place_in, texts

R = TypeVar("R", bound=Record)

_BATCH = 5_000
_PAGE = 500
"""Records that are read at once: a page is held in memory, never a cursor."""


class SqlShelf:
    """Records in the table `records`."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def add(self, records: Iterable[Record]) -> None:
        """Keep records, all or none; one of the same kind and id replaces the older."""
        with writing(self._engine) as connection:
            self._add(connection, records)

    def replace(self, records: Iterable[Record]) -> None:
        """Keep these records and no others, or leave everything as it was."""
        with writing(self._engine) as connection:
            connection.execute(RECORDS.delete())
            self._add(connection, records)

    def drop(self, records: Iterable[Record]) -> None:
        """Forget records: what was said no longer holds."""
        gone = [{"k": record.kind, "i": record.id} for record in records]
        if gone:
            wanted = RECORDS.delete().where(
                RECORDS.c.kind == sa.bindparam("k"), RECORDS.c.id == sa.bindparam("i")
            )
            with writing(self._engine) as connection:
                connection.execute(wanted, gone)

    def each(self, kind: type[R]) -> Iterator[R]:
        """Records of a kind, in order of id."""
        page = sa.select(RECORDS.c.body, RECORDS.c.id).where(RECORDS.c.kind == kind.kind)
        page = page.order_by(RECORDS.c.id).limit(_PAGE)
        decode, after = _decoder(kind).decode, page
        while rows := self._rows(after):
            for body, _ in rows:
                yield decode(body)
            after = page.where(RECORDS.c.id > rows[-1][1])

    def grouped(self, kind: type[R], by: str, order: str) -> Iterator[tuple[str, list[R]]]:
        """Records of a kind by the text of a field, each group in the order of another.

        Groups come in order of their text. A record stands once for each value of a
        field that holds several; no value has the text "". Only the sort keys of all
        records and one group are in memory at a time.
        """
        keys = sorted(
            (text, *place_in(record, order))
            for record in self.each(kind)
            for text in texts(getattr(record, by))
        )
        found = self._these(kind, map(itemgetter(-1), keys))
        for text, members in groupby(keys, key=itemgetter(0)):
            yield text, [next(found) for _ in members]

    def view(self, facts: CaseFacts) -> MemoryView:
        """The read-only view that detectors get."""
        return MemoryView(self, facts)

    def _add(self, connection: sa.Connection, records: Iterable[Record]) -> None:
        statement = upsert(self._engine, RECORDS)
        rows = (_row(record) for record in records)
        while batch := list(islice(rows, _BATCH)):
            connection.execute(statement, batch)

    def _these(self, kind: type[R], ids: Iterator[str]) -> Iterator[R]:
        decode = _decoder(kind).decode
        while batch := list(islice(ids, _PAGE)):
            wanted = sa.select(RECORDS.c.id, RECORDS.c.body).where(
                RECORDS.c.kind == kind.kind, RECORDS.c.id.in_(batch)
            )
            bodies = {str(id_): body for id_, body in self._rows(wanted)}
            yield from (decode(bodies[id_]) for id_ in batch)

    def _rows(self, statement: sa.Select[Any, Any]) -> Sequence[sa.Row[Any, Any]]:
        with self._engine.connect() as connection:
            return connection.execute(statement).all()


def _row(record: Record) -> dict[str, Any]:
    return {"kind": record.kind, "id": record.id, "body": msgspec.json.encode(record)}


@lru_cache
def _decoder(kind: type[R]) -> msgspec.json.Decoder[R]:
    return msgspec.json.Decoder(kind)
