"""Apache Parquet, read by arro3 in a process of its own.

Reference: https://parquet.apache.org/docs/file-format/. Whole numbers and decimals keep
their digits, times are ISO 8601, bytes are hexadecimal. A file can be made that ends the
process that decodes it (a size in its footer that no memory holds); then it is that
process that ends, and the file is a Problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from celtrace.ports import Note
from celtrace.rows import NoSuchSheet, Row
from celtrace.settings import Limits
from celtrace.tables._apart import python, rows_of
from celtrace.tables._bounded import up_to, whole

FORMAT = "parquet"

_DECODER = python("celtrace.tables._parquet_rows")
_MAGIC = b"PAR1"


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader has this shape
    """0.98 for the magic number, whatever the name, else 0."""
    return 0.98 if head.startswith(_MAGIC) else 0.0


def read(stream: BinaryIO, note: Note, limits: Limits, sheet: str = "") -> Iterator[Row]:
    """A header row numbered 0, then the rows; cells stand at `row N`.

    NoSuchSheet if a sheet is asked for: the format has none.
    """
    if sheet:
        raise NoSuchSheet(sheet, ())
    data = whole(stream, note, limits)
    if data is None:
        return
    if not (data.startswith(_MAGIC) and data.endswith(_MAGIC)):
        note("", "the file is cut off: its footer is missing", "nothing was read from it")
        return
    yield from up_to(rows_of(_DECODER, data, note), note, limits)
