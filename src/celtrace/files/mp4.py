"""MPEG-4 video (ISO/IEC 14496-14, https://mp4ra.org)."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _movie
from celtrace.files._blob import Blob, Item
from celtrace.ports import Note

FORMAT = "mp4"
TITLE = "MPEG-4 video"
EXTENSIONS = ("mp4", "m4v", "m4a", "f4v")
DRAWS = True


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the brand settles it
    """A brand of MPEG-4."""
    return 0.98 if _movie.brand(head) in _movie.MP4 else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the boxes say, then frames."""
    return _movie.items(blob, FORMAT, note)
