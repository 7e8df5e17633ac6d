"""Windows shortcut: the file it leads to, on which machine, in whose folder, since when.

Reference: MS-SHLLINK (https://learn.microsoft.com/openspecs/windows_protocols/ms-shllink). It
keeps the name of the machine on which its target was seen last, the serial number and the id of
the volume, and ids that often hold the address of that machine's network card.
"""

from __future__ import annotations

import struct
import uuid
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._letters import decoded
from celtrace.files._said import Said
from celtrace.files._times import Stamp, filetime, shown
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "lnk"
TITLE = "Windows shortcut"
EXTENSIONS = ("lnk",)

_MAGIC = b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F"
_TIMES: tuple[tuple[int, TraitName, str], ...] = (
    (28, "created", "target created"), (44, "modified", "target written"),
)  # fmt: skip
_IDS, _INFO, _UNICODE, _HEAD = 1, 2, 0x80, 76
_STRINGS = ("description", "relative path", "working folder", "arguments", "icon")
_FIRST_STRING = 2
"""The flag of the first string is this power of two."""
_TRACKER, _VERSION_1, _TO_MANY, _VOLUME = 0xA0000003, 1, 40, 0


class _Bytes:
    """The file as it is read on: what is cut off is empty."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, _HEAD

    def number(self, width: int) -> int:
        return int.from_bytes(self.take(width), "little")

    def take(self, length: int) -> bytes:
        taken = self.data[self.at : self.at + length]
        self.at += length
        return taken


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """The size of the header and the class of shortcuts."""
    return 0.98 if head.startswith(_MAGIC) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Times, paths and strings, then what the tracker of moved files keeps."""
    data = blob.stream.read(blob.limits.member_bytes)
    said = Said(blob, FORMAT)
    if len(data) < _HEAD:
        note(f"offset {len(data)}", "the file is cut", "nothing was read")
        return
    for at, name, place in _TIMES:
        moment = filetime(struct.unpack_from("<Q", data, at)[0])
        if moment is not None:
            yield from said.trait(name, shown(moment), place, Stamp(shown(moment), moment))
    flags, held = struct.unpack_from("<I", data, 20)[0], _Bytes(data)
    if flags & _IDS:
        held.take(held.number(2))
    if flags & _INFO:
        size = held.number(4)
        yield from _info(held.take(max(0, size - 4)), said)
    for number, place in enumerate(_STRINGS):
        if flags & 1 << (_FIRST_STRING + number):
            yield from _string(held, place, said, wide=bool(flags & _UNICODE))
    yield from _extra(held, said)
    if held.at > len(data):
        note(f"offset {len(data)}", "the file is cut", "what stands before was read")


def _info(data: bytes, said: Said) -> Iterator[Item]:
    """Where the target lies: on a volume with a label, or on a share of another machine."""
    if len(data) < 24:
        return
    flags, volume, base, network, rest = struct.unpack_from("<5I", data, 4)
    path = _until_zero(data, base - 4) if flags & 1 else ""
    if flags & 1 and len(data) >= volume + 12:
        serial, label = struct.unpack_from("<II", data, volume + 4)
        yield from said.trait("machine", f"volume {serial:08X}" if serial else "", "volume serial")
        yield from said.text(_until_zero(data, volume - 4 + label), "name", "volume label")
    if flags & 2 and len(data) >= network + 8:
        share = _until_zero(data, network - 4 + struct.unpack_from("<I", data, network + 4)[0])
        yield from said.path(share + "\\", "network share")
        path = path or share + "\\"
    tail = _until_zero(data, rest - 4)
    yield from said.path(path + tail, "target")


def _until_zero(data: bytes, at: int) -> str:
    end = data.find(b"\0", at) if 0 <= at < len(data) else -1
    return decoded(data[at:end])[0] if end > at else ""


def _string(held: _Bytes, place: str, said: Said, *, wide: bool) -> Iterator[Item]:
    raw = held.take(held.number(2) * (2 if wide else 1))
    text = raw.decode("utf-16-le", "replace") if wide else decoded(raw)[0]
    if place in ("description", "arguments"):
        yield from said.text(text, "comment", place)
    else:
        yield from said.path(text, place)


def _extra(held: _Bytes, said: Said) -> Iterator[Item]:
    while (size := held.number(4)) >= 8:
        kind, block = held.number(4), held.take(size - 8)
        if kind == _TRACKER and len(block) >= 88:
            yield from said.trait("machine", _until_zero(block[8:24] + b"\0", 0), "tracker machine")
            for number in range(4):
                start = 24 + 16 * number
                yield from _droid(block[start : start + 16], number, said)


def _droid(raw: bytes, number: int, said: Said) -> Iterator[Item]:
    """An id that links follow: of a volume, then of a file, as it is and as it was at first.

    One by clock holds a network card's address, or a number drawn by lot, which is marked by
    the bit of addresses for many (RFC 9562, 6.10).
    """
    one = uuid.UUID(bytes_le=raw)
    place = f"tracker id {number + 1}"
    if one.int and number % 2 == _VOLUME:
        yield from said.trait("machine", f"volume {one}", place)
    elif one.int:
        yield from said.trait("lineage", str(one), place)
    if one.version == _VERSION_1 and not one.node >> _TO_MANY & 1:
        card = one.node.to_bytes(6, "big").hex(":")
        yield from said.trait("machine", f"network card {card}", place)
