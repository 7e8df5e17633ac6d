"""RAR archive: every member as a file of its own, under the raw bytes of its name.

Reference: https://www.rarlab.com/technote.htm; opened by libarchive, a system library.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _libarchive
from celtrace.files._blob import Blob, Item
from celtrace.ports import Note

FORMAT = "rar"
TITLE = "RAR archive"
EXTENSIONS = (
    "rar",
    "cbr",
)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether it begins with the mark of the format."""
    return 0.95 if head.startswith(b"Rar!\x1a\x07") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The members in their order."""
    yield from _libarchive.members(blob, note)
