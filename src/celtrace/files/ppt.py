"""PowerPoint 97-2003 slides: properties, texts in the order of the file, who edited last.

Reference: MS-PPT (https://learn.microsoft.com/openspecs/office_file_formats/ms-ppt), records
TextCharsAtom, TextBytesAtom, CString, FontEntityAtom, and the stream Current User.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from celtrace.files import _compound, _locked
from celtrace.files._blob import Blob, Item
from celtrace.ports import Note

FORMAT = "ppt"
TITLE = "PowerPoint 97 slides"
EXTENSIONS = ("ppt", "pps", "pot", "dps")
_CHARS, _BYTES, _FONT = 4000, 4008, 4023
_DEEP = 30
_ENCRYPTED = bytes.fromhex("dfc4d1f3")
"""Mark in the atom of the current user of slides under a password (MS-PPT 2.3.2)."""


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether the compound file holds slides at its top."""
    return 0.95 if "PowerPoint Document" in getattr(head, "members", ()) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties, user, fonts and texts."""
    file = _compound.opened(blob, note, FORMAT)
    if file is None:
        return
    yield from _compound.summary(file)
    user = file.stream("Current User")
    yield from file.says.fact("last_editor", _user(user), "Current User")
    if user[12:16] == _ENCRYPTED:
        yield from _locked.opened(blob, note, "only its properties were read")
        return
    for number, (kind, data) in enumerate(_atoms(file.stream("PowerPoint Document"), 0)):
        place = f"record {number}"
        if kind == _FONT:
            font = data[:64].decode("utf-16-le", "replace").split("\0")[0]
            yield from file.says.fact("font", font, place)
        else:
            text = data.decode("utf-16-le" if kind == _CHARS else "latin-1", "replace")
            yield from file.says.text(text.replace("\r", "\n"), "body", place)


def _atoms(data: bytes, depth: int) -> Iterator[tuple[int, bytes]]:
    """Text and font records at any depth."""
    at = 0
    while at + 8 <= len(data):
        form, kind, length = struct.unpack_from("<HHI", data, at)
        body = data[at + 8 : at + 8 + length]
        if form & 0xF == 0xF and depth < _DEEP:
            yield from _atoms(body, depth + 1)
        elif kind in (_CHARS, _BYTES, _FONT):
            yield kind, body
        at += 8 + length


def _user(data: bytes) -> str:
    if len(data) < 28:
        return ""
    length = struct.unpack_from("<H", data, 20)[0]
    wide = data[28 + length + 4 : 28 + length + 4 + 2 * length]
    return wide.decode("utf-16-le", "replace").strip("\0") or data[28 : 28 + length].decode(
        "latin-1"
    )
