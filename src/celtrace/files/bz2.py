"""bzip2: the file inside (https://sourceware.org/bzip2/manual/manual.html)."""

from __future__ import annotations

import bz2
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._packed import inner, unfolded
from celtrace.ports import Note

FORMAT = "bzip2"
TITLE = "bzip2"
EXTENSIONS = ("bz2", "tbz2", "tbz")
_BLOCK = b"1AY&SY"


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether a level and a block, or an empty stream's end, follow the mark."""
    known = head[4:10] in (_BLOCK, b"\x17\x72\x45\x38\x50\x90")
    return 0.95 if head.startswith(b"BZh") and known else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The file inside."""
    ends = {".tbz2": ".tar", ".tbz": ".tar", ".bz2": ""}
    yield from unfolded(blob, note, bz2.BZ2File, inner(blob.name, ends))
