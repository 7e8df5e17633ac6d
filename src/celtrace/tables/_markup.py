"""Streaming XML that refuses document types, and with them entities (XML 1.0, 2.8 and 4.2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat


class Refused(ValueError):
    """The XML holds something that a spreadsheet has no use for."""


class Handler(Protocol):
    """Gets the elements of a document, by local name, in document order."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; its attributes go by local name."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Characters, possibly a part of a run."""


def parser(handler: Handler) -> expat.XMLParserType:
    """A parser without namespaces that feeds the handler and raises Refused for a DOCTYPE."""
    made = expat.ParserCreate()
    made.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        short = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        handler.start(name.rpartition(":")[2], short)

    def doctype(*_: object) -> None:
        raise Refused("it declares a document type")

    made.StartElementHandler = start
    made.EndElementHandler = lambda name: handler.end(name.rpartition(":")[2])
    made.CharacterDataHandler = handler.text
    made.StartDoctypeDeclHandler = doctype
    return made


def step(made: expat.XMLParserType, piece: bytes, *, last: bool = False) -> None:
    """Parse a piece; ExpatError if it is not well-formed, Refused for what is not read."""
    try:
        made.Parse(piece, last)
    except LookupError as error:
        raise Refused(f"its {error}") from error


def feed(handler: Handler, pieces: Iterable[bytes]) -> None:
    """Parse a whole document; ExpatError if it is not well-formed, Refused for a DOCTYPE."""
    made = parser(handler)
    for piece in pieces:
        step(made, piece)
    step(made, b"", last=True)
