"""A checker of ownership proofs that knows the statements and the rule, not the engine.

It walks the steps once. A step holds when every part is covered by all statements of
that stake in force on the day, every owner is a seed or was established by an earlier
step, and the parts reach the line. So an accepted proof is a finite tree from the seeds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from fractions import Fraction

from celtrace.law.ownership import Part, Step
from celtrace.law.regimes import Form, Rule
from celtrace.law.stakes import WHOLE, Stake


def faults(
    steps: Sequence[Step],
    stakes: Iterable[Stake],
    seeds: Collection[str],
    rule: Rule,
    day: date | None = None,
) -> list[str]:
    """What is wrong with a proof, in sentences; nothing if it is accepted."""
    stated: dict[tuple[str, str, Form], list[Stake]] = {}
    for stake in stakes:
        if stake.holds(day):
            stated.setdefault((stake.owner, stake.asset, stake.form), []).append(stake)
    known = {(seed, "" if rule.aggregate else seed) for seed in seeds}
    found: list[str] = []
    for step in steps:
        found += _wrong(step, stated, known, rule)
        known.add((step.asset, step.root))
    return found


def _wrong(
    step: Step,
    stated: dict[tuple[str, str, Form], list[Stake]],
    known: Collection[tuple[str, str]],
    rule: Rule,
) -> Iterable[str]:
    owners = [part.owner for part in step.parts]
    if step.form not in rule.forms:
        yield f"{step.asset}: {step.form} do not count under this rule"
    if len(set(owners)) != len(owners) or step.asset in owners:
        yield f"{step.asset}: an owner is counted twice, or the asset owns itself"
    for part in step.parts:
        if (part.owner, step.root) not in known:
            yield f"{step.asset}: {part.owner} is not established before"
        statements = stated.get((part.owner, step.asset, step.form), [])
        if not statements or not all(_covers(statement, part) for statement in statements):
            yield f"{step.asset}: the statements do not give {part.owner} {part.low} %"
    if any(part.low < 0 for part in step.parts):
        yield f"{step.asset}: a negative part"
    total = sum((part.low for part in step.parts), Fraction(0))
    above = total == rule.threshold and any(part.more for part in step.parts)
    if not (rule.passes(total) or above):
        yield f"{step.asset}: {total} % does not reach the line"


def _covers(statement: Stake, part: Part) -> bool:
    """Whether a statement surely gives the owner what the part counts."""
    if statement.low is None or not 0 <= statement.low <= WHOLE:
        return False
    if part.more:
        return statement.low > part.low or (statement.low == part.low and statement.low_exclusive)
    return statement.low >= part.low
