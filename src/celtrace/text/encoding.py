"""Which encoding bytes are in when nothing says so: files, notes, names in archives.

A mark at the start settles it, and so does UTF-8 where every byte of more than a few letters
fits (RFC 3629: other text hardly ever does). Otherwise each code is asked how usual the
letters would be that the bytes stand for in it. `choose` and `choose_of` take a file, forgive
single odd bytes and always give a codec; `detect` and `detect_names` take a few letters, of
which every byte must fit: three Korean syllables tell CP949 from KPS 9566, which no other
detector names. Code pages follow the WHATWG Encoding Standard,
https://encoding.spec.whatwg.org/#indexes; KPS 9566 follows its 2011 edition.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from celtrace.text import kps9566
from celtrace.text.alphabets import alphabet, cyrillic, western
from celtrace.text.usual import ASCII, Kind, any_script, bits, least

SAMPLE = 16 * 1024
"""So many bytes at the start are enough for the letters of East Asia."""
_CHUNK = 1 << 20
_ODD_LINES = 64 * 1024
"""So many bytes of lines that are not all ASCII are looked at in a file."""
_SURE = 1.2
_NEAR = 0.25
_LEAD = 8.0
"""Bits by which the best reading of a note must lead the next before it counts as told."""
_TORN = 24.0
"""Bits for a text whose last character is cut off: a file that was cut while it was copied."""
_ENOUGH, _FIRST = 8, 0xC0
"""More characters than this that all fit UTF-8 settle it; the least first byte of one."""
_FORGIVEN = 50
"""One odd byte in so many letters is damage, not another code."""
_READABLE = 14.0
"""Bits a letter under which a text reads as one of its kind."""
_FORBIDDEN = re.compile("[\x00-\x08\x80-\x9f\uf8f0-\uf8f3]")
"""What decoders make of bytes that no writer of the code means."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODES: tuple[tuple[str, Kind, float], ...] = (
    ("gb18030", "simple", 2.0),
    ("cp950", "traditional", 1.0),
    ("cp949", "south", 0.0),
    ("cp932", "japanese", 0.0),
    (kps9566.NAME, "north", 3.0),
)
"""Codec, the text expected in it, and bits against it beforehand."""
_EASTERN = frozenset(name for name, _, _ in _CODES)


class Encoding(msgspec.Struct, frozen=True):
    """The encoding chosen, and what a reader of the result must know."""

    name: str
    """A codec of Python's or of ours; empty where no code fits a note."""
    stated: bool = True
    """True when the bytes settle it; False when it is a guess."""
    broken: bool = False
    """UTF-8 with single bytes that do not fit."""
    rivals: tuple[str, ...] = ()
    """Other encodings that are nearly as likely."""
    doubtful: bool = False
    """No candidate gives usual text."""

    @property
    def told(self) -> bool:
        """Whether one reading is more usual than all others."""
        return bool(self.name) and not self.rivals

    def decode(self, data: bytes) -> str:
        """The bytes as text; what does not fit becomes U+FFFD."""
        return data.decode(self.name or "ascii", errors="replace")


def choose(stream: BinaryIO) -> Encoding:
    """The encoding of a seekable stream, which is read through and left at its start."""
    start = stream.tell()
    head = stream.read(4096)
    stream.seek(start)
    if marked := _marked(head) or _by_zeros(head):
        return Encoding(marked)
    fits, sample = _as_utf8(stream)
    stream.seek(start)
    return Encoding("utf-8") if fits else _mostly_utf8(sample) or _guess(sample)


def choose_of(data: bytes) -> Encoding:
    """The encoding of the beginning of a text; the last character may be cut off."""
    if marked := _marked(data) or _by_zeros(data):
        return Encoding(marked)
    if _decodes(codecs.getincrementaldecoder("utf-8")(), data):
        return Encoding("utf-8")
    sample = _odd_lines(data)[:_ODD_LINES]
    return _mostly_utf8(sample) or _guess(sample)


def detect(data: bytes) -> Encoding:
    """The encoding of a note, or of the first part of one."""
    head = data[:SAMPLE]
    if (marked := _marked(head)) or head.isascii():
        return Encoding(marked or _by_zeros(head) or "ascii")
    if _decoded(head, "utf-8") is not None and sum(byte >= _FIRST for byte in head) > _ENOUGH:
        return Encoding("utf-8")
    scored = sorted(_notes(head))
    if not scored:
        return Encoding("", stated=False, doubtful=True)
    best, name = scored[0]
    rivals = tuple(other for score, other in scored[1:] if score - best < _LEAD)
    return Encoding(_known(name), stated=False, rivals=rivals)


