"""Logs as they lie in a folder: packed, and in rotated sets."""

from __future__ import annotations

import bz2
import gzip
import importlib
import importlib.util
import io
import lzma
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, TypeVar, cast

from celtrace.ports import Note

T = TypeVar("T")
BROKEN = (OSError, EOFError, lzma.LZMAError, zlib.error)
"""What reading a broken or unreadable packing raises."""

PACKINGS = (".gz", ".bz2", ".xz", ".zst")
_ROTATED = re.compile(
    r"^(?P<stem>.+?)(?:[.-](?P<date>\d{8}(?:[-_T]?\d{2,6})?)|\.(?P<number>\d{1,3}))?"
    r"(?:\.(?:gz|bz2|xz|zst))?$"
)
_NEWEST = 1_000
_ZSTD_PIECE = 1 << 10
"""Packed bytes that are taken at once: no more than some 32 MiB can come of them."""


class NotUnpackable(OSError):
    """A packing that this installation cannot read; the message has the remedy."""


class _Zstd(io.RawIOBase):
    """A zstd stream whose faults are those of the other packings; one that is cut is a fault."""

    def __init__(self, packed: BinaryIO) -> None:
        module = importlib.import_module("zstandard")
        self._fault: type[Exception] = module.ZstdError
        self._frame: Callable[[], Any] = module.ZstdDecompressor().decompressobj
        self._packed, self._open = packed, self._frame()
        self._begun, self._ready = False, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        while not self._ready and self._more():
            pass
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _more(self) -> bool:
        """Unpack the next piece, of this frame or another; whether there was one."""
        data = self._packed.read(_ZSTD_PIECE)
        if self._open.eof:
            data, self._open, self._begun = self._open.unused_data + data, self._frame(), False
        if not data:
            if self._begun:
                raise EOFError("it ended before its last frame did")
            return False
        self._begun = True
        try:
            self._ready = memoryview(self._open.decompress(data))
        except self._fault as error:
            raise OSError(str(error)) from error
        return True


def _zstd(packed: BinaryIO) -> io.BufferedReader:
    if importlib.util.find_spec("zstandard") is None:
        raise NotUnpackable(
            "it is packed with zstd, which this installation cannot read; "
            "install `celtrace[scale]` or unpack it"
        )
    return io.BufferedReader(_Zstd(packed))


_OPENERS: tuple[tuple[bytes, Callable[[BinaryIO], Any]], ...] = (
    (b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open),
    (b"\x28\xb5\x2f\xfd", _zstd),
)  # fmt: skip


@contextmanager
def unpacked(packed: BinaryIO) -> Iterator[BinaryIO]:
    """The bytes inside gz, bz2, xz or zst, told by their first bytes; others as they are.

    Raises one of `BROKEN`, then or while reading, if the packing cannot be read.
    """
    with packed:
        head = packed.read(6)
        packed.seek(0)
        opener = next((one for magic, one in _OPENERS if head.startswith(magic)), None)
        if opener is None:
            yield packed
            return
        with opener(packed) as stream:
            yield cast("BinaryIO", _ToTheBreak(stream))


class _ToTheBreak:
    """A packed stream whose break comes only after all that stands before it was given out."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream = stream
        self._fault: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or fewer at the end or before the break; all if the size is negative."""
        if self._fault:
            raise self._fault
        pieces: list[bytes] = []
        while size:
            try:
                piece = self._stream.read1(size)
            except BROKEN as error:
                if not pieces:
                    raise
                self._fault = error
                break
            if not piece:
                break
            pieces.append(piece)
            size -= len(piece) if size > 0 else 0
        return b"".join(pieces)


def fault(error: BaseException) -> str:
    """A sentence on a file that could not be read; what the system refused has a number."""
    if isinstance(error, NotUnpackable):
        return str(error)
    if isinstance(error, OSError) and error.errno is not None:
        return f"it could not be read: {error.strerror}"
    return f"its compression is broken: {error}"


def unbroken(items: Iterable[T], note: Note) -> Iterator[T]:
    """The items up to where the packing breaks; that it does is noted."""
    try:
        yield from items
    except BROKEN as error:
        note("", fault(error), "what follows the break was not read")


def rotated_sets(paths: Iterable[str]) -> list[list[str]]:
    """Files by the log that they were rotated from, oldest first: `x.2.gz`, `x.1`, `x`.

    Dated files (`x-20240107`) come before numbered ones, and the bare name comes last.
    """
    sets: dict[str, list[tuple[tuple[int, str, int], str]]] = {}
    for path in sorted(paths):
        found = _ROTATED.match(path)
        stem, date, number = (found["stem"], found["date"], found["number"]) if found else (
            path, None, None,
        )  # fmt: skip
        age = 0 if date else _NEWEST - int(number) if number else _NEWEST
        sets.setdefault(stem, []).append(((age > 0, date or "", age), path))
    return [[path for _, path in sorted(members)] for _, members in sorted(sets.items())]
