"""What Word, Excel and PowerPoint files share: who, with what, when, from which template.

Reference: ECMA-376 (https://ecma-international.org/publications-and-standards/standards/ecma-376/),
parts docProps/core.xml, docProps/app.xml, docProps/custom.xml and the relations.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from celtrace.files import _zip
from celtrace.files._blob import Blob, Item
from celtrace.files._markup import attribute, elements, local, words
from celtrace.files._own import FACTS
from celtrace.files._say import Says
from celtrace.ports import Note
from celtrace.records import Child, Trait, TraitName

_CORE: dict[str, TraitName] = {
    "creator": "author", "lastModifiedBy": "last_editor", "title": "title", "identifier": "lineage",
}  # fmt: skip
_TIMES: dict[str, TraitName] = {
    "created": "created",
    "modified": "modified",
    "lastPrinted": "printed",
}
_APP: dict[str, TraitName] = {
    "Application": "software", "AppVersion": "version", "Company": "organisation",
    "Manager": "author", "Template": "template",
}  # fmt: skip
_MEDIA = ("/media/", "/embeddings/", "vbaProject.bin")


class Package:
    """An opened document."""

    def __init__(self, blob: Blob, note: Note, says: Says, archive: zipfile.ZipFile) -> None:
        self.blob, self.note, self.says, self.archive = blob, note, says, archive
        self.names = list(dict.fromkeys(archive.namelist()))

    def part(self, name: str) -> bytes:
        """The bytes of a part; none if it is absent or cannot be read, which is noted."""
        return _zip.member(self.archive, name, self.blob, self.note) or b""

    def like(self, start: str, end: str = ".xml") -> list[str]:
        """Names of parts, those with numbers in their order."""
        found = [name for name in self.names if name.startswith(start) and name.endswith(end)]
        return sorted(found, key=lambda name: (len(name), name))


def opened(blob: Blob, note: Note, reader: str) -> Package | None:
    """The document; None, with a note, if its container cannot be read."""
    archive = _zip.opened(blob.stream, note)
    if archive is not None and _zip.overlapping(archive.infolist()):
        note("", "parts share the same packed bytes, as in a bomb", "nothing was read")
        return None
    return Package(blob, note, Says(blob, reader), archive) if archive is not None else None


def properties(package: Package) -> Iterator[Trait]:
    """Everything of docProps, and the clocks of the container."""
    says = package.says
    for element in elements(package.part("docProps/core.xml"), "docProps/core.xml", package.note):
        name, place = local(element.tag), f"docProps/core.xml {local(element.tag)}"
        if name in _CORE:
            yield from says.fact(_CORE[name], words(element), place)
        elif name in _TIMES:
            yield from says.time(_TIMES[name], words(element), place)
    for element in elements(package.part("docProps/app.xml"), "docProps/app.xml", package.note):
        name, place = local(element.tag), f"docProps/app.xml {local(element.tag)}"
        if name in _APP:
            yield from says.fact(_APP[name], words(element), place)
        elif name == "HyperlinkBase":
            yield from says.paths(words(element), place)
    yield from _custom(package)
    yield from _relations(package)
    yield from _zip.clocks(package.archive.infolist(), package.blob, says.reader)


def _custom(package: Package) -> Iterator[Trait]:
    part = "docProps/custom.xml"
    for element in elements(package.part(part), part, package.note):
        if local(element.tag) == "property":
            yield from _own(package, attribute(element, "name"), words(element))


def _own(package: Package, name: str, text: str) -> Iterator[Trait]:
    """A property of the maker's own: who, the build of WPS Office, or what copies share."""
    place = f"docProps/custom.xml {name}"
    if (fact := FACTS.get(name.casefold())) is not None:
        yield from package.says.fact(fact, text, place)
    else:
        yield from package.says.fact("lineage", f"{name}={text}", place)


def _relations(package: Package) -> Iterator[Trait]:
    """Templates, linked files and pictures outside: paths of the maker's machine."""
    for name in package.like("", ".rels"):
        for element in elements(package.part(name), name, package.note):
            if attribute(element, "TargetMode") != "External":
                continue
            target, kind = attribute(element, "Target"), attribute(element, "Type")
            if kind.endswith("attachedTemplate"):
                yield from package.says.fact("template", target, name)
            yield from package.says.paths(target.removeprefix("file:///"), name)


def held(package: Package) -> Iterator[Item]:
    """Pictures, embedded files and macros, as files of their own."""
    for info in package.archive.infolist():
        if not any(mark in f"/{info.filename}" for mark in _MEDIA) or _zip.is_folder(info):
            continue
        data = _zip.member(package.archive, info, package.blob, package.note)
        if data:
            yield Child(name=_zip.raw_name(info), data=data, place=info.filename)
