"""ZIP containers: members with guards, raw names, and the two clocks of an entry.

Reference: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.4 and 4.5;
the UTC fields are Info-ZIP's 0x5455 and NTFS's 0x000a. Overlapping entries as in
https://www.bamsoftware.com/hacks/zipbomb/ are refused.
"""

from __future__ import annotations

import itertools
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from celtrace.files import _winzip_aes
from celtrace.files._blob import Blob
from celtrace.files._names import shown
from celtrace.ports import Note
from celtrace.records import Trait
from celtrace.settings import Limits

BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError,
    RuntimeError, struct.error,
)  # fmt: skip
"""What a damaged container raises."""

_ENCRYPTED = 0x1
_UTF8 = 0x800
_SMALL = 1 << 20
_CHUNK = 1 << 18
_NAME_SIZE = 26
"""Where in the head of a member the sizes of its name and its extra field stand."""
_QUARTER = 15
_MOST_OFFSET = 14 * 60
_NO_CLOCK = datetime(1980, 1, 1)  # noqa: DTZ001 - a wall clock without a zone
_WIN_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
MADE_ON = {
    0: "MS-DOS", 3: "Unix", 7: "Macintosh", 10: "Windows NTFS", 11: "MVS", 14: "VFAT", 19: "OS X",
}  # fmt: skip


def opened(stream: BinaryIO, note: Note) -> zipfile.ZipFile | None:
    """The container; None, with a note, if its list of members cannot be read."""
    try:
        return zipfile.ZipFile(stream)
    except BROKEN as error:
        note("", f"its list of members is cut off or damaged ({error})", "no member was read")
        return None


def raw_name(info: zipfile.ZipInfo) -> bytes:
    """The name as the packer wrote it: CP437 gives every byte back."""
    if info.flag_bits & _UTF8:
        return info.orig_filename.encode("utf-8", "surrogateescape")
    try:
        return info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename.encode("utf-8", "surrogateescape")


