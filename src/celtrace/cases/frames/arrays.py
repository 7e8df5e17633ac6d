"""Files of an index: written whole or not at all, their arrays read where they lie.

The file is NumPy's `.npz` without compression, so each array stands in it as it is in memory
and can be mapped.
"""

from __future__ import annotations

import secrets
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np

from celtrace.errors import EvidenceChanged

BROKEN = (
    OSError, ValueError, EOFError, KeyError, RuntimeError, NotImplementedError, struct.error,
    zlib.error, zipfile.BadZipFile,
)  # fmt: skip
"""What a damaged file raises."""
_NUMBERS = "iuf"
"""Kinds that lie in a file as they are; objects would be addresses that a stranger wrote."""
_LOCAL = struct.Struct("<26xHH")
"""Of a member's local header, the lengths of its name and of what follows it (APPNOTE 4.3.7)."""


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to be written whole or not at all, for all whom the umask lets read."""
    draft = path.with_name(f"{path.stem}-{secrets.token_hex(4)}.tmp")
    try:
        with draft.open("xb") as file:
            yield file
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def mapped(path: Path, name: str) -> np.ndarray:
    """An array of a file where it lies; EvidenceChanged where the file is damaged."""
    try:
        return _mapped(path, name)
    except BROKEN as error:
        raise EvidenceChanged(f"{path} is damaged.", "Index the footage again.") from error


def _mapped(path: Path, name: str) -> np.ndarray:
    with zipfile.ZipFile(path) as opened:
        member = opened.getinfo(f"{name}.npy")
        with opened.open(member) as inside:
            version = np.lib.format.read_magic(inside)
            head = np.lib.format.read_array_header_1_0 if version == (1, 0) else (
                np.lib.format.read_array_header_2_0)  # fmt: skip
            shape, by_column, kind = head(inside)
            begins = inside.tell()
    if kind.kind not in _NUMBERS or by_column:
        raise ValueError(name)
    if member.compress_type != zipfile.ZIP_STORED or member.file_size != member.compress_size:
        raise ValueError(name)
    with path.open("rb") as file:
        file.seek(member.header_offset)
        named, extra = _LOCAL.unpack(file.read(_LOCAL.size))
    at = member.header_offset + _LOCAL.size + named + extra + begins
    if not np.prod(shape):
        return np.zeros(shape, kind)
    return np.memmap(path, kind, "r", at, shape)
