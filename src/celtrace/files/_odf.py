"""What OpenDocument texts, sheets and slides share.

Reference: OASIS OpenDocument 1.3, parts meta.xml, content.xml, styles.xml, settings.xml
(https://docs.oasis-open.org/office/OpenDocument/v1.3/).
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _odf_locked, _zip
from celtrace.files._blob import Blob, Item
from celtrace.files._markup import attribute, elements, local, words
from celtrace.files._ooxml import Package, opened
from celtrace.files._own import FACTS
from celtrace.ports import Note
from celtrace.records import Child, Trait, TraitName

_META: dict[str, TraitName] = {
    "initial-creator": "author", "creator": "last_editor", "generator": "software",
    "title": "title", "printed-by": "last_editor",
}  # fmt: skip
_TIMES: dict[str, TraitName] = {
    "creation-date": "created",
    "date": "modified",
    "print-date": "printed",
}
_HELD = ("Pictures/", "Object ")
_SHELL = frozenset({"content.xml", "META-INF/manifest.xml", "mimetype"})


def sniffed(head: bytes, kinds: tuple[bytes, ...], *, ends: bool = False) -> float:
    """Whether the member for it, first as it should be or not, says one of these kinds.

    Where it is packed or far behind, the extension (`ends`) and the members say it.
    """
    members = getattr(head, "members", ())
    own = "content.xml" in members or head[30:38] == b"mimetype"
    if own and any(b"mimetype" + kind in head for kind in kinds):
        return 0.95
    return (
        0.9
        if ends and {"content.xml", "META-INF/manifest.xml", "mimetype"} <= set(members)
        else 0.0
    )


def document(blob: Blob, note: Note, reader: str) -> Iterator[Item]:
    """Properties, fonts, texts, comments, printers, then pictures."""
    package = opened(blob, note, reader)
    if package is None:
        return
    if _odf_locked.is_locked(package.archive):
        yield from _zip.clocks(package.archive.infolist(), blob, reader)
        if "meta.xml" not in _odf_locked.locks(package.part(_odf_locked.MANIFEST)):
            yield from _meta(package)
        yield from _odf_locked.opened(package.archive, blob, note, "only its shell was read")
        return
    yield from _meta(package)
    yield from _zip.clocks(package.archive.infolist(), blob, reader)
    yield from _fonts(package)
    yield from _texts(package)
    yield from _settings(package)
    for info in package.archive.infolist():
        if info.filename.startswith(_HELD) and not _zip.is_folder(info) and info.file_size:
            data = _zip.member(package.archive, info, blob, note)
            if data:
                yield Child(name=_zip.raw_name(info), data=data, place=info.filename)


def _meta(package: Package) -> Iterator[Trait]:
    for element in elements(package.part("meta.xml"), "meta.xml", package.note):
        name, place = local(element.tag), f"meta.xml {local(element.tag)}"
        if name in _META:
            yield from package.says.fact(_META[name], words(element), place)
        elif name in _TIMES:
            yield from package.says.time(_TIMES[name], words(element), place)
        elif name == "template":
            yield from package.says.fact("template", attribute(element, "href"), place)
            yield from package.says.time("created", attribute(element, "date"), place)
        elif name == "user-defined":
            own = attribute(element, "name")
            fact = FACTS.get(own.casefold())
            text = words(element) if fact else f"{own}={words(element)}"
            yield from package.says.fact(fact or "lineage", text, place)


def _fonts(package: Package) -> Iterator[Trait]:
    fonts: dict[str, str] = {}
    for part in ("content.xml", "styles.xml"):
        for element in elements(package.part(part), part, package.note):
            if local(element.tag) == "font-face":
                fonts.setdefault(attribute(element, "font-family").strip("'"), part)
    for font, part in sorted(fonts.items()):
        yield from package.says.fact("font", font, part)


def _texts(package: Package) -> Iterator[Item]:
    number = 0
    for element in elements(package.part("content.xml"), "content.xml", package.note):
        name = local(element.tag)
        number += name in ("p", "h")
        if name in ("p", "h"):
            yield from package.says.text(words(element), "body", f"paragraph {number}")
        elif name == "table":
            table = attribute(element, "name")
            yield from package.says.text(table, "sheet", f"table {table}")
        elif name == "annotation":
            by = next((words(one) for one in element if local(one.tag) == "creator"), "")
            yield from package.says.fact("author", by, "content.xml annotation")
            yield from package.says.text(words(element), "comment", f"annotation by {by}")


def _settings(package: Package) -> Iterator[Item]:
    for element in elements(package.part("settings.xml"), "settings.xml", package.note):
        if attribute(element, "name") in ("PrinterName", "CurrentDatabaseDataSource"):
            yield from package.says.fact("machine", words(element), "settings.xml PrinterName")
        elif attribute(element, "name") == "Rsid":
            yield from package.says.fact("lineage", words(element), "settings.xml Rsid")
