"""XMP side-car: the metadata of a file that lies beside it (ISO 16684-1; https://www.adobe.com/devnet/xmp.html).

Camera Raw, Bridge, Premiere and others write one where they may not change the file itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.ports import Note

FORMAT = "xmp"
TITLE = "XMP side-car"
EXTENSIONS = ("xmp",)

_STARTS = (b"<?xpacket begin=", b"<x:xmpmeta", b"<x:xapmeta")


def sniff(head: bytes, name: str) -> float:
    """A packet at the very start, whatever stands before it as a mark of its encoding."""
    start = head[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"<?xml "):
        start = start.partition(b"?>")[2].lstrip()
    if start.startswith(_STARTS):
        return 0.95
    return 0.9 if start.startswith(b"<rdf:RDF") and name.lower().endswith(".xmp") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the packet says, in its order."""
    yield from _xmp.items(blob.stream.read(), Said(blob, FORMAT), note)
