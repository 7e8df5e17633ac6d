"""How alike two token sequences are: best pairs of words, and what is left over on each side."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rapidfuzz.distance import OSA

from celtrace.names.latin import alike, bones, skeleton
from celtrace.names.score import Sums, logit

_NO_WORD = frozenset("@#%$0123456789")
_HALF = 0.5
"""Spellings of one word share half their letters at least; a quick look before the thorough one."""
SAME = 0.6
"""Log odds, at least, of two names with the same words, however few and frequent these are."""


class Aligned(msgspec.Struct):
    """Pairs (place, place, likeness), what they add up to, and what is left on each side."""

    pairs: list[tuple[int, int, float]]
    sums: Sums
    left: tuple[float, float]
    odds: float


Likes = list[tuple[float, int, int, int]]
"""How alike two tokens are, minus how far apart they stand, and their places."""


def _pairs(likes: Likes) -> list[tuple[int, int, float]]:
    left: set[int] = set()
    right: set[int] = set()
    out = []
    for value, _, i, j in sorted(likes, reverse=True):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j, value))
    return out


def is_word(token: str) -> bool:
    """Whether a token is a word as written, not a concept, a fold or a number."""
    return token[0] not in _NO_WORD


def frame(text: str) -> str:
    """The consonants of one or more tokens written together, vowels written or not."""
    return bones(text.replace("~", "")) if "~" in text else skeleton(text)


def _written_as_one(text: str, other: str) -> bool:
    """Whether words written together are the other word."""
    if "~" in text or "~" in other:
        return len(frame(other)) > 3 and frame(text) == frame(other)  # noqa: PLR2004 - fewer consonants say little
    if OSA.normalized_similarity(text, other, score_cutoff=_HALF) < _HALF:
        return False
    return text == other or (len(text) > 5 and alike(text, other) >= 0.9)  # noqa: PLR2004 - one typo in a long word


def _runs(words: Sequence[str], free: list[int]) -> list[tuple[tuple[int, ...], str]]:
    """Two, then three, neighbouring free words, and what they are written together.

    The last and the first are neighbours, too: `KARI, Vahid Falahat` is Falahatkari.
    """
    found = [
        (run, "".join([words[i] for i in run]))
        for size in (2, 3)
        for at in range(len(free) - size + 1)
        if (run := tuple(free[at : at + size]))[-1] - run[0] == size - 1
        and all(is_word(words[i]) for i in run)
    ]
    last = len(words) - 1
    at_ends = last > 1 and free[:1] == [0] and free[-1] == last
    if at_ends and is_word(words[0]) and is_word(words[-1]):
        found.append(((last, 0), words[-1] + words[0]))
    return found


def _initial(one: str, other: str) -> bool:
    return (
        (len(one) == 1) != (len(other) == 1)
        and one[0] == other[0]
        and is_word(one)
        and is_word(other)
    )


class _Side(msgspec.Struct):
    """One name while it is aligned: tokens, weights, and the places still free."""

    tokens: Sequence[str]
    weights: Sequence[float]
    free: list[int]

    def text(self) -> str:
        return "".join(self.tokens[i] for i in self.free)

    def left(self) -> float:
        return sum(self.weights[i] for i in self.free)


def _join(one: _Side, other: _Side, sums: Sums) -> list[tuple[int, int, float]]:
    """Free neighbours of `one` that together are a free word of `other`."""
    pairs: list[tuple[int, int, float]] = []
    places = [j for j in other.free if is_word(other.tokens[j])] if len(one.free) > 1 else []
    runs = _runs(one.tokens, one.free) if places else []
    for j in places if runs else ():
        word = other.tokens[j]
        run = next((run for run, text in runs if _written_as_one(text, word)), None)
        if run:
            sums.add(sum(one.weights[i] for i in run), other.weights[j], 0.97)
            pairs += [(i, j, 0.97) for i in run]
            other.free.remove(j)
            one.free = [i for i in one.free if i not in run]
            runs = _runs(one.tokens, one.free)
    return pairs


def _alike_letters(one: str, other: str, least: float) -> float:
    """The share of letters that agree; 0 below `least`."""
    value = OSA.normalized_similarity(one, other, score_cutoff=least - 0.05)
    return value if value >= least else 0.0


def _leftovers(one: _Side, other: _Side, sums: Sums) -> list[tuple[int, int, float]]:
    """Initials, letters that moved between words, and words that are nearly alike."""
    pairs = []
    if len(one.free) > 1 or len(other.free) > 1:
        texts = one.text(), other.text()
        value = _alike_letters(*texts, 0.88) if all(map(is_word, texts)) else 0.0
        if value and len(texts[0]) > 6:  # noqa: PLR2004 - a short name differs by any letter
            sums.add(one.left(), other.left(), 0.97 * value)
            pairs = [(i, j, value) for i in one.free for j in other.free]
            one.free, other.free = [], []
            return pairs
    for i in list(one.free):
        for j in list(other.free):
            a, b = one.tokens[i], other.tokens[j]
            value = 0.6 if _initial(a, b) else 0.0
            if not value and is_word(a) and is_word(b):
                value = 0.9 * _alike_letters(a, b, 0.6)
            if value:
                sums.add(one.weights[i], other.weights[j], value)
                pairs.append((i, j, value))
                one.free.remove(i)
                other.free.remove(j)
                break
    return pairs


def align(
    first: Sequence[str],
    second: Sequence[str],
    weights: tuple[Sequence[float], Sequence[float]],
    likes: Likes,
) -> Aligned:
    """The best pairing of two token sequences and its score.

    `weights` are per token of each side; `likes` holds the
    pairs of tokens that are alike at all.
    """
    pairs = _pairs(likes)
    sums = Sums()
    for i, j, value in pairs:
        sums.add(weights[0][i], weights[1][j], value)
    taken = ({pair[0] for pair in pairs}, {pair[1] for pair in pairs})
    one = _Side(first, weights[0], [i for i in range(len(first)) if i not in taken[0]])
    other = _Side(second, weights[1], [j for j in range(len(second)) if j not in taken[1]])
    if one.free and other.free:
        pairs += _join(one, other, sums)
        pairs += [(i, j, value) for j, i, value in _join(other, one, sums)]
        if one.free and other.free:
            pairs += _leftovers(one, other, sums)
    left = (one.left(), other.left())
    odds = logit(sums, *left)
    if sums.worst == 1.0 and not any(left) and first[0][0] not in "%$":
        odds = max(odds, SAME)
    return Aligned(pairs, sums, left, odds)
