"""Which encoding a short text is in, when nothing says so: file notes, names in archives.

UTF-8 is tried first and settles it when every byte fits (RFC 3629). Otherwise each code is
asked how usual the characters would be that the bytes stand for in it, and the most usual
reading wins: a note of three Korean syllables tells CP949 from KPS 9566, which no other
detector names. Code pages follow the WHATWG Encoding Standard
(https://encoding.spec.whatwg.org/#indexes); KPS 9566 follows its 2011 edition.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from celtrace.text import kps9566

Kind = Literal["south", "north", "simple", "traditional", "japanese"]

LEAD = 8.0
"""Bits by which the best reading must lead the next before it counts as told."""
SAMPLE = 16 * 1024
"""So many bytes at the start are enough."""
_RARE, _ODD, _ASCII, _OTHER = 20.0, 34.0, 6.0, 12.0
_TORN = 24.0
"""Bits for a text whose last character is cut off: a file that was cut while it was copied."""
_ENOUGH, _FIRST = 8, 0xC0
"""More characters than this that all fit UTF-8 settle it; the least first byte of one."""
_STRANGE, _INSIDE = 2.0, 5.0
"""Bits for a pair of letters that is not among the usual ones, and for one beside Latin."""
_FORBIDDEN = re.compile("[\x00-\x08\x80-\x9f\uf8f0-\uf8f3]")
"""What decoders make of bytes that no writer of the code means."""
_LATIN = frozenset("éèêëáàâäãåæçñóòôöõøœúùûüíìîïßýÉÈÁÀÄÅÆÇÑÓÖÕØÚÜÍÝ")
_CYRILLIC = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё")
_LETTERS = "\u3040"
"""From here on stand the letters of East Asia."""
_KINDS: tuple[Kind, ...] = ("south", "north", "simple", "traditional", "japanese")
_MARKS = "、。，！？：；（）《》「」『』【】〈〉・ー～…—“”‘’　〜％＝＋－／"
BOMS = (
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
    ("kps9566", "north", 3.0),
)
"""Codec, the text expected in it, and bits against it beforehand."""
EASTERN = frozenset(name for name, _, _ in _CODES)
_FORGIVEN = 50
"""One odd byte in so many letters is damage, not another code."""
_READABLE = 14.0
"""Bits a letter under which a text reads as one of its kind."""


class Guess(msgspec.Struct, frozen=True):
    """What the bytes are most likely written in."""

    name: str
    """A codec's name, `kps9566` among them; empty where no code fits."""
    told: bool = True
    """False where another reading is nearly as usual."""
    rivals: tuple[str, ...] = ()
    """Codes whose reading is nearly as usual."""

    def decode(self, data: bytes) -> str:
        """The bytes as text; what does not fit becomes U+FFFD."""
        name = kps9566.register() if self.name == "kps9566" else self.name or "ascii"
        return data.decode(name, errors="replace")


def detect(data: bytes) -> Guess:
    """The encoding of a text or of its first part."""
    head = data[:SAMPLE]
    marked = next((name for bom, name in BOMS if head.startswith(bom)), "")
    if marked or head.isascii():
        return Guess(marked or ("ascii" if 0 not in head else _by_zeros(head)))
    if _utf8(head) and sum(byte >= _FIRST for byte in head) > _ENOUGH:
        return Guess("utf-8")
    scored = sorted(_scores(head))
    if not scored:
        return Guess("", told=False)
    best, name = scored[0]
    rivals = tuple(other for bits, other in scored[1:] if bits - best < LEAD)
    return Guess(name, told=not rivals, rivals=rivals)


def eastern(data: bytes) -> tuple[str, bool]:
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
    if name == "kps9566":
        return _decoded(data, name) or ""
    return data.decode(name, errors="replace")


def detect_names(names: list[bytes]) -> Guess:
    """One encoding for all names of an archive, which its packer wrote in one code page."""
    odd = [name for name in names if not name.isascii()]
    return detect(b"\n".join(odd or names[:1]))


