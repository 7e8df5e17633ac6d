"""Headers of RAR archives of the ages 1.5 to 4: names, owners, the packer's clock, locks, volumes.

Reference: `technote.txt` of RAR 3, now part of https://www.rarlab.com/technote.htm. Times are the
packer's wall clock, without a zone.
"""

from __future__ import annotations

import struct
import zlib
from datetime import datetime
from typing import BinaryIO

from celtrace.files._rar import MOST, Listing, Member

MARK = b"Rar!\x1a\x07\x00"
_MAIN, _FILE, _SUB, _OLD_SUB, _END = 0x73, 0x74, 0x7A, 0x77, 0x7B
_VOLUME, _ALL_SOLID, _FIRST, _HIDDEN, _LONG = 0x1, 0x8, 0x100, 0x80, 0x8000
_BEFORE, _AFTER, _LOCKED, _SOLID, _LARGE, _WIDE, _FOLDER = 0x1, 0x2, 0x4, 0x10, 0x100, 0x200, 0xE0
_COMMENTED = {_MAIN: 0x2, _FILE: 0x8, _SUB: 0}
"""The mark of a comment inside a header, which its checksum leaves out."""
_OWNER = struct.pack("<H", 0x101)
_UNPACKS = 29
"""The oldest packing that libarchive undoes."""
_UNIX, _KIND, _LINK = 3, 0xF000, 0xA000
_SYSTEMS = ("MS-DOS", "OS/2", "Windows", "Unix", "Macintosh", "BeOS")


def listed(stream: BinaryIO, found: Listing) -> None:
    """Add what the headers say; struct.error, IndexError or ValueError where they break off."""
    stream.seek(len(MARK))
    for _ in range(MOST):
        start = stream.tell()
        head = stream.read(7)
        if not head:
            return
        check, kind, flags, size = struct.unpack("<HBHH", head)
        if size < len(head):
            raise ValueError("a header is too short")
        body = stream.read(size - len(head))
        whole = kind in _COMMENTED and not flags & _COMMENTED[kind]
        if whole and zlib.crc32(head[2:] + body) & 0xFFFF != check:
            raise ValueError("a header does not have its checksum")
        packed = struct.unpack_from("<I", body)[0] if flags & _LONG or kind == _FILE else 0
        if kind == _MAIN:
            found.volume, found.hidden = bool(flags & _VOLUME), bool(flags & _HIDDEN)
            found.first = not found.volume or bool(flags & _FIRST)
            found.hard = bool(flags & _ALL_SOLID)
        elif kind in (_FILE, _SUB):
            packed = _member(kind, flags, body, found)
            found.hard = found.hard or bool(flags & _SOLID)
        elif kind == _OLD_SUB and body[4:6] == _OWNER and found.members:
            found.members[-1].owner = _text(stream.read(struct.unpack_from("<H", body, 7)[0]))
        if kind == _END or found.hidden:
            return
        stream.seek(start + size + packed)


def _member(kind: int, flags: int, body: bytes, found: Listing) -> int:
    """A file, or something said of the one before it; how many packed bytes follow."""
    fields = struct.unpack_from("<IIBIIBBHI", body)
    packed, size, system, crc, clock, version, _, length, mode = fields
    at = 25
    if flags & _LARGE:
        more, most = struct.unpack_from("<II", body, at)
        packed, size, at = packed | more << 32, size | most << 32, at + 8
    name = body[at : at + length]
    if kind == _SUB:
        if name == b"UOW" and found.members:
            found.members[-1].owner = _text(body[at + length :].split(b"\0")[0])
        return int(packed)
    found.members.append(
        Member(
            _slashed(wide(name) if flags & _WIDE else name, flags), size, crc,
            folder=flags & _FOLDER == _FOLDER, locked=bool(flags & _LOCKED),
            link=system == _UNIX and mode & _KIND == _LINK,
            before=bool(flags & _BEFORE), after=bool(flags & _AFTER), local=_dos(clock),
            system=_SYSTEMS[system] if system < len(_SYSTEMS) else "",
        )
    )  # fmt: skip
    found.hard = found.hard or version < _UNPACKS
    return int(packed)


def _slashed(name: bytes, flags: int) -> bytes:
    """The name with `/` between folders, where a backslash is no half of another letter."""
    return name.replace(b"\\", b"/") if flags & _WIDE or name.isascii() else name


def wide(name: bytes) -> bytes:
    """A name stored in its own code and, packed behind that, in Unicode: as UTF-8."""
    plain, zero, packed = name.partition(b"\0")
    if not zero or not packed:
        return plain if zero else name
    out, at, high, flags, bits = bytearray(), 1, packed[0], 0, 0
    while at < len(packed):
        if not bits:
            flags, at, bits = packed[at], at + 1, 8
            continue
        kind, flags, bits = flags >> 6, flags << 2 & 0xFF, bits - 2
        piece, at = _piece(kind, packed, at, (plain[len(out) // 2 :], high))
        out += piece
    return out.decode("utf-16-le", "replace").encode("utf-8", "replace")


def _piece(kind: int, packed: bytes, at: int, beside: tuple[bytes, int]) -> tuple[bytes, int]:
    """A letter below 256, one with the usual high byte, a whole one, or a run of the plain name."""
    plain, high = beside
    if kind < 2:
        return bytes((packed[at], high * kind)), at + 1
    if kind == 2:
        return packed[at : at + 2], at + 2
    count, moved = (packed[at] & 0x7F) + 2, packed[at] & 0x80
    more, top = (packed[at + 1], high) if moved else (0, 0)
    run = (bytes(((one + more) & 0xFF, top)) for one in plain[:count])
    return b"".join(run), at + (2 if moved else 1)


def _dos(clock: int) -> datetime | None:
    date, time = clock >> 16, clock & 0xFFFF
    try:
        return datetime(  # noqa: DTZ001 - a wall clock without a zone
            1980 + (date >> 9), date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63,
            2 * (time & 31),
        )  # fmt: skip
    except ValueError:
        return None


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")
