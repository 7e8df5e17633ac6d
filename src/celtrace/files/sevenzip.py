"""7-Zip archive: every member as a file of its own, under the raw bytes of its name.

Reference: https://py7zr.readthedocs.io/en/latest/archive_format.html; it is opened by
libarchive, a system library, and under a password by py7zr, which comes with the extra
`sevenzip`.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _libarchive, _sevenzip_locked
from celtrace.files._blob import Blob, Item
from celtrace.ports import Note

FORMAT = "7z"
TITLE = "7-Zip archive"
EXTENSIONS = ("7z",)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether it begins with the mark of the format."""
    return 0.95 if head.startswith(b"7z\xbc\xaf\x27\x1c") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The members in their order."""
    if blob.passwords and _sevenzip_locked.locked(blob):
        yield from _sevenzip_locked.members(blob, note)
    else:
        yield from _libarchive.members(blob, note)
