"""Bytes of list files: in chunks, whole, as text, or the one member of a ZIP."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from celtrace.errors import ListRefused
from celtrace.listing import ListFile
from celtrace.ports import Note

HEAD = 1 << 16
CHUNK = 1 << 18
MOST_BYTES = 1 << 30
AGAIN = "Fetch the file again; the list installed before is untouched."

BROKEN = (EOFError, OSError, lzma.LZMAError, zlib.error, zipfile.BadZipFile)


def chunks(name: str, stream: IO[bytes]) -> Iterator[bytes]:
    """The bytes in pieces of at most 256 KiB.

    Raises ListRefused when they cannot be decompressed to the end, when there are none,
    or when there are more than 1 GiB.
    """
    total = 0
    while True:
        try:
            piece = stream.read(CHUNK)
        except BROKEN as error:
            raise ListRefused(f"{name}: broken after {total:,} bytes ({error}).", AGAIN) from error
        if not piece:
            break
        total += len(piece)
        if total > MOST_BYTES:
            raise ListRefused(f"{name}: more than {MOST_BYTES:,} bytes unpacked.", AGAIN)
        yield piece
    if not total:
        raise ListRefused(f"{name}: the file is empty.", AGAIN)


def whole(file: ListFile) -> bytes:
    """All bytes of the file; ListRefused as in `chunks`."""
    return b"".join(chunks(file.name, file.stream))


def text(file: ListFile, note: Note) -> str:
    """The text of a file: UTF-8, or Windows-1252 with a note where it is not UTF-8."""
    data = whole(file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        note(
            f"{file.name}, byte {error.start}",
            "the file is not valid UTF-8",
            "it was read as Windows-1252; check names with letters outside A to Z",
        )
        return data.decode("cp1252", errors="replace")


def member(file: ListFile, ending: str) -> Iterator[bytes]:
    """The bytes of the one ZIP member whose name ends so (compared in lower case).

    Raises ListRefused when the archive is broken, encrypted, or has none or several such.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(whole(file))) as archive:
            names = [n for n in archive.namelist() if n.lower().endswith(ending)]
            if len(names) != 1:
                raise ListRefused(f"{file.name}: {len(names)} members named *{ending}, not 1.")
            with archive.open(names[0]) as stream:
                yield from chunks(f"{file.name}:{names[0]}", stream)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise ListRefused(f"{file.name}: not a readable ZIP archive ({error}).", AGAIN) from error


def is_zip(head: bytes) -> bool:
    """Whether the bytes begin as a ZIP archive."""
    return head.startswith(b"PK\x03\x04")


class _Again(io.RawIOBase):
    """A stream of which the beginning was already read."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1, /) -> bytes:
        if not self._head:
            return self._rest.read(size)
        if size < 0:
            piece, self._head = self._head, b""
            return piece + self._rest.read()
        piece, self._head = self._head[:size], self._head[size:]
        return piece


def peek(file: ListFile) -> tuple[bytes, ListFile]:
    """The first 64 KiB, and the file as if nothing had been read of it."""
    try:
        head = b""
        while len(head) < HEAD and (piece := file.stream.read(HEAD - len(head))):
            head += piece
    except BROKEN as error:
        raise ListRefused(f"{file.name}: broken near its beginning ({error}).", AGAIN) from error
    return head, ListFile(file.name, cast("BinaryIO", _Again(head, file.stream)), file.digest)
