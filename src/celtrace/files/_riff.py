"""Chunks of RIFF files (https://learn.microsoft.com/windows/win32/xaudio2/resource-interchange-file-format--riff-)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from celtrace.records.files import TraitName

INFO: dict[bytes, TraitName] = {
    b"IART": "author", b"ISFT": "software", b"ICRD": "created", b"INAM": "title",
    b"ICOP": "organisation", b"ITCH": "author", b"IENG": "author", b"IPRD": "production",
    b"IDIT": "captured", b"ICMS": "organisation",
}  # fmt: skip
"""What the entries of a list of information say (https://exiftool.org/TagNames/RIFF.html#Info)."""


def chunks(
    data: bytes, at: int, end: int, order: Literal["little", "big"]
) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of the chunks one after another; a cut one ends with the data."""
    end = min(end, len(data))
    while at + 8 <= end:
        length = int.from_bytes(data[at + 4 : at + 8], order)
        yield data[at : at + 4], at + 8, min(at + 8 + length, end)
        at += 8 + length + length % 2
