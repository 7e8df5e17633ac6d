"""ZIP archives: every member as a file of its own, with its raw name and both its clocks.

Reference: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT. Names without the
UTF-8 flag are in the packer's code page; their bytes are kept. A member under a password
is named and can be read in a later run that is given one.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from celtrace.files import _odf_locked, _zip
from celtrace.files._blob import Blob, Item
from celtrace.files._head import ZIP_MAGIC
from celtrace.files._names import shown
from celtrace.ports import Note
from celtrace.records import Child, TextPassage

FORMAT = "zip"
TITLE = "ZIP archive"
EXTENSIONS = ("zip", "cbz")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing certain
    """Low: documents that are ZIP containers have readers of their own."""
    return 0.05 if head.startswith(ZIP_MAGIC) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Comment, systems and clocks, then the members in the order of the list."""
    archive = _zip.opened(blob.stream, note)
    if archive is None:
        return
    members = archive.infolist()
    if archive.comment:
        text = archive.comment.decode("utf-8", "backslashreplace")
        yield TextPassage(seen=blob.seen("archive comment", text[:200], FORMAT), file=blob.digest,
                          text=text, role="comment", place="archive comment")  # fmt: skip
    yield from _zip.packers(members, blob, FORMAT)
    yield from _zip.clocks(members, blob, FORMAT)
    if _zip.overlapping(members):
        note("", "members share the same packed bytes, as in a bomb", "no member was taken out")
        return
    if not members:
        note("", "it holds no member", "there is nothing to read")
    if _odf_locked.is_locked(archive):
        yield from _odf_locked.opened(archive, blob, note, "only its shell was read")
        return
    yield from _members(archive, members, blob, note)


def _members(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], blob: Blob, note: Note
) -> Iterator[Item]:
    for number, info in enumerate(members, start=1):
        place = f"member {number}"
        if number > blob.limits.archive_members:
            note(place, f"it has more than {blob.limits.archive_members:,} members",
                 "this one and those after it were left out")  # fmt: skip
            return
        raw = _zip.raw_name(info)
        if _zip.is_folder(info):
            continue
        data = _member(archive, info, blob, note, f"{place} {shown(raw)}")
        if data is not None:
            yield Child(name=raw, data=data, place=place, modified=_zip.utc_time(info))


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, blob: Blob, note: Note, place: str
) -> bytes | None:
    why = _zip.refused(info, blob.limits)
    try:
        data = None if why else _zip.taken(archive, info, blob)
    except _zip.BROKEN as error:
        why, data = f"it is damaged or packed in a way that is not known ({error})", None
    if data is None:
        note(place, why or blob.locked, "its name is known, its content was not read")
    return data
