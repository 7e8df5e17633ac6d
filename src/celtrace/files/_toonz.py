"""The not quite XML of OpenToonz: scenes and palettes (https://github.com/opentoonz/opentoonz).

Attributes are quoted with either mark, ampersands stand bare, texts are quoted strings or
numbers between tags. So tags are walked one by one, and nothing is ever refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from celtrace.files._blob import Item
from celtrace.files._said import Said

_TAG = re.compile(
    r"<(/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>"
)
_ATTRIBUTE = re.compile(r"([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_DEEPEST = 100


class Tag(NamedTuple):
    """An opening tag with the names of those around it and the text right after it."""

    name: str
    above: tuple[str, ...]
    attributes: dict[str, str]
    text: str
    line: int


def tags(text: str) -> Iterator[Tag]:
    """All opening tags in the order of the file."""
    above: list[str] = []
    found = list(_TAG.finditer(text))
    line, counted = 1, 0
    for number, match in enumerate(found):
        closing, name, attributes, empty = match.groups()
        if closing:
            _close(above, name)
            continue
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        line += text.count("\n", counted, match.start())
        counted = match.start()
        yield Tag(name, tuple(above), _read(attributes), _content(text[match.end() : end]), line)
        if not empty and len(above) < _DEEPEST:
            above.append(name)


def _close(above: list[str], name: str) -> None:
    if name in above:
        while above.pop() != name:
            pass


def _read(attributes: str) -> dict[str, str]:
    return {m[1]: _plain(m[2] or m[3] or "") for m in _ATTRIBUTE.finditer(attributes)}


def _content(text: str) -> str:
    """The text between two tags: quoted strings without their marks, anything else bare."""
    text = text.strip()
    if not text.startswith('"'):
        return _plain(text)
    return "\n".join(
        _plain(m[1].replace("\\\\", "\\").replace('\\"', '"')) for m in _QUOTED.finditer(text)
    )


def _plain(text: str) -> str:
    for entity, letter in _ENTITIES:
        text = text.replace(entity, letter)
    return text


class Change(NamedTuple):
    """A line of a content history: who, where, when, which drawings."""

    date: str
    machine: str
    user: str
    frames: str


def history(text: str) -> Iterator[Change]:
    """The lines of a history: columns of fixed width after `| #`, closed by ` |`.

    The name of the month is written in the language of the machine; the time is local.
    """
    for line in text.split("| #")[1:]:
        row = line.rstrip().removesuffix("|")
        date, machine, user = row[4:24], row[24:36], row[36:51]
        if any(letter.isdigit() for letter in date):
            yield Change(date.strip(), machine.strip(), user.strip(), row[51:].strip())


def changes(text: str, said: Said, place: str) -> Iterator[Item]:
    """A history as traits, one place for each line."""
    for number, one in enumerate(history(text), 1):
        at = f"{place} history {number}" + (f", drawings {one.frames}" if one.frames else "")
        yield from said.trait("saved", one.date, at)
        yield from said.trait("user", one.user, at)
        yield from said.trait("machine", one.machine, at)
