"""XDTS exposure sheet.

The exchange form of digital exposure sheets that Clip Studio Paint and OpenToonz write: cut,
scene, columns of cells, dialogue and camera work.
https://vd.clipstudio.net/clipcontent/paint/app/ToeiAnimation/XDTSFileFormat_ver10_en.pdf
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _sheet
from celtrace.files._blob import Blob, Item
from celtrace.ports import Note

FORMAT = "xdts"
TITLE = "XDTS exposure sheet"
EXTENSIONS = ("xdts",)

_FIRST = b"exchangeDigitalTimeSheet Save Data"


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the first line settles it
    """The first line."""
    return 0.99 if head.removeprefix(b"\xef\xbb\xbf").startswith(_FIRST) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the sheet says, in the order of the file."""
    return _sheet.items(blob, FORMAT, note)
