"""Ownership as a cascade, not a product: who is blocked through whom, with the proof.

Source: OFAC FAQ 398-402 ("indirectly" means through entities that are themselves 50 % or
more owned in the aggregate by blocked persons), and the rules of `regimes.py`.

An asset is blocked when the lower bounds of its blocked owners reach the line. It may
be blocked when upper bounds do, or what is not stated would, or a circle would hold
itself up once entered. A circle that no blocked person enters blocks nobody; it is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

import msgspec

from celtrace.law.circles import circles
from celtrace.law.nominees import Nomination, attributed
from celtrace.law.regimes import Form, Rule
from celtrace.law.rounds import Field, Levels, State, widest
from celtrace.law.stakes import Holding, Holdings, Issue, Stake, holdings

Answer = Literal["blocked", "may-be", "no"]
Opening = Literal["bands", "control", "circular", "unknown-remainder"]


class Part(msgspec.Struct, frozen=True):
    """A blocked owner's stake in a proof: at least so many percent."""

    owner: str
    low: Fraction
    more: bool
    """Whether the bound is excluded: more than `low`."""
    refs: tuple[str, ...]


class Step(msgspec.Struct, frozen=True):
    """Why one asset is blocked: the stakes of owners that are blocked themselves."""

    asset: str
    form: Form
    root: str
    """The one designated person behind it where stakes are not added; otherwise empty."""
    parts: tuple[Part, ...]

    @property
    def total(self) -> Fraction:
        """At least so many percent are held by blocked owners."""
        return sum((part.low for part in self.parts), Fraction(0))


class Held(msgspec.Struct, frozen=True):
    """What blocked owners hold of an asset, and how far that is from the line."""

    low: Fraction
    high: Fraction
    to_line: Fraction
    """Percentage points from `low` to the line; negative above it. Losing more than that
    much would unblock the asset, gaining as much (or, where the rule says more than, a
    trifle more) would block it: the smallest change of its own stakes."""
    unstated: Fraction
    """Percentage points that no statement gives to anybody."""
    by: tuple[str, ...]


