"""How alike two token sequences are: best pairs of words, and what is left over on each side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from celtrace.names.latin import alike

BOTH = 1.25
"""What a word left over costs when the other side has one too: they contradict each other."""
ONE_SIDED = 0.32
"""What a word left over costs when the other side has none: names are shortened."""
ENOUGH = 7.5
"""Information (nats) of the matched words from which more does not raise the score."""


class Aligned(msgspec.Struct):
    """Pairs (place, place, likeness) and the score they make."""

    pairs: list[tuple[int, int, float]]
    score: float
    matched: float
    """Information in the matched words, in nats."""


def score_of(matched: float, lost: float, left: tuple[float, float], info: float) -> float:
    """0 to 1 from weights: matched, lost within pairs, left over on each side, and information.

    What is left over on both sides is contradiction; on one side only, it is silence.
    """
    small, large = min(left), max(left)
    total = matched + lost * 1.5 + BOTH * 2 * small + ONE_SIDED * (large - small)
    if total <= 0:
        return 0.0
    evidence = min(1.0, 0.55 + 0.45 * info / ENOUGH)
    return matched / total * evidence


def _pairs(
    first: Sequence[str], second: Sequence[str], like: Callable[[int, int], float]
) -> list[tuple[int, int, float]]:
    found = [
        (value, -abs(i - j), i, j)
        for i in range(len(first))
        for j in range(len(second))
        if (value := like(i, j)) > 0
    ]
    found.sort(reverse=True)
    left, right, out = set(), set(), []
    for value, _, i, j in found:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j, value))
    return out


def _is_word(token: str) -> bool:
    return token[0] not in "@#~%$" and not token[0].isdigit()


def _joined(words: Sequence[str], free: list[int], other: str) -> tuple[int, ...]:
    """Neighbouring free words that together are the other word; empty when none are."""
    for size in (2, 3):
        for at in range(len(free) - size + 1):
            run = free[at : at + size]
            if run[-1] - run[0] == size - 1 and all(_is_word(words[i]) for i in run):
                text = "".join(words[i] for i in run)
                if text == other or (len(text) > 5 and alike(text, other) >= 0.9):  # noqa: PLR2004 - one typo in a long word
                    return tuple(run)
    return ()


def _initial(one: str, other: str) -> bool:
    return (
        (len(one) == 1) != (len(other) == 1)
        and one[0] == other[0]
        and _is_word(one)
        and _is_word(other)
    )


def align(
    first: Sequence[str],
    second: Sequence[str],
    weights: tuple[Sequence[float], Sequence[float]],
    like: Callable[[int, int], float],
) -> Aligned:
    """The best pairing of two token sequences and its score.

    `weights` are per token of each side; `like(i, j)` says how alike two tokens are, 0 to 1.
    """
    wa, wb = weights
    pairs = _pairs(first, second, like)
    free_a = [i for i in range(len(first)) if all(i != pair[0] for pair in pairs)]
    free_b = [j for j in range(len(second)) if all(j != pair[1] for pair in pairs)]
    matched = lost = info = 0.0
    for i, j, value in pairs:
        weight = (wa[i] + wb[j]) / 2
        matched += weight * value
        lost += weight * (1 - value)
        info += min(wa[i], wb[j]) * (2 * value - 1)
    if free_a and free_b:
        for words, others, wx, wy, own, theirs in (
            (first, second, wa, wb, free_a, free_b),
            (second, first, wb, wa, free_b, free_a),
        ):
            for j in list(theirs):
                run = _joined(words, own, others[j]) if _is_word(others[j]) else ()
                if run:
                    weight = (sum(wx[i] for i in run) + wy[j]) / 2
                    matched += 0.97 * weight
                    lost += 0.03 * weight
                    info += 0.9 * weight
                    pairs += [(i, j, 0.97) if own is free_a else (j, i, 0.97) for i in run]
                    theirs.remove(j)
                    for i in run:
                        own.remove(i)
        for i in list(free_a):
            for j in list(free_b):
                if _initial(first[i], second[j]):
                    matched += 0.35 * min(wa[i], wb[j])
                    free_a.remove(i)
                    free_b.remove(j)
                    pairs.append((i, j, 0.5))
                    break
    left = (sum(wa[i] for i in free_a), sum(wb[j] for j in free_b))
    return Aligned(pairs, score_of(matched, lost, left, info), info)
