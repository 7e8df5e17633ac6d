"""Hangul Word Processor document in XML, HWPX (OWPML, KS X 6101; https://www.hancom.com/support/downloadCenter/hwpOwpml).

A ZIP. Author, who saved it last, the program with its version and the operating system,
fonts, all text, files inside, and the date of creation twice, as in HWP 5: in words of the
machine's language and time, and in UTC, which gives the zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from celtrace.files import _odf_locked, _zip
from celtrace.files._blob import Blob, Item
from celtrace.files._layered import Layered, document
from celtrace.files._said_dates import written_out
from celtrace.files._times import Stamp, against, iso
from celtrace.files._xml import Node
from celtrace.ports import Note
from celtrace.records import Child, Drawn, Head
from celtrace.records.files import TraitName

FORMAT = "hwpx"
TITLE = "Hangul word processor XML"
EXTENSIONS = ("hwpx",)

_TYPE = b"application/hwp+zip"
_HEAD = "Contents/content.hpf"
_META: dict[str, TraitName] = {
    "creator": "author", "lastsaveby": "last_editor", "title": "title", "subject": "title",
}  # fmt: skip
_TIMES: dict[str, TraitName] = {"createddate": "created", "modifieddate": "modified"}
_WORDS = frozenset({"description", "keyword"})
_SECTION = re.compile(r"Contents/section(\d+)\.xml")
_PREVIEW, _PICTURE = "Preview/PrvText.txt", "Preview/PrvImage.png"


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the container says it
    """A ZIP whose first member says so, or that holds the document's list of parts."""
    if not head.startswith(b"PK"):
        return 0.0
    members = head.members if isinstance(head, Head) else ()
    return 0.98 if _TYPE in head[:120] or _HEAD in members else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties, versions, fonts, text, the preview, files inside."""
    opened = document(blob, FORMAT, note)
    if opened is None:
        return
    yield from _version(opened)
    yield from _about(opened)
    yield from opened.clocks(FORMAT)
    yield from _fonts(opened)
    locked = _odf_locked.is_locked(opened.archive)
    if locked:
        known = "its properties and preview were read"
        yield from _odf_locked.opened(opened.archive, blob, note, known)
    texts = [] if locked else list(_sections(opened))
    yield from texts
    if not texts:
        preview = opened.member(_PREVIEW).decode("utf-8", "replace")
        yield from opened.said.text(preview, "body", _PREVIEW)
    yield from _around(opened)


def _version(opened: Layered) -> Iterator[Item]:
    """`Hancom Office Hangul` and `9, 1, 1, 5656 WIN32LEWindows_7`: program, then system."""
    root = opened.tree("version.xml")
    if root is None:
        return
    told = root.attributes
    version = told.get("appVersion", "")
    program = f"{told.get('application', '')} {version}".strip()
    yield from opened.said.trait("software", program, "version.xml")
    system = version.rpartition(" ")[2] if " " in version else ""
    yield from opened.said.trait("system", system if "LE" in system else "", "version.xml")
    numbers = [told.get(key, "") for key in ("major", "minor", "micro", "buildNumber")]
    yield from opened.said.trait("version", ".".join(n for n in numbers if n), "version.xml")


def _about(opened: Layered) -> Iterator[Item]:
    root = opened.tree(_HEAD)
    if root is None:
        return
    told = {key: (value, place) for key, value, place in _properties(root)}
    said = opened.said
    for key, name in _META.items():
        yield from said.trait(name, *told.get(key, ("", "")))
    for key in sorted(_WORDS & told.keys()):
        yield from said.text(told[key][0], "comment", told[key][1])
    words = told.get("date", ("", ""))[0]
    for key, name in _TIMES.items():
        value, place = told.get(key, ("", ""))
        local = written_out(words) if name == "created" else None
        stamp = _zoned(value, words, local)
        yield from said.trait(name, stamp.text if stamp else value, place, stamp)


def _zoned(value: str, words: str, local: datetime | None) -> Stamp | None:
    """The instant in UTC with the zone that the same moment in words gives."""
    stamp = iso(value)
    if stamp.time is None or local is None:
        return None
    return against(words, local, stamp.time, "text_against_utc")


def _properties(root: Node) -> Iterator[tuple[str, str, str]]:
    """Name in lower case, value and place of each property of the package."""
    for node in root.all("metadata"):
        for one in node.children:
            name = one.attributes.get("name", "") or one.name
            if one.text and one.text != "text":
                yield name.casefold(), one.text, f"{_HEAD} {name}"


def _fonts(opened: Layered) -> Iterator[Item]:
    root = opened.tree("Contents/header.xml")
    faces = {node.attributes.get("face", "") for node in root.all("font")} if root else set()
    for face in sorted(faces):
        yield from opened.said.trait("font", face, "Contents/header.xml")


def _sections(opened: Layered) -> Iterator[Item]:
    names = [(int(m[1]), m[0]) for m in map(_SECTION.fullmatch, opened.archive.namelist()) if m]
    for _, name in sorted(names):
        root = opened.tree(name)
        if root is not None:
            lines = [_paragraph(node) for node in root.all("p")]
            yield from opened.said.text("\n".join(filter(None, lines)), "body", name)


def _paragraph(node: Node) -> str:
    """The letters of a paragraph; those inside it (in tables) speak for themselves."""
    runs = [run for run in node.children if run.name == "run"]
    return "".join(one.text for run in runs for one in run.children if one.name == "t")


def _around(opened: Layered) -> Iterator[Item]:
    """The preview picture and the files inside."""
    data = opened.member(_PICTURE)
    if data.startswith((b"\x89PNG", b"\xff\xd8")):
        yield Drawn(data=data, role="thumbnail", place=_PICTURE)
    for info in opened.archive.infolist():
        if info.filename.startswith("BinData/") and info.file_size:
            held = opened.member(info)
            if held:
                yield Child(name=_zip.raw_name(info), data=held, place=info.filename)
