"""The cascade by brute force: small random graphs, and what every rule must make of them."""

from __future__ import annotations

import itertools
import random
from datetime import date
from fractions import Fraction
from typing import Any

from celtrace.law.ownership import cascade
from celtrace.law.regimes import Rule, ownership_rule
from celtrace.law.stakes import Stake

NOW, BEFORE = date(2025, 1, 1), date(2024, 7, 2)
NODES = "ABCDEF"
FIGURES = (0, 10, 20, 25, 30, 40, 49, 50, 51, 60, 75, 100)
TINY = Fraction(1, 10**9)


def rule(regime: str, day: date = NOW) -> Rule:
    found = ownership_rule(regime, day)
    assert found is not None
    return found


US, EU, EU_OLD, GB = rule("US"), rule("EU"), rule("EU", BEFORE), rule("GB")
RULES = (US, EU_OLD, GB)


def band(owner: str, asset: str, low: int | str, high: int | str, **more: Any) -> Stake:
    return Stake(owner, asset, Fraction(low), Fraction(high), **more)


def graph(rng: random.Random, nodes: str = NODES, most: int = 12) -> list[Stake]:
    """Up to twelve stakes, exact or banded, some bounds excluded, circles allowed."""
    pairs = {(rng.choice("XY" + nodes), rng.choice(nodes)) for _ in range(rng.randint(1, most))}
    made = []
    for owner, asset in sorted(pairs):
        if owner != asset:
            low, high = sorted(rng.choices(FIGURES, k=2))
            high = rng.choice((low, high))
            shut = low < high and rng.random() < 1 / 4
            made.append(band(owner, asset, low, high, low_exclusive=shut, high_exclusive=shut))
    return made


def ends(stake: Stake) -> tuple[Fraction, Fraction]:
    assert stake.low is not None
    assert stake.high is not None
    return stake.low + TINY * stake.low_exclusive, stake.high - TINY * stake.high_exclusive


def passing(rule: Rule, stakes: list[Stake], inside: frozenset[str], asset: str, how: str) -> bool:
    """Whether the asset passes: on lower bounds, upper bounds, or with what is left counted."""
    into = [s for s in stakes if s.asset == asset]
    totals = []
    for form in {s.form for s in into}:
        same = [s for s in into if s.form == form]
        low = sum(ends(s)[0] for s in same if s.owner in inside)
        high = sum(ends(s)[1] for s in same if s.owner in inside)
        others = sum(ends(s)[0] for s in same if s.owner not in inside)
        totals.append({"low": low, "high": high, "wide": max(high, 100 - others)}[how])
    return any(rule.passes(Fraction(total)) for total in totals)


def least(rule: Rule, stakes: list[Stake], seeds: frozenset[str], how: str) -> frozenset[str]:
    """The intersection of all sets that hold the seeds and all that passes."""
    meet = frozenset(NODES) | seeds
    for size in range(len(NODES) + 1):
        for some in itertools.combinations(NODES, size):
            inside = frozenset(some) | seeds
            if all(a in inside or not passing(rule, stakes, inside, a, how) for a in NODES):
                meet &= inside
    return meet


def expected(rule: Rule, stakes: list[Stake], seeds: str, how: str) -> frozenset[str]:
    if rule.aggregate:
        return least(rule, stakes, frozenset(seeds), how)
    each = [least(rule, stakes, frozenset(seed), how) for seed in seeds]
    if how == "wide":
        each.append(least(rule, stakes, frozenset(), how))
    return frozenset().union(*each)


def differs(stakes: list[Stake], rule: Rule) -> bool:
    """Whether the engine says anything else than brute force."""
    answer = cascade(stakes, {"X", "Y"}, rule)
    low = expected(rule, stakes, "XY", "low") - {"X", "Y"}
    high = expected(rule, stakes, "XY", "high") - {"X", "Y"} - low
    wide = expected(rule, stakes, "XY", "wide") - {"X", "Y"} - low
    circular = {a for a, why in answer.open.items() if why == "circular"}
    bands = {a for a, why in answer.open.items() if why == "bands"}
    return (low, high, wide | circular) != (set(answer.blocked), bands, set(answer.open))
