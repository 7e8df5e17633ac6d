"""Keynote, Pages and Numbers: authors, comments, versions, templates, ids of copies, texts.

References: https://github.com/obriensp/iWorkFileFormat (objects since 2013) and Apple's iWork
'09 XML (http://fileformats.archiveteam.org/wiki/IWork). Since 2013 the
properties say which template and which builds wrote a document, and ids that its copies
share; who commented stands among the objects. The XML of '09 has authors, the version of the
system, and the dates of making and saving with their zone.
"""

from __future__ import annotations

import io
import plistlib
import struct
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError

from celtrace.files import _iwa, _zip
from celtrace.files._blob import Blob, Item
from celtrace.files._markup import attribute, elements, local, words
from celtrace.files._said import Role, Said
from celtrace.files._times import shown
from celtrace.ports import Note
from celtrace.records import Child
from celtrace.records.files import TraitName

FORMAT = "iwork"
TITLE = "iWork document (Keynote, Pages, Numbers)"
EXTENSIONS = ("key", "pages", "numbers")

_XML = ("index.apxl", "index.xml")
_HISTORY = "buildversionhistory.plist"
_TEMPLATE = "Template: "
_IDS = ("documentUUID", "shareUUID", "versionUUID", "revision")
_STORED, _AUTHOR, _COMMENT, _STRINGS = (2001, 2005), 212, 3056, 6005
_NAME, _TEXT = 1, 3
_NAMED = {2: 1, 6001: 8}
"""Sheets and tables, and the field of each that is its name."""
_SINCE = datetime(2001, 1, 1, tzinfo=UTC)
_THEME = "thumbs/mt"
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf", ".mov", ".m4v", ".mp4", ".gif")
_FACTS: dict[str, TraitName] = {
    "authors": "author", "title": "title", "projects": "production", "OSVersion": "system",
    "SLOriginalTemplateName": "template", "SLCreationDateProperty": "created",
    "SLLastModifiedDateProperty": "modified",
}  # fmt: skip
_WORDS = frozenset({"keywords", "comment", "copyright"})
_WANTED = frozenset({*_FACTS, *_WORDS, "fontName", "p", "ct", "workspace"})
_LOCK = ".iwpv2"
"""Holds what a password is checked against (Docs/iWork Encrypted Stream.md there)."""
_METHODS = {25451, 25452}
"""How parts under a password are packed in '09."""
_BROKEN = (plistlib.InvalidFileException, ExpatError, ValueError, LookupError, TypeError,
           AttributeError, OverflowError, RecursionError)  # fmt: skip


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Objects and properties of a document, or the XML of '09 beside the history of builds."""
    ends = {one.rpartition("/")[2].lower() for one in getattr(head, "members", ())}
    new = "document.iwa" in ends or {"index.zip", "documentidentifier"} <= ends
    old = "index.apxl" in ends or {"index.xml", _HISTORY} <= ends
    return 0.95 if new or old else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties, then objects or XML in the order of the container, then pictures."""
    archive = _zip.opened(blob.stream, note)
    if archive is None:
        return
    if _zip.overlapping(archive.infolist()):
        note("", "parts share the same packed bytes, as in a bomb", "nothing was read")
        return
    if any(_locked(info) for info in archive.infolist()):
        note("", "it is under a password", "only what stands outside of it was read")
    said = Said(blob, FORMAT)
    yield from _zip.clocks(archive.infolist(), blob, FORMAT)
    for info in archive.infolist():
        if info.filename.lower().endswith(("properties.plist", _HISTORY, "documentidentifier")):
            yield from _property(info.filename, _part(archive, info, blob, note), said, note)
    yield from _written(archive, said, note)
    yield from _pictures(archive, blob, note)


def _locked(info: zipfile.ZipInfo) -> bool:
    """Whether this part says that the document is under a password, or is so itself."""
    return info.filename.endswith(_LOCK) or info.compress_type in _METHODS


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, blob: Blob, note: Note) -> bytes:
    if info.compress_type in _METHODS:
        return b""
    return _zip.member(archive, info, blob, note) or b""


def _property(place: str, data: bytes, said: Said, note: Note) -> Iterator[Item]:
    if place.lower().endswith("documentidentifier"):
        yield from said.trait("lineage", data[:200].decode("utf-8", "replace"), place)
        return
    try:
        held = plistlib.loads(data) if data else {}
        if isinstance(held, list):
            yield from _builds(held, place, said)
        elif isinstance(held, dict):
            for key in _IDS:
                yield from said.trait("lineage", _plainly(held.get(key)), f"{place} {key}")
            version = _plainly(held.get("fileFormatVersion"))
            yield from said.trait("version", version, f"{place} fileFormatVersion")
    except _BROKEN as error:
        note(place, f"this property list is damaged ({error})", "it was not read")


def _plainly(value: object) -> str:
    """A word or number; lists in lists that are one and the same grow without end in print."""
    return str(value) if isinstance(value, str | int) else ""


def _builds(held: list[object], place: str, said: Said) -> Iterator[Item]:
    """The template that it was made from, and the builds that saved it, first to last."""
    for number, one in enumerate(held, 1):
        text, at = _plainly(one), f"{place} {number}"
        if text.startswith(_TEMPLATE):
            yield from said.trait("template", text.removeprefix(_TEMPLATE), at)
        else:
            yield from said.trait("software", text, at)


def _written(archive: zipfile.ZipFile, said: Said, note: Note) -> Iterator[Item]:
    """What the document itself says, wherever its objects lie."""
    for info in archive.infolist():
        name = info.filename
        base = name.rpartition("/")[2].lower()
        if base.endswith(".iwa"):
            yield from _objects(name, _part(archive, info, said.blob, note), said)
        elif base in _XML:
            yield from _xml(name, _part(archive, info, said.blob, note), said, note)
        elif base == "index.zip":
            inner = _zip.opened(io.BytesIO(_part(archive, info, said.blob, note)), note)
            if inner is not None and not _zip.overlapping(inner.infolist()):
                for part in inner.infolist():
                    yield from _objects(part.filename, _part(inner, part, said.blob, note), said)


# --- objects ------------------------------------------------------------------------------


def _objects(place: str, data: bytes, said: Said) -> Iterator[Item]:
    for one in _iwa.messages(_iwa.unpacked(data, said.blob.limits.member_bytes)):
        at = f"{place} object {one.number}"
        if one.type == _AUTHOR:
            for who in _iwa.strings(one.data, _NAME):
                yield from said.trait("author", who, f"{at} (comments)")
        elif one.type == _COMMENT:
            yield from _comment(one.data, at, said)
        else:
            for text, role in _texts(one, said.blob.name):
                yield from said.text(text, role, at)


def _texts(one: _iwa.Message, name: str) -> Iterator[tuple[str, Role]]:
    """The words of an object, with what they are; sheets have names in Numbers alone."""
    if one.type in _STORED:
        for text in _iwa.strings(one.data, _TEXT):
            yield _plain(text), "body"
    elif one.type == _STRINGS:
        for entry in _iwa.parts(one.data, _TEXT):
            for text in _iwa.strings(entry, _TEXT):
                yield text, "cell"
    elif one.type in _NAMED and name.lower().endswith(".numbers"):
        for text in _iwa.strings(one.data, _NAMED[one.type])[:1]:
            yield text, "sheet"


def _plain(text: str) -> str:
    """A text without the marks that stand for what is anchored in it."""
    return text.replace("\ufffc", "").replace("\u2028", "\n").replace("\u2029", "\n")


def _comment(data: bytes, place: str, said: Said) -> Iterator[Item]:
    for text in _iwa.strings(data, 1):
        yield from said.text(text, "comment", place)
    for date in _iwa.parts(data, 2):
        seconds = next((one for one in _iwa.parts(date, 1) if len(one) == 8), None)
        if seconds is not None:
            try:
                moment = _SINCE + timedelta(seconds=struct.unpack("<d", seconds)[0])
            except (OverflowError, ValueError):
                continue
            text = shown(moment.replace(microsecond=0))
            yield from said.trait("modified", text, f"{place} (comment)")


# --- XML of '09 ---------------------------------------------------------------------------


def _xml(place: str, data: bytes, said: Said, note: Note) -> Iterator[Item]:
    fonts = set[str]()
    for number, element in enumerate(elements(data, place, note)):
        name = element.tag.rpartition("}")[2]
        if name not in _WANTED:
            continue
        if name in _FACTS:
            for value in _values(element):
                yield from said.trait(_FACTS[name], value, f"{place} {name}")
        elif name == "fontName":
            fonts.update(_values(element))
        for text, role in _words(name, element):
            yield from said.text(text, role, f"{place} {name} {number}")
    for font in sorted(fonts):
        yield from said.trait("font", font, f"{place} fontName")


def _words(name: str, element: Element) -> Iterator[tuple[str, Role]]:
    """The words of an element, with what they are."""
    if name in _WORDS:
        for value in _values(element):
            yield value, "comment"
    elif name == "p":
        yield " ".join(words(element).split()), "body"
    elif name == "ct":
        yield attribute(element, "s"), "cell"
    elif name == "workspace":
        yield attribute(element, "workspace-name"), "sheet"


def _values(element: Element) -> Iterator[str]:
    """The strings and dates in a property."""
    for one in element.iter():
        if local(one.tag) == "string":
            yield attribute(one, "string")
        elif local(one.tag) == "date":
            yield attribute(one, "val")


# --- pictures -----------------------------------------------------------------------------


def _pictures(archive: zipfile.ZipFile, blob: Blob, note: Note) -> Iterator[Item]:
    """Previews, slides and what was placed on pages, as files of their own; themes are left out."""
    for info in archive.infolist():
        if not info.filename.lower().endswith(_PICTURES) or _THEME in info.filename:
            continue
        data = _part(archive, info, blob, note)
        if data:
            yield Child(name=_zip.raw_name(info), data=data, place=info.filename)
