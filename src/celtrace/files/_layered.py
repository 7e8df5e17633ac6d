"""Layered documents in a ZIP: what Krita's and OpenRaster's readers share."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from celtrace.files import _zip
from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.files._xml import Node, tree
from celtrace.ports import Note
from celtrace.records import Drawn


class Layered:
    """An opened document: its members, who speaks, who complains."""

    def __init__(self, blob: Blob, archive: zipfile.ZipFile, said: Said, note: Note) -> None:
        self.blob, self.archive, self.said, self.note = blob, archive, said, note

    def member(self, which: str | zipfile.ZipInfo) -> bytes:
        """The bytes of a member; empty where it is missing or was refused."""
        return _zip.member(self.archive, which, self.blob, self.note) or b""

    def tree(self, which: str | zipfile.ZipInfo) -> Node | None:
        """A member as XML; a fault is noted."""
        data = self.member(which)
        name = which if isinstance(which, str) else which.filename
        return tree(data, name, self.note) if data else None

    def clocks(self, reader: str) -> Iterator[Item]:
        """The zone that the members' two clocks show."""
        yield from _zip.clocks(self.archive.infolist(), self.blob, reader)

    def picture(self, name: str, role: str) -> Iterator[Drawn]:
        """A PNG member, as it lies."""
        data = self.member(name)
        if data.startswith(b"\x89PNG") and len(data) > 24:
            width, height = (int.from_bytes(data[n : n + 4], "big") for n in (16, 20))
            yield Drawn(data=data, role=role, place=name, width=width, height=height)  # type: ignore[arg-type]


def document(blob: Blob, reader: str, note: Note) -> Layered | None:
    """The document; None, with a note, if its list of members cannot be read."""
    archive = _zip.opened(blob.stream, note)
    if archive is not None and _zip.overlapping(archive.infolist()):
        note("", "parts share the same packed bytes, as in a bomb", "nothing was read")
        return None
    return None if archive is None else Layered(blob, archive, Said(blob, reader), note)
