"""Excel 97-2003 workbooks: properties, cells, who may write, fonts.

Reference: MS-XLS (https://learn.microsoft.com/openspecs/office_file_formats/ms-xls), records
WriteAccess (2.4.349), Font (2.4.122), FilePass (2.4.117).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from celtrace.files import _compound, _locked
from celtrace.files._blob import Blob, Item
from celtrace.files._cells import cells
from celtrace.ports import Note

FORMAT = "xls"
TITLE = "Excel 97 workbook"
EXTENSIONS = ("xls", "xlt", "xla", "et")
_FILE_PASS, _WRITE_ACCESS, _FONT, _UNICODE = 0x2F, 0x5C, 0x31, 1
_RECORDS = 5_000


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether the compound file holds a workbook at its top."""
    members = getattr(head, "members", ())
    return 0.95 if "Workbook" in members or "Book" in members else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties, the beginning of the workbook stream, cells."""
    file = _compound.opened(blob, note, FORMAT)
    if file is None:
        return
    yield from _compound.summary(file)
    book = file.stream("Workbook") or file.stream("Book")
    fonts: set[str] = set()
    for kind, data in _records(book):
        if kind == _FILE_PASS:
            yield from _locked.opened(blob, note, "only its properties were read")
            return
        if kind == _WRITE_ACCESS:
            yield from file.says.fact("user", _access(data), "WriteAccess")
        elif kind == _FONT:
            fonts.add(_font(data))
    for font in sorted(fonts):
        yield from file.says.fact("font", font, "Font")
    yield from cells(file.says, note)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    for _ in range(_RECORDS):
        if at + 4 > len(data):
            return
        kind, length = struct.unpack_from("<HH", data, at)
        yield kind, data[at + 4 : at + 4 + length]
        at += 4 + length


def _access(data: bytes) -> str:
    """The user who opened the workbook last, as the program was registered to."""
    if len(data) < 3:
        return ""
    length, wide = struct.unpack_from("<HB", data, 0)
    if length > len(data):
        return data[1 : 1 + data[0]].decode("cp1252", "replace")
    text = data[3 : 3 + length * (1 + (wide & _UNICODE))]
    return text.decode("utf-16-le" if wide & _UNICODE else "cp1252", "replace").strip()


def _font(data: bytes) -> str:
    if len(data) < 16:
        return ""
    length, wide = data[14], data[15] & _UNICODE
    text = data[16 : 16 + length * (1 + wide)]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")
