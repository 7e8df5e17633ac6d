"""Rows of Parquet bytes: the part that runs in a process of its own (see `_apart`).

`python -m celtrace.tables._parquet_rows` reads the file from its standard input and
writes messages to its standard output.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from arro3.core import RecordBatch, RecordBatchReader
from arro3.io import read_parquet

from celtrace.errors import Guarded
from celtrace.ports import Note
from celtrace.rows import Cell, Row
from celtrace.tables._apart import limit_memory, serve
from celtrace.tables._digits import digits

_BATCH = 1024


def rows(data: bytes, note: Note) -> Iterator[Row]:
    """A header row numbered 0, then the rows; what a damaged file makes fail is a note."""
    number = 0
    for batch in _batches(data, note):
        columns: list[Any] = []
        with _guard(note):
            names = batch.schema.names
            columns = [column.to_pylist() for column in batch.columns]
        if not columns:
            return
        if not number:
            yield Row("", 0, tuple(Cell(name, "", "text", name) for name in names))
        for values in zip(*columns, strict=True):
            number += 1
            place = f"row {number}"
            yield Row("", number, tuple([_cell(value, place) for value in values]))


def _guard(note: Note) -> Guarded:
    """What arro3 raises where another library would raise an error of its own is noted."""
    left = "nothing after the damage was read"
    return Guarded(lambda error: note("", f"the file is damaged ({error})", left))


def _batches(data: bytes, note: Note) -> Iterator[RecordBatch]:
    reader: RecordBatchReader | None = None
    with _guard(note):
        reader = read_parquet(io.BytesIO(data), batch_size=_BATCH)
    while reader is not None:
        batch = None
        with _guard(note):
            batch = next(reader, None)
        if batch is None:
            return
        yield batch


def _cell(value: object, place: str) -> Cell:
    if value is None:
        return Cell("", place)
    if isinstance(value, str):
        return Cell(value.strip(), place, "text", value)
    if isinstance(value, bool):
        text = str(value).lower()
        return Cell(text, place, "bool", text)
    if isinstance(value, int | float | Decimal):
        text = digits(value)
        return Cell(text, place, "number", text)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        text = value.isoformat().removesuffix("T00:00:00")
        return Cell(text, place, "date", text)
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    return Cell(text.strip('"') if isinstance(value, bytes) else text, place, "text", text)


def _plain(value: object) -> str:
    """Nested values that JSON has no word for."""
    return value.hex() if isinstance(value, bytes) else str(value)


if __name__ == "__main__":
    limit_memory()
    serve(sys.stdin.buffer, sys.stdout.buffer, rows)
