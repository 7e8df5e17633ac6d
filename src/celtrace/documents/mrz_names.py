"""Whether the names in a machine-readable zone are those printed on the page.

The rules are those of ICAO Doc 9303 part 3, sections 4.6 and 6: hyphens become fillers,
apostrophes fall away, national letters are written in A-Z (several ways may be allowed),
and names that do not fit are cut, word by word. A field that ends in fillers was not cut.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import product
from typing import Literal

import msgspec

from celtrace.documents.mrz import FILLER

Verdict = Literal["same", "same as far as it fits", "different", "not comparable"]
_MOST_SPELLINGS = 64

_LATIN: dict[str, tuple[str, ...]] = {
    "Ä": ("AE", "A"), "Å": ("AA", "A"), "Æ": ("AE",), "Ð": ("D",), "Đ": ("D",), "Ø": ("OE",),
    "Ö": ("OE", "O"), "Ü": ("UE", "UXX", "U"), "Ñ": ("N", "NXX"), "ẞ": ("SS",), "Þ": ("TH",),
    "Œ": ("OE",), "Ĳ": ("IJ",), "Ł": ("L",), "Ħ": ("H",), "Ŧ": ("T",), "ĸ": ("Q",), "Ŋ": ("N",),
    "İ": ("I",), "ı": ("I",), "Ə": ("E",), "Ğ": ("G",),
}  # fmt: skip
"""Doc 9303 part 3, section 6 A: all spellings that it allows."""


class Compared(msgspec.Struct, frozen=True):
    """The answer, with the words that it rests on."""

    verdict: Verdict
    page: str
    zone: str
    why: str = ""


def compare(page: str, names: str) -> Compared:
    """Compare a printed name with the name field of a zone, fillers included.

    `page` may be `FAMILY, Given` or without a comma; then every division into primary and
    secondary identifier is tried, in both orders.
    """
    zone = _zone(names)
    divisions = list(_divisions(page))
    if not divisions:
        return Compared("not comparable", page, names, "the printed name has no letters of A-Z")
    full = not names.endswith(FILLER * 2)  # one filler may only part what was cut off
    for division in divisions:
        if any(_same(spelt, zone, full=False) for spelt in _spellings(division)):
            return Compared("same", page, names)
    for division in divisions if full else ():
        if any(_same(spelt, zone, full=True) for spelt in _spellings(division)):
            why = "the field is full; what was cut off cannot be compared"
            return Compared("same as far as it fits", page, names, why)
    return Compared("different", page, names, "no way of writing the printed name gives the field")


Words = tuple[str, ...]
Division = tuple[Words, Words]


def _zone(names: str) -> Division:
    primary, _, secondary = names.partition(FILLER * 2)
    return _parts(primary), _parts(secondary)


def _parts(field: str) -> Words:
    return tuple(part for part in field.split(FILLER) if part)


def _divisions(page: str) -> Iterator[Division]:
    """Ways in which a printed name may be divided into primary and secondary identifier."""
    if "," in page:
        family, _, given = page.partition(",")
        first, rest = _words(family), _words(given)
        if first:
            yield first, rest
        return
    words = _words(page)
    if words:
        yield words, ()
    for at in range(1, len(words)):
        yield words[:at], words[at:]
        yield words[at:], words[:at]


def _words(text: str) -> Words:
    """Upper-case words: apostrophes and full stops fall away, hyphens part words."""
    bare = re.sub(r"['’‘ʼ`´.]", "", unicodedata.normalize("NFC", text).upper())
    found = re.split(r"[\s\-‐‑–—/]+", bare)
    kept = (word for word in found if any(c.isalpha() for c in word))
    return tuple(word for word in kept if all(_ways(c) for c in word))


def _ways(character: str) -> tuple[str, ...]:
    """How a letter may be written in A-Z; nothing for letters of other scripts."""
    if character in _LATIN:
        return _LATIN[character]
    base = unicodedata.normalize("NFD", character)[0]
    if base.isascii() and base.isalpha():
        return (base,)
    return ()


def _spellings(division: Division) -> Iterator[Division]:
    """All ways of writing both identifiers, one choice for each letter wherever it stands."""
    letters = sorted({c for part in division for word in part for c in word if len(_ways(c)) > 1})
    choices = product(*(_ways(letter) for letter in letters))
    for number, chosen in enumerate(choices):
        if number >= _MOST_SPELLINGS:
            return
        way = dict(zip(letters, chosen, strict=True))
        primary, secondary = (
            tuple("".join(way.get(c) or _ways(c)[0] for c in word) for word in part)
            for part in division
        )
        yield primary, secondary


def _same(page: Division, zone: Division, *, full: bool) -> bool:
    """Whether the words are equal; in a full field each may be cut and the last left out."""
    if not full:
        return page == zone
    return _cut(page[0], zone[0], whole=bool(zone[1])) and _cut(page[1], zone[1], whole=False)


def _cut(page: Words, zone: Words, *, whole: bool) -> bool:
    """Whether `zone` is `page` with words shortened; `whole` forbids leaving words out."""
    if len(zone) > len(page) or (whole and len(zone) != len(page)):
        return False
    if not zone and page:
        return not whole
    return all(long.startswith(short) for long, short in zip(page, zone, strict=False))
