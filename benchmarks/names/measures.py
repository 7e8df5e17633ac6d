"""What is measured: recall at a false-positive rate, places, and the best F1."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import msgspec

Search = Callable[[str, str, int, float], list[tuple[int, float]]]
"""(name, form, limit, cutoff) to [(key, score)], best first."""


class Slice(msgspec.Struct, frozen=True):
    """One line of the table."""

    name: str
    n: int
    values: dict[str, float]
    goal: dict[str, float] = {}
    """The least that is asked for."""
    most: dict[str, float] = {}
    """The most that is allowed."""


def threshold(search: Search, negatives: Sequence[str], form: str, rate: float) -> float:
    """The lowest score that at most `rate` of the unrelated names reach."""
    tops = sorted(
        (found[0][1] if (found := search(name, form, 1, 0.2)) else 0.0 for name in negatives),
        reverse=True,
    )
    at = int(rate * len(tops))
    return tops[at] + 1e-6 if at < len(tops) else 0.0


def retrieval(
    search: Search, queries: Sequence[tuple[str, str, set[int]]], bar: float
) -> dict[str, float]:
    """top1, top5 and recall (the right key is found with at least `bar`) of (name, form, keys)."""
    top1 = top5 = recall = 0
    for name, form, keys in queries:
        found = search(name, form, 10, 0.02)
        top1 += bool(found) and found[0][0] in keys
        top5 += any(key in keys for key, _ in found[:5])
        recall += any(key in keys and score >= bar for key, score in found)
    n = max(len(queries), 1)
    return {"top1": top1 / n, "top5": top5 / n, "recall": recall / n, "bar": bar}


def classified(scores: Sequence[float], truth: Sequence[bool]) -> dict[str, float]:
    """Best F1, where, and the recall at a precision of at least 0.95."""
    ranked = sorted(zip(scores, truth, strict=True), reverse=True)
    positives = sum(truth)
    best, at, safe, hits = 0.0, 0.0, 0.0, 0
    for place, (score, match) in enumerate(ranked, 1):
        hits += match
        if place < len(ranked) and ranked[place][0] == score:
            continue
        precision, recall = hits / place, hits / positives
        f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
        if f1 > best:
            best, at = f1, score
        if precision >= 0.95:
            safe = max(safe, recall)
    return {"f1": best, "at": at, "recall_p95": safe}


def timed(search: Search, names: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Names per second of one core's own time, and the slowest of a hundred in milliseconds."""
    spans = []
    begun = time.process_time()
    for name, form in names:
        start = time.process_time()
        search(name, form, 10, 0.8)
        spans.append(time.process_time() - start)
    total = time.process_time() - begun
    spans.sort()
    return {"single": len(names) / total, "p99_ms": spans[int(0.99 * len(spans))] * 1000}
