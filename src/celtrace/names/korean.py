"""Korean personal names: family and given name, in Hangul or in any Latin spelling."""

from __future__ import annotations

import re
from functools import lru_cache

from celtrace.names.hangul import SURNAMES, is_hangul, jamo, romanized, spells
from celtrace.names.model import Reading

# One spelling for what the systems write differently; first match wins, left to right.
_FOLDS = (
    ("tch", "c"), ("tsch", "c"), ("ch", "c"), ("dj", "c"), ("tj", "c"), ("dz", "c"), ("j", "c"),
    ("z", "c"), ("sh", "s"), ("ph", "p"), ("kh", "k"), ("th", "t"), ("weo", "wu"), ("yeo", "iu"),
    ("you", "iu"), ("yoo", "iu"), ("yu", "iu"), ("yae", "ie"), ("yai", "ie"), ("ye", "ie"),
    ("ya", "ia"), ("eui", "i"), ("ui", "i"), ("eu", "u"), ("eo", "u"), ("oo", "u"), ("ou", "u"),
    ("oh", "u"), ("oe", "e"), ("oi", "e"), ("wae", "e"), ("we", "e"), ("ae", "e"), ("ai", "e"),
    ("ay", "e"), ("ey", "e"), ("ee", "i"), ("yi", "i"), ("ng", "N"), ("g", "k"), ("d", "t"),
    ("b", "p"), ("f", "p"), ("v", "p"), ("r", "l"), ("o", "u"), ("h", ""), ("ck", "k"),
    ("c", "c"), ("y", "i"),
)  # fmt: skip
_FOLD = dict(_FOLDS)
_PATTERN = re.compile("|".join(spelling for spelling, _ in _FOLDS))
_DOUBLE = re.compile(r"(.)\1+")
_SYLLABLE = re.compile(
    r"(?:kk|kh|k|g|n|tt|th|t|d|r|l|m|pp|ph|p|b|ss|sh|s|jj|j|tch|ch|dj|h)?"
    r"(?:yae|yeo|you|yoo|yai|ya|ye|yo|yu|yi|wae|weo|wa|we|wo|wi|eui|eu|eo|ae|ai|ay|ee|oe|oi|oo|"
    r"ou|oh|ui|uh|a|e|i|o|u|y)"
    r"(?:ng|k|g|n|l|r|m|p|b|t)?"
)
_GIVEN = re.compile(rf"(?:{_SYLLABLE.pattern}){{1,4}}")


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """One spelling of a Korean word, whatever the system of romanization."""
    return _DOUBLE.sub(r"\1", _PATTERN.sub(lambda match: _FOLD[match.group()], word))


@lru_cache(maxsize=1)
def _latin_surnames() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for syllable, spellings in SURNAMES.items():
        for spelling in spellings:
            found.setdefault(spelling, set()).add(syllable)
    return {spelling: tuple(sorted(found[spelling])) for spelling in sorted(found)}


@lru_cache(maxsize=16_384)
def _is_given(word: str) -> bool:
    return _GIVEN.fullmatch(word) is not None


def split(words: list[str]) -> list[tuple[str, str]]:
    """(family name, given name joined) of a Latin name that can be Korean, usual order first."""
    return [(family, "".join(given)) for family, given in _split(words)]


def _split(words: list[str]) -> list[tuple[str, list[str]]]:
    if not 2 <= len(words) <= 4 or sum(map(len, words)) > 22:  # noqa: PLR2004 - a family name and up to three syllables
        return []
    known = _latin_surnames()
    orders = ((words[0], words[1:]), (words[-1], words[:-1]))
    return [
        (family, given)
        for family, given in orders
        if family in known and sum(map(len, given)) > 1 and all(map(_is_given, given))
    ]


# Family names that the North writes with an initial ㄹ or ㄴ and the South without.
_NORTHERN = dict(zip("이임유노양나연염여용육", "리림류로량라련렴려룡륙", strict=True))


