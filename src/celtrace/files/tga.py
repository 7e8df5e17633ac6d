"""Truevision TGA picture (TGA file format specification 2.0, https://www.dca.fee.unicamp.br/~martino/disciplinas/ia369/trabalhos/t4g3/tga.pdf).

The extension area keeps author, comments, job, software and its version, date and hours
spent: RETAS, Harmony and OpenToonz deliver painted cels in this format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import datetime

from celtrace.files import _image
from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.ports import Note
from celtrace.records import Head

FORMAT = "tga"
TITLE = "TGA picture"
EXTENSIONS = ("tga", "vda", "icb", "vst")
DRAWS = True

_FOOTER = b"TRUEVISION-XFILE.\0"
_AREA = 495
_KINDS = frozenset({1, 2, 3, 9, 10, 11, 32, 33})
_DEPTHS = frozenset({1, 8, 15, 16, 24, 32})


def sniff(head: bytes, name: str) -> float:
    """The footer, or a header that could be one in a file of this name."""
    tail = head.tail if isinstance(head, Head) and hasattr(head, "tail") else head
    if tail.endswith((_FOOTER, _FOOTER[:-1])) and _could_be(head):
        return 0.98
    named = name.lower().endswith(tuple(f".{one}" for one in EXTENSIONS))
    return 0.9 if named and _could_be(head) else 0.0


def _could_be(head: bytes) -> bool:
    if len(head) < 18 or head[1] > 1 or head[2] not in _KINDS:
        return False
    width, height = struct.unpack("<HH", head[12:16])
    return head[16] in _DEPTHS and width > 0 and height > 0 and (head[1] == 0 or head[7] >= 15)


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the extension area says, then the picture."""
    data = blob.stream.read()
    said = Said(blob, FORMAT)
    at = data.rfind(_FOOTER[:-2])
    if at >= 8:
        area = int.from_bytes(data[at - 8 : at - 4], "little")
        if area:
            yield from _extension(data[area : area + _AREA], said)
    if data[:1] > b"\0":
        yield from said.text(data[18 : 18 + data[0]].decode("latin-1"), "comment", "image ID")
    if len(data) < 18:
        note("offset 0", "the header is cut", "nothing was read")
    else:
        yield from _image.drawn(blob, data, note)


def _extension(area: bytes, said: Said) -> Iterator[Item]:
    if len(area) < _AREA:
        return
    place = "extension area"
    yield from said.trait("author", _lettered(area[2:43]), f"{place} author")
    for number in range(4):
        line = _lettered(area[43 + 81 * number : 124 + 81 * number])
        yield from said.text(line, "comment", f"{place} comment {number + 1}")
    yield from said.trait("saved", _date(area[367:379]), f"{place} date")
    yield from said.trait("production", _lettered(area[379:420]), f"{place} job")
    yield from said.trait("software", _lettered(area[426:467]), f"{place} software")
    number, letter = struct.unpack("<Hc", area[467:470])
    if number:
        yield from said.trait("version", f"{number / 100:g}{_lettered(letter)}", f"{place} version")


def _lettered(raw: bytes) -> str:
    raw = raw.partition(b"\0")[0].strip()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _date(raw: bytes) -> str:
    month, day, year, hour, minute, second = struct.unpack("<6H", raw)
    try:
        return datetime(year, month, day, hour, minute, second).isoformat(" ")  # noqa: DTZ001 - no zone is kept
    except ValueError:
        return ""
