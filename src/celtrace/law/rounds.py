"""Growing the blocked set round by round: least and greatest fixed points.

A state is (asset, root). Where a regime adds the stakes of all blocked persons the root
is always ""; where it does not, each designated root grows a set of its own. A round
adds every asset that passes on the rounds before, so the result, and the round in which
an asset enters, do not depend on any order. Every holding is looked at once per root.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Collection, Iterable, Mapping, MutableMapping
from functools import partial
from typing import TypeAlias

from celtrace.law.regimes import Form, Rule
from celtrace.law.stakes import Holding, Holdings

State: TypeAlias = tuple[str, str]
Levels: TypeAlias = dict[State, int]
Weight: TypeAlias = Callable[[Holding], int]
Sums: TypeAlias = Mapping[tuple[str, Form], int]
Measure: TypeAlias = tuple[Weight, Sums]
"""What a holding adds to its asset, and what the asset has before anything is added."""

ANYBODY = "?"
"""The root of what is not stated: it may be anybody's."""


class Field:
    """The holdings of one day, by owner, under one rule."""

    def __init__(self, held: Holdings, rule: Rule) -> None:
        self.held = held
        self.rule = rule
        self._least = int(rule.threshold) * held.point + rule.strict
        self.by_owner: dict[str, list[Holding]] = {}
        self.by_asset: dict[str, list[Holding]] = {}
        for holding in held.all:
            self.by_owner.setdefault(holding.owner, []).append(holding)
            self.by_asset.setdefault(holding.asset, []).append(holding)

    def passes(self, total: int) -> bool:
        """Whether a sum of bounds reaches the rule's line."""
        return total >= self._least

    def lower(self, holding: Holding) -> int:
        """What a holding surely counts: nothing where it is control alone."""
        return holding.low if holding.form in self.rule.forms else 0

    def upper(self, holding: Holding) -> int:
        """What a holding may count: everything where control counts under the rule."""
        if holding.form in self.rule.forms:
            return holding.high
        return 100 * self.held.point if self.controls(holding) else 0

    def controls(self, holding: Holding) -> bool:
        """Whether a holding that is not summed may give control under the rule."""
        if not self.rule.control or holding.form in self.rule.forms:
            return False
        return holding.form == "control" or self.passes(holding.high)

    def roots(self, seeds: Iterable[str]) -> set[State]:
        """The states from which the blocked set grows."""
        return {(seed, "" if self.rule.aggregate else seed) for seed in seeds}

    def grow(
        self, start: Mapping[State, int], *measures: Measure, settled: Collection[str] = ()
    ) -> Levels:
        """Every state that passes by any measure from `start` on (round 0), with its round.

        Assets in `settled` are passed over.
        """
        levels: Levels = dict(start)
        sums: dict[tuple[str, Form, str, int], int] = {}
        front: Collection[State] = list(start)
        level = 0
        while front:
            level += 1
            touched: set[tuple[str, Form, str, int]] = set()
            for owner, root in front:
                for holding in self.by_owner.get(owner, ()):
                    for number, (weight, base) in enumerate(measures):
                        key = (holding.asset, holding.form, root, number)
                        if key not in sums:
                            sums[key] = base.get((holding.asset, holding.form), 0)
                        sums[key] += weight(holding)
                        touched.add(key)
            front = {
                (asset, root)
                for asset, form, root, number in touched
                if self.passes(sums[asset, form, root, number])
                and (asset, root) not in levels
                and asset not in settled
            }
            levels.update(dict.fromkeys(front, level))
        return levels

    def shrink(self, seeds: Collection[str]) -> set[str]:
        """The greatest fixed point over upper bounds, from all that the seeds reach.

        An asset stays as long as those that stay may hold enough of it: circles that
        would block themselves are in it, beside everything that the seeds block.
        """
        kept: set[str] = set()
        for group in [set(seeds)] if self.rule.aggregate else [{seed} for seed in seeds]:
            kept |= self._shrunk(group)
        return kept

    def _shrunk(self, seeds: set[str]) -> set[str]:
        inside = self.reached(seeds)
        sums: dict[tuple[str, Form], int] = {}
        for asset in inside:
            for holding in self.by_asset.get(asset, ()):
                if holding.owner in inside:
                    key = (asset, holding.form)
                    sums[key] = sums.get(key, 0) + self.upper(holding)
        leaving = [asset for asset in inside if self._fails(asset, seeds, sums)]
        while leaving:
            asset = leaving.pop()
            if asset not in inside:
                continue
            inside.discard(asset)
            for holding in self.by_owner.get(asset, ()):
                if holding.asset in inside:
                    sums[holding.asset, holding.form] -= self.upper(holding)
                    if self._fails(holding.asset, seeds, sums):
                        leaving.append(holding.asset)
        return inside

    def _fails(self, asset: str, seeds: set[str], sums: Sums) -> bool:
        forms = {h.form for h in self.by_asset.get(asset, ())}
        return asset not in seeds and not any(
            self.passes(sums.get((asset, form), 0)) for form in forms
        )

    def reached(self, seeds: Iterable[str]) -> set[str]:
        """The seeds and every asset below them, whatever the share."""
        reached = set(seeds)
        front = list(reached)
        while front:
            for holding in self.by_owner.get(front.pop(), ()):
                if holding.asset not in reached and self.upper(holding):
                    reached.add(holding.asset)
                    front.append(holding.asset)
        return reached

    def unstated(self) -> dict[tuple[str, Form], int]:
        """What no statement gives away of each asset that has any: 100 less all lower bounds."""
        rest: dict[tuple[str, Form], int] = {}
        for holding in self.held.all:
            if holding.form in self.rule.forms:
                key = (holding.asset, holding.form)
                rest[key] = rest.get(key, 100 * self.held.point) - holding.low
        return rest