def family_key(hangul: str) -> str:
    """A Hangul family name in northern spelling: 이 and 리 are one family."""
    return _NORTHERN.get(hangul, hangul)


def parts(words: list[str]) -> list[tuple[str, str]]:
    """Korean readings of Latin words: `%` family in Hangul, `%` given folded; at most four."""
    found = _split(words)
    if not found:
        return []
    keys = sorted(
        {
            (family_key(hangul), folded)
            for family, given in found
            for folded in (fold("".join(given)), "".join(map(fold, given)))
            for hangul in _latin_surnames()[family]
        }
    )
    return [("%" + key, "%" + given) for key, given in keys[:4]]


def hangul_names(text: str) -> list[tuple[str, str]]:
    """(family, given) in Hangul; a single syllable after a space is the family."""
    runs = ["".join(filter(is_hangul, part)) for part in text.split()]
    runs = [run for run in runs if run]
    if len(runs) > 1 and runs[-1] in SURNAMES and len(runs[0]) > 1:
        return [(runs[-1], "".join(runs[:-1]))]
    syllables = "".join(runs)
    found = [
        (syllables[:size], syllables[size:])
        for size in (2, 1)
        if len(syllables) > size and (size == 1 or syllables[:2] in SURNAMES)
    ]
    return found or ([(syllables, "")] if syllables else [])


def family_fits(hangul: str, latin: str) -> float:
    """How well a Latin family name spells a Hangul one, 0 to 1; usual spellings count in full."""
    for written in {hangul, family_key(hangul)}:
        if latin in SURNAMES.get(written, ()):
            return 1.0
    spelt = 0.97 * spells(hangul, latin)
    if not spelt and fold(romanized(hangul))[:1] == fold(latin)[:1]:
        return 0.6  # the same first sound: a slip of the pen, or a spelling not foreseen
    return spelt


# Southern spelling drops or changes an initial ㄹ or ㄴ (Hangul orthography 1988, rules 10-12).
_SOUTHERN = {"ㄹ": ("ㄴ", "ㅇ"), "ㄴ": ("ㅇ", "ㄹ"), "ㅇ": ("ㄹ", "ㄴ")}
_IOTED = set("ㅑㅕㅖㅛㅠㅣ")


def given_fits(hangul: str, latin: str) -> float:
    """How well Latin letters without spaces spell a Hangul given name, 0 to 1."""
    whole = spells(hangul, latin)
    if whole or not hangul:
        return whole
    onset, nucleus, coda = jamo(hangul[0])
    if onset not in _SOUTHERN or (onset == "ㅇ" and nucleus not in _IOTED):
        return 0.0
    best = 0.0
    for other in _SOUTHERN[onset]:
        first = _compose(other, nucleus, coda)
        best = max(best, 0.95 * spells(first + hangul[1:], latin))
    return best


def _compose(onset: str, nucleus: str, coda: str) -> str:
    onsets, nuclei = (
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
        "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
    )
    codas = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
    return chr(0xAC00 + (onsets.index(onset) * 21 + nuclei.index(nucleus)) * 28 + codas.index(coda))


def readings(text: str, *, from_hanja: bool = False) -> list[Reading]:
    """Readings of a Hangul personal name: folded parts, then plain letters in both systems."""
    out: list[Reading] = []
    for family, given in hangul_names(text):
        step = f"Hangul {family} read as {SURNAMES.get(family, (romanized(family),))[0].upper()}"
        if from_hanja:
            step = f"hanja read as Korean {family}{given}"
        for southern in (False, True):
            words = (romanized(family, southern=southern), romanized(given, southern=southern))
            if given:
                folded = ("%" + family_key(family), "%" + fold(words[1]))
                out.append(Reading(folded, "person", step, (family, given)))
            if not from_hanja:
                out.append(Reading(tuple(filter(None, words)), "person", step, (family, given)))
    return out
