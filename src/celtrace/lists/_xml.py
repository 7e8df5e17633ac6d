"""XML in one pass and little memory: one element of interest after the other.

Built on expat itself, because only it tells line and byte: the quote of an entry is then
exactly what stands in the file. A document type is refused whole: no publisher of a list
uses one, and entities can hide both files and bombs behind it (CWE-611, CWE-776).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from celtrace.errors import ListRefused
from celtrace.lists._bytes import AGAIN, CHUNK
from celtrace.lists._tally import Tally

DEEPEST = 100
QUOTE_BYTES = 8_000


class Piece(NamedTuple):
    """An element with all below it, the line it begins in, and its bytes as text."""

    tag: str
    element: Element
    line: int
    quote: str


class _Cutter:
    """Feeds expat and collects the wanted elements; prefixes of names are dropped."""

    def __init__(self, name: str, wanted: frozenset[str], marks: frozenset[str]) -> None:
        self.name, self.wanted, self.marks = name, wanted, marks
        self.done: list[Piece] = []
        self._depth = 0
        self._inside = 0
        self._begun = (0, 0)
        self._builder = TreeBuilder()
        self._bytes, self._base = b"", 0
        parser = self._parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        """Parse some more bytes."""
        self._bytes += piece
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            message = f"{self.name}: the XML is broken or not closed at {self._where(error)}."
            raise ListRefused(message, AGAIN) from error
        needless = len(self._bytes) - 2 * CHUNK
        if self._inside:
            needless = min(needless, self._begun[1] - self._base)
        if needless > 0:
            self._base += needless
            self._bytes = self._bytes[needless:]

    def _where(self, error: expat.ExpatError) -> str:
        return f"line {error.lineno} ({expat.ErrorString(error.code)})"

    def _doctype(self, *_: object) -> None:
        raise ListRefused(
            f"{self.name}: the XML declares a document type at line "
            f"{self._parser.CurrentLineNumber}; no publisher of this list does.",
            AGAIN,
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ListRefused(f"{self.name}: XML deeper than {DEEPEST} levels.", AGAIN)
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if not self._inside:
            if self._depth == 1 or tag in self.marks:
                mark = Element(tag, _plain(attributes))
                self.done.append(Piece(tag, mark, self._parser.CurrentLineNumber, ""))
            if tag not in self.wanted:
                return
            self._begun = (self._parser.CurrentLineNumber, self._parser.CurrentByteIndex)
            self._builder = TreeBuilder()
            self._parser.CharacterDataHandler = self._builder.data
        self._inside += 1
        self._builder.start(tag, _plain(attributes) if attributes else attributes)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if not self._inside:
            return
        raw = tag
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        self._builder.end(tag)
        self._inside -= 1
        if not self._inside:
            self._parser.CharacterDataHandler = None
            line, begin = self._begun
            piece = Piece(tag, self._builder.close(), line, self._quote(begin, raw))
            self.done.append(piece)

    def _quote(self, begin: int, tag: str) -> str:
        """The bytes up to the closing tag, or of an empty element up to where expat stands."""
        start = begin - self._base
        end = self._parser.CurrentByteIndex - self._base
        if self._bytes.startswith(f"</{tag}".encode(), end):
            end = self._bytes.find(b">", end) + 1
        return self._bytes[start : min(end, start + QUOTE_BYTES)].decode("utf-8", errors="replace")


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    return {
        name.rpartition(":")[2] if ":" in name else name: value
        for name, value in attributes.items()
    }


def pieces(
    name: str, data: Iterable[bytes], *wanted: str, marks: tuple[str, ...] = ()
) -> Iterator[Piece]:
    """The root without its children first, then each wanted element in order.

    Elements named in `marks` are given when they begin, like the root without children.

    Raises ListRefused, with the line, when the XML is not well-formed to its end.
    """
    cutter = _Cutter(name, frozenset(wanted), frozenset(marks))
    for chunk in data:
        cutter.feed(chunk)
        yield from cutter.done
        cutter.done.clear()
    cutter.feed(b"", last=True)
    yield from cutter.done


def value(element: Element | None, path: str = "") -> str:
    """The text at the path, white space at both ends removed; empty when absent."""
    found = element.find(path) if path and element is not None else element
    return (found.text or "").strip() if found is not None else ""


def audit(element: Element, known: frozenset[str], tally: Tally, place: str) -> None:
    """Count every element below that is not named in `known`, by its path."""
    for path in _paths(element, ""):
        if path not in known:
            tally.add(f"unknown element {path}", "it was not read", place)


def _paths(element: Element, above: str) -> Iterator[str]:
    for child in element:
        path = f"{above}/{child.tag}" if above else child.tag
        yield path
        if len(child):
            yield from _paths(child, path)