def is_folder(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a folder; the standard library fails over one without a name."""
    return info.filename.endswith("/")


def overlapping(members: list[zipfile.ZipInfo]) -> bool:
    """Whether members share packed bytes: made to unfold without end."""
    spans = sorted((one.header_offset, one.compress_size) for one in members)
    return any(
        start + size > following for (start, size), (following, _) in itertools.pairwise(spans)
    )


def refused(info: zipfile.ZipInfo, limits: Limits) -> str:
    """Why a member is not taken out; empty if it may be."""
    if info.file_size > limits.member_bytes:
        return f"it states {info.file_size:,} bytes, more than {limits.member_bytes:,}"
    packed = max(1, info.compress_size)
    if info.file_size > _SMALL and info.file_size > packed * limits.unpacked_ratio:
        return f"it unpacks to more than {limits.unpacked_ratio} times its size"
    return ""


def locked(info: zipfile.ZipInfo) -> bool:
    """Whether a member is under a password."""
    return bool(info.flag_bits & _ENCRYPTED)


def taken(archive: zipfile.ZipFile, info: zipfile.ZipInfo, blob: Blob) -> bytes | None:
    """The bytes of a member, never more than it states; None if no password opens it."""
    if not locked(info):
        return _bytes(archive, info, None)
    if info.compress_type == _winzip_aes.METHOD:
        return _aes(info, blob)
    for password in blob.passwords:
        try:
            return _bytes(archive, info, password.encode())
        except (RuntimeError, zlib.error, zipfile.BadZipFile):
            continue
    return None


def _aes(info: zipfile.ZipInfo, blob: Blob) -> bytes | None:
    """A member under AES, which the standard library does not open."""
    blob.stream.seek(info.header_offset + _NAME_SIZE)
    name, extra = struct.unpack("<HH", blob.stream.read(4))
    blob.stream.seek(name + extra, 1)
    raw = blob.stream.read(info.compress_size)
    for password in blob.passwords:
        try:
            return _winzip_aes.opened(raw, info.extra, password, info.file_size)
        except _winzip_aes.WrongPassword:
            continue
    return None


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, password: bytes | None) -> bytes:
    parts: list[bytes] = []
    size = 0
    with archive.open(info, pwd=password) as stream:
        while chunk := stream.read(_CHUNK):
            parts.append(chunk)
            size += len(chunk)
            if size > info.file_size:
                raise zipfile.BadZipFile("a member is larger than it states")
    return b"".join(parts)


def member(
    archive: zipfile.ZipFile, which: str | zipfile.ZipInfo, blob: Blob, note: Note
) -> bytes | None:
    """A member of a document; None, with a note if it is there and cannot be read.

    By name it is the last one of that name: whoever goes through the list hands over its entry.
    """
    try:
        info = archive.getinfo(which) if isinstance(which, str) else which
    except KeyError:
        return None
    why = refused(info, blob.limits)
    try:
        data = None if why else taken(archive, info, blob)
    except BROKEN as error:
        why, data = f"it is damaged ({error})", None
    if data is None:
        note(info.filename, why or "it is under a password", "this part was not read")
    return data


def local_time(info: zipfile.ZipInfo) -> datetime | None:
    """The DOS time: wall clock of the packer, in steps of two seconds."""
    try:
        return datetime(*info.date_time)  # noqa: DTZ001 - a wall clock without a zone
    except ValueError:
        return None


def utc_time(info: zipfile.ZipInfo) -> datetime | None:
    """The modification time of an extra field, which is in UTC."""
    at, extra = 0, info.extra
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        body = extra[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == 0x5455 and len(body) >= 5 and body[0] & 1:
            return datetime.fromtimestamp(struct.unpack_from("<i", body, 1)[0], UTC)
        if kind == 0x000A and len(body) >= 32:
            ticks = struct.unpack_from("<Q", body, 8)[0]
            return _ticks(ticks)
    return None


def _ticks(ticks: int) -> datetime | None:
    try:
        return _WIN_EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
    except OverflowError:
        return None


def offset_of(local: datetime, utc: datetime) -> int | None:
    """Minutes east of UTC of a wall clock beside the instant; None if they tell no zone."""
    minutes = (local.replace(tzinfo=UTC) - utc).total_seconds() / 60
    rounded = round(minutes / _QUARTER) * _QUARTER
    near = abs(minutes - rounded) <= 0.1
    return rounded if near and abs(rounded) <= _MOST_OFFSET else None


def clocks(members: list[zipfile.ZipInfo], blob: Blob, reader: str) -> Iterator[Trait]:
    """One fact for each offset that the members' two clocks show, with the first that does.

    Where no member has both clocks, the last of the packer's wall clock, without a zone.
    """
    found: dict[int, tuple[zipfile.ZipInfo, datetime, datetime]] = {}
    for info in members:
        local, utc = local_time(info), utc_time(info)
        offset = offset_of(local, utc) if local and utc else None
        if offset is not None and local and utc:
            found.setdefault(offset, (info, local, utc))
    if not found:
        yield from _wall(members, blob, reader)
    for offset, (info, local, utc) in sorted(found.items()):
        place = f"member {shown(raw_name(info))}"
        quote = f"{local:%Y-%m-%d %H:%M:%S} beside {utc:%Y-%m-%dT%H:%M:%SZ}"
        yield Trait(
            seen=blob.seen(place, quote, reader), file=blob.digest, name="modified", value=quote,
            place=place, time=utc, offset=offset, zone_from="dos_against_utc",
        )  # fmt: skip


def _wall(members: list[zipfile.ZipInfo], blob: Blob, reader: str) -> Iterator[Trait]:
    """The latest wall clock of the members; programs that leave it out write 1980-01-01."""
    dated = [(local, info) for info in members if (local := local_time(info))]
    local, info = max(dated, key=lambda one: one[0], default=(_NO_CLOCK, None))
    if info is not None and local > _NO_CLOCK:
        place, text = f"member {shown(raw_name(info))}", f"{local:%Y-%m-%d %H:%M:%S}"
        yield Trait(seen=blob.seen(place, text, reader), file=blob.digest, name="saved",
                    value=text, place=place)  # fmt: skip


def packers(members: list[zipfile.ZipInfo], blob: Blob, reader: str) -> Iterator[Trait]:
    """On what kind of system the container was packed."""
    made: dict[str, str] = {}
    for info in members:
        made.setdefault(MADE_ON.get(info.create_system, ""), shown(raw_name(info)))
    for system, name in made.items():
        if system:
            yield Trait(
                seen=blob.seen(f"member {name}", system, reader), file=blob.digest,
                name="system", value=system, place="version made by",
            )  # fmt: skip
