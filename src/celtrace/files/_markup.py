"""XML of documents, read tolerantly and without anything it may ask for.

Entities are not defined, files and addresses are not fetched: a document type with entities
ends the reading (https://cheatsheetseries.owasp.org/, XML External Entity Prevention).
What was read before a break stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from celtrace.ports import Note

_PIECE = 1 << 16
_DEEP = 2_000


def elements(data: bytes, place: str, note: Note) -> Iterator[Element]:
    """Elements as they end, in the order of the document; a break is noted."""
    if not data:
        return
    if b"<!ENTITY" in data[:_PIECE]:
        note(place, "it defines entities", "this part was not read")
        return
    parser: XMLPullParser[Any] = XMLPullParser(("start", "end"))
    depth = 0
    try:
        for at in range(0, len(data), _PIECE):
            parser.feed(data[at : at + _PIECE])
            for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
                depth += 1 if event == "start" else -1
                if depth > _DEEP:
                    note(place, f"it is more than {_DEEP} levels deep", "the rest was not read")
                    return
                if event == "end":
                    yield element
        parser.close()
    except (ParseError, ValueError, LookupError) as error:
        note(place, f"it is cut off or no sound XML ({error})", "what stood before was read")


def local(tag: str) -> str:
    """The name without its namespace."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute by its name in any namespace; empty if there is none."""
    for key, value in element.attrib.items():
        if local(key) == name:
            return value
    return ""


def words(element: Element) -> str:
    """All text of an element and what it holds."""
    return "".join(element.itertext())