class OwnershipAnswer:
    """What follows from stakes, seeds and a rule on a day."""

    def __init__(
        self,
        field: Field,
        seeds: frozenset[str],
        lower: Levels,
        upper: Levels,
        wide: frozenset[str],
    ) -> None:
        self._field = field
        self._lower = lower
        self.rule = field.rule
        self.seeds = seeds
        self.holdings: Holdings = field.held
        self.blocked = frozenset(asset for asset, _ in lower) - seeds
        """Assets that are blocked on the stakes as stated."""
        self.open = self._openings(upper, field.shrink(wide) - wide)
        """Assets that may be blocked, with what leaves it open."""
        self.touched = frozenset(field.reached(wide)) - wide
        """Assets below a party that is, or may be, blocked, whatever the share."""

    @cached_property
    def circles(self) -> tuple[tuple[str, ...], ...]:
        """Groups of parties that hold each other in a circle."""
        return circles(self.holdings.all)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Statements that could not be taken as they stand."""
        return self.holdings.issues

    def status(self, party: str) -> Answer:
        """Blocked, may-be or no, by ownership; a seed itself is not blocked by ownership."""
        if party in self.blocked:
            return "blocked"
        return "may-be" if party in self.open else "no"

    def step(self, asset: str) -> Step | None:
        """Why the asset is blocked, one step; None if it is not."""
        states = [state for state in self._states(asset) if self._lower[state] > 0]
        if asset in self.seeds or not states:
            return None
        return self._step(min(states, key=lambda state: (self._lower[state], state)))

    def proof(self, asset: str) -> tuple[Step, ...]:
        """All steps from the seeds to the asset, owners before what they own."""
        first = self.step(asset)
        if first is None:
            return ()
        steps: dict[State, Step] = {}
        front = [(asset, first.root)]
        while front:
            state = front.pop()
            if state in steps or self._lower[state] == 0:
                continue
            steps[state] = self._step(state)
            front += [(part.owner, state[1]) for part in steps[state].parts]
        return tuple(steps[s] for s in sorted(steps, key=lambda s: (self._lower[s], s)))

    def held(self, asset: str) -> Held | None:
        """What blocked owners (seeds included) hold of an asset, by the form nearest the line."""
        forms = sorted({h.form for h in self.into(asset)} & set(self.rule.forms))
        found = [self._held(asset, form) for form in forms]
        return min(found, key=lambda held: held.to_line, default=None)

    def just_under(self, margin: Fraction = Fraction(5)) -> dict[str, Held]:
        """Assets not blocked of which blocked owners hold within `margin` points of the line."""
        near = {}
        for asset in self._below_blocked():
            held = self.held(asset)
            if held is not None and held.low > 0 and 0 <= held.to_line <= margin:
                near[asset] = held
        return near

    def split(self, margin: Fraction = Fraction(5)) -> dict[str, tuple[str, ...]]:
        """Assets that only vehicles just under the line keep unblocked, with the vehicles.

        A pattern for a person to look at, not a status: if every vehicle were blocked,
        the asset would be.
        """
        near = set(self.just_under(margin))
        found = {}
        for asset in {h.asset for v in near for h in self._field.by_owner.get(v, ())} - near:
            if self.status(asset) == "blocked" or asset in self.seeds:
                continue
            inside = [h for h in self.into(asset) if h.owner in near | self._all_blocked]
            for form in self.rule.forms:
                if self._field.passes(sum(h.low for h in inside if h.form == form)):
                    found[asset] = tuple(sorted({h.owner for h in inside} & near))
        return dict(sorted(found.items()))

    def controlled(self) -> dict[str, tuple[str, ...]]:
        """Assets that a blocked party controls without the ownership that blocks: cautions."""
        found: dict[str, set[str]] = {}
        for owner in self._all_blocked:
            for h in self._field.by_owner.get(owner, ()):
                stated = h.form == "control" or (
                    h.form not in self.rule.forms and self._field.passes(h.low)
                )
                if stated and h.asset not in self._all_blocked:
                    found.setdefault(h.asset, set()).add(owner)
        return {asset: tuple(sorted(found[asset])) for asset in sorted(found)}

    @property
    def _all_blocked(self) -> frozenset[str]:
        return self.blocked | self.seeds

    def _openings(self, upper: Levels, circular: set[str]) -> dict[str, Opening]:
        sure = self._all_blocked
        bands = {asset for asset, _ in upper} - sure
        opened: dict[str, Opening] = {}
        for asset in widest(self._field, upper) - sure:
            opened[asset] = "unknown-remainder"
        opened |= dict.fromkeys(circular - sure, "circular")
        for asset in bands:
            by_control = any(self._field.controls(h) for h in self.into(asset))
            opened[asset] = "control" if by_control else "bands"
        return dict(sorted(opened.items()))

    def _states(self, asset: str) -> list[State]:
        roots = [""] if self.rule.aggregate else sorted(self.seeds)
        return [(asset, root) for root in roots if (asset, root) in self._lower]

    def into(self, asset: str) -> list[Holding]:
        """The holdings in an asset, sorted by owner."""
        return self._field.by_asset.get(asset, [])

    def _below_blocked(self) -> list[str]:
        below = {h.asset for o in self._all_blocked for h in self._field.by_owner.get(o, ())}
        return sorted(below - self._all_blocked)

    def _step(self, state: State) -> Step:
        asset, root = state
        before = [
            h
            for h in self.into(asset)
            if h.low > 0
            and self._lower.get((h.owner, root), self._lower[state]) < self._lower[state]
        ]
        for form in self.rule.forms:
            parts = [h for h in before if h.form == form]
            if self._field.passes(sum(h.low for h in parts)):
                return Step(asset, form, root, tuple(self._part(h) for h in parts))
        msg = f"{asset} passed without stakes that pass"
        raise AssertionError(msg)

    def _part(self, holding: Holding) -> Part:
        low = self.holdings.percent(holding.low)
        return Part(holding.owner, low, low * self.holdings.point < holding.low, holding.refs)

    def _held(self, asset: str, form: Form) -> Held:
        stakes = [h for h in self.into(asset) if h.form == form]
        groups: list[set[str]] = [set(self._all_blocked)]
        if not self.rule.aggregate:
            groups = [{a for a, r in self._lower if r == root} for root in sorted(self.seeds)]
        best = max(
            ([h for h in stakes if h.owner in group] for group in groups),
            key=lambda mine: sum(h.low for h in mine),
            default=[],
        )
        percent = self.holdings.percent
        low = percent(sum(h.low for h in best))
        rest = 100 - percent(sum(h.low for h in stakes))
        return Held(
            low,
            min(percent(sum(h.high for h in best)), Fraction(100)),
            self.rule.threshold - low,
            max(rest, Fraction(0)),
            tuple(h.owner for h in best),
        )


def cascade(
    stakes: Iterable[Stake],
    seeds: Collection[str],
    rule: Rule,
    *,
    day: date | None = None,
    possible: Collection[str] = (),
    nominations: Iterable[Nomination] = (),
) -> OwnershipAnswer:
    """What the stakes in force on a day make of the blocked seeds under a rule.

    `possible` are parties that may themselves be blocked: what they own may be too.
    """
    return settle(holdings(attributed(stakes, nominations), day), seeds, rule, possible)


def settle(
    held: Holdings, seeds: Collection[str], rule: Rule, possible: Collection[str] = ()
) -> OwnershipAnswer:
    """The same over holdings that are merged already."""
    field = Field(held, rule)
    sure = frozenset(seeds)
    wide = sure | frozenset(possible)
    lower = field.grow(dict.fromkeys(field.roots(sure), 0), (field.lower, {}))
    upper = field.grow(dict.fromkeys(field.roots(wide), 0), (field.upper, {}))
    return OwnershipAnswer(field, sure, lower, upper, wide)
