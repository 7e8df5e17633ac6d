"""How much a word tells apart: information in nats."""

from __future__ import annotations

from functools import lru_cache
from math import floor, log, log2

from celtrace.names import tables

LEGAL = 0.25
"""A legal form: it is left out, translated and mistaken more often than it differs."""
COMMON = 4.5
"""A name that very many bear: one person in about a hundred."""
LEAST = 0.5
_STEP = 0.5
BACKGROUND = 40_000
"""Names that a word is at least measured against: in a short list, too, a rare name is rare."""


def most_information(word: str) -> float:
    """How many nats a token can tell apart at most.

    Korean and Chinese names are drawn from few syllables (about 20 frequent ones each place,
    3 nats), families from fewer; a short Latin word is shared by many people.
    """
    if word[0] == "#":
        return LEGAL
    if word in tables.common():
        return COMMON
    if word[0] in "%$":
        return 2.0 if not word.isascii() or len(word) < 5 else 1.1 * (len(word) - 1)  # noqa: PLR2004 - one syllable
    return 1.5 * len(word.lstrip("~@#")) + 0.5


@lru_cache(maxsize=4096)
def rarity(seen: int, total: int) -> float:
    """Nats of a word that stands in `seen` of `total` names, in steps.

    The total counts in powers of two and what is seen in steps of half a nat, so that a list
    that grows by a few names a day leaves the weight of nearly every word as it was.
    """
    whole = 2 ** round(log2(max(total, BACKGROUND)))
    return log(whole) - floor(log(max(seen, 1)) / _STEP) * _STEP


def weight(word: str, seen: int, total: int) -> float:
    """Information of a token in an index: by its rarity, and no more than it can hold."""
    return min(max(LEAST, rarity(seen, total)), most_information(word))


def weight_alone(word: str) -> float:
    """Information of a token when no index says how rare it is."""
    if word[0] == "@":
        return 3.0
    if word[0].isdigit():
        return 4.0
    return min(8.0, most_information(word))
