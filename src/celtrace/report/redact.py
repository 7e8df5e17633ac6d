"""Names of people who have nothing to do with what was found, taken out of a report.

Each person is `[person 3]` wherever a name, address or number of theirs stands, also inside
quotes and captions; digests and places stay, so that whoever holds the bytes can check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from celtrace.report.chain import Link, Mark, Node
from celtrace.report.document import (
    Card,
    Citation,
    Fact,
    Figure,
    Para,
    Picture,
    ReportContent,
    Section,
    Span,
    Table,
    strong,
    words,
)
from celtrace.text.counts import count

_END = ""
"""Where a text ends in the tree: no letter."""
SHORTEST, LONGEST = 2, 200
"""Letters of a text that can be looked for."""
READ: dict[type[msgspec.Struct], frozenset[str]] = {
    Span: frozenset({"text"}),
    Citation: frozenset({"quote", "source", "place"}),
    Table: frozenset({"caption", "heads"}),
    Fact: frozenset({"label"}),
    Card: frozenset({"tags"}),
    Figure: frozenset({"caption"}),
    Picture: frozenset({"alt"}),
    Section: frozenset({"title"}),
    Node: frozenset({"name"}),
    Link: frozenset({"label", "note"}),
    Mark: frozenset({"text"}),
    ReportContent: frozenset({"title", "behalf"}),
}
"""Which fields of a report's values people read; ids and anchors are none of them."""
_SPACES = re.compile(r"\s+")

T = TypeVar("T")


class Person(msgspec.Struct, frozen=True):
    """Somebody whose texts are taken out, and what stands there instead."""

    label: str
    texts: tuple[str, ...]


def redacted(content: ReportContent, people: Sequence[Person]) -> ReportContent:
    """The report without the texts of these people, and with a line that says so."""
    change = replacer(people)
    if change is None:
        return content
    made = walked(content, change)
    first, *others = made.sections
    said = Para(words(strong(
        f"{count(len(people), 'name is', 'names are')} taken out: people who are the subject of "
        "no finding, no listed name and no blocked status. Who they are stands in the case."
    )), "note")  # fmt: skip
    told = msgspec.structs.replace(first, blocks=(said, *first.blocks))
    return msgspec.structs.replace(made, sections=(told, *others))


def replacer(people: Iterable[Person]) -> Callable[[str], str] | None:
    """A function that takes people's texts out of a text; None if there is nobody."""
    labels: dict[str, str] = {}
    for person in people:
        for text in map(_plain, person.texts):
            if SHORTEST <= len(text) <= LONGEST:
                labels.setdefault(text, person.label)
                labels.setdefault(text.lower(), person.label)
    if not labels:
        return None
    known = re.compile(_pattern(_tree(labels)), re.IGNORECASE)

    def change(text: str) -> str:
        return known.sub(lambda found: _label(labels, _plain(found[0])), text)

    return change


def _label(labels: Mapping[str, str], text: str) -> str:
    return labels.get(text) or labels.get(text.lower()) or "[person]"


def walked(value: T, change: Callable[[str], str]) -> T:
    """A value of the report with every text that people read changed."""
    return _walked(value, change, read=False)  # type: ignore[no-any-return]


def _walked(value: Any, change: Callable[[str], str], *, read: bool) -> Any:  # noqa: ANN401 - any part of a report
    if isinstance(value, str):
        return change(value) if read else value
    if isinstance(value, tuple):
        return tuple(_walked(one, change, read=read) for one in value)
    if isinstance(value, msgspec.Struct):
        texts = READ.get(type(value), frozenset())
        held = {
            name: _walked(getattr(value, name), change, read=name in texts)
            for name in value.__struct_fields__
        }
        return msgspec.structs.replace(value, **held)
    return value


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.strip())


Tree = dict[str, Any]


def _tree(texts: Iterable[str]) -> Tree:
    """Texts by their letters, so that thousands are looked for at once."""
    tree: Tree = {}
    for text in texts:
        here = tree
        for char in text:
            here = here.setdefault(char, {})
        here[_END] = text
    return tree


def _pattern(tree: Tree) -> str:
    """The pattern of all texts; the longest wins, and no word is cut in two."""
    ways = (
        (r"(?<!\w)" if _latin(char) else "") + re.escape(char) + _branch(below)
        for char, below in sorted(tree.items())
    )
    return "|".join(ways)


def _branch(tree: Tree) -> str:
    ways = [
        (r"\s+" if char == " " else re.escape(char)) + _branch(below)
        for char, below in sorted(tree.items()) if char != _END
    ]  # fmt: skip
    if _END in tree:
        ways.append(r"(?!\w)" if _latin(tree[_END][-1]) else "")
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _latin(char: str) -> bool:
    """Whether words in the script of a letter stand between spaces."""
    return char.isalnum() and char < "\u1100"
