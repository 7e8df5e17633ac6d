"""KPS 9566, the DPRK's double-byte code for text (registered as ISO-IR 202 in 1998).

A byte under 0x80 is ASCII; a pair that begins at 0x81 or above is one character. The
pairs come from the package `kps9566` (MIT), which follows the 2011 edition. No detector
of the trade names this code: read as CP949 it gives text that looks plausible.
"""

from __future__ import annotations

import codecs
from functools import cache

import msgspec
from kps9566.kps9566_mapping import kps9566_mapping

_PAIR = 0x80
NAME = "kps9566_2011"
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


def register() -> str:
    """Make KPS 9566 a codec of this process, once, and return its name."""
    try:
        codecs.lookup(NAME)
    except LookupError:
        codecs.register(lambda name: _info() if name == NAME else None)
    return NAME


class _Decoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, data: bytes, errors: str, final: bool) -> tuple[str, int]:  # type: ignore[override]  # noqa: FBT001 - the stub has other names; the shape is that of codecs
        return _some(data, errors, final=final)


class _Encoder(codecs.IncrementalEncoder):
    def encode(self, text: str, final: bool = False) -> bytes:  # noqa: FBT001, FBT002, ARG002 - the shape is that of codecs
        return encode(text)


def _some(data: bytes, errors: str, *, final: bool) -> tuple[str, int]:
    """Text and how many bytes it used; what does not fit goes to the error handler."""
    found, start = [], 0
    while start < len(data):
        try:
            found.append(decode(data[start:]))
            return "".join(found), len(data)
        except NotKps9566 as error:
            found.append(decode(data[start : start + error.at]))
            start += error.at
            if start == len(data) - 1 and not final:
                break
            bad = UnicodeDecodeError(NAME, data, start, start + 1, "it does not fit KPS 9566")
            said, start = codecs.lookup_error(errors)(bad)
            found.append(str(said))
    return "".join(found), start


def _info() -> codecs.CodecInfo:
    return codecs.CodecInfo(
        name=NAME, encode=lambda text, _="strict": (encode(text), len(text)),
        decode=lambda data, errors="strict": _some(bytes(data), errors, final=True),
        incrementalencoder=_Encoder, incrementaldecoder=_Decoder,
    )  # fmt: skip
