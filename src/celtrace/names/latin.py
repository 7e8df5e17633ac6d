"""Latin spellings of one sound: folds of a word, and how alike two words are."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

# Spellings that European, Arabic, Slavic, Persian and Indic transliterations vary between
# (ALA-LC, BGN/PCGN, ISO 9, DIN 31635, DMG and press usage); first match wins, left to right.
_SOUND_RULES: tuple[tuple[str, str], ...] = (
    ("shch", "S"), ("sch", "S"), ("sh", "S"), ("tch", "C"), ("tsch", "C"), ("ch", "C"),
    ("zh", "j"), ("dzh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"),
    ("bh", "b"), ("ph", "f"), ("ck", "k"), ("cq", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"),
    ("tz", "ts"), ("ts", "ts"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"),
    ("aee", "i"), ("you", "iu"), ("yu", "iu"), ("iye", "i"), ("iy", "i"), ("yi", "i"), ("ay", "i"),
    ("ai", "i"), ("ei", "i"), ("ey", "i"), ("ie", "i"), ("ee", "i"), ("oo", "u"), ("ou", "u"),
    ("ow", "u"), ("oe", "u"), ("ue", "u"), ("ae", "a"), ("ye", "a"), ("yo", "u"), ("w", "v"),
    ("y", "i"), ("z", "s"), ("e", "a"), ("o", "u"),
)  # fmt: skip
_SOUND = dict(_SOUND_RULES)
_SOUND_PATTERN = re.compile("|".join(re.escape(spelling) for spelling, _ in _SOUND_RULES))
_DOUBLE = re.compile(r"(.)\1+")
_SHORT = 3
MOST_EDITS = 2
"""Words with more slips are two words."""
FLOOR = 0.7
"""Two words less alike than this are two words."""


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """One spelling for words that sound alike: `husayn` and `hussein` give `husin`."""
    return _DOUBLE.sub(r"\1", _SOUND_PATTERN.sub(lambda match: _SOUND[match.group()], word))


@lru_cache(maxsize=65_536)
def bones(heard: str) -> str:
    """The consonants of a sound, without those that come and go (h at the end, v inside)."""
    last = len(heard) - 1
    kept = "".join(
        char
        for at, char in enumerate(heard)
        if char not in "aiu" and not (char == "v" and at) and not (char == "h" and at == last)
    )
    return _DOUBLE.sub(r"\1", kept)


def skeleton(word: str) -> str:
    """The consonants of a word's sound."""
    return bones(sound(word))


def _spelled(first: str, second: str) -> float:
    return slips(max(len(first), len(second)), OSA.distance(first, second, score_cutoff=MOST_EDITS))


def slips(longest: int, edits: int) -> float:
    """How alike two words are that differ by so many edits, the longer one of `longest` letters."""
    if longest <= _SHORT or edits > MOST_EDITS or (edits == 2 and longest < 7):  # noqa: PLR2004 - two typos need a long word
        return 0.0
    return 1.0 - edits / longest - (0.05 if longest < 6 else 0.0)  # noqa: PLR2004 - a letter in a short word is half of it


def alike(first: str, second: str) -> float:
    """How alike two words are, 0 or from `FLOOR` to 1.

    1 the same letters, 0.96 the same sound, else by edits (swaps count one) of letters or
    of sounds, whichever are fewer; 0.86 for long words with the same consonants.
    """
    if first == second:
        return 1.0
    heard, other = sound(first), sound(second)
    edited = (0.0, 0.0) if heard == other else (_spelled(first, second), _spelled(heard, other))
    return weighed(heard, other, edited)


def weighed(heard: str, other: str, edited: tuple[float, float]) -> float:
    """`alike` of two different words from their sounds and from `slips` of letters and sounds."""
    if heard == other:
        return 0.96 if len(heard) > 2 else 0.85  # noqa: PLR2004 - very short sounds say little
    best = max(edited[0], 0.97 * edited[1])
    kept = bones(heard)
    if len(kept) >= _SHORT and kept == bones(other):
        best = max(best, 0.8 + 0.02 * min(len(kept), 5))
    return best if best >= FLOOR else 0.0
