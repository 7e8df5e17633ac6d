"""tar archives: members with raw names, the users and groups that packed them, their times.

Reference: POSIX.1-2017, pax (https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html).
Links, devices and holes are named; nothing is written under the name it has inside.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime

from celtrace.files._blob import Blob, Item
from celtrace.files._say import Says
from celtrace.ports import Note
from celtrace.records import Child

FORMAT = "tar"
TITLE = "tar archive"
EXTENSIONS = ("tar",)
_BROKEN = (tarfile.TarError, OSError, EOFError, ValueError, OverflowError)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether a header with its mark stands at the beginning, or one whose sum is right."""
    if head[257:262] == b"ustar":
        return 0.95
    return 0.92 if len(head) >= 512 and head[0] and _sum_fits(head[:512]) else 0.0


def _sum_fits(block: bytes) -> bool:
    """The old form has no mark, only the sum of its bytes with the sum itself as blanks."""
    digits = block[148:156].strip(b" \0")
    if not digits or not set(digits) <= set(b"01234567"):
        return False
    return int(digits, 8) == sum(block[:148]) + 8 * 32 + sum(block[156:])


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Who packed it, then the members in their order."""
    says, told = Says(blob, FORMAT), set[str]()
    try:
        with tarfile.open(fileobj=blob.stream, mode="r:", encoding="utf-8",
                          errors="surrogateescape") as archive:  # fmt: skip
            for number, info in enumerate(archive, start=1):
                if number > blob.limits.archive_members:
                    note(f"member {number}", "it has more members than are taken out",
                         "the rest was left out")  # fmt: skip
                    return
                for owner in sorted({info.uname, info.gname} - told):
                    told.add(owner)
                    yield from says.fact("user", owner, f"member {number}")
                yield from _member(archive, info, blob, note)
    except _BROKEN as error:
        note("", f"it is cut off or damaged ({error})", "what stood before was read")


def _member(
    archive: tarfile.TarFile, info: tarfile.TarInfo, blob: Blob, note: Note
) -> Iterator[Item]:
    raw = info.name.encode("utf-8", "surrogateescape")
    place = f"member at byte {info.offset}"
    if info.isdir():
        return
    if not info.isreg():
        kind = f"a link to {info.linkname}" if info.islnk() or info.issym() else "no plain file"
        note(f"{place} {info.name!a}", f"it is {kind}", "it was not followed")
        return
    if info.size > blob.limits.member_bytes or info.size > blob.size:
        note(f"{place} {info.name!a}", f"it states {info.size:,} bytes", "it was left out")
        return
    stream = archive.extractfile(info)
    data = stream.read() if stream is not None else b""
    if len(data) < info.size:
        note(f"{place} {info.name!a}", "it is cut off", "what is there was taken")
    yield Child(name=raw, data=data, place=place, modified=_time(info.mtime))


def _time(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
