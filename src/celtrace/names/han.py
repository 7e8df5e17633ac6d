"""Chinese characters in names: pinyin, Wade-Giles, and the Korean reading of hanja."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from anyascii import anyascii

from celtrace.names import lexicon, tables
from celtrace.names.hangul import is_hangul

_TABLE = tables.han()
_PLACE = re.compile("|".join(sorted(_TABLE.places, key=len, reverse=True)))
_SUFFIX = re.compile(r"[市省县縣区區镇鎮](?=.)")
_ONSETS = dict(
    zip(
        ["b", "p", "d", "t", "g", "k", "j", "q", "x", "zh", "ch", "r", "z", "c"],
        ["p", "p", "t", "t", "k", "k", "ch", "ch", "hs", "ch", "ch", "j", "ts", "ts"],
        strict=True,
    )
)
_RIMES = {
    "ian": "ien",
    "ie": "ieh",
    "ue": "ueh",
    "ve": "ueh",
    "ong": "ung",
    "iong": "iung",
    "v": "u",
}
_WHOLE = {
    "yi": "i", "yan": "yen", "ye": "yeh", "yong": "yung", "you": "yu", "yue": "yueh",
    "er": "erh", "gui": "kuei", "kui": "kuei", "ge": "ko", "ke": "ko", "he": "ho", "e": "o",
    "si": "ssu", "zi": "tzu", "ci": "tzu", "zhi": "chih", "chi": "chih", "shi": "shih",
    "ri": "jih", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo",
}  # fmt: skip
_PINYIN = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iong|iang|uang|ian|iao|ang|eng|ing|ong|uai|uan|ai|ei|ao|ou|an|en|in|un|"
    r"ia|ie|iu|ua|ui|uo|ue|ve|er|a|o|e|i|u|v)"
    r"(?=(?:[bpmfdtnlgkhjqxrzcsyw]|$))"
)


def pinyin(text: str) -> list[str]:
    """One syllable per character, without tones; ü as `u` (Unihan kMandarin through anyascii).

    A character without a known reading stays as it is.
    """
    return [_TABLE.read.get(char) or anyascii(char).lower() or char for char in text]


@lru_cache(maxsize=4096)
def wade(syllable: str) -> str:
    """A pinyin syllable in Wade-Giles without marks (the two systems' official tables)."""
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    for size in (2, 1, 0):
        onset, rime = syllable[:size], syllable[size:]
        if size == 0 or onset in _ONSETS or onset in {"sh", "m", "f", "n", "l", "h", "s", "y", "w"}:
            break
    if rime == "uo":
        rime = "o"
    return _ONSETS.get(onset, onset) + _RIMES.get(rime, rime)


@lru_cache(maxsize=1)
def _wade_syllables() -> frozenset[str]:
    onsets = ["", *re.findall("[zcs]h|[bpmfdtnlgkhjqxrzcsyw]", "bpmfdtnlgkhjqxzhchshrzcsyw")]
    rimes = [
        "a",
        "o",
        "e",
        "i",
        "u",
        "v",
        "ai",
        "ei",
        "ao",
        "ou",
        "an",
        "en",
        "ang",
        "eng",
        "in",
        "ing",
        "ong",
        "ia",
        "ie",
        "iao",
        "iu",
        "ian",
        "iang",
        "iong",
        "ua",
        "uo",
        "uai",
        "ui",
        "uan",
        "un",
        "uang",
        "ue",
    ]
    return frozenset(
        wade(onset + rime) for onset in onsets for rime in rimes if onset + rime != "o"
    )


@lru_cache(maxsize=16_384)
def syllables(word: str) -> tuple[str, ...]:
    """A Latin word cut into pinyin syllables; empty when it is not pinyin."""
    found: list[str] = []
    at = 0
    while at < len(word):
        match = _PINYIN.match(word, at)
        if match is None:
            return ()
        found.append(match.group())
        at = match.end()
    return tuple(found)


def _dollar(parts: list[str]) -> tuple[str, ...]:
    return ("$" + parts[0], "$" + "".join(parts[1:]))


def latin_parts(words: list[str]) -> tuple[str, ...]:
    """`$` parts in Wade-Giles of a Latin name that can be Chinese, family first; else empty."""
    if not 2 <= len(words) <= 3 or sum(map(len, words)) > 20:  # noqa: PLR2004 - a family name and one or two syllables
        return ()
    cut = [syllables(word) for word in words]
    if all(cut) and 2 <= sum(map(len, cut)) <= 4:  # noqa: PLR2004 - syllables of a whole name
        if len(cut[0]) > 1 and len(cut) == 2 and len(cut[1]) == 1:  # noqa: PLR2004 - given name written first
            cut.reverse()
        return _dollar([wade(syllable) for word in cut for syllable in word])
    if all(word in _wade_syllables() for word in words):
        return _dollar(words)
    return ()


def family_first(text: str) -> str:
    """The characters of a name, family name first; `玉梅 朱` is written in western order."""
    runs = ["".join(char for char in part if "\u3400" <= char <= "\u9fff") for part in text.split()]
    runs = [run for run in runs if run]
    last_is_family = len(runs) > 1 and runs[-1] in _TABLE.frequent
    if last_is_family and not (len(runs[0]) == 1 and runs[0] in _TABLE.frequent):
        runs = [runs[-1], *runs[:-1]]
    return "".join(runs)


def person_syllables(text: str) -> tuple[str, ...]:
    """The pinyin of a personal name in Chinese characters, family name first."""
    chars = family_first(text)
    size = 2 if chars[:2] in _TABLE.double else 1
    family = _TABLE.family_read.get(chars[:size])
    return (*([family] if family else pinyin(chars[:size])), *pinyin(chars[size:]))


def other_syllables(own: tuple[str, ...], words: list[str]) -> float:
    """The share of syllables that a Latin name has otherwise than the pinyin; 0 if it is none.

    What is written in pinyin has no other spelling: Guiying and Guoying are two names.
    """
    listed = [syllable for word in words for syllable in syllables(word) or ("",)]
    if "" in listed:
        return 0.0
    common = (Counter(own) & Counter(listed)).total()
    return 1 - 2 * common / (len(own) + len(listed))


def _korean(text: str) -> str:
    table = tables.hanja()
    return "".join(
        char if is_hangul(char) or not "\u3400" <= char <= "\u9fff" else table.get(char, "?")
        for char in text
    )


def korean_person(text: str) -> str:
    """The Hangul of a name in hanja (金 as a family name is 김); empty when one is unknown."""
    chars = family_first(text)
    if not 2 <= len(chars) <= 4:  # noqa: PLR2004 - Korean names have two to four syllables
        return ""
    read = _korean(chars)
    return "" if "?" in read else ("김" if chars[0] == "金" else read[0]) + read[1:]


def korean_entity(text: str) -> str:
    """The text with its hanja read in Korean; empty when a character is unknown."""
    read = _korean(text)
    return "" if "?" in read else read


def person_tokens(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Token readings of a Chinese personal name, each with its step in words."""
    chars = family_first(text)
    if not chars:
        return []
    size = 2 if chars[:2] in _TABLE.double and len(chars) > 2 else 1  # noqa: PLR2004 - a given name follows
    family = _TABLE.family_read.get(chars[:size]) or "".join(pinyin(chars[:size]))
    given = pinyin(chars[size:])
    tokens = tuple(filter(None, (family, "".join(given))))
    found = [(tokens, f"{chars} read as pinyin {' '.join(tokens)}")]
    if given:
        found.append(
            (
                _dollar([wade(family), *map(wade, given)]),
                f"{chars} read as pinyin, Wade-Giles folded",
            )
        )
    found += [
        (tuple(filter(None, (other, "".join(given)))), f"{chars[:size]} read as {other}")
        for other in _TABLE.elsewhere.get(chars[0], ())
    ]
    return found


def entity_tokens(run: str, shortest: int, *, split: bool) -> list[str]:
    """Tokens of a run of Chinese characters: places, known words, the rest in pinyin.

    With `split` every syllable of the rest is a token of its own.
    """
    tokens: list[str] = []
    at = 0
    for match in _PLACE.finditer(run):
        tokens += _unplaced(run[at : match.start()], shortest, split=split)
        tokens += _TABLE.places_read.get(match.group(), "".join(pinyin(match.group()))).split()
        at = match.end()
    return tokens + _unplaced(run[at:], shortest, split=split)


def _unplaced(run: str, shortest: int, *, split: bool) -> list[str]:
    digits = tables.numbers()["han"]
    tokens: list[str] = []
    for part in _SUFFIX.split(run):
        for piece, known in lexicon.segmented(part.lstrip("市省县縣"), "hani", shortest):
            if known:
                tokens.append(piece)
            elif all(char in digits for char in piece):
                tokens += [str(digits[char]) for char in piece]
            elif split or len(piece) > 6:  # noqa: PLR2004 - nobody writes so many syllables as one word
                tokens += pinyin(piece)
            else:
                tokens.append("".join(pinyin(piece)))
    return tokens
