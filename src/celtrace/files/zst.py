"""Zstandard: the file inside (RFC 8878), unpacked by libarchive, a system library."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _libarchive
from celtrace.files._blob import Blob, Item
from celtrace.files._packed import inner
from celtrace.ports import Note
from celtrace.records import Child

FORMAT = "zstd"
TITLE = "Zstandard"
EXTENSIONS = ("zst", "tzst")
_SMALL = 1 << 24


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether it begins with a frame of the format."""
    return 0.92 if head.startswith(b"\x28\xb5\x2f\xfd") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The file inside, up to the limits of a member."""
    limits = blob.limits
    most = min(limits.member_bytes, max(_SMALL, blob.size * limits.unpacked_ratio))
    data = _libarchive.unpacked(blob.stream.read(), most + 1)
    if not data:
        why = "it is damaged, or libarchive is not installed (apt install libarchive13)"
        note("", why, "nothing was unpacked")
    elif len(data) > most:
        note("", f"it unpacks to more than {most:,} bytes", "it was left out")
    else:
        yield Child(name=inner(blob.name, {".tzst": ".tar", ".zst": ""}), data=data, place="inside")