def bits(text: str, kind: Kind) -> float:
    """How surprising a text is, in bits, for a kind of text; less is more usual."""
    usual, total, before, latin = _usual()[kind], 0.0, "", False
    for char in text:
        own = _bits(char, usual)
        pair = usual.get(before + char) if before else None
        total += own if pair is None else min(own, pair)
        if before and pair is None and char >= _LETTERS:
            total += _STRANGE
        total += _INSIDE * ((latin and char >= _LETTERS) or (bool(before) and _is_latin(char)))
        before, latin = (char if char >= _LETTERS else ""), _is_latin(char)
    return total


def _is_latin(char: str) -> bool:
    return char.isascii() and char.islower()


def _bits(char: str, usual: dict[str, float]) -> float:
    known = usual.get(char)
    if known is not None:
        return known
    if char < "\x80":
        return _ASCII if char >= " " or char in "\r\n\t" else _ODD
    if char in _MARKS or "\uff10" <= char <= "\uff5a":
        return _OTHER
    return _RARE if "\u3040" <= char <= "\u9fff" or "가" <= char <= "힣" else _ODD


def _plain(text: str) -> float:
    """The same for text that may be in any script, its alphabets first."""
    rest = "".join(char for char in text if char >= _LETTERS or not char.isalpha())
    return _alphabet(text) + min(bits(rest, kind) for kind in _KINDS)


def _alphabet(text: str) -> float:
    """Bits of the letters: accented ones stand among plain ones, Cyrillic ones in words."""
    total, before = 0.0, " "
    for char in text:
        if "\x80" <= char < _LETTERS:
            if char.lower() in _CYRILLIC:
                word = before.lower() in _CYRILLIC
                fits = char.islower() or before.isupper() if word else not before.isalpha()
                total += 6.0 if fits else 16.0
            else:
                total += 10.0 if char in _LATIN and before not in _LATIN else 16.0
        before = char
    return total


def _scores(head: bytes) -> Iterator[tuple[float, str]]:
    whole = len(head) < SAMPLE
    for name, kind, against in _CODES:
        text = _decoded(head, name)
        if text is not None:
            torn = whole and _decoded(head, name, cut=False) is None
            yield bits(text, kind) + against + _TORN * torn, name
    for name in ("utf-16-le", "utf-16-be"):
        if len(head) % 2 == 0 and (text := _decoded(head, name)) is not None:
            yield min(bits(text, kind) for kind in _KINDS) + 6.0, name
    if (text := _decoded(head, "utf-8")) is not None:
        yield _plain(text) - 12.0, "utf-8"
    for name in ("cp1252", "cp1251"):
        if (text := _decoded(head, name)) is not None:
            yield _ASCII * sum(map(str.isascii, text)) + _alphabet(text) + 8.0, name


def _decoded(head: bytes, name: str, *, cut: bool = True) -> str | None:
    """The text; None where a byte does not fit. With `cut` the last character may be cut off."""
    try:
        if name == "kps9566":
            text = kps9566.decode(head, cut=cut)
        else:
            text = codecs.getincrementaldecoder(name)().decode(head, not cut)
    except (UnicodeDecodeError, kps9566.NotKps9566):
        return None
    return None if _FORBIDDEN.search(text) else text


def _utf8(head: bytes) -> bool:
    return _decoded(head, "utf-8") is not None


def _by_zeros(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of mostly Latin text is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd and not even:
        return "utf-16-le"
    return "utf-16-be" if even and not odd else "ascii"


@cache
def _usual() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    text = (files(__package__) / "_tables" / "usual.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind != "#":
            halves, _, chars = rest.partition(" ")
            size = 2 if kind.endswith("2") else 1
            names = (chars[at : at + size] for at in range(0, len(chars), size))
            table.setdefault(kind.rstrip("2"), {}).update(dict.fromkeys(names, int(halves) / 2))
    return table


def usual_letters(kind: Kind, most: float = 99.0) -> frozenset[str]:
    """Letters of a kind of text whose share is at least one in 2 to the power of `most`."""
    table = _usual()[kind]
    return frozenset(one for one, bits_ in table.items() if len(one) == 1 and bits_ <= most)
