"""Texts that share phrases which hardly anybody else has: a CV handed in under two names.

A phrase is three words that follow each other (five characters where a script puts no spaces
between words); numbers count as one word, so that exchanged dates and telephones change
nothing. Phrases that many texts have are of the form or the trade and are left out. Shared
phrases are counted for all pairs at once (Broder, "On the resemblance and containment of
documents", 1997).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from hashlib import blake2b

import msgspec
import numpy as np

from celtrace.papers.filed import Whole, within

_WORD = re.compile(r"[^\W\d_]+|\d+")
_CLOSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that are written without spaces between words."""
WORDS, CHARACTERS = 3, 5
COMMON = 6
"""Texts beyond which a phrase is common."""
LEAST = 25
"""Rare phrases that two texts share at least."""
SHARE = 0.4
"""Share of the rare phrases of the text with fewer that must be shared."""
_CHUNK = 2_000_000


class Shared(msgspec.Struct, frozen=True):
    """Two texts, by position, with how many phrases they share."""

    one: int
    other: int
    same: int
    """Rare phrases in both."""
    of: int
    """Rare phrases of the one that has fewer."""


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a text, each once, in order."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    units: list[str] = []
    for match in _WORD.finditer(plain):
        word = match.group()
        if word.isdigit():
            units.append("0")
        elif _CLOSE.search(word):
            units += list(word)
        else:
            units.append(word)
    found = [_joined(units[at : at + CHARACTERS]) for at in range(len(units) - WORDS + 1)]
    return tuple(dict.fromkeys(one for one in found if one))


def _joined(units: Sequence[str]) -> str:
    """Three words, or five characters where the first three are single characters."""
    if all(len(one) == 1 for one in units[:WORDS]):
        return "".join(units) if len(units) == CHARACTERS else ""
    return " ".join(units[:WORDS])


def shared(texts: Sequence[str]) -> tuple[Shared, ...]:
    """All pairs of texts that share most of their phrases, in order."""
    sets = _rare([_numbers(phrases(text)) for text in texts])
    owner = np.repeat(np.arange(len(sets)), [len(one) for one in sets])
    every = np.concatenate([np.zeros(0, np.int64), *sets])
    counted: dict[int, int] = {}
    for codes, counts in _pairs(every, owner, len(sets)):
        for code, count in zip(codes.tolist(), counts.tolist(), strict=True):
            counted[code] = counted.get(code, 0) + count
    found = []
    for code, same in sorted(counted.items()):
        one, other = divmod(code, len(sets))
        of = min(len(sets[one]), len(sets[other]))
        if same >= LEAST and same >= SHARE * of:
            found.append(Shared(one, other, same, of))
    return tuple(found)


def _rare(sets: list[Whole]) -> list[Whole]:
    """The phrases of each text, without those that many texts have."""
    every, counts = np.unique(np.concatenate([np.zeros(0, np.int64), *sets]), return_counts=True)
    common = every[counts > COMMON]
    return [one[~np.isin(one, common)] for one in sets]


def _pairs(every: Whole, owner: Whole, number: int) -> Iterator[tuple[Whole, Whole]]:
    for a, b in within(every, COMMON):
        low, high = np.minimum(owner[a], owner[b]), np.maximum(owner[a], owner[b])
        for at in range(0, len(low), _CHUNK):
            codes = low[at : at + _CHUNK] * number + high[at : at + _CHUNK]
            yield np.unique(codes, return_counts=True)


def _numbers(given: Sequence[str]) -> Whole:
    packed = b"".join(blake2b(one.encode(), digest_size=8).digest() for one in given)
    return np.frombuffer(packed, np.int64).astype(np.int64)
