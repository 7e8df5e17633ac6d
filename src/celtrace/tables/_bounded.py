"""Guards that all table readers share: bytes, rows, cells, and notes that do not flood."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from celtrace.ports import Note
from celtrace.rows import Row
from celtrace.settings import Limits

SHOWN = 20


class Bounded(io.RawIOBase):
    """A stream that ends after `limit` bytes and remembers whether there was more."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        super().__init__()
        self._stream = stream
        self._left = limit
        self.cut = False

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # narrower than Buffer
        """Fill the buffer; 0 at the end or at the limit."""
        data = self._stream.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        if not self._left and not self.cut:
            self.cut = bool(self._stream.read(1))
        return len(data)


def whole(stream: BinaryIO, note: Note, limits: Limits) -> bytes | None:
    """All bytes of a format that cannot be read in part; None, with a note, above the limit."""
    data = stream.read(limits.table_bytes + 1)
    if len(data) > limits.table_bytes:
        note("", f"the file is larger than {limits.table_bytes} bytes", "it was not read")
        return None
    return data


class Tally:
    """Collects places of one kind of trouble and says them in one note."""

    def __init__(self, reason: str, consequence: str) -> None:
        self._reason = reason
        self._consequence = consequence
        self._places: list[str] = []
        self._count = 0

    def add(self, place: str) -> None:
        """Remember a place."""
        self._count += 1
        if self._count <= SHOWN:
            self._places.append(place)

    def tell(self, note: Note) -> None:
        """Note everything collected, if anything was."""
        if self._count:
            more = f" and {self._count - SHOWN} more" if self._count > SHOWN else ""
            place = ", ".join(self._places) + more
            note(place, f"{self._reason} ({self._count})", self._consequence)


def up_to(rows: Iterable[Row], note: Note, limits: Limits) -> Iterator[Row]:
    """Rows up to the limit; what comes after is named."""
    for count, row in enumerate(rows):
        if count >= limits.table_rows:
            place = f"line {row.line}" if row.line else f"{row.sheet} row {row.number}".strip()
            note(
                place,
                f"the file has more than {limits.table_rows} rows",
                "this row and all after it were left out",
            )
            return
        yield row
