"""PDF documents: who made them with what and when, fonts, texts by page, attachments.

Reference: ISO 32000-1 (https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf),
14.3 Metadata, 7.9.4 Dates, and XMP, ISO 16684-1. Texts are read by PDFium, structure by
qpdf; both come with the extra `files`.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import re
from collections.abc import Iterator
from typing import Any

from celtrace.files._blob import Blob, Item
from celtrace.files._markup import elements, local, words
from celtrace.files._say import Says
from celtrace.ports import Note
from celtrace.records import Child, TraitName

FORMAT = "pdf"
TITLE = "PDF document"
EXTENSIONS = ("pdf",)
PAGES = 2_000
"""Pages whose texts are read; those after them are named."""
_FACTS: dict[str, TraitName] = {
    "/Author": "author", "/Creator": "software", "/Producer": "software", "/Title": "title",
    "/Company": "organisation",
}  # fmt: skip
_TIMES: dict[str, TraitName] = {"/CreationDate": "created", "/ModDate": "modified"}
_XMP: dict[str, TraitName] = {
    "CreatorTool": "software", "Producer": "software", "softwareAgent": "software",
    "creator": "author", "DocumentID": "lineage", "OriginalDocumentID": "lineage",
}  # fmt: skip
_XMP_TIMES: dict[str, TraitName] = {
    "CreateDate": "created",
    "ModifyDate": "modified",
    "when": "saved",
}
_FONTS = 200
_STREAM = re.compile(r"stream <.*>: ")
"""How pikepdf names what it reads from."""
_BROKEN = (ValueError, RuntimeError, KeyError, TypeError, AttributeError, IndexError, OSError,
           ctypes.ArgumentError)  # fmt: skip


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether the header stands within the first kilobyte."""
    return 0.95 if b"%PDF-" in head[:1024] else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Structure first, then texts page by page."""
    missing = [one for one in ("pikepdf", "pypdfium2") if importlib.util.find_spec(one) is None]
    if missing:
        note("", f"{' and '.join(missing)} is not installed; run: pip install 'celtrace[files]'",
             "it is in custody and was not read")  # fmt: skip
        return
    says = Says(blob, FORMAT)
    opened = yield from _structure(says, note)
    blob.stream.seek(0)
    if opened is not None:
        yield from _pages(says, note, opened)


def _structure(says: Says, note: Note) -> Any:  # noqa: ANN401 - a generator that returns the password
    """Facts; the password that opens the document, None if none does."""
    pikepdf = importlib.import_module("pikepdf")
    for password in ("", *says.blob.passwords):
        try:
            says.blob.stream.seek(0)
            with pikepdf.open(says.blob.stream, password=password) as document:
                yield from _facts(says, document, note)
                yield from _attached(document)
        except pikepdf.PasswordError:
            continue
        except (pikepdf.PdfError, *_BROKEN) as error:
            note("", f"its structure is damaged ({_short(error)})", "what could be read stands")
        return password
    note("", says.blob.locked, "nothing was read from it")
    return None


def _facts(says: Says, document: Any, note: Note) -> Iterator[Item]:  # noqa: ANN401 - a pikepdf document
    yield from says.fact("version", str(document.pdf_version), "header")
    for key, value in document.docinfo.items():
        text, place = str(value), f"Info {key}"
        if key in _FACTS:
            yield from says.fact(_FACTS[key], text, place)
        elif key in _TIMES:
            yield from says.time(_TIMES[key], text, place)
        else:
            yield from says.paths(text, place)
    identity = document.trailer.get("/ID")
    if identity is not None and len(identity):
        yield from says.fact("lineage", bytes(identity[0]).hex(), "trailer ID")
    metadata = document.Root.get("/Metadata")
    if metadata is not None:
        yield from _xmp(says, bytes(metadata.read_bytes()), note)
    yield from _fonts(says, document)


def _xmp(says: Says, packet: bytes, note: Note) -> Iterator[Item]:
    """Facts of the XMP packet, written as elements or as attributes of their description."""
    for element in elements(packet, "XMP", note):
        said = [(element.tag, words(element)), *element.attrib.items()]
        for tag, text in said:
            name, place = local(tag), f"XMP {local(tag)}"
            if name in _XMP:
                yield from says.fact(_XMP[name], text, place)
            elif name in _XMP_TIMES:
                yield from says.time(_XMP_TIMES[name], text, place)


def _fonts(says: Says, document: Any) -> Iterator[Item]:  # noqa: ANN401 - a pikepdf document
    found: dict[str, str] = {}
    for number, page in enumerate(document.pages, start=1):
        resources = page.obj.get("/Resources")
        fonts = resources.get("/Font") if resources is not None else None
        for font in dict(fonts).values() if fonts is not None else ():
            name = str(font.get("/BaseFont", "")).removeprefix("/")
            found.setdefault(name, f"page {number}")
        if len(found) > _FONTS:
            break
    for name, place in sorted(found.items()):
        yield from says.fact("font", name.partition("+")[2] or name, place, name)


def _attached(document: Any) -> Iterator[Item]:  # noqa: ANN401 - a pikepdf document
    for name, held in document.attachments.items():
        yield Child(name=str(name).encode(), data=bytes(held.get_file().read_bytes()),
                    place=f"attachment {name}")  # fmt: skip


def _pages(says: Says, note: Note, password: str) -> Iterator[Item]:
    pdfium = importlib.import_module("pypdfium2")
    data = says.blob.stream.read(says.blob.limits.member_bytes)
    try:
        document = pdfium.PdfDocument(data, password=password or None)
    except (pdfium.PdfiumError, *_BROKEN) as error:
        note("", f"its pages cannot be read ({_short(error)})", "no text was read")
        return
    try:
        for number in range(min(len(document), PAGES)):
            yield from says.text(_text(document, number, note), "body", f"page {number + 1}")
        if len(document) > PAGES:
            note(f"page {PAGES + 1}", f"it has {len(document):,} pages", "the rest was left out")
    finally:
        document.close()


def _text(document: Any, number: int, note: Note) -> str:  # noqa: ANN401 - a PDFium document
    pdfium = importlib.import_module("pypdfium2")
    try:
        page = document[number]
        text = page.get_textpage()
        said = str(text.get_text_bounded())
        text.close()
        page.close()
    except (pdfium.PdfiumError, *_BROKEN) as error:
        note(f"page {number + 1}", f"it cannot be read ({_short(error)})", "it was left out")
        return ""
    return said.replace("\r\n", "\n").replace("\0", "")


def _short(error: Exception) -> str:
    """What is wrong, without where the bytes lie on this machine: a second run says the same."""
    return _STREAM.sub("", " ".join(str(error).split()))[:160]
