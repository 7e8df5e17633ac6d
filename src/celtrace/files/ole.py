"""Compound files that no other reader takes: Visio, Publisher, Project, installers, and unknown.

Reference: MS-OLEPS (https://learn.microsoft.com/openspecs/windows_protocols/ms-oleps). Their
property sets say who made them, with what and when, as those of Word do.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _compound
from celtrace.files._blob import Blob, Item
from celtrace.files._head import OLE_MAGIC
from celtrace.ports import Note

FORMAT = "ole"
TITLE = "Compound file"
EXTENSIONS = ("vsd", "pub", "mpp", "msi", "max")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the name says nothing certain
    """Low: documents that are compound files have readers of their own."""
    return 0.05 if head.startswith(OLE_MAGIC) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The property sets, and the names of what else lies in it."""
    file = _compound.opened(blob, note, FORMAT)
    if file is None:
        return
    yield from _compound.summary(file)
    names = [name for name in file.names() if not name.startswith("\x05")]
    yield from file.says.text("\n".join(names), "name", "streams")
