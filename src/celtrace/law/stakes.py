"""Stakes as stated, and the holdings that follow from them on a day.

Arithmetic is exact: every percentage becomes a whole number of units, the unit being
the least common denominator of all stakes. An excluded bound (`more than 25`) is one
part of a unit above or below the bound, small enough that all of them together stay
under one unit. Bands keep their bounds; there are no midpoints.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Literal, TypeAlias

import msgspec

from celtrace.law.regimes import Form

WHOLE = Fraction(100)
_Key: TypeAlias = tuple[str, str, Form, str]
"""Owner, asset, form, nominee: what several statements of one stake have in common."""
Trouble = Literal[
    "self-holding",
    "negative",
    "over-100",
    "reversed",
    "sum-over-100",
    "conflict",
    "no-figure",
    "added-up",
]


class Stake(msgspec.Struct, frozen=True):
    """One statement that `owner` holds a part of `asset`, in percent with its bounds."""

    owner: str
    asset: str
    low: Fraction | None = None
    """None where nothing is stated; then 0 to 100."""
    high: Fraction | None = None
    low_exclusive: bool = False
    high_exclusive: bool = False
    form: Form = "shares"
    since: date | None = None
    until: date | None = None
    """Last day of the stake."""
    refs: tuple[str, ...] = ()
    """What states it, for example `ownership:7`."""
    through: str = ""
    """The nominee that holds it for the owner, if one does."""

    def holds(self, day: date | None) -> bool:
        """Whether the stake is in force on the day; always where no day is asked for."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


class Issue(msgspec.Struct, frozen=True, order=True):
    """A statement that cannot be taken as it stands, and what was done with it."""

    trouble: Trouble
    asset: str
    owner: str
    text: str
    refs: tuple[str, ...] = ()


class Holding(msgspec.Struct, frozen=True):
    """What all statements of one owner, asset and form leave: bounds in units."""

    owner: str
    asset: str
    form: Form
    low: int
    high: int
    refs: tuple[str, ...]


class Holdings(msgspec.Struct, frozen=True):
    """The holdings of a day. `unit` units are one percentage point."""

    unit: int
    grain: int
    """Parts of a unit that stand for excluded bounds: bounds are units times grain."""
    all: tuple[Holding, ...]
    issues: tuple[Issue, ...]

    @property
    def point(self) -> int:
        """How much one percentage point is in the numbers of the holdings."""
        return self.unit * self.grain

    def percent(self, number: int) -> Fraction:
        """A bound as a percentage, without the mark of an excluded bound."""
        return Fraction(round(Fraction(number, self.grain)), self.unit)


def share(
    owner: str, asset: str, percent: Decimal | Fraction | int | str, form: Form = "shares"
) -> Stake:
    """A stake of exactly that many percent."""
    exact = Fraction(percent)
    return Stake(owner, asset, exact, exact, form=form)


def shown(percent: Fraction) -> str:
    """A percentage in words: a plain decimal where it has an end, a fraction otherwise."""
    rest = percent.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(percent)
    whole, places = percent, 0
    while whole.denominator != 1:
        whole, places = whole * 10, places + 1
    digits = str(abs(whole.numerator)).rjust(places + 1, "0")
    text = digits if not places else f"{digits[:-places]}.{digits[-places:]}"
    return f"-{text}" if percent < 0 else text


def holdings(stakes: Iterable[Stake], day: date | None = None) -> Holdings:
    """The holdings in force on a day (without a day: all), with what could not be taken.

    Several statements of one stake keep [lowest low, highest high]. What nominees hold for
    an owner is stakes of their own, and added to what the owner holds (`nominees.py`).
    """
    issues: list[Issue] = []
    kept: dict[_Key, list[Stake]] = {}
    for stake in stakes:
        if stake.holds(day):
            usable = _usable(stake, issues)
            if usable is not None:
                key = (usable.owner, usable.asset, usable.form, usable.through)
                kept.setdefault(key, []).append(usable)
    unit = lcm(
        *{b.denominator for same in kept.values() for s in same for b in (s.low, s.high) if b}
    )
    grain = 2 * (len(kept) + 1)
    merged = [_merged(key, same, unit * grain, issues) for key, same in kept.items()]
    if any(key[3] for key in kept):
        merged = _added(merged, 100 * unit * grain, issues)
    merged.sort(key=lambda h: (h.asset, h.owner, h.form))
    made = Holdings(unit, grain, tuple(merged), ())
    issues += _sums(made)
    return msgspec.structs.replace(made, issues=tuple(sorted(set(issues))))


