"""Files of other formats with an XMP packet inside (ISO 16684-1, https://www.iso.org/standard/75163.html).

InDesign and many others that have no reader of their own keep the same packet as Photoshop. It may
stand anywhere; this reader takes what no other one does.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.ports import Note

FORMAT = "packet"
TITLE = "File with an XMP packet"

_MARKS = (b"<x:xmpmeta", b"<x:xapmeta", b"<?xpacket begin=")
_INDESIGN = b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5\xbd\x31\xef\xe7\xfe\x74\xb7\x1d"


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Very low: a packet in bytes that are no text, or a format that always has one."""
    found = any(mark in head or mark in getattr(head, "tail", b"") for mark in _MARKS)
    return 0.01 if (found and 0 in head) or head.startswith(_INDESIGN) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Every packet, in the order of the file."""
    said, number = Said(blob, FORMAT), 0
    for packet in _xmp.packets(blob.stream.read(blob.limits.member_bytes)):
        number += 1
        yield from _xmp.items(packet, said, note, f"XMP {number}")
    if not number:
        note("", "no whole XMP packet stands in it", "the rest of this format is not read")
