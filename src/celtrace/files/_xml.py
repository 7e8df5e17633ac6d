"""XML as it lies on servers: cut, badly closed, hostile (XML 1.0).

Entity declarations end the reading, and nothing outside is ever fetched: that is all
that the known XML attacks rest on. What stands before the first fault is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from celtrace.ports import Note

DEEPEST = 200
"""Levels of nesting that are followed."""
_MARK = b"\xef\xbb\xbf"
_BEFORE = ((b"<?xml", b"?>"), (b"<!--", b"-->"), (b"<!DOCTYPE", b">"))
"""What may stand before the first element, and how each of it ends."""
_AFTER_NAME = (b">", b" ", b"\t", b"\r", b"\n")


class Node:
    """An element: its tag as `namespace}name` or `name`, attributes, own text, children."""

    __slots__ = ("attributes", "children", "pieces", "tag")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.pieces: list[str] = []
        self.children: list[Node] = []

    @property
    def name(self) -> str:
        """The tag without its namespace."""
        return self.tag.rpartition("}")[2]

    @property
    def text(self) -> str:
        """The text right in this element, without the space around it."""
        return "".join(self.pieces).strip()

    def walk(self) -> Iterator[Node]:
        """Yield the element and all below it, in the order of the file."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def all(self, name: str) -> Iterator[Node]:
        """All elements below of that name."""
        return (node for node in self.walk() if node.name == name)

    def said(self, name: str) -> str:
        """The text of the first element below of that name."""
        return next((node.text for node in self.all(name) if node.text), "")


class _Entity(ValueError):
    """An entity is declared."""


class _Builder:
    """Builds what there is: there is a root even where the end is missing."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Node] = []
        self.skipped = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= DEEPEST:
            self.skipped += 1
            return
        node = Node(tag, attributes)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = self.root or node
        self.open.append(node)

    def end(self, _tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif self.open:
            self.open.pop()

    def data(self, text: str) -> None:
        if self.open and not self.skipped:
            self.open[-1].pieces.append(text)


def begins_with(head: bytes, tag: bytes) -> bool:
    """Whether the first element has this tag; a mark, space, comments, a type may stand before."""
    rest = head.lstrip().removeprefix(_MARK).lstrip()
    while found := next((one for one in _BEFORE if rest.startswith(one[0])), None):
        start, end = found
        rest = rest[len(start) :].partition(end)[2].lstrip()
    name = b"<" + tag
    return rest.startswith(name) and rest[len(name) : len(name) + 1] in _AFTER_NAME


def _refuse(name: str, *_: object) -> None:
    raise _Entity(name)


def parsed(data: bytes) -> tuple[Node | None, str]:
    """The tree of what could be read, and what is wrong with the rest; empty if nothing is."""
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler, parser.EntityDeclHandler = builder.data, _refuse
    try:
        parser.Parse(data.lstrip(b" \t\r\n\x00").removeprefix(_MARK), True)  # noqa: FBT003 - it is the last piece
    except expat.ExpatError as error:
        return builder.root, f"not well-formed: {error}"
    except _Entity as error:
        return builder.root, f"the entity {error} is declared, which is refused"
    except (ValueError, LookupError) as error:
        return builder.root, f"unreadable: {error}"
    return builder.root, ""


def tree(data: bytes, place: str, note: Note) -> Node | None:
    """The tree of what could be read, None if nothing could; what is wrong is noted."""
    root, fault = parsed(data)
    if fault:
        note(place, fault, "what stands before the fault was read")
    return root