def _added(merged: list[Holding], whole: int, issues: list[Issue]) -> list[Holding]:
    """One holding for each owner, asset and form: its own and what nominees hold for it."""
    by_owner: dict[tuple[str, str, Form], list[Holding]] = {}
    for held in merged:
        by_owner.setdefault((held.owner, held.asset, held.form), []).append(held)
    found = []
    for (owner, asset, form), parts in by_owner.items():
        refs = tuple(sorted({ref for part in parts for ref in part.refs}))
        low, high = sum(part.low for part in parts), sum(part.high for part in parts)
        found.append(Holding(owner, asset, form, low, min(high, whole), refs))
        if len(parts) > 1:
            text = f"{len(parts)} stakes, of it and of nominees for it, are added up"
            issues.append(Issue("added-up", asset, owner, text, refs))
    return found


def _bounds(stake: Stake) -> tuple[Fraction, Fraction]:
    return (
        stake.low if stake.low is not None else Fraction(0),
        stake.high if stake.high is not None else WHOLE,
    )


def _usable(stake: Stake, issues: list[Issue]) -> Stake | None:
    """The stake, widened to 0-100 where its figures cannot stand; None for a self-holding."""

    def issue(trouble: Trouble, text: str) -> None:
        issues.append(Issue(trouble, stake.asset, stake.owner, text, stake.refs))

    if stake.owner == stake.asset:
        issue("self-holding", f"{stake.asset} is stated to own itself; the stake is left out")
        return None
    if stake.low is None and stake.high is None:
        if stake.form != "control":
            issue("no-figure", "the stake has no figure; it is read as 0 to 100 %")
        return stake
    low, high = _bounds(stake)
    sound = low.numerator >= 0 and high.numerator <= 100 * high.denominator
    if sound and low is high and not (stake.low_exclusive or stake.high_exclusive):
        return stake
    unknown = msgspec.structs.replace(
        stake, low=None, high=None, low_exclusive=False, high_exclusive=False
    )
    empty = low == high and (stake.low_exclusive or stake.high_exclusive)
    if low < 0 or high < 0:
        issue("negative", f"{shown(min(low, high))} % is below zero; it is read as 0 to 100 %")
    elif low > WHOLE or high > WHOLE:
        issue("over-100", f"{shown(max(low, high))} % is over 100; it is read as 0 to 100 %")
    elif low > high or empty:
        issue("reversed", f"no figure lies in {shown(low)} to {shown(high)} %; read as 0 to 100 %")
    else:
        return stake
    return unknown


def _scaled(percent: Fraction | None, unknown: int, point: int) -> int:
    """A bound in units; the point is a multiple of every denominator."""
    if percent is None:
        return unknown * point
    return percent.numerator * (point // percent.denominator)


def _merged(key: _Key, same: list[Stake], point: int, issues: list[Issue]) -> Holding:
    owner, asset, form, _ = key
    lows = [_scaled(s.low, 0, point) + s.low_exclusive for s in same]
    highs = [_scaled(s.high, 100, point) - s.high_exclusive for s in same]
    if len(same) == 1:
        return Holding(owner, asset, form, lows[0], highs[0], same[0].refs)
    refs = tuple(sorted({ref for s in same for ref in s.refs}))
    if len(set(lows)) > 1 or len(set(highs)) > 1:
        low, high = min(_bounds(s)[0] for s in same), max(_bounds(s)[1] for s in same)
        text = f"the statements differ; all between {shown(low)} and {shown(high)} % is kept"
        issues.append(Issue("conflict", asset, owner, text, refs))
    return Holding(owner, asset, form, min(lows), max(highs), refs)


def _sums(made: Holdings) -> Iterable[Issue]:
    """Assets of which more than 100 % is stated for certain."""
    totals: dict[tuple[str, Form], int] = {}
    for held in made.all:
        if held.form != "control":
            key = (held.asset, held.form)
            totals[key] = totals.get(key, 0) + held.low
    for (asset, form), total in totals.items():
        if total > 100 * made.point:
            text = f"the stated {form} add up to {shown(made.percent(total))} %"
            yield Issue("sum-over-100", asset, "", text)
