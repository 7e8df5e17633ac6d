"""Headers of RAR archives from version 5 on: names, owners, times in UTC, locks, volumes.

Reference: https://www.rarlab.com/technote.htm.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from celtrace.files._rar import MOST, Listing, Member
from celtrace.files._times import filetime, unix

MARK = b"Rar!\x1a\x07\x01\x00"
_MAIN, _FILE, _SERVICE, _LOCK, _END = 1, 2, 3, 4, 5
_VOLUME, _NUMBER, _BEFORE, _AFTER = 1, 2, 8, 16
_FOLDER, _TIME, _CRC, _UNSIZED = 1, 2, 4, 8
_OF_LOCK, _OF_TIME, _OF_LINK, _OF_OWNER = 1, 3, 5, 6
_TWEAKED = 2
_SYSTEMS = ("Windows", "Unix")
_LONGEST_COMMENT = 1 << 18


class _Bytes:
    """A header, read from its start."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def number(self) -> int:
        """Seven bits a byte, the lowest first; IndexError where it is cut off."""
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                return value
            if shift > 63:
                raise ValueError("a number does not end")

    def fixed(self, size: int) -> int:
        """A number of so many bytes."""
        return int.from_bytes(self.take(size), "little")

    def take(self, size: int) -> bytes:
        """The next bytes; IndexError where they are cut off."""
        found = self.data[self.at : self.at + size]
        if len(found) < size:
            raise IndexError("a header is cut off")
        self.at += size
        return found


def listed(stream: BinaryIO, found: Listing) -> None:
    """Add what the headers say; IndexError or ValueError where they break off."""
    stream.seek(len(MARK))
    for _ in range(MOST):
        check = stream.read(4)
        if len(check) < 4:
            return
        head = _header(stream, int.from_bytes(check, "little"))
        kind, flags = head.number(), head.number()
        extra = head.number() if flags & 1 else 0
        packed = head.number() if flags & 2 else 0
        after = stream.tell() + packed
        more = dict(_extras(head.data[len(head.data) - extra :])) if extra else {}
        if kind == _MAIN:
            _main(head, more, found)
        elif kind in (_FILE, _SERVICE):
            member, ages = _member(head, more, flags)
            if kind == _FILE:
                found.members.append(member)
                found.hard = found.hard or ages > 0
                found.unsized = found.unsized or member.size < 0 or member.link
            elif member.name == b"CMT" and not member.locked:
                comment = stream.read(min(packed, _LONGEST_COMMENT))
                found.comment = comment.rstrip(b"\0").decode("utf-8", "replace")
        found.hidden = kind == _LOCK
        if kind in (_LOCK, _END):
            return
        stream.seek(after)


def _header(stream: BinaryIO, check: int) -> _Bytes:
    """The next header; ValueError if it does not have its checksum."""
    start = stream.tell()
    data = stream.read(_size(stream))
    length = stream.tell() - start
    stream.seek(start)
    if zlib.crc32(stream.read(length)) != check:
        raise ValueError("a header does not have its checksum")
    return _Bytes(data)


def _size(stream: BinaryIO) -> int:
    """The length of the header that follows."""
    raw = bytearray()
    while not raw or raw[-1] & 0x80:
        raw += stream.read(1) or b"\0"
        if len(raw) > 3:
            raise ValueError("a header is too long")
    return _Bytes(bytes(raw)).number()


def _extras(data: bytes) -> Iterator[tuple[int, _Bytes]]:
    """The records behind a header by their kind."""
    left = _Bytes(data)
    while left.at < len(data):
        record = _Bytes(left.take(left.number()))
        yield record.number(), record


def _main(head: _Bytes, more: dict[int, _Bytes], found: Listing) -> None:
    flags = head.number()
    found.volume = bool(flags & _VOLUME)
    found.first = not flags & _NUMBER or head.number() == 0
    about = more.get(2)
    if about is not None:
        said = about.number()
        if said & 1:
            found.called = about.take(about.number()).rstrip(b"\0").decode("utf-8", "replace")
        if said & 2:
            found.made = unix(about.fixed(4)) if said & 4 else filetime(about.fixed(8))


def _member(head: _Bytes, more: dict[int, _Bytes], flags: int) -> tuple[Member, int]:
    """A file, and the age of the way it is packed."""
    own, size, _ = head.number(), head.number(), head.number()
    size = -1 if own & _UNSIZED else size
    utc = unix(head.fixed(4)) if own & _TIME else None
    crc = head.fixed(4) if own & _CRC else None
    packing, system = head.number(), head.number()
    member = Member(
        head.take(head.number()), size, crc, folder=bool(own & _FOLDER), locked=_OF_LOCK in more,
        link=_OF_LINK in more, before=bool(flags & _BEFORE), after=bool(flags & _AFTER), utc=utc,
        system=_SYSTEMS[system] if system < len(_SYSTEMS) else "",
    )  # fmt: skip
    lock = more.get(_OF_LOCK)
    if lock is not None and lock.number() == 0 and lock.number() & _TWEAKED:
        member.crc = None
    clock = more.get(_OF_TIME)
    if clock is not None:
        said = clock.number()
        if said & 2:
            member.utc = unix(clock.fixed(4)) if said & 1 else filetime(clock.fixed(8))
    owner = more.get(_OF_OWNER)
    if owner is not None and owner.number() & 1:
        member.owner = owner.take(owner.number()).decode("utf-8", "backslashreplace")
    return member, packing & 0x3F
