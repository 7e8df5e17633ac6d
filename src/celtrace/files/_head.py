"""The first bytes of a file with what its container lists, for naming its type.

References: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (ZIP),
https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb (compound files).
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from celtrace.records.files import TAIL, Head

SIZE = 65_536
MEMBERS = 5_000
"""So many members are named; a larger container is told by those."""
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LOCAL = re.compile(rb"PK\x03\x04.{22}(..)(..)", re.DOTALL)
_PART = re.compile(rb'PartName="/([^"]{1,200})"')
_SECTORS = 4_096
_LAST = 0xFFFFFFFA
"""Sector numbers from here on have other meanings (MAXREGSECT)."""


def head_of(stream: BinaryIO) -> Head:
    """The head of a seekable stream, which is left at its start."""
    data = stream.read(SIZE)
    size = stream.seek(0, 2)
    stream.seek(max(0, size - TAIL))
    tail = stream.read(TAIL)
    stream.seek(0)
    members: tuple[str, ...] = ()
    if data.startswith(ZIP_MAGIC):
        members = _zip_members(stream, data)
    elif data.startswith(OLE_MAGIC):
        members = tuple(_ole_names(stream, data))
    stream.seek(0)
    return Head.of(data, members, size, tail)


def _zip_members(stream: BinaryIO, data: bytes) -> tuple[str, ...]:
    try:
        with zipfile.ZipFile(stream) as archive:
            return tuple(archive.namelist()[:MEMBERS])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return (*_local_names(data), *_parts(data))


def _local_names(data: bytes) -> Iterator[str]:
    """Names from local headers: the list at the end of a cut file is gone."""
    for found in _LOCAL.finditer(data):
        length = int.from_bytes(found[1], "little")
        name = data[found.end() : found.end() + length]
        if length and len(name) == length:
            yield name.decode("cp437")


def _parts(data: bytes) -> Iterator[str]:
    """Parts that an Office package states at its beginning, where the rest is cut off."""
    first = _LOCAL.match(data)
    if first is None:
        return
    name, extra = (int.from_bytes(part, "little") for part in first.groups())
    start = first.end() + name + extra
    if data[first.end() : first.end() + name] != b"[Content_Types].xml":
        return
    try:
        text = zlib.decompressobj(-15).decompress(data[start:], SIZE) if data[8] else data[start:]
    except zlib.error:
        return
    for part in _PART.finditer(text):
        yield part[1].decode("utf-8", "replace")


def _ole_names(stream: BinaryIO, data: bytes) -> Iterator[str]:
    """Paths of storages and streams, from as much of the directory as is there."""
    entries = list(_ole_entries(stream, data))
    waiting = [("", entries[0].child)] if entries else []
    seen: set[int] = set()
    while waiting:
        above, number = waiting.pop()
        if number in seen or not 0 <= number < len(entries):
            continue
        seen.add(number)
        one = entries[number]
        yield above + one.name
        waiting += [(above, one.left), (above, one.right), (f"{above}{one.name}/", one.child)]


_CANONICAL = {
    name.casefold(): name
    for name in (
        "WordDocument", "Workbook", "Book", "PowerPoint Document", "EncryptedPackage",
        "EncryptionInfo", "VisioDocument", "FileHeader", "DocInfo", "\x05HwpSummaryInformation",
        "__properties_version1.0",
    )
}  # fmt: skip
"""Names in compound files are the same in any case (MS-CFB 2.6.4): as readers know them."""


class _Entry(NamedTuple):
    name: str
    left: int
    right: int
    child: int


def _ole_entries(stream: BinaryIO, data: bytes) -> Iterator[_Entry]:
    if len(data) < 512:
        return
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return
    sector, size = struct.unpack_from("<I", data, 48)[0], 1 << shift
    fat = _fat(stream, struct.unpack_from("<109I", data, 76), size)
    seen: set[int] = set()
    while sector < _LAST and sector not in seen and len(seen) < _SECTORS:
        seen.add(sector)
        stream.seek((sector + 1) * size)
        block = stream.read(size)
        for at in range(0, len(block) - 127, 128):
            length = struct.unpack_from("<H", block, at + 64)[0]
            name = block[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            name = _CANONICAL.get(name.casefold(), name)
            yield _Entry(name, *struct.unpack_from("<3i", block, at + 68))
        sector = fat.get(sector, 0xFFFFFFFE)


def _fat(stream: BinaryIO, blocks: tuple[int, ...], size: int) -> dict[int, int]:
    """The next sector of each sector, as far as the header's own list goes."""
    following: dict[int, int] = {}
    for number, block in enumerate(blocks):
        if block >= _LAST:
            break
        stream.seek((block + 1) * size)
        table = stream.read(size)
        first = number * (size // 4)
        following |= {
            first + at: struct.unpack_from("<I", table, at * 4)[0] for at in range(len(table) // 4)
        }
    return following
