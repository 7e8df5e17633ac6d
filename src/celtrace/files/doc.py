"""Word 97-2003 documents: properties, text by its pieces, fonts, save history.

Reference: MS-DOC (https://learn.microsoft.com/openspecs/office_file_formats/ms-doc): the FIB,
the piece table (2.8.35), the font table SttbfFfn and SttbSavedBy, which names who saved
the document where the last ten times.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from celtrace.files import _compound, _locked
from celtrace.files._blob import Blob, Item
from celtrace.ports import Note

FORMAT = "doc"
TITLE = "Word 97 document"
EXTENSIONS = ("doc", "dot", "wps")
_CLX, _FONTS, _SAVED = 33, 15, 71
"""Places in the FIB's table of offsets."""
_ENCRYPTED, _TABLE1 = 0x0100, 0x0200
_PART = 16_384


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether the compound file holds a Word document at its top."""
    return 0.95 if "WordDocument" in getattr(head, "members", ()) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties, then text, fonts and saves of the document stream."""
    file = _compound.opened(blob, note, FORMAT)
    if file is None:
        return
    yield from _compound.summary(file)
    main = file.stream("WordDocument")
    if len(main) < 0x22:
        note("WordDocument", "its beginning is cut off", "no text was read")
        return
    flags = struct.unpack_from("<H", main, 10)[0]
    if flags & _ENCRYPTED:
        yield from _locked.opened(blob, note, "only its properties were read")
        return
    table = file.stream("1Table" if flags & _TABLE1 else "0Table")
    yield from file.says.fact("version", str(struct.unpack_from("<H", main, 2)[0]), "FIB nFib")
    for at, text in enumerate(_strings(table, _place(main, _FONTS), fonts=True)):
        yield from file.says.fact("font", text, f"font {at}")
    saved = _strings(table, _place(main, _SAVED), fonts=False)
    for at in range(0, len(saved) - 1, 2):
        yield from file.says.fact("last_editor", saved[at], f"save {at // 2 + 1}")
        yield from file.says.paths(saved[at + 1], f"save {at // 2 + 1}")
    text = _text(main, table, _place(main, _CLX)) or _plain(main)
    for at in range(0, len(text), _PART):
        yield from file.says.text(text[at : at + _PART], "body", f"characters from {at}")


def _place(main: bytes, number: int) -> tuple[int, int]:
    """Offset and length in the table stream of the structure of this number."""
    try:
        words = struct.unpack_from("<H", main, 32)[0]
        longs_at = 34 + 2 * words
        longs = struct.unpack_from("<H", main, longs_at)[0]
        offset, length = struct.unpack_from("<II", main, longs_at + 4 + 4 * longs + 8 * number)
    except struct.error:
        return 0, 0
    return offset, length


def _text(main: bytes, table: bytes, place: tuple[int, int]) -> str:
    clx = table[place[0] : place[0] + place[1]]
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at + 5 > len(clx) or clx[at] != 2:
        return ""
    pieces = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = (len(pieces) - 4) // 12
    found = []
    for number in range(max(0, count)):
        first, last = struct.unpack_from("<II", pieces, 4 * number)
        start = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * number + 2)[0]
        found.append(_piece(main, start, last - first))
    return "".join(found).replace("\r", "\n").replace("\x07", "\t")


def _piece(main: bytes, start: int, length: int) -> str:
    if length <= 0:
        return ""
    if start & 0x40000000:
        begin = (start & 0x3FFFFFFF) // 2
        return main[begin : begin + length].decode("cp1252", "replace")
    return main[start : start + 2 * length].decode("utf-16-le", "replace")


def _plain(main: bytes) -> str:
    """Text of a document whose pieces cannot be found: what the FIB says lies in one run."""
    try:
        first, last = struct.unpack_from("<II", main, 24)
    except struct.error:
        return ""
    return main[first : min(last, len(main))].decode("cp1252", "replace").replace("\r", "\n")


def _strings(table: bytes, place: tuple[int, int], *, fonts: bool) -> list[str]:
    """Strings of an STTB; those of fonts lie behind 39 bytes of their own."""
    data = table[place[0] : place[0] + place[1]]
    found: list[str] = []
    if len(data) < 4:
        return found
    if fonts:
        at, count = 4, struct.unpack_from("<H", data, 0)[0]
        for _ in range(min(count, 1000)):
            size = data[at] + 1 if at < len(data) else 0
            name = data[at + 40 : at + size].decode("utf-16-le", "replace").split("\0")[0]
            found.append(name)
            at += size or len(data)
        return found
    at = 6 if data[:2] == b"\xff\xff" else 4
    while at + 2 <= len(data) and len(found) < 40:
        size = struct.unpack_from("<H", data, at)[0]
        found.append(data[at + 2 : at + 2 + 2 * size].decode("utf-16-le", "replace"))
        at += 2 + 2 * size
    return found
