"""TDTS exposure sheet.

What Toei's digital time sheet saves: as XDTS, with episode, operator, direction and memos
(https://vd.clipstudio.net/clipcontent/paint/app/ToeiAnimation/XDTSFileFormat_ver10_en.pdf
describes the shared part; the rest is read by its keys).
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _sheet
from celtrace.files._blob import Blob, Item
from celtrace.ports import Note

FORMAT = "tdts"
TITLE = "TDTS exposure sheet"
EXTENSIONS = ("tdts",)

_FIRST = b"toeiDigitalTimeSheet Save Data"


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the first line settles it
    """The first line."""
    return 0.99 if head.removeprefix(b"\xef\xbb\xbf").startswith(_FIRST) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the sheet says, in the order of the file."""
    return _sheet.items(blob, FORMAT, note)