def detect_names(names: list[bytes]) -> Encoding:
    """One encoding for all names of an archive, which its packer wrote in one code page."""
    odd = [name for name in names if not name.isascii()]
    return detect(b"\n".join(odd or names[:1]))


def _marked(head: bytes) -> str:
    return next((name for bom, name in _BOMS if head.startswith(bom)), "")


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
        if len(sample) < _ODD_LINES and not chunk.isascii():
            sample += _odd_lines(chunk)
        fits = fits and _decodes(decoder, chunk)
        if not fits and len(sample) >= _ODD_LINES:
            break
    return fits and _decodes(decoder, b"", last=True), bytes(sample[:_ODD_LINES])


def _odd_lines(data: bytes) -> bytes:
    return b"\n".join(line for line in data.splitlines() if not line.isascii())


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
    name, well = _eastern(sample)
    if told.name in _EASTERN or well:
        name = told.name if told.name in _EASTERN else name
        rivals = tuple(one for one in told.rivals if one in _EASTERN - {name, kps9566.NAME})
        return Encoding(_known(name), stated=False, rivals=rivals, doubtful=not well)
    scored = sorted(_others(sample), reverse=True)
    best, name = scored[0]
    rivals = tuple(other for score, other in scored[1:] if best - score < _NEAR)
    return Encoding(name, stated=False, rivals=rivals, doubtful=best < _SURE)


def _eastern(data: bytes) -> tuple[str, bool]:
    """The East Asian code that reads best, a few odd bytes forgiven, and whether it reads well."""
    scored = []
    for name, kind, _ in _CODES:
        text = _forgiving(data[:SAMPLE], name)
        letters = "".join(char for char in text if char > "\x7f")
        if letters and letters.count("\ufffd") * _FORGIVEN <= len(text):
            scored.append((bits(letters, kind) / len(letters), name))
    score, name = min(scored, default=(99.0, ""))
    return name, score < _READABLE


def _forgiving(data: bytes, name: str) -> str:
    if name == kps9566.NAME:
        return _decoded(data, name) or ""
    return data.decode(name, errors="replace")


def _others(sample: bytes) -> Iterator[tuple[float, str]]:
    """Scores of one-byte code pages of Europe; more is more usual."""
    for name in ("cp1251", "koi8-r"):
        yield cyrillic(sample.decode(name, errors="replace")), name
    for name, weight in (("cp1252", 1.0), ("mac_roman", 0.95), ("cp850", 0.9)):
        yield weight * western(sample.decode(name, errors="replace")), name


def _notes(head: bytes) -> Iterator[tuple[float, str]]:
    """Bits of a note in each code that all its bytes fit; less is more usual."""
    whole = len(head) < SAMPLE
    for name, kind, against in _CODES:
        text = _decoded(head, name)
        if text is not None:
            torn = whole and _decoded(head, name, cut=False) is None
            yield bits(text, kind) + against + _TORN * torn, name
    for name in ("utf-16-le", "utf-16-be"):
        if len(head) % 2 == 0 and (text := _decoded(head, name)) is not None:
            yield least(text) + 6.0, name
    if (text := _decoded(head, "utf-8")) is not None:
        yield any_script(text) - 12.0, "utf-8"
    for name in ("cp1252", "cp1251"):
        if (text := _decoded(head, name)) is not None:
            yield ASCII * sum(map(str.isascii, text)) + alphabet(text) + 8.0, name


def _decoded(head: bytes, name: str, *, cut: bool = True) -> str | None:
    """The text; None where a byte does not fit. With `cut` the last character may be cut off."""
    try:
        if name == kps9566.NAME:
            text = kps9566.decode(head, cut=cut)
        else:
            text = codecs.getincrementaldecoder(name)().decode(head, not cut)
    except (UnicodeDecodeError, kps9566.NotKps9566):
        return None
    return None if _FORBIDDEN.search(text) else text


def _known(name: str) -> str:
    """The codec's name, which Python knows from here on."""
    return kps9566.register() if name == kps9566.NAME else name
