"""OpenDocument drawing: see `_odf` for what is read of it.

Reference: OASIS OpenDocument 1.3 (https://docs.oasis-open.org/office/OpenDocument/v1.3/).
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._odf import document, sniffed
from celtrace.ports import Note

FORMAT = "odg"
TITLE = "OpenDocument drawing"
EXTENSIONS = ("odg", "otg")
_ENDS = tuple(f".{one}" for one in EXTENSIONS)
_KINDS = (b"application/vnd.oasis.opendocument.graphics", b"application/vnd.sun.xml.draw")


def sniff(head: bytes, name: str) -> float:
    """Whether the container says that it is one."""
    return sniffed(head, _KINDS, ends=name.lower().endswith(_ENDS))


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties, texts and pictures."""
    yield from document(blob, note, FORMAT)
