"""QuickTime and MPEG-4 files: their brands and what both readers do."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files._atoms import Reading, are_whole, atoms
from celtrace.files._atoms import items as said_by
from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.files._video import frames
from celtrace.ports import Note

MP4 = frozenset({
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9", b"mp41",
    b"mp42", b"avc1", b"dash", b"M4V ", b"M4VP", b"M4VH", b"f4v ", b"F4V ", b"MSNV", b"XAVC",
    b"mmp4", b"NDSC", b"3gp4", b"caqv",
})  # fmt: skip
_OLD = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})


def brand(head: bytes) -> bytes:
    """The major brand; empty without one."""
    return head[8:12] if head[4:8] == b"ftyp" else b""


def is_old(head: bytes) -> bool:
    """Whether the first boxes are those of QuickTime before it had brands."""
    found = [atom.kind for atom in atoms(head, 0, len(head))][:2]
    size = int.from_bytes(head[:4], "big")
    return bool(found) and all(kind in _OLD for kind in found) and (size == 1 or size >= 8)


def items(blob: Blob, reader: str, note: Note) -> Iterator[Item]:
    """What the boxes say, then frames."""
    data = blob.stream.read()
    said = Said(blob, reader)
    kinds = [atom.kind for atom in atoms(data, 0, len(data))]
    if b"moov" not in kinds and b"moof" not in kinds:
        note(f"offset {len(data)}", "there is no movie header in it", "the rest was read")
    elif not are_whole(data):
        note(f"offset {len(data)}", "the file is cut", "what stands before was read")
    yield from said_by(Reading(data, said, note), (0, len(data)))
    if b"moov" in kinds and b"vide" in data:
        yield from frames(blob, data, note)
