"""RAR archive: every member as a file of its own, under the raw bytes of its name.

Reference: https://www.rarlab.com/technote.htm. Headers are read here: owners, the packer's
system and clock, comment, locks, volumes. What is packed is opened by libarchive, and what that
cannot do (solid and old archives, passwords, sets of volumes) by unar, both of the system.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from msgspec.structs import replace

from celtrace.files import _libarchive, _rar_new, _rar_old, _unar
from celtrace.files._blob import Blob, Item
from celtrace.files._names import shown
from celtrace.files._rar import MISSING, Listing, Member
from celtrace.files._said import Said
from celtrace.files._times import Stamp
from celtrace.files._times import shown as time_shown
from celtrace.ports import Note
from celtrace.records import Child

FORMAT = "rar"
TITLE = "RAR archive"
EXTENSIONS = ("rar", "cbr")

_NOT_READ = "its name is known, its content was not read"
_UNKNOWN = "unar does not unpack it (damaged, a lost volume, a way of packing that is lost)"
_PIECE, _ALONE = 1 << 20, 200
"""Bytes that are passed over at once, and members that are asked for one by one."""
Came = tuple[int, Member, bytes | None]


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether it begins with the mark of the format."""
    return 0.95 if head.startswith(b"Rar!\x1a\x07") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the headers say, then the members in their order."""
    found = listing(blob)
    yield from _facts(found, Said(blob, FORMAT))
    if found.fault:
        note("", found.fault, "what stands before was read")
    if found.volume and not found.first:
        note("", "it is a later volume of a set", "it is read with the first volume")
        return
    if found.members and found.members[-1].after and not blob.volumes:
        note("", MISSING, "what goes on in them was not read")
    hard = found.hard or found.hidden or bool(blob.volumes) or any(m.locked for m in found.members)
    if hard and _unar.available():
        yield from _by_unar(blob, found, note)
    elif found.hidden:
        note("", f"it is under a password; {_unar.REMEDY}, with --password", "no name is known")
    else:
        yield from _by_libarchive(blob, found, note)


def listing(blob: Blob) -> Listing:
    """The headers; damage ends them and is told in them."""
    found = Listing()
    blob.stream.seek(0)
    new = blob.stream.read(len(_rar_new.MARK)) == _rar_new.MARK
    try:
        (_rar_new if new else _rar_old).listed(blob.stream, found)
    except (OSError, struct.error, IndexError, ValueError, OverflowError) as error:
        found.fault = f"its list is cut off or damaged ({error})"
    return found


def _facts(found: Listing, said: Said) -> Iterator[Item]:
    """Who packed it on what system and when."""
    yield from said.text(found.comment, "comment", "archive comment")
    yield from said.trait("title", found.called, "main header")
    if found.made is not None:
        stamp = Stamp(time_shown(found.made), found.made)
        yield from said.trait("created", stamp.text, "main header", stamp)
    for member in {one.system: one for one in reversed(found.members)}.values():
        yield from said.trait("system", member.system, "host OS")
    for owner in dict.fromkeys(one.owner for one in found.members):
        yield from said.trait("user", owner, "owner of members")
    files = [one for one in found.members if not one.folder]
    timed = max((one for one in files if one.utc), key=lambda one: str(one.utc), default=None)
    walled = max((one for one in files if one.local), key=lambda one: str(one.local), default=None)
    if timed is not None and timed.utc is not None:
        stamp = Stamp(time_shown(timed.utc), timed.utc)
        yield from said.trait("modified", stamp.text, f"member {shown(timed.name)}", stamp)
    elif walled is not None:
        clock = f"{walled.local:%Y-%m-%d %H:%M:%S}"
        yield from said.trait("saved", clock, f"member {shown(walled.name)}")


def _by_libarchive(blob: Blob, found: Listing, note: Note) -> Iterator[Item]:
    """What libarchive unpacks; what it would take for damage is named as locked."""
    for number, one in enumerate(found.members, 1):
        if one.locked:
            why = f"it is under a password; {_unar.REMEDY}, with --password"
            note(f"member {number} {shown(one.name)}", why, _NOT_READ)
    own = {f"member {number}": one for number, one in enumerate(found.members, 1)}
    if found.members and all(one.locked for one in found.members):
        return
    for item in _libarchive.members(blob, note):
        known = own.get(item.place) if isinstance(item, Child) else None
        if isinstance(item, Child) and known is None:
            yield replace(item, modified=None)
        elif isinstance(item, Child) and known and not known.locked:
            yield replace(item, name=known.name, modified=known.utc)


def _by_unar(blob: Blob, found: Listing, note: Note) -> Iterator[Item]:
    """The members, under the first password that gives the first of them."""
    locked = found.hidden or any(one.locked for one in found.members)
    tried = (*blob.passwords, "") if locked else ("",)
    with _unar.laid(blob.stream, blob.volumes) as path:
        for password in tried:
            members = _listed(found, blob, (path, password))
            out = _out(path, password, members, blob.limits.member_bytes)
            first = next(out, None)
            if first is not None and (first[2] is not None or not password):
                yield from _given([first], blob, note)
                yield from _given(out, blob, note)
                return
    if found.hidden:
        note("", blob.locked, "no name is known")
    elif found.members:
        note("", _UNKNOWN, "names are known, no content was read")
    elif not found.fault:
        note("", "it holds no member", "there is nothing to read")


def _listed(found: Listing, blob: Blob, asked: tuple[str, str]) -> list[Member]:
    """The members: by the headers where they know them all, else as unar lists them."""
    if blob.volumes or found.hidden or found.fault or found.unsized:
        return _named(found, _unar.listed(*asked))
    return found.members


def _named(found: Listing, entries: Sequence[_unar.Entry]) -> list[Member]:
    """The list of unar with what the headers know: raw names, checksums, locks, times."""
    own = [one for one in found.members if not one.before]
    if len(own) == len(entries):
        pairs = zip(own, entries, strict=True)
        return [replace(one, size=entry.size, folder=entry.folder) for one, entry in pairs]
    return [
        Member(entry.name.encode("utf-8", "surrogateescape"), entry.size, folder=entry.folder)
        for entry in entries
    ]


def _out(path: str, password: str, members: Sequence[Member], most: int) -> Iterator[Came]:
    """Number, member and bytes of each file; None for bytes that cannot be had.

    All come in one go, as solid archives want it; after one that fails each is asked for alone.
    """
    wanted = [(number, one) for number, one in enumerate(members) if not one.folder]
    if not password and all(one.locked for _, one in wanted):
        yield from ((number, one, None) for number, one in wanted)
        return
    with _unar.unpacking(path, password) as pipe:
        while wanted:
            number, one = wanted[0]
            closed = one.locked and not password
            data = None if closed else _whole(pipe, one, most)
            if data is None and not closed and one.size <= most:
                break
            yield number, one, data
            del wanted[0]
    for count, (number, one) in enumerate(wanted):
        data = None
        if count < _ALONE and (password or not one.locked):
            with _unar.unpacking(path, password, number) as pipe:
                data = _whole(pipe, one, most)
        yield number, one, data


def _whole(pipe: IO[bytes], one: Member, most: int) -> bytes | None:
    """The next member; None where it is too large, too short, or not what its checksum says.

    A size below nothing, as damage makes it, tells of no member.
    """
    if one.size < 0:
        return None
    if one.size > most:
        left = one.size
        while left and (piece := pipe.read(min(left, _PIECE))):
            left -= len(piece)
        return None
    data = pipe.read(one.size)
    sound = one.crc is None or one.after or zlib.crc32(data) == one.crc
    return data if len(data) == one.size and sound else None


def _given(out: Iterable[Came], blob: Blob, note: Note) -> Iterator[Item]:
    """Members as files of their own; a link only where it leads."""
    for number, one, data in out:
        place = f"member {number + 1}"
        if one.link:
            target = shown(data or b"")
            note(f"{place} {shown(one.name)}", f"it is a link to {target}", "it was not followed")
        elif data is not None:
            yield Child(name=one.name, data=data, place=place, modified=one.utc)
        elif one.size > blob.limits.member_bytes:
            note(f"{place} {shown(one.name)}", f"it states {one.size:,} bytes", "it was left out")
        else:
            locked = blob.locked
            why = locked if one.locked else _UNKNOWN
            note(f"{place} {shown(one.name)}", why, _NOT_READ)
