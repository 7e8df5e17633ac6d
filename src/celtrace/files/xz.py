"""xz: the file inside (https://tukaani.org/xz/xz-file-format.txt)."""

from __future__ import annotations

import lzma
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._packed import BROKEN, inner, unfolded
from celtrace.ports import Note

FORMAT = "xz"
TITLE = "xz"
EXTENSIONS = ("xz", "txz")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether it begins as xz."""
    return 0.95 if head.startswith(b"\xfd7zXZ\x00") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The file inside."""
    ends = {".txz": ".tar", ".xz": ""}
    yield from unfolded(blob, note, lzma.LZMAFile, inner(blob.name, ends),
                        (*BROKEN, lzma.LZMAError))  # fmt: skip
