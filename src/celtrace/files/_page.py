"""What a web page says (https://html.spec.whatwg.org/): words line by line, facts, paths.

Shared by the reader of pages and that of mails. Scripts and styles are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

from celtrace.files._paths import paths_in
from celtrace.records.files import TraitName

_PART = 20_000
"""Characters of one passage."""
_META: dict[str, TraitName] = {
    "author": "author", "article:author": "author", "dc.creator": "author",
    "dcterms.creator": "author", "publisher": "organisation", "dc.publisher": "organisation",
    "og:site_name": "organisation", "generator": "software", "progid": "software",
    "originator": "software", "date": "published", "dc.date": "published", "pubdate": "published",
    "article:published_time": "published", "datepublished": "published",
    "article:modified_time": "modified", "last-modified": "modified", "datemodified": "modified",
    "dcterms.created": "created", "dcterms.modified": "modified", "content-language": "language",
}  # fmt: skip
_OFFICE: dict[str, TraitName] = {
    "Author": "author", "LastAuthor": "last_editor", "Company": "organisation",
    "Manager": "author", "Template": "template", "Version": "version", "Created": "created",
    "LastSaved": "modified", "LastPrinted": "printed",
}  # fmt: skip
_ISLAND = re.compile(r"<o:(\w+)>([^<]{1,500})</o:\1>")
_SAVED = re.compile(r"saved from url=\(\d+\)(\S+)")
_WORDS = frozenset({"description", "keywords", "og:description"})
_SILENT = frozenset({"script", "style", "template", "svg"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "font", "i", "kbd", "mark",
     "q", "rb", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)  # fmt: skip


def words_of(text: str) -> str:
    """The words of a page without its marks, line by line."""
    page = Page()
    page.feed(text)
    page.close()
    return "\n".join(part for _, part in page.parts())


class Page(HTMLParser):
    """Collects what a page says."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.facts: list[tuple[TraitName, str, str]] = []
        self.told: list[tuple[str, str]] = []
        self.paths: list[str] = []
        self._lines: list[tuple[int, str]] = []
        self._line = ""
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Facts of the head, links to files, and where a line ends."""
        given = {key: value or "" for key, value in attrs}
        if tag in _SILENT or tag == "title":
            self._inside = self._inside or tag
        if tag == "meta":
            self._meta(given)
        if tag == "html" and given.get("lang"):
            self.facts.append(("language", given["lang"], "html lang"))
        for key in ("src", "href", "data-src", "content"):
            if given.get(key, "").startswith(("file:", "\\\\")):
                self.paths += paths_in(given[key])
        if tag not in _INLINE:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        """The end of what is passed over, or of a line."""
        if tag == self._inside:
            self._inside = ""
        if tag not in _INLINE:
            self._end()

    def handle_data(self, data: str) -> None:
        """Words that are shown."""
        if self._inside == "title":
            self.title += data
        elif not self._inside:
            self._line += data

    def handle_comment(self, data: str) -> None:
        """Properties that Office wrote, and the address that a browser saved the page from."""
        for found in _ISLAND.finditer(data):
            if found[1] in _OFFICE:
                value = unescape(found[2])
                self.facts.append((_OFFICE[found[1]], value, f"comment o:{found[1]}"))
        saved = _SAVED.search(data)
        if saved:
            self.told.append((f"saved from {saved[1]}", f"line {self.getpos()[0]}"))

    def parts(self) -> Iterator[tuple[str, str]]:
        """The lines of words in parts, each with where it stands in the source."""
        self._end()
        held, size, first = list[str](), 0, 1
        for number, line in self._lines:
            held.append(line)
            size += len(line)
            if size > _PART:
                yield f"lines {first}-{number}", "\n".join(held)
                held, size, first = [], 0, number
        if held:
            yield f"lines {first}-{self._lines[-1][0]}", "\n".join(held)

    def _meta(self, given: dict[str, str]) -> None:
        keys = (given.get(key, "") for key in ("name", "property", "itemprop", "http-equiv"))
        name = next((key for key in keys if key), "").casefold()
        if name in _META:
            self.facts.append((_META[name], given.get("content", ""), f"meta {name}"))
        elif name in _WORDS:
            self.told.append((given.get("content", ""), f"meta {name}"))

    def _end(self) -> None:
        line, self._line = " ".join(self._line.split()), ""
        if line:
            self._lines.append((self.getpos()[0], line))
