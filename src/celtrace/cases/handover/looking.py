"""Whether texts stand in a packed file, however deep: in archives, and in the parts of papers.

Bytes are looked through as they are, so a picture or a page that only shows a text is not
seen. A member is read in pieces; what cannot be unpacked is taken to hold the texts.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import IO

DEEPEST = 4
"""Archives within archives: a volume, a paper in it, a sheet in that."""
_PIECE = 2**20
_LARGEST = 512 * 2**20
"""Bytes of an archive within an archive that is unpacked to be looked into."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def holds(path: Path, texts: Sequence[str]) -> bool:
    """Whether one of the texts stands in the file or in anything packed into it."""
    wanted = [form for text in texts for form in _forms(text)]
    if not wanted:
        return False
    with path.open("rb") as stream:
        return _holds(stream, wanted, DEEPEST)


def _forms(text: str) -> Iterator[bytes]:
    """A text as it stands in JSON, in XML and in old papers."""
    for form in dict.fromkeys((text, escape(text), escape(text, quote=False))):
        yield form.encode()
        yield form.encode("utf-16-le")


def _holds(stream: IO[bytes], wanted: Sequence[bytes], depth: int) -> bool:
    if zipfile.is_zipfile(stream):
        if not depth:
            return True
        stream.seek(0)
        try:
            return _archive(stream, wanted, depth)
        except _BROKEN:
            return True
    stream.seek(0)
    return _plain(stream, wanted)


def _archive(stream: IO[bytes], wanted: Sequence[bytes], depth: int) -> bool:
    with zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            if any(text in member.filename.encode() for text in wanted):
                return True
            with archive.open(member) as packed:
                if packed.read(2) != b"PK":
                    packed.seek(0)
                    found = _plain(packed, wanted)
                elif member.file_size > _LARGEST:
                    found = True
                else:
                    packed.seek(0)
                    found = _holds(io.BytesIO(packed.read()), wanted, depth - 1)
            if found:
                return True
    return False


def _plain(stream: IO[bytes], wanted: Sequence[bytes]) -> bool:
    """Look through bytes in pieces that overlap by the longest text."""
    overlap, before = max(map(len, wanted)) - 1, b""
    while piece := stream.read(_PIECE):
        held = before + piece
        if any(text in held for text in wanted):
            return True
        before = held[-overlap:] if overlap else b""
    return False
