"""KPS 9566, the DPRK's double-byte code for text (registered as ISO-IR 202 in 1998).

A byte under 0x80 is ASCII; a pair that begins at 0x81 or above is one character. The
pairs come from the package `kps9566` (MIT), which follows the 2011 edition. No detector
of the trade names this code: read as CP949 it gives text that looks plausible.
"""

from __future__ import annotations

from functools import cache

import msgspec
from kps9566.kps9566_mapping import kps9566_mapping

_PAIR = 0x80
LEADERS = range(0xF113, 0xF119), range(0xF120, 0xF123)
"""Private-use characters for the nine syllables of the leaders' names, A4E8 to A4F0."""


class NotKps9566(ValueError):
    """Bytes that are no KPS 9566 text; `at` is the place of the first that does not fit."""

    def __init__(self, at: int) -> None:
        super().__init__(f"byte {at} does not fit KPS 9566")
        self.at = at


class _Tables(msgspec.Struct, frozen=True):
    chars: dict[bytes, str]
    pairs: dict[str, bytes]


@cache
def _tables() -> _Tables:
    """Both directions, made when first needed: no two characters share a pair."""
    chars = {pair: char for char, pair in kps9566_mapping.items()}
    return _Tables(chars, dict(kps9566_mapping))


def decode(data: bytes, *, cut: bool = False) -> str:
    """Text of the bytes; NotKps9566 where they do not fit.

    With `cut` a first byte of a pair at the very end is passed over.
    """
    chars, found, at = _tables().chars, [], 0
    while at < len(data):
        if data[at] < _PAIR:
            found.append(chr(data[at]))
            at += 1
            continue
        char = chars.get(data[at : at + 2])
        if char is None:
            if cut and at == len(data) - 1:
                break
            raise NotKps9566(at)
        found.append(char)
        at += 2
    return "".join(found)


def encode(text: str) -> bytes:
    """Bytes of a text; NotKps9566 where a character has no pair."""
    pairs, found = _tables().pairs, bytearray()
    for at, char in enumerate(text):
        if ord(char) < _PAIR:
            found.append(ord(char))
        elif char in pairs:
            found += pairs[char]
        else:
            raise NotKps9566(at)
    return bytes(found)


def leader_marks(text: str) -> tuple[int, ...]:
    """Places of the private-use characters that stand for syllables of the leaders' names.

    The same points mean other things in other fonts: they say something only in a text
    that was decoded from KPS 9566 or stands beside Hangul.
    """
    return tuple(at for at, char in enumerate(text) if any(ord(char) in one for one in LEADERS))
