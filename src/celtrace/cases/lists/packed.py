"""List files as they lie on disk: plain, compressed, or members of a ZIP archive."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from celtrace.errors import ListRefused
from celtrace.settings import Limits

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

AGAIN = "Fetch the file again; the list installed before is untouched."
HEAD_BYTES = 1 << 16
RATIO_FROM_BYTES = 1 << 20
"""Small files may shrink a lot; the ratio is looked at from one MiB unpacked."""
_UNPACKERS: Mapping[bytes, Callable[[Path], io.BufferedIOBase]] = {
    b"\x1f\x8b": gzip.GzipFile,
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}
_SUFFIX = re.compile(r"\.(?:gz|bz2|xz)$", re.IGNORECASE)
_OFFICE = {"mimetype", "[Content_Types].xml"}
_DAY = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
_BROKEN = (EOFError, OSError, lzma.LZMAError, zlib.error, zipfile.BadZipFile, RuntimeError)


class Packed(NamedTuple):
    """A file, or a member of a ZIP archive."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """The name without the ending that only says how it is compressed."""
        return _SUFFIX.sub("", Path(self.member or self.path.name).name)

    @property
    def place(self) -> str:
        """How messages name it."""
        return f"{self.path.name}:{self.member}" if self.member else self.path.name

    @contextmanager
    def open(self, limits: Limits) -> Iterator[BinaryIO]:
        """The unpacked bytes; ListRefused when they are broken or beyond the limits."""
        try:
            with self._unpacked() as inner:
                most = min(
                    limits.unpacked_bytes,
                    max(RATIO_FROM_BYTES, limits.unpacked_ratio * self.path.stat().st_size),
                )
                with io.BufferedReader(_Bounded(inner, self.place, most)) as stream:
                    yield stream
        except _BROKEN as error:
            raise ListRefused(f"{self.place} cannot be read: {_said(error)}.", AGAIN) from error

    @contextmanager
    def _unpacked(self) -> Iterator[io.BufferedIOBase]:
        if self.member:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                yield cast("io.BufferedIOBase", stream)
            return
        with self.path.open("rb") as raw:
            start = raw.read(8)
        unpack = next((_UNPACKERS[m] for m in _UNPACKERS if start.startswith(m)), _plain)
        with unpack(self.path) as stream:
            yield stream

    def head(self, limits: Limits) -> bytes:
        """The first 64 KiB unpacked."""
        with self.open(limits) as stream:
            return stream.read(HEAD_BYTES)

    def days(self) -> set[date]:
        """Days written as YYYY-MM-DD in the name, or else in the name of its folder."""
        texts = (self.member, self.path.name, self.path.absolute().parent.name)
        return next((days for text in texts if (days := set(_days(text)))), set())


class _Bounded(io.RawIOBase):
    """Reads another stream, no further than the limit; says where it broke."""

    def __init__(self, inner: io.BufferedIOBase, place: str, most: int) -> None:
        self._inner, self._place, self._most = inner, place, most
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        try:
            piece = self._inner.read(len(view))
        except _BROKEN as error:
            message = f"{self._place} is broken after {self._count:,} bytes: {_said(error)}."
            raise ListRefused(message, AGAIN) from error
        self._count += len(piece)
        if self._count > self._most:
            message = f"{self._place} is larger than {self._most:,} bytes unpacked."
            raise ListRefused(message, "Check where the file comes from.")
        view[: len(piece)] = piece
        return len(piece)


def _plain(path: Path) -> io.BufferedIOBase:
    return path.open("rb")


def _said(error: BaseException) -> str:
    return (str(error) or type(error).__name__).rstrip(".")


def _days(text: str) -> Iterator[date]:
    for found in _DAY.findall(text):
        with suppress(ValueError):
            yield date.fromisoformat(found)


def members(path: Path) -> tuple[Packed, ...] | None:
    """Members of a ZIP archive in order of name; None when it is no archive.

    Office documents are ZIP archives too, but one file to their readers. ListRefused when
    the archive is broken or encrypted.
    """
    try:
        with path.open("rb") as raw:
            if raw.read(4) != b"PK\x03\x04":
                return None
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except _BROKEN as error:
        raise ListRefused(f"{path.name} cannot be read: {_said(error)}.", AGAIN) from error
    if _OFFICE & {info.filename for info in infos}:
        return None
    if any(info.flag_bits & 1 for info in infos):
        raise ListRefused(f"{path.name} is encrypted.", "Unpack it, and import what is in it.")
    return tuple(Packed(path, name) for name in sorted({info.filename for info in infos}))
