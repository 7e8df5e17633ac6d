"""QuickTime movie (https://developer.apple.com/documentation/quicktime-file-format)."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _movie
from celtrace.files._blob import Blob, Item
from celtrace.ports import Note

FORMAT = "mov"
TITLE = "QuickTime movie"
EXTENSIONS = ("mov", "qt")
DRAWS = True


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the brand settles it
    """The brand, or boxes as files from before brands have them."""
    brand = _movie.brand(head)
    return 0.98 if brand == b"qt  " else 0.92 if not brand and _movie.is_old(head) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the boxes say, then frames."""
    return _movie.items(blob, FORMAT, note)
