"""Arrays of a file that are read where they lie.

The file is NumPy's `.npz` without compression, so each array stands in it as it is in memory
and can be mapped.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

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
