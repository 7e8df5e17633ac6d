"""A file that was cut into pieces, read as one (https://docs.python.org/3/library/io.html)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import accumulate
from pathlib import Path


class Pieces(io.RawIOBase):
    """Several files one after the other, as one that can be searched."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._open = ExitStack()
        self._streams = [self._open.enter_context(path.open("rb")) for path in paths]
        self._ends = list(accumulate(stream.seek(0, 2) for stream in self._streams))
        self._at = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place in the whole."""
        start = (0, self._at, self._ends[-1] if self._ends else 0)[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        """The place in the whole."""
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes, from one piece at a time."""
        for number, end in enumerate(self._ends):
            if self._at < end:
                stream = self._streams[number]
                stream.seek(self._at - (self._ends[number - 1] if number else 0))
                data = stream.read(len(buffer))
                buffer[: len(data)] = data
                self._at += len(data)
                return len(data)
        return 0

    def close(self) -> None:
        """Close every piece."""
        self._open.close()
        super().close()
