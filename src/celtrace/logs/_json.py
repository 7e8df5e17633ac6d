"""JSON logs one event at a time, however they are wrapped, never the whole file in memory.

Three shapes: one value on each line; an array, alone or under a key of an outer object
(`{"Records": [...]}`, also one page after the other); values that span lines.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any, BinaryIO

import msgspec

from celtrace.logs._blocks import byte_lines
from celtrace.logs._carried import Carried
from celtrace.ports import Note

Event = dict[str, Any]
BROKEN = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding text that is no JSON, or too deep, raises."""
LONGEST = 1 << 24
HEAD = 65_536

_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[][{}]|"', re.DOTALL)
_QUOTE, _OPEN = b'"{'
_decode = msgspec.json.Decoder().decode


def is_json(head: bytes) -> bool:
    """Whether a text starts as an object or an array does."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def events(
    stream: BinaryIO, note: Note, wrappers: tuple[str, ...], carried: Carried | None = None
) -> Iterator[tuple[str, Event]]:
    """Place (`line 7` or `event 7`) and object of each event; what is none is noted."""
    lines = byte_lines(stream, carried)
    first = next(((n, t, w) for n, t, w in lines if t.strip()), None)
    if first is None:
        return
    shape = _shape(first, lines, wrappers)
    every = chain(shape.taken, lines)
    if shape.depth is None:
        yield from _lines(every, note, wrappers)
    else:
        yield from _values(shape.depth, every, note, wrappers)


@lru_cache(maxsize=16)
def first_events(head: bytes, wrappers: tuple[str, ...]) -> list[Event]:
    """The events that lie whole in the first bytes of a log; [] if these are no JSON.

    Every reader asks for the same head, so the last answers are kept; do not change them.
    """
    if not is_json(head):
        return []
    found = events(io.BytesIO(head), lambda *_: None, wrappers)
    return [event for _, event in found]


Lines = Iterator[tuple[int, bytes, bool]]


class _Shape(msgspec.Struct):
    """How deep events lie in brackets (None: one on each line), and the lines looked at."""

    depth: int | None
    taken: list[tuple[int, bytes, bool]]


def _shape(first: tuple[int, bytes, bool], lines: Lines, wrappers: tuple[str, ...]) -> _Shape:
    """Decide by the first line or two; if they are not whole, by as many as make 64 KiB."""
    taken, seen = [first], _joined(first)
    wrapped = _wrapped(seen, wrappers)
    if wrapped is None and _whole(seen):
        return _Shape(None, taken)
    while wrapped is None and len(seen) < HEAD and (more := next(lines, None)):
        taken.append(more)
        if len(taken) == 2 and more[1][:1] == b"{" and _whole(more[1]):  # noqa: PLR2004
            return _Shape(None, taken)
        seen += _joined(more)
        wrapped = _wrapped(seen, wrappers)
    return _Shape(wrapped or 0, taken)


def _joined(line: tuple[int, bytes, bool]) -> bytes:
    """A line with its end; a piece of a huge line has none."""
    return line[1] + b"\n" if line[2] else line[1]


def _whole(line: bytes) -> bool:
    try:
        _decode(line)
    except BROKEN:
        return _lenient(line) is not None
    return True


def _lenient(line: bytes) -> object | None:
    """The value of a text that is JSON but for bytes that are not UTF-8; None otherwise."""
    try:
        line.decode()
    except UnicodeDecodeError:
        try:
            value: object = _decode(line.decode("utf-8", "replace"))
        except BROKEN:
            return None
        return value
    return None


def _wrapped(head: bytes, wrappers: tuple[str, ...]) -> int | None:
    """How many brackets lie around the events of an array; None if it starts as none."""
    text = head.lstrip()
    if text.startswith(b"["):
        return 1
    keys = [f'"{key}"'.encode() for key in wrappers]
    stack, key = 0, b""
    for token in _TOKEN.finditer(text[:HEAD]):
        found = token[0]
        if found == b"[" and key in keys and stack < 3:  # noqa: PLR2004 - an outer object or two
            return stack + 1
        if found in (b"{", b"["):
            stack += 1
        elif found in (b"}", b"]"):
            stack -= 1
            if not stack:
                return None
        else:
            key = found
            continue
        key = b""
    return None


def _lines(lines: Lines, note: Note, wrappers: tuple[str, ...]) -> Iterator[tuple[str, Event]]:
    for number, line, whole in lines:
        yield from one_line(number, line, note, wrappers, whole=whole)


def one_line(
    number: int, line: bytes, note: Note, wrappers: tuple[str, ...], *, whole: bool = True
) -> Iterator[tuple[str, Event]]:
    """The events of a line: one, or those of the list that it wraps."""
    if not line.strip():
        return
    place = f"line {number}"
    try:
        value = _decode(line)
    except BROKEN as error:
        value = _lenient(line)
        if value is None:
            reason = f"it is no JSON: {error}" if whole else "the last line is cut off"
            note(place, reason, "the line was left out")
            return
        note(place, "it holds bytes that are not UTF-8", "they were replaced by U+FFFD")
    yield from _objects(place, value, note, wrappers)


def _objects(
    place: str, value: object, note: Note, wrappers: tuple[str, ...]
) -> Iterator[tuple[str, Event]]:
    """The events of a value: itself, or those of the list that it wraps."""
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _objects(f"{place}, event {number}", item, note, ())
    elif not isinstance(value, dict):
        note(place, "it is no JSON object", "it was left out")
    elif inner := next((value[k] for k in wrappers if isinstance(value.get(k), list)), None):
        yield from _objects(place, inner, note, ())
    else:
        yield place, value


def _values(
    wanted: int, lines: Lines, note: Note, wrappers: tuple[str, ...]
) -> Iterator[tuple[str, Event]]:
    """Objects at a depth of brackets; what is broken is noted and reading goes on after it."""
    keys = () if wanted else wrappers
    number = 0
    for text in _objects_at(wanted, lines, note):
        number += 1
        place = f"event {number}"
        try:
            value = _decode(text)
        except BROKEN as error:
            value = _lenient(text)
            if value is None:
                note(place, f"it is no JSON: {error}", "the event was left out")
                continue
            note(place, "it holds bytes that are not UTF-8", "they were replaced by U+FFFD")
        yield from _objects(place, value, note, keys)


def _objects_at(wanted: int, lines: Lines, note: Note) -> Iterator[bytes]:
    """The text of each object whose opening bracket has so many brackets around it."""
    buffer = _more(lines)
    depth, start, used = 0, -1, 0
    while True:
        for token in _TOKEN.finditer(buffer):
            found = buffer[token.start()]
            if found == _QUOTE:
                if token.end() - token.start() == 1:
                    break
            elif found in b"{[":
                if depth == wanted and found == _OPEN:
                    start = token.start()
                depth += 1
            else:
                depth = max(depth - 1, 0)
                if depth == wanted and start >= 0:
                    yield buffer[start : token.end()]
                    start = -1
            used = token.end()
        buffer = buffer[start if start >= 0 else used :]
        more = _more(lines)
        if not more or len(buffer) > LONGEST:
            break
        buffer += more
        depth = wanted if start >= 0 else depth
        start, used = -1, 0
    if depth or more:
        note("the end", "the last event is cut off or longer than 16 MiB", "it was left out")


def _more(lines: Lines) -> bytes:
    """Some lines, about a quarter of a MiB; a piece of a line has no end of line."""
    taken: list[bytes] = []
    size = 0
    while size < HEAD * 4 and (line := next(lines, None)):
        taken.append(_joined(line))
        size += len(taken[-1])
    return b"".join(taken)


def inner(text: object) -> Event:
    """The object that a string holds as JSON; empty if it holds none."""
    if isinstance(text, dict):
        return text
    try:
        found = _decode(text) if isinstance(text, str) else {}
    except BROKEN:
        return {}
    return found if isinstance(found, dict) else {}
