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
    return tuple(tables.score().values())


def logit(sums: Sums, left_query: float, left_listed: float) -> float:
    """The log odds of an alignment, given the weight left over on each side."""
    (
        intercept, lost_, both_, query_, listed_, info_, more_, single_, worst_, query_single,
        listed_single, lost_info, both_info, query_info, listed_info, worst_info, single_info,
        scaled_, both_nats, query_nats, listed_nats, lost_nats,
    ) = _coefficients()  # fmt: skip
    total = sums.matched + sums.lost + left_query + left_listed + 1e-9
    small = min(left_listed, left_query)
    query, listed = left_query - small, left_listed - small
    info = min(24.0, sums.info)
    scaled = info / 12
    one = sums.pairs == 1
    worst = 1 - (sums.worst if sums.pairs else 0.0)
    odds = (
        intercept
        + sums.lost / total * (lost_ + lost_info * scaled)
        + 2 * small / total * (both_ + both_info * scaled)
        + query / total * (query_ + query_info * scaled + query_single * one)
        + listed / total * (listed_ + listed_info * scaled + listed_single * one)
        + worst * (worst_ + worst_info * scaled)
        + scaled * scaled_
        + (single_ + single_info * scaled if one else 0.0)
        + (min(12, small)) / 12 * both_nats
        + (min(12, query)) / 12 * query_nats
        + (min(12, listed)) / 12 * listed_nats
        + (min(8, sums.lost)) / 8 * lost_nats
    )
    if info < 8:  # noqa: PLR2004 - the first nats say the most
        return odds + info / 8 * info_
    return odds + info_ + (info - 8) / 16 * more_


def bound(most: float, left_query: float, left_listed: float) -> float:
    """`logit` of two or more words that match in full with `most` nats, in fewer steps.

    The terms that are nothing then are left out, the others stand in the same order:
    the two are equal to the last bit.
    """
    (
        intercept, _, both_, query_, listed_, info_, more_, _, _, _,
        _, _, both_info, query_info, listed_info, _, _,
        scaled_, both_nats, query_nats, listed_nats, _,
    ) = _coefficients()  # fmt: skip
    total = most + left_query + left_listed + 1e-9
    small = min(left_query, left_listed)
    query, listed = left_query - small, left_listed - small
    info = min(24.0, most)
    scaled = info / 12
    odds = (
        intercept
        + 2 * small / total * (both_ + both_info * scaled)
        + query / total * (query_ + query_info * scaled)
        + listed / total * (listed_ + listed_info * scaled)
        + scaled * scaled_
        + min(small, 12) / 12 * both_nats
        + min(query, 12) / 12 * query_nats
        + min(listed, 12) / 12 * listed_nats
    )
    if info < 8:  # noqa: PLR2004 - the first nats say the most
        return odds + info / 8 * info_
    return odds + info_ + (info - 8) / 16 * more_


def score(odds: float, shift: float) -> float:
    """Log odds as a number from 0 to 1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds + shift))))


def odds_of(value: float) -> float:
    """The log odds of a score."""
    return log(value / (1 - value)) if 0 < value < 1 else (30.0 if value >= 1 else -30.0)
