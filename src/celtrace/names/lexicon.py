"""Words of organisations' names: legal forms, what a firm does, numbers, in every script.

A word with a known meaning becomes a concept (`@trade`), a legal form its class (`#llc`), so
that a name and its translation have the same tokens.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import msgspec
from anyascii import anyascii

from celtrace.names import tables
from celtrace.names.latin import sound

Words = dict[tuple[str, ...], tuple[str, ...]]
COMPANY = ("#co",)
_SHORT = 3
"""Shorter Cyrillic forms are other words in Latin letters."""
EDGE_ONLY = frozenset(
    [
        "as",
        "ad",
        "ao",
        "ip",
        "est",
        "sa",
        "se",
        "ab",
        "oy",
        "ano",
        "lp",
        "kg",
        "bv",
        "nv",
        "ag",
        "co",
        "tov",
        "too",
        "ou",
        "oo",
        "kt",
        "ev",
        "sue",
        "ltda",
        "lda",
        "ukr",
    ]
)
"""Forms that are also words or names: they count at the ends of a name only."""


_ARABIC_ONE_FORM = str.maketrans("يىئكةأإآؤۀھہ\u200c", "یییکهاااوههه ")


class Lexicon(msgspec.Struct, frozen=True):
    """Phrases of one way of writing, and the concepts they stand for."""

    phrases: Words
    longest: int
    stems: dict[str, tuple[str, ...]] = {}


def _concepts(concept: str) -> tuple[str, ...]:
    if concept == "company":
        return COMPANY
    return tuple(
        "#co" if part == "company" else "@" + part.replace(" ", "") for part in concept.split("+")
    )


def arabic_plain(text: str) -> str:
    """Arabic letters without marks, one form per letter (Unicode ch. 9.2; Persian forms too)."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(char for char in text if not unicodedata.combining(char) and char != "ـ")
    return text.translate(_ARABIC_ONE_FORM)


def _split(text: str, script: str) -> tuple[str, ...]:
    if script in {"hang", "hani", "kana"}:
        return tuple(text)
    if script == "arab":
        return tuple(_no_article(word) for word in arabic_plain(text).replace(".", " ").split())
    for mark in "-.,&()":
        text = text.replace(mark, " ")
    return tuple(text.replace("'", "").split())


def _no_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word  # noqa: PLR2004 - the article and a root


def _stems(phrases: Words) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for words, concepts in phrases.items():
        if len(words) == 1 and len(words[0]) > 6 and concepts[0][0] == "@":  # noqa: PLR2004 - short stems are other words
            found.setdefault(words[0][: max(5, len(words[0]) - 3)], concepts)
    return found


def _heard_russian() -> tuple[Words, dict[str, tuple[str, ...]]]:
    """Phrases and stems of the Cyrillic lexicon as they sound in Latin letters."""
    table = lexicon("cyrl")
    phrases = {
        tuple(sound(anyascii(word).lower().replace("'", "")) for word in words): found
        for words, found in table.phrases.items()
        if len(words) > 1 or len(words[0]) > _SHORT
    }
    stems = {
        sound(anyascii(stem).lower().replace("'", "")): found for stem, found in table.stems.items()
    }
    return phrases, {stem: found for stem, found in stems.items() if len(stem) > 5}  # noqa: PLR2004 - likewise


@lru_cache(maxsize=8)
def lexicon(script: str) -> Lexicon:
    """The lexicon for latin, hang, hani, kana, cyrl or arab."""
    phrases: Words = {}
    for row in tables.gloss_rows():
        for word in filter(None, row[script].split("|")):
            phrases[_split(word, script)] = _concepts(row["concept"])
    for class_, forms in tables.legal_forms().items():
        for form in forms.get(script, ()):
            phrases[_split(form, script)] = ("#" + class_,)
    if script == "latin":
        heard, stems = _heard_russian()
        phrases = (
            heard | {tuple(map(sound, words)): found for words, found in phrases.items()} | phrases
        )
        phrases |= {
            (word,): COMPANY
            for word in ("co", "company", "corp", "corporation", "inc", "incorporated")
        }
    longest = max((len(words) for words in phrases), default=0)
    if script == "latin":
        return Lexicon(phrases, longest, stems)
    return Lexicon(phrases, longest, _stems(phrases) if script == "cyrl" else {})


def _number(word: str, *, near: bool) -> str | None:
    known = tables.numbers()
    if word in known["words"]:
        return str(known["words"][word])
    if near and word in known["months"]:
        return str(known["months"][word])
    if len(word) > 2 and word[:-2].isdigit() and word[-2:] in {"st", "nd", "rd", "th"}:  # noqa: PLR2004 - ordinal endings
        return str(int(word[:-2]))
    return str(int(word)) if word.isdecimal() and len(word) < 19 else None  # noqa: PLR2004 - longer ones are no numbers


def _phrase(
    words: tuple[str, ...], heard: tuple[str, ...], at: int, table: Lexicon
) -> tuple[int, tuple[str, ...]]:
    for size in range(min(table.longest, len(words) - at), 0, -1):
        found = table.phrases.get(words[at : at + size]) or table.phrases.get(heard[at : at + size])
        if found is None:
            continue
        inside = at > 1 and at + size < len(words) - 1
        if size == 1 and words[at] in EDGE_ONLY and inside:
            continue
        return size, found
    return 0, ()


def glossed(words: tuple[str, ...], script: str) -> list[str]:
    """Words as concepts, legal-form classes and numbers where known, else as they are."""
    table = lexicon(script)
    heard = (
        tuple(sound(word) if len(word) > _SHORT + 1 else word for word in words)
        if script == "latin"
        else words
    )
    out: list[str] = []
    at = 0
    while at < len(words):
        size, found = _phrase(words, heard, at, table)
        if not size and table.stems and len(words[at]) > 6:  # noqa: PLR2004 - as the stems
            found = stem_of(heard[at], table)
            size = 1 if found else 0
        if not size:
            near = any(word[:1].isdigit() for word in words[max(0, at - 1) : at + 2])
            number = _number(words[at], near=near)
            found, size = ((number,) if number is not None else (words[at],)), 1
        out += found
        at += size
    return out


def stem_of(word: str, table: Lexicon) -> tuple[str, ...]:
    """Concepts of an inflected word, by its stem (Slavic endings)."""
    for end in range(min(len(word), 14), 4, -1):
        found = table.stems.get(word[:end])
        if found and len(word) - end < 6:  # noqa: PLR2004 - the longest Slavic adjective ending and one
            return found
    return ()


def segmented(text: str, script: str, shortest: int) -> list[tuple[str, bool]]:
    """Text without spaces cut by the lexicon, longest first: (piece, whether it is a concept).

    Pieces shorter than `shortest` characters are not looked up. A concept piece comes back
    as its concepts, one each.
    """
    table = lexicon(script)
    out: list[tuple[str, bool]] = []
    rest = ""
    at = 0
    while at < len(text):
        size = 0
        found: tuple[str, ...] = ()
        for length in range(min(table.longest, len(text) - at), shortest - 1, -1):
            found = table.phrases.get(tuple(text[at : at + length]), ())
            if found:
                size = length
                break
        if not size:
            rest += text[at]
            at += 1
            continue
        if rest:
            out.append((rest, False))
            rest = ""
        out += [(concept, True) for concept in found]
        at += size
    return [*out, (rest, False)] if rest else out
