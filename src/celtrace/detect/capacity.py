"""More work delivered than the declared heads can do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import msgspec

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, party, use
from celtrace.detect._sums import days, plain, same_unit
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Delivery, Norm, Party, StaffList
from celtrace.registry import detector

FACTOR = 2
"""How many times the capacity of the declared heads a delivery must be."""
FEWEST_DAYS = 5
"""Working days below which a heap of finished work says nothing about speed."""
_FRIDAY = 4


class CapacityExceeded(Finding, frozen=True, kw_only=True):
    """A party delivered over twice what its declared heads can do at the user's own norm.

    Counted are units of deliveries whose days overlap or touch, over five working days or
    more. Without a norm nothing is judged. The larger of declared heads and people on a
    complete staff list is taken.
    """

    rule = "capacity_exceeded"
    hypothesis = Hypothesis.H4
    group = Group.RHYTHM
    category = Category.SUPPORTING
    says = (
        "{party_name} delivered {units} {unit}(s) in {working_days} working days ({when}); "
        "{heads} declared people at {norm} a day can do {capacity}: {ratio} times as much."
    )
    because = (_public.DAHLIA, _public.IT_WORKERS_2022)
    innocent = (
        "Work was finished earlier and delivered in one heap.",
        "Temporary staff or overtime in the last weeks before delivery.",
        "Much of the work is reused, held or easy, and the norm is for full animation.",
    )
    check = "Who drew what and when: the vendor's own schedule beside its payroll."
    ask = "How many people worked on the {units} {unit}(s) delivered {when}, and where?"

    party: str
    party_name: str
    units: str
    unit: str
    working_days: int
    when: str
    heads: int
    norm: str
    capacity: str
    ratio: str


class _Window(msgspec.Struct, frozen=True):
    """Deliveries whose days overlap or touch."""

    items: tuple[Delivery, ...]
    start: date
    until: date

    @property
    def units(self) -> Decimal:
        return sum((item.units or Decimal(0) for item in self.items), Decimal(0))

    @property
    def working_days(self) -> int:
        """Days stated for a single delivery, otherwise Mondays to Fridays of the window."""
        stated = self.items[0].working_days if len(self.items) == 1 else None
        return stated or weekdays(self.start, self.until)


@detector(CapacityExceeded, reads=(Delivery, Norm), by="party")
def capacity(id_: str, deliveries: list[Delivery], view: View) -> Iterator[Finding]:
    """The deliveries of one party, by unit."""
    heads = _heads(id_, view)
    if not heads:
        return
    for norm in view.all(Norm):
        counted = [item for item in deliveries if same_unit(item.unit, norm.unit)]
        for window in _windows(counted):
            can = Fraction(norm.per_head_per_day) * heads * window.working_days
            if window.working_days >= FEWEST_DAYS and window.units > FACTOR * can:
                yield _finding(id_, heads, norm, window, view)


def weekdays(start: date, until: date) -> int:
    """Mondays to Fridays from start to until, both included."""
    span = range((until - start).days + 1)
    return sum((start + timedelta(days=n)).weekday() <= _FRIDAY for n in span)


def _heads(id_: str, view: View) -> int:
    who = view.get(Party, id_)
    lists = view.where(StaffList, "party", id_)
    listed = [item.people or 0 for item in lists if item.status == "complete"]
    return max([who.heads or 0 if who else 0, *listed])


def _windows(deliveries: Sequence[Delivery]) -> list[_Window]:
    windows: list[_Window] = []
    dated = [item for item in deliveries if item.start or item.until]
    for item in sorted(dated, key=lambda d: (d.start or d.until, d.id)):
        start = item.start or item.until or date.min
        until = max(item.until or start, start)
        last = windows[-1] if windows else None
        if last and start <= last.until + timedelta(days=1):
            windows[-1] = _Window((*last.items, item), last.start, max(last.until, until))
        else:
            windows.append(_Window((item,), start, until))
    undated = [item for item in deliveries if not (item.start or item.until) and item.working_days]
    return windows + [_Window((item,), date.min, date.min) for item in undated]


def _finding(id_: str, heads: int, norm: Norm, window: _Window, view: View) -> CapacityExceeded:
    who = view.get(Party, id_)
    uses = [use(item, "units", "unit", "start", "until", "working_days") for item in window.items]
    uses += [use(norm, "per_head_per_day")] + ([use(who, "heads")] if who else [])
    can = norm.per_head_per_day * heads * window.working_days
    dated = window.start != date.min
    return CapacityExceeded(
        subject=party(id_), evidence=cited(*uses), basis=based(*uses), acted=(party(id_),),
        start=window.start if dated else None, until=window.until if dated else None, party=id_,
        party_name=view.name(party(id_)), units=plain(window.units), unit=norm.unit,
        working_days=window.working_days, heads=heads, norm=plain(norm.per_head_per_day),
        when=days([window.start, window.until] if dated else []), capacity=plain(can),
        ratio=plain((window.units / can).quantize(Decimal("0.1"))),
    )  # fmt: skip
