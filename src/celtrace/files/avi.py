"""AVI video (https://learn.microsoft.com/windows/win32/directshow/avi-riff-file-reference).

The information list (artist, software, dates, comments), the date of digitisation, names
of streams, time code and tape in Adobe's and camera chunks, XMP.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _xmp
from celtrace.files._blob import Blob, Item
from celtrace.files._letters import decoded
from celtrace.files._riff import INFO, chunks
from celtrace.files._said import Said
from celtrace.files._video import frames
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "avi"
TITLE = "AVI video"
EXTENSIONS = ("avi",)
DRAWS = True

_WORDS = (b"ISRC", b"ICMT", b"ISBJ", b"IKEY", b"ISMP", b"TCOD", b"IMED", b"strn")
_INFO: dict[bytes, TraitName | str] = {**INFO, b"TAPE": "cut", **dict.fromkeys(_WORDS, "words")}
_LISTS = (b"LIST", b"RIFF")
_PIXELS = (b"movi", b"rec ")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """`RIFF` whose form is `AVI `."""
    return 0.98 if head[:4] == b"RIFF" and head[8:12] == b"AVI " else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the lists say, then frames."""
    data = blob.stream.read()
    if len(data) < int.from_bytes(data[4:8], "little") + 8:
        note(f"offset {len(data)}", "the file is cut", "what stands before was read")
    yield from _list(data, (0, len(data)), (Said(blob, FORMAT), note), "")
    yield from frames(blob, data, note)


def _list(data: bytes, span: tuple[int, int], to: tuple[Said, Note], place: str) -> Iterator[Item]:
    said, note = to
    for kind, start, end in chunks(data, *span, "little"):
        form = data[start : start + 4]
        if kind in _LISTS and form not in _PIXELS and place.count("/") < 8:
            yield from _list(data, (start + 4, end), to, f"{place}/{form.decode('latin-1')}")
        elif kind == b"_PMX":
            yield from _xmp.items(data[start:end], said, note)
        elif kind in _INFO:
            text, encoding = decoded(data[start:end].rstrip(b"\0"))
            at, what = f"{place}/{kind.decode()}", _INFO[kind]
            if what == "words":
                yield from said.text(text, "comment", at, encoding)
            else:
                yield from said.trait(what, text, at)  # type: ignore[arg-type]
