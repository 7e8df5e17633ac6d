"""GLEIF files in XML: the same records as in JSON, one after the other, in little memory.

Reference: https://www.gleif.org/en/about-lei/common-data-file-format (LEI-CDF 3.1, RR-CDF
2.1, Reporting Exceptions 2.1). A document type is refused: these schemata have none, and
entities can hide files and bombs behind it (CWE-611, CWE-776).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

import msgspec

from celtrace.exchange._json import Entry
from celtrace.ports import Note
from celtrace.settings import Limits

RECORDS = frozenset({"LEIRecord", "RelationshipRecord", "Exception"})
DEEPEST = 30
CHUNK = 65_536


class _Refused(Exception):
    """Something that no GLEIF file has."""


class _Node(msgspec.Struct):
    """An element: its name without prefix, what lies in it, its text."""

    tag: str
    inner: list[_Node] = []
    text: list[str] = []


class _Cutter:
    """Collects the elements that are records; all others are passed over."""

    def __init__(self) -> None:
        self.done: list[_Node] = []
        self._open: list[_Node] = []
        self._depth = 0
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, data: bytes, *, last: bool = False) -> list[_Node]:
        """The records that are complete now; ExpatError for broken XML."""
        self._parser.Parse(data, last)
        done, self.done = self.done, []
        return done

    def _doctype(self, *_: object) -> None:
        raise _Refused("it declares a document type")

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Refused(f"it is deeper than {DEEPEST} levels")
        node = _Node(name.rpartition(":")[2])
        if self._open:
            self._open[-1].inner.append(node)
        if self._open or node.tag in RECORDS:
            self._open.append(node)

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._open:
            node = self._open.pop()
            if not self._open:
                self.done.append(node)

    def _text(self, data: str) -> None:
        if self._open:
            self._open[-1].text.append(data)


def entries(begins: bytes, stream: BinaryIO, note: Note, limits: Limits) -> Iterator[Entry]:
    """The records as mappings like those of the JSON files, numbered from 1.

    `begins` was read of the stream before.
    """
    cutter, number, data = _Cutter(), 0, begins
    left = limits.table_bytes - len(begins)
    try:
        while data:
            for node in cutter.feed(data):
                number += 1
                yield number, _mapping(node)
            data = stream.read(min(CHUNK, max(left, 0)))
            left -= len(data)
        if left > 0 or not stream.read(1):
            cutter.feed(b"", last=True)
        else:
            note("", f"the file is larger than {limits.table_bytes} bytes",
                 f"it was read up to entry {number}")  # fmt: skip
    except (expat.ExpatError, _Refused, UnicodeDecodeError) as error:
        note(f"after entry {number}", f"the XML is broken or refused ({error})",
             "what follows was not read")  # fmt: skip


def _mapping(node: _Node) -> dict[str, Any]:
    """What lies in an element, by name; of one name twice the texts are joined."""
    held: dict[str, Any] = {}
    for inner in node.inner:
        value = _value(inner)
        before = held.get(inner.tag)
        both = isinstance(before, str) and isinstance(value, str)
        held[inner.tag] = f"{before}, {value}" if both else value
    return held


def _value(node: _Node) -> Any:  # noqa: ANN401 - any JSON value
    """A text, a mapping or, for `Periods` full of `Period`, a list of mappings."""
    if not node.inner:
        return "".join(node.text).strip()
    if {f"{inner.tag}s" for inner in node.inner} == {node.tag}:
        return [_mapping(i) if i.inner else {i.tag: _value(i)} for i in node.inner]
    return _mapping(node)
