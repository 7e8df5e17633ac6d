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
    """A brand of MPEG-4; those of its sound and of telephones have names of their own."""
    brand = _movie.brand(head)
    return 0.98 if brand in _movie.MP4 else 0.5 * (brand[:3] in (b"M4A", b"M4B", b"3gp", b"3g2"))


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the boxes say, then frames."""
    return _movie.items(blob, FORMAT, note)
