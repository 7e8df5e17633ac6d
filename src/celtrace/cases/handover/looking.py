"""Whether texts stand in a packed file, however deep: in archives, and in the parts of papers.

Bytes are looked through as they are, and of a PDF its pages, its properties and what is attached,
so only a picture of a text is not seen. A member is read in pieces; what cannot be unpacked or
read is taken to hold the texts.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import IO, Any

DEEPEST = 4
"""Archives within archives: a volume, a paper in it, a sheet in that."""
_PIECE = 2**20
_HEAD = 1024
"""Bytes in which the header of a PDF stands (ISO 32000-1, annex H.3)."""
_SPACE = re.compile(r"[\s\u00ad\ufffe-]+")
"""What a page breaks words with."""
_LARGEST = 512 * 2**20
"""Bytes of an archive within an archive that is unpacked to be looked into."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def holds(path: Path, texts: Sequence[str]) -> bool:
    """Whether one of the texts stands in the file or in anything packed into it."""
    with path.open("rb") as stream:
        return stands_in(stream, texts)


def stands_in(stream: IO[bytes], texts: Sequence[str]) -> bool:
    """The same of an open file."""
    return any(texts) and _holds(stream, _Wanted(texts), DEEPEST)


class _Wanted:
    """What is looked for: as bytes, and as the letters alone of a page."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.forms = [form for text in texts for form in _forms(text)]
        self.letters = [letters for text in texts if (letters := _letters(text))]


def _letters(text: str) -> str:
    return _SPACE.sub("", text).casefold()


def _forms(text: str) -> Iterator[bytes]:
    """A text as it stands in JSON, in XML and in old papers."""
    for form in dict.fromkeys((text, escape(text), escape(text, quote=False))):
        yield form.encode()
        yield form.encode("utf-16-le")


def _holds(stream: IO[bytes], wanted: _Wanted, depth: int) -> bool:
    if zipfile.is_zipfile(stream):
        if not depth:
            return True
        stream.seek(0)
        try:
            return _archive(stream, wanted, depth)
        except _BROKEN:
            return True
    stream.seek(0)
    paper = b"%PDF-" in stream.read(_HEAD)
    stream.seek(0)
    return _plain(stream, wanted.forms) or (paper and _paper(stream, wanted, depth))


def _paper(stream: IO[bytes], wanted: _Wanted, depth: int) -> bool:
    """Look through a PDF; one that cannot be read, or by nothing that is installed, holds it."""
    if not depth or importlib.util.find_spec("pypdfium2") is None:
        return True
    library = importlib.import_module("pypdfium2")
    stream.seek(0)
    try:
        with library.PdfDocument(stream.read()) as document:
            return _in_paper(document, wanted, depth)
    except (library.PdfiumError, *_BROKEN):
        return True


def _in_paper(document: Any, wanted: _Wanted, depth: int) -> bool:  # noqa: ANN401 - pypdfium2's
    said = [*document.get_metadata_dict().values()]
    said += (page.get_textpage().get_text_range() for page in document)
    shown = _letters("".join(said))
    if any(text in shown for text in wanted.letters):
        return True
    attached = (document.get_attachment(n) for n in range(document.count_attachments()))
    return any(_holds(io.BytesIO(bytes(one.get_data())), wanted, depth - 1) for one in attached)


def _archive(stream: IO[bytes], wanted: _Wanted, depth: int) -> bool:
    with zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            if any(text in member.filename.encode() for text in wanted.forms):
                return True
            with archive.open(member) as packed:
                head = packed.read(_HEAD)
                if head[:2] != b"PK" and b"%PDF-" not in head:
                    packed.seek(0)
                    found = _plain(packed, wanted.forms)
                elif member.file_size > _LARGEST:
                    found = True
                else:
                    packed.seek(0)
                    found = _holds(io.BytesIO(packed.read()), wanted, depth - 1)
            if found:
                return True
    return False


def _plain(stream: IO[bytes], wanted: Sequence[bytes]) -> bool:
    """Look through bytes in pieces that overlap by the longest text."""
    overlap, before = max(map(len, wanted)) - 1, b""
    while piece := stream.read(_PIECE):
        held = before + piece
        if any(text in held for text in wanted):
            return True
        before = held[-overlap:] if overlap else b""
    return False
