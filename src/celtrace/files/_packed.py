"""Single files packed by gzip, bzip2, xz: unfolded piece by piece, within limits."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from celtrace.files._blob import Blob, Item
from celtrace.ports import Note
from celtrace.records import Child

_PIECE = 1 << 18
_SMALL = 1 << 20
BROKEN = (OSError, EOFError, ValueError, zlib.error)
"""What broken packings raise; `lzma.LZMAError` is given by its reader."""


def unfolded(
    blob: Blob, note: Note, opener: Callable[[BinaryIO], Any], name: bytes,
    broken: tuple[type[Exception], ...] = BROKEN,
) -> Iterator[Item]:  # fmt: skip
    """The one file inside, as far as it can be had."""
    limits = blob.limits
    most = min(limits.member_bytes, max(_SMALL, blob.size * limits.unpacked_ratio))
    parts, size = list[bytes](), 0
    blob.stream.seek(0)
    try:
        with opener(blob.stream) as stream:
            while piece := stream.read(_PIECE):
                parts.append(piece)
                size += len(piece)
                if size > most:
                    note("", f"it unpacks to more than {most:,} bytes", "the rest was left out")
                    break
    except broken as error:
        note("", f"it is cut off or damaged ({error})", "what unpacked until then was taken")
    data = b"".join(parts)
    if data:
        yield Child(name=name, data=data, place="the file inside")
    elif not size:
        note("", "nothing came out of it", "there is nothing to read")


def inner(name: str, endings: dict[str, str]) -> bytes:
    """The name of the file inside, from the name of the packed one."""
    base = name.rpartition("/")[2]
    for ending, becomes in endings.items():
        if base.lower().endswith(ending):
            return (base[: -len(ending)] + becomes).encode("utf-8", "surrogateescape")
    return f"{base}.unpacked".encode("utf-8", "surrogateescape")
