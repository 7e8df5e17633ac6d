"""The score of two aligned names: how much agrees, how much contradicts, how much it says.

Weights are information in nats (rarity of the word). What is left over on both sides is
contradiction; on one side only, it is silence: names are shortened. The coefficients stand
in `_tables/score.yaml` with how they were found.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, log

import msgspec

from celtrace.names import tables


class Sums(msgspec.Struct):
    """What an alignment adds up, in nats."""

    matched: float = 0.0
    lost: float = 0.0
    """Weight of the matched words times how unlike they are."""
    info: float = 0.0
    worst: float = 1.0
    """Likeness of the least alike pair."""
    pairs: int = 0

    def add(self, ours: float, theirs: float, value: float) -> None:
        """One pair of words with their weights and how alike they are."""
        weight = (ours + theirs) / 2
        self.matched += weight * value
        self.lost += weight * (1 - value)
        self.info += min(ours, theirs) * max(0.0, 2 * value - 1)
        self.worst = min(self.worst, value)
        self.pairs += 1


@lru_cache(maxsize=1)
def _coefficients() -> tuple[float, ...]:
    table = tables.score()
    return tuple(float(table[name]) for name in list(table) if name not in {"intercept", "shift"})


def logit(sums: Sums, left_query: float, left_listed: float) -> float:
    """The log odds of an alignment, given the weight left over on each side."""
    total = sums.matched + sums.lost + left_query + left_listed + 1e-9
    small = min(left_query, left_listed)
    query, listed = left_query - small, left_listed - small
    lost, both, query_share, listed_share = (
        sums.lost / total,
        2 * small / total,
        query / total,
        listed / total,
    )
    info, scaled = min(sums.info, 25.0), min(sums.info, 24.0) / 12
    single, worst = float(sums.pairs == 1), 1 - (sums.worst if sums.pairs else 0.0)
    features = (
        lost, both, query_share, listed_share, min(info, 8) / 8,
        max(0.0, min(info - 8, 16)) / 16, single, worst, query_share * single,
        listed_share * single, lost * scaled, both * scaled, query_share * scaled,
        listed_share * scaled, worst * scaled, single * scaled, scaled, min(small, 12) / 12,
        min(query, 12) / 12, min(listed, 12) / 12, min(sums.lost, 8) / 8,
    )  # fmt: skip
    found: float = tables.score()["intercept"]
    for weight, feature in zip(_coefficients(), features, strict=True):
        found += weight * feature
    return found


def score(odds: float, shift: float) -> float:
    """Log odds as a number from 0 to 1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds + shift))))


def odds_of(value: float) -> float:
    """The log odds of a score."""
    return log(value / (1 - value)) if 0 < value < 1 else (30.0 if value >= 1 else -30.0)
