"""Installed lists of addresses: an index, and the ranges of each list packed for quick loading.

    networks/index.json         what is installed, one entry a file
    networks/tables/DIGEST.bin  MessagePack: bounds and labels of the ranges, little-endian

Files are written whole or not at all; the index is written last.
"""

from __future__ import annotations

import fcntl
import os
import sys
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from celtrace.errors import NoSnapshot
from celtrace.net.publications import Form
from celtrace.net.table import RangeTable, Side
from celtrace.records import Digest

WIDE = 16
"""Bytes of an IPv6 address."""
_DAMAGED = "Move the folder away and import the lists again."


class Installed(msgspec.Struct, frozen=True, order=True):
    """A file of a list on one day."""

    list: str
    snapshot: date
    part: Literal["4", "6", "46"]
    """Which versions of addresses the file holds; a later one of the same day replaces it."""
    form: Form
    title: str
    entries: int
    digest: Digest
    shelf_days: int
    licence: str
    source: str
    """The file's name, or who gave the list, as the user stated."""


class _Packed(msgspec.Struct):
    """A table as it lies on disk."""

    four: tuple[bytes, bytes, bytes]
    six: tuple[bytes, bytes, bytes]
    labels: list[tuple[str, ...]]


class NetworkStore:
    """What is installed in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = folder / "index.json"

    def held(self) -> tuple[Installed, ...]:
        """All installed files, in order of list, day and part."""
        if not self._index.exists():
            return ()
        try:
            found = msgspec.json.decode(self._index.read_bytes(), type=list[Installed])
        except (msgspec.DecodeError, OSError) as error:
            raise NoSnapshot(f"{self._index} cannot be read: {error}.", _DAMAGED) from error
        return tuple(sorted(found))

    def table(self, one: Installed) -> RangeTable:
        """The ranges of an installed file; NoSnapshot if they cannot be read."""
        path = self._path(one.digest)
        try:
            packed = msgspec.msgpack.decode(path.read_bytes(), type=_Packed)
            four = Side(*(_numbers(part) for part in packed.four))
            firsts, lasts, labels = packed.six
            six = Side(_wide(firsts), _wide(lasts), _numbers(labels))
        except (msgspec.DecodeError, OSError, ValueError) as error:
            raise NoSnapshot(f"{path} cannot be read: {error}.", _DAMAGED) from error
        return RangeTable(four, six, packed.labels)

    def keep(self, one: Installed, table: RangeTable) -> None:
        """Install a file; another of the same list, day and part is replaced."""
        (self._folder / "tables").mkdir(parents=True, exist_ok=True)
        four, six = table.four, table.six
        packed = _Packed(
            (_bytes(four.firsts), _bytes(four.lasts), _bytes(four.labels)),
            (_wide_bytes(six.firsts), _wide_bytes(six.lasts), _bytes(six.labels)),
            table.labels,
        )
        _write(self._path(one.digest), msgspec.msgpack.encode(packed))
        key = (one.list, one.snapshot, one.part)
        with _alone(self._folder):
            kept = [held for held in self.held() if (held.list, held.snapshot, held.part) != key]
            index = msgspec.json.encode(sorted([*kept, one]), order="deterministic")
            _write(self._index, msgspec.json.format(index, indent=1))

    def _path(self, digest: Digest) -> Path:
        return self._folder / "tables" / f"{digest}.bin"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else reads and writes the index meanwhile: an import beside this one waits."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _bytes(numbers: Sequence[int]) -> bytes:
    packed = array("I", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _numbers(data: bytes) -> list[int]:
    packed = array("I")
    packed.frombytes(data)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tolist()


def _wide_bytes(numbers: Iterable[int]) -> bytes:
    return b"".join(number.to_bytes(WIDE, "little") for number in numbers)


def _wide(data: bytes) -> list[int]:
    return [int.from_bytes(data[at : at + WIDE], "little") for at in range(0, len(data), WIDE)]