def widest(field: Field, certain: Levels) -> set[str]:
    """Assets that pass when what is not stated counts as blocked, beside upper bounds.

    What blocked persons may hold of an asset is then everything that others do not
    surely hold: 100 less the lower bounds of the rest, or their upper bounds if those are
    more. `certain` (all states that pass on upper bounds, with the seeds) is part of it.
    """
    rest = field.unstated()
    start = {(asset, ANYBODY): 0 for (asset, _), left in rest.items() if field.passes(left)}
    freed: Measure = (partial(_freed, field), rest)
    anybody = {asset for asset, _ in field.grow(start, freed, (field.upper, {}))}
    groups: dict[str, set[str]] = {}
    for asset, root in certain:
        groups.setdefault(root, set()).add(asset)
    found = anybody | {asset for asset, _ in certain}
    for group in groups.values():
        found |= _wider(field, group, anybody, rest)
    return found


def _wider(
    field: Field, group: set[str], anybody: set[str], rest: dict[tuple[str, Form], int]
) -> set[str]:
    """What the group's own holdings add to what anybody may hold already."""
    left: MutableMapping[tuple[str, Form], int] = ChainMap({}, rest)
    held: dict[tuple[str, Form], int] = {}
    for asset in field.reached(group) - anybody:
        for holding in field.by_asset.get(asset, ()):
            if holding.owner in anybody and holding.form in field.rule.forms:
                key = (asset, holding.form)
                left[key] += holding.low
                held[key] = held.get(key, 0) + holding.high
    start = {(node, ANYBODY): 0 for node in group - anybody}
    measures: tuple[Measure, ...] = ((partial(_freed, field), left), (field.upper, held))
    return {asset for asset, _ in field.grow(start, *measures, settled=anybody)}


def _freed(field: Field, holding: Holding) -> int:
    """What an asset has more for the blocked side when this holder joins it."""
    if holding.form in field.rule.forms:
        return holding.low
    return field.upper(holding)
