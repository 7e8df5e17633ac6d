"""What OFAC's own Sanctions List Search would show for a name, from its public description.

Published by the Office of Foreign Assets Control (https://ofac.treasury.gov/faqs/246, 247, 249,
of 2021-04-28): the score is 0 to 100 and 100 is an exact match; the slider stands at 100 unless
it is moved, and rows below it are not shown; candidates are looked for by the first letter of
the search terms and by a similarity of at least 50 % in edit distance; then the higher of two
scores counts: Jaro-Winkler of the whole string against the full name, or a composite of scores
of each part of the searched name against the parts of the listed one by Jaro-Winkler and Soundex.

Assumed, for it is not published: case, accents and punctuation do not count; a part is compared
with listed parts that share its first letter or are half alike; its score is Jaro-Winkler, or
the mean of Jaro-Winkler and the share of equal places of the two Soundex codes where that is
higher; the composite is the mean over the searched parts; names in other scripts than Latin find
nothing, since the search holds Latin names. The real search may differ by some points.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rapidfuzz.distance import JaroWinkler, Levenshtein

SLIDER = 100
"""Where the slider stands when the page is opened (FAQ 247)."""
_HALF = 0.5
_LEAST = 1e-9
"""Scores are rounded down, so that only an exact match is 100; this undoes float noise."""
_CODE = {
    letter: digit
    for digit, letters in enumerate(("BFPV", "CGJKQSXZ", "DT", "L", "MN", "R"), start=1)
    for letter in letters
}
_LENGTH = 4


def soundex(word: str) -> str:
    """American Soundex of a Latin word in upper case: a letter and three digits.

    Rules of the US National Archives (https://www.archives.gov/research/census/soundex):
    H and W between letters of one code do not part them, vowels do.
    """
    code, last = word[:1], _CODE.get(word[:1], 0)
    for letter in word[1:]:
        digit = _CODE.get(letter, 0)
        if digit and digit != last:
            code += str(digit)
        if letter not in "HW":
            last = digit
    return code[:_LENGTH].ljust(_LENGTH, "0") if code else ""


def score(searched: str, listed: str) -> int:
    """0 to 100, how alike the search is expected to call the two names."""
    mine, theirs = _parts(searched), _parts(listed)
    if not mine or not theirs:
        return 0
    whole = _whole(" ".join(mine), " ".join(theirs))
    parts = sum(max(_part(part, other) for other in theirs) for part in mine) / len(mine)
    return int(100 * max(whole, parts) + _LEAST)


def best(searched: str, listed: Iterable[str]) -> int:
    """The highest score over all names of a row."""
    return max((score(searched, name) for name in listed), default=0)


def _parts(name: str) -> list[str]:
    """Words of Latin letters and digits, in upper case without accents."""
    text = unicodedata.normalize("NFKD", name).upper()
    kept = (char for char in text if not unicodedata.combining(char))
    joined = "".join(char if char.isalnum() else "" if char in "'’" else " " for char in kept)
    return [word for word in joined.split() if word.isascii()]


def _found(one: str, other: str) -> bool:
    """Whether the search looks at the pair at all."""
    return one[0] == other[0] or Levenshtein.normalized_similarity(one, other) >= _HALF


def _whole(one: str, other: str) -> float:
    return JaroWinkler.similarity(one, other) if _found(one, other) else 0.0


def _part(one: str, other: str) -> float:
    if not _found(one, other):
        return 0.0
    alike = JaroWinkler.similarity(one, other)
    codes = zip(soundex(one), soundex(other), strict=True)
    heard = sum(a == b for a, b in codes) / _LENGTH
    return max(alike, (alike + heard) / 2)
