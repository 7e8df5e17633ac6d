"""RAR archives of both ages whose members are stored as they are, byte by byte."""

from __future__ import annotations

import struct
import zlib

OLD, NEW = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"


def block(kind: int, flags: int, body: bytes, packed: bytes = b"") -> bytes:
    """A header of the old age with its checksum, and what follows it."""
    head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + packed


def old(*parts: bytes, main: int = 0) -> bytes:
    """An archive of the ages 1.5 to 4."""
    return OLD + block(0x73, main, bytes(6)) + b"".join(parts) + block(0x7B, 0x4000, b"")


def member(
    name: bytes, data: bytes, flags: int = 0, *, system: int = 2, clock: tuple[int, ...] = ()
) -> bytes:
    """A stored file; `clock` is year, month, day, hour, minute."""
    year, month, day, hour, minute = clock or (2016, 5, 3, 10, 30)
    dos = ((year - 1980) << 9 | month << 5 | day) << 16 | hour << 11 | minute << 5
    body = struct.pack("<IIBIIBBHI", len(data), len(data), system, zlib.crc32(data), dos,
                       29, 0x30, len(name), 0x20) + name  # fmt: skip
    return block(0x74, flags | 0x8000, body, data)


def owner(user: bytes, group: bytes) -> bytes:
    """Who owned the file before, as RAR 2 on Unix has it."""
    body = struct.pack("<IHBHH", len(user + group), 0x101, 0, len(user), len(group))
    return block(0x77, 0x8000, body, user + group)


def number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))


def record(kind: int, body: bytes) -> bytes:
    """Something said behind a header of the new age."""
    return number(len(number(kind) + body)) + number(kind) + body


def header(
    kind: int, body: bytes, extra: bytes = b"", packed: bytes = b"", flags: int = 0
) -> bytes:
    """A header of the new age with its checksum, and what follows it."""
    flags |= bool(extra) | 2 * bool(packed)
    sizes = (number(len(extra)) if extra else b"") + (number(len(packed)) if packed else b"")
    head = number(kind) + number(flags) + sizes + body + extra
    sized = number(len(head)) + head
    return struct.pack("<I", zlib.crc32(sized)) + sized + packed


def file(name: bytes, data: bytes, extra: bytes = b"", seconds: int = 0, kind: int = 2) -> bytes:
    """A stored file of the new age, or a service such as the comment (kind 3)."""
    own = 4 | 2 * bool(seconds)
    body = number(own) + number(len(data)) + number(0x20)
    body += struct.pack("<I", seconds) if seconds else b""
    body += struct.pack("<I", zlib.crc32(data)) + number(0) + number(1)
    return header(kind, body + number(len(name)) + name, extra, data)


def new(*parts: bytes, main: bytes = b"\0", extra: bytes = b"") -> bytes:
    """An archive of version 5 or later."""
    return NEW + header(1, main, extra) + b"".join(parts) + header(5, b"\0")
