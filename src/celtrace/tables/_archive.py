"""ZIP containers of spreadsheets, opened with guards against bombs.

Reference: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from celtrace.ports import Note
from celtrace.settings import Limits

_SMALL = 1 << 20
_CHUNK = 1 << 17
_ENCRYPTED = 0x1
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, expat.ExpatError)
"""What a truncated or damaged container raises while it is read."""


def opened(stream: BinaryIO, note: Note, limits: Limits) -> zipfile.ZipFile | None:
    """The container; None, with a note, if it is damaged, encrypted or would unpack too large."""
    try:
        archive = zipfile.ZipFile(stream)
    except (*BROKEN, ValueError) as error:
        note(
            "",
            f"the file is cut off, damaged or protected by a password ({error})",
            "nothing was read from it",
        )
        return None
    why = _refused(archive.infolist(), limits)
    if why:
        note("", why, "nothing was read from it")
        return None
    return archive


def _refused(members: list[zipfile.ZipInfo], limits: Limits) -> str:
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        return f"the file unpacks to more than {limits.unpacked_bytes} bytes"
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            return "the file is encrypted"
        packed = max(1, member.compress_size)
        if member.file_size > _SMALL and member.file_size > packed * limits.unpacked_ratio:
            return f"{member.filename} unpacks to more than {limits.unpacked_ratio} times its size"
    return ""


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The bytes of a member, piece by piece; KeyError if there is none of that name."""
    with archive.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
