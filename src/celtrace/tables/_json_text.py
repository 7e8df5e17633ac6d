"""Decoding JSON piece by piece, with the line that each piece begins on."""

from __future__ import annotations

import json
import re
from typing import NoReturn

from celtrace.ports import Note
from celtrace.tables._bounded import Tally
from celtrace.tables._mappings import Number

_SPACE = re.compile(r"[ \t\r\n]*")
_HALF = re.compile("[\ud800-\udfff]")


def _constant(name: str) -> NoReturn:
    msg = f"{name} is no JSON number"
    raise ValueError(msg)


class Odd:
    """A decoder that keeps numbers as they are written, refuses NaN and tallies what is odd."""

    def __init__(self) -> None:
        self.decoder = json.JSONDecoder(
            parse_float=Number,
            parse_int=Number,
            parse_constant=_constant,
            object_pairs_hook=self._mapping,
        )
        self._twice = False
        self._doubled = Tally("mappings in which a key stands twice", "the last value was taken")
        self._halves = Tally("half a pair of surrogates, which is no character", "read as U+FFFD")

    def _mapping(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        self._twice = self._twice or len(made) < len(pairs)
        return made

    def sound(self, value: object, place: str) -> object:
        """The value just decoded, with characters only (RFC 8259, 8.2)."""
        if self._twice:
            self._doubled.add(place)
            self._twice = False
        mended = _mended(value)
        if mended != value:
            self._halves.add(place)
        return mended

    def tell(self, note: Note) -> None:
        """Note what was tallied."""
        self._doubled.tell(note)
        self._halves.tell(note)


def _mended(value: object) -> object:
    if isinstance(value, dict):
        return {_HALF.sub("\ufffd", key): _mended(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, str) and _HALF.search(value):
        return _HALF.sub("\ufffd", value)
    return value


def text_of(data: bytes, note: Note) -> str:
    """The text in UTF-8, -16 or -32 (RFC 4627, 3); bytes that do not fit are noted."""
    encoding = json.detect_encoding(data)
    text = data.decode(encoding, errors="replace")
    if "\ufffd" in text:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        note(
            f"line {line}",
            f"bytes that are not {encoding}, from this line on",
            "they were read as U+FFFD",
        )
    return text.removeprefix("\ufeff")


class Cursor:
    """A place in JSON text that only moves forward."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted = 0
        self._line = 1
        self.odd = Odd()

    def line(self) -> int:
        """The line the cursor stands on, from 1."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def peek(self) -> str:
        """The next character that is not space; empty at the end."""
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._text[self._at : self._at + 1]

    def take(self, char: str) -> bool:
        """Step over the character if it comes next."""
        if self.peek() != char:
            return False
        self._at += 1
        return True

    def value(self) -> object:
        """The next value; ValueError or RecursionError if there is none that can be read."""
        self.peek()
        made, self._at = self.odd.decoder.raw_decode(self._text, self._at)
        return made
