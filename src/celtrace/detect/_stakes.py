"""The ownership cascade over the stakes of a case, for one regime."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from celtrace.detect._basis import Use, cited, use
from celtrace.detect._blocked import Blocking, blocking, defined
from celtrace.holders import stakes
from celtrace.law.ownership import OwnershipAnswer, cascade
from celtrace.law.regimes import ownership_rule
from celtrace.ports import View
from celtrace.records import Candidate, Evidence, Ownership, Party, Role


class Cascade(msgspec.Struct, frozen=True):
    """What follows from the stakes of a case under one regime on the date of the review."""

    regime: str
    words: str
    """The ownership rule in words."""
    answer: OwnershipAnswer
    seeds: dict[str, Blocking]
    possible: frozenset[str]

    @property
    def blocked(self) -> frozenset[str]:
        """All parties that are blocked, by themselves or by ownership."""
        return self.answer.blocked | frozenset(self.seeds)

    def evidence(self, owners: Iterable[str], uses: Iterable[Use]) -> tuple[Evidence, ...]:
        """Evidence for the records used and for why those of the owners are blocked."""
        seeds = [self.seeds[owner] for owner in owners if owner in self.seeds]
        rows = [row for seed in seeds for row in seed.rows]
        return (*cited(*uses, *(u for seed in seeds for u in seed.uses)), *rows)


def cascades(view: View) -> list[Cascade]:
    """One cascade for each regime of the case that has an ownership rule on the date."""
    day = view.facts.as_of
    return [made for regime in view.facts.regimes for made in _cascade(regime, view, day)]


def _cascade(regime: str, view: View, day: date) -> list[Cascade]:
    rule = ownership_rule(regime, day)
    if rule is None:
        return []
    seeds, possible = {}, set()
    for who in view.all(Party):
        found = blocking(who.id, regime, day, view)
        if found:
            seeds[who.id] = found
        elif regime == "US" and defined(who, day):
            possible.add(who.id)
    stated = stakes(view.all(Ownership), view.all(Role))
    answer = cascade(stated, set(seeds), rule, day=day, possible=possible)
    return [Cascade(regime, rule.words, answer, seeds, frozenset(possible))]


class Owners:
    """Whether a party was blocked through its owners on a day; cascades are kept by day."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._by_day: dict[date, list[Cascade]] = {}
        self._below = self._reached() if view.all(Ownership) else set()

    def _reached(self) -> set[str]:
        """All parties below one that ever was, or by what it declares may be, blocked."""
        onward: dict[str, list[str]] = {}
        for stake in stakes(self._view.all(Ownership), self._view.all(Role)):
            onward.setdefault(stake.owner, []).append(stake.asset)
        day = self._view.facts.as_of
        found = {c.party for c in self._view.all(Candidate) if c.state == "confirmed" and c.spans}
        found |= {who.id for who in self._view.all(Party) if defined(who, day)}
        front, below = list(found), set[str]()
        while front:
            for asset in onward.get(front.pop(), ()):
                if asset not in below:
                    below.add(asset)
                    front.append(asset)
        return below

    def blocking(self, id_: str, day: date) -> Blocking | None:
        """Why a party is blocked through its owners on a day, under the first regime that says."""
        if id_ not in self._below:
            return None
        if day not in self._by_day:
            regimes = self._view.facts.regimes
            self._by_day[day] = [m for r in regimes for m in _cascade(r, self._view, day)]
        for made in self._by_day[day]:
            steps = made.answer.proof(id_)
            if steps:
                refs = (ref for step in steps for part in step.parts for ref in part.refs)
                owners = {part.owner for step in steps for part in step.parts}
                seeds = [made.seeds[owner] for owner in sorted(owners) if owner in made.seeds]
                status = f"blocked under {made.regime} through its owners ({made.words})"
                uses = (*stakes_used(refs, self._view), *(u for seed in seeds for u in seed.uses))
                return Blocking(status, uses, tuple(row for seed in seeds for row in seed.rows))
        return None


def stakes_used(refs: Iterable[str], view: View) -> list[Use]:
    """The records of stakes and of nominees, by their references."""
    found: list[Use] = []
    for kind, _, id_ in sorted(ref.partition(":") for ref in set(refs)):
        owned = view.get(Ownership, id_) if kind == Ownership.kind else None
        role = view.get(Role, id_) if kind == Role.kind else None
        if owned:
            found.append(use(owned, "owner", "asset", "share", "low", "high", "form"))
        if role:
            found.append(use(role, "person", "party", "role"))
    return found
