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
from typing import Any, BinaryIO, TypeVar

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


class NotUnpackable(OSError):
    """A packing that this installation cannot read; the message has the remedy."""


class _Zstd(io.RawIOBase):
    """A zstd stream whose faults are OSErrors, as those of the other packings."""

    def __init__(self, packed: BinaryIO) -> None:
        module = importlib.import_module("zstandard")
        self._fault: type[Exception] = module.ZstdError
        self._stream = module.ZstdDecompressor().stream_reader(packed, read_across_frames=True)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        try:
            return int(self._stream.readinto(buffer))
        except self._fault as error:
            raise OSError(str(error)) from error


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
            yield stream


def fault(error: BaseException) -> str:
    """A sentence on a packing that could not be read."""
    return str(error) if isinstance(error, NotUnpackable) else f"its compression is broken: {error}"


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
