"""PowerPoint slides: texts and notes by slide, comments with their authors, fonts.

Reference: ECMA-376 part 1, PresentationML and DrawingML
(https://ecma-international.org/publications-and-standards/standards/ecma-376/).
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _ooxml
from celtrace.files._blob import Blob, Item
from celtrace.files._markup import attribute, elements, local, words
from celtrace.files._say import Role
from celtrace.ports import Note

FORMAT = "pptx"
TITLE = "PowerPoint slides"
EXTENSIONS = ("pptx", "pptm", "potx", "ppsx", "ppsm")
_PARTS: tuple[tuple[str, Role], ...] = (
    ("ppt/slides/slide", "body"), ("ppt/notesSlides/notesSlide", "comment"),
)  # fmt: skip


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether the container holds slides."""
    return 0.95 if "ppt/presentation.xml" in getattr(head, "members", ()) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Properties, texts, comments, fonts, then what is embedded."""
    package = _ooxml.opened(blob, note, FORMAT)
    if package is None:
        return
    yield from _ooxml.properties(package)
    for start, role in _PARTS:
        for part in package.like(start):
            for number, element in enumerate(elements(package.part(part), part, note)):
                if local(element.tag) == "p":
                    yield from package.says.text(words(element), role, f"{part} {number}")
    yield from _people(package)
    yield from _fonts(package)
    yield from _ooxml.held(package)


def _people(package: _ooxml.Package) -> Iterator[Item]:
    for part in (*package.like("ppt/commentAuthors"), *package.like("ppt/authors"),
                 *package.like("ppt/comments/")):  # fmt: skip
        for element in elements(package.part(part), part, package.note):
            name = local(element.tag)
            if name in ("cmAuthor", "author"):
                yield from package.says.fact("author", attribute(element, "name"), part)
            elif name == "cm":
                yield from package.says.text(words(element), "comment", part)
                yield from package.says.time("modified", attribute(element, "dt"), part)


def _fonts(package: _ooxml.Package) -> Iterator[Item]:
    fonts: dict[str, str] = {}
    for part in (*package.like("ppt/theme/"), *package.like("ppt/slides/slide")):
        for element in elements(package.part(part), part, package.note):
            if local(element.tag) in ("latin", "ea", "cs", "font"):
                fonts.setdefault(attribute(element, "typeface"), part)
    for font, part in sorted(fonts.items()):
        if not font.startswith("+"):
            yield from package.says.fact("font", font, part)
