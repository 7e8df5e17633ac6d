"""Which encoding a text file is in, when it does not say.

UTF-8 is tried first and settles it when every byte fits (RFC 3629: other text hardly
ever does). Otherwise each candidate is scored by how usual its characters would be;
the choice is a guess and is noted as one. Code pages follow the WHATWG Encoding Standard,
https://encoding.spec.whatwg.org/#indexes.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from celtrace.text import kps9566
from celtrace.text.encodings import BOMS, EASTERN, detect, eastern

_CHUNK = 1 << 20
_SAMPLE = 64 * 1024
_SURE = 1.2
_NEAR = 0.25

_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_LATIN = "éèêëáàâäãåæçñóòôöõøœúùûüíìîïßýÉÈÁÀÄÅÆÇÑÓÖÕØÚÜÍÝ€–—‘’“”•…©®°£§ªº«»¡¿·"


class Encoding(msgspec.Struct, frozen=True):
    """The encoding chosen, and what a reader of the result must know."""

    name: str
    stated: bool = True
    """True when the bytes settle it; False when it is a guess."""
    broken: bool = False
    """UTF-8 with single bytes that do not fit."""
    rivals: tuple[str, ...] = ()
    """Other encodings that are nearly as likely."""
    doubtful: bool = False
    """No candidate gives usual text."""


def choose(stream: BinaryIO) -> Encoding:
    """The encoding of a seekable stream, which is read through and left at its start."""
    start = stream.tell()
    head = stream.read(4096)
    stream.seek(start)
    marked = next((name for bom, name in BOMS if head.startswith(bom)), "") or _by_zeros(head)
    if marked:
        return Encoding(marked)
    fits, sample = _as_utf8(stream)
    stream.seek(start)
    if fits:
        return Encoding("utf-8")
    return _mostly_utf8(sample) or _guess(sample)


def choose_of(data: bytes) -> Encoding:
    """The encoding of the beginning of a text; the last character may be cut off."""
    marked = next((name for bom, name in BOMS if data.startswith(bom)), "") or _by_zeros(data)
    if marked:
        return Encoding(marked)
    whole = codecs.getincrementaldecoder("utf-8")()
    if _decodes(whole, data):
        return Encoding("utf-8")
    sample = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE]
    return _mostly_utf8(sample) or _guess(sample)


def _by_zeros(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of mostly Latin text is zero."""
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if half and odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if half and even > half * 0.4 and odd < half * 0.05 else ""


def _as_utf8(stream: BinaryIO) -> tuple[bool, bytes]:
    """Whether all bytes are UTF-8, and lines with bytes above 127, up to the sample size."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    fits, sample = True, bytearray()
    while chunk := stream.read(_CHUNK):
        if len(sample) < _SAMPLE and not chunk.isascii():
            sample += b"\n".join(line for line in chunk.splitlines() if not line.isascii())
        fits = fits and _decodes(decoder, chunk)
        if not fits and len(sample) >= _SAMPLE:
            break
    return fits and _decodes(decoder, b"", last=True), bytes(sample[:_SAMPLE])


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, last: bool = False) -> bool:
    try:
        decoder.decode(chunk, last)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(sample: bytes) -> Encoding | None:
    text = sample.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text) - bad
    return Encoding("utf-8", broken=True) if good > bad * 4 else None


def _guess(sample: bytes) -> Encoding:
    """East Asian codes by how usual their letters would be, the others by their own rules."""
    told = detect(sample)
    name, well = eastern(sample)
    if told.name in EASTERN or well:
        name = told.name if told.name in EASTERN else name
        rivals = tuple(one for one in told.rivals if one in EASTERN - {name, "kps9566"})
        codec = kps9566.register() if name == "kps9566" else name
        return Encoding(codec, stated=False, rivals=rivals, doubtful=not well)
    scored = sorted(_scores(sample), reverse=True)
    best, name = scored[0]
    rivals = tuple(other for score, other in scored[1:] if best - score < _NEAR)
    return Encoding(name, stated=False, rivals=rivals, doubtful=best < _SURE)


def _scores(sample: bytes) -> Iterator[tuple[float, str]]:
    for name in ("cp1251", "koi8-r"):
        yield _cyrillic(sample.decode(name, errors="replace")), name
    for name, weight in (("cp1252", 1.0), ("mac_roman", 0.95), ("cp850", 0.9)):
        yield weight * _western(sample.decode(name, errors="replace")), name


def _cyrillic(text: str) -> float:
    """Everyday small letters count, capitals inside a word count against it."""
    score, count, before = 0.0, 0, " "
    for char in text:
        if char > "\x7f":
            count += 1
            letter = char.lower() in _CYRILLIC
            inside = before.isalpha() and before.islower() and char.isupper()
            rank = 2.5 - _CYRILLIC.index(char.lower()) / 20 if letter else -2.0
            mixed = before.isascii() and before.isalpha()
            score += -2.0 if inside or (letter and mixed) else rank
        before = char
    return score / max(1, count)


def _western(text: str) -> float:
    """Accented letters stand alone among plain letters."""
    score, count = 0.0, 0
    for index, char in enumerate(text):
        if char > "\x7f":
            count += 1
            around = text[max(0, index - 1) : index] + text[index + 1 : index + 2]
            alone = around.isascii()
            score += (2.2 if alone else -1.0) if char in _LATIN else -2.0
    return score / max(1, count)
