"""What a file reader is given: the bytes, and what is known of them.

A reader is a module with `FORMAT`, `TITLE`, `sniff(head, name) -> 0..1` and
`read(blob, note)`, a generator of `Trait`, `TextPassage`, `Drawn` and `Child` in the
order of the file. It opens no path and writes none; it may be stopped at any item, and
what it has given until then stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

import msgspec

from celtrace.ports import Note
from celtrace.records import Child, Digest, Drawn, Evidence, TextPassage, Trait
from celtrace.settings import Limits

Item = Trait | TextPassage | Drawn | Child


class Blob(msgspec.Struct, frozen=True):
    """The bytes of one file: seekable, read-only, with their digest and the name they lay under."""

    stream: BinaryIO
    digest: Digest
    name: str
    size: int
    passwords: tuple[str, ...] = ()
    """To be tried on what is locked."""
    limits: Limits = Limits()
    """How much may come out of it."""
    pixels: bool = True
    """Whether pictures are wanted that must be drawn first: that costs a hundred times the rest.

    A reader that heeds this says so by `DRAWS = True`.
    """
    volumes: tuple[tuple[str, str], ...] = ()
    """Names and paths of all volumes of a set whose first one this is; empty where it is whole."""
    plain: bool = False
    """Whether its first reading ended a process: what unfolds in native code is left out."""

    @property
    def locked(self) -> str:
        """Why something under a password was not read; `found.reading` tries it again by that."""
        ask = "none of those given opens it" if self.passwords else "run again with --password"
        return f"it is under a password; {ask}"

    @property
    def whole(self) -> bool:
        """Whether all of it is read: where it is not, a missing end says nothing."""
        return self.size <= self.limits.member_bytes

    def start(self, note: Note) -> bytes:
        """As many bytes as are read of one file; that it is larger is noted."""
        most = self.limits.member_bytes
        if not self.whole:
            note("", f"it is larger than {most:,} bytes", f"the first {most:,} were read")
        return self.stream.read(most)

    def seen(self, place: str, quote: str, reader: str, version: str = "1") -> Evidence:
        """Evidence for something at a place in this file."""
        return Evidence(self.digest, self.name, place, quote, reader, version)


class FileReader(Protocol):
    """The shape of a reader module."""

    FORMAT: str
    TITLE: str
    sniff: Callable[[bytes, str], float]
    read: Callable[[Blob, Note], Iterator[Item]]
