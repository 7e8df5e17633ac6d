"""Deliveries whose days overlap or touch, and what the declared heads can do in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import msgspec

from celtrace.ports import View
from celtrace.records import Delivery, Norm, Party, StaffList

FACTOR = 2
"""How many times the capacity of the declared heads a delivery must be."""
FEWEST_DAYS = 5
"""Working days below which a heap of finished work says nothing about speed."""
_FRIDAY = 4


class Window(msgspec.Struct, frozen=True):
    """Deliveries whose days overlap or touch."""

    items: tuple[Delivery, ...]
    start: date
    until: date

    @property
    def units(self) -> Decimal:
        """Units of all deliveries together."""
        return sum((item.units or Decimal(0) for item in self.items), Decimal(0))

    @property
    def working_days(self) -> int:
        """Days stated for a single delivery, otherwise Mondays to Fridays of the window."""
        stated = self.items[0].working_days if len(self.items) == 1 else None
        return stated or weekdays(self.start, self.until)


def weekdays(start: date, until: date) -> int:
    """Mondays to Fridays from start to until, both included."""
    span = range((until - start).days + 1)
    return sum(is_weekday(start + timedelta(days=n)) for n in span)


def is_weekday(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() <= _FRIDAY


def heads_of(id_: str, view: View) -> int:
    """The larger of declared heads and people on a complete staff list; 0 if none is stated."""
    who = view.get(Party, id_)
    lists = view.where(StaffList, "party", id_)
    listed = [item.people or 0 for item in lists if item.status == "complete"]
    return max([who.heads or 0 if who else 0, *listed])


def windows(deliveries: Sequence[Delivery]) -> list[Window]:
    """Deliveries joined where their days overlap or touch; undated ones stand alone."""
    windows: list[Window] = []
    dated = [item for item in deliveries if item.start or item.until]
    for item in sorted(dated, key=lambda d: (d.start or d.until, d.id)):
        start = item.start or item.until or date.min
        until = max(item.until or start, start)
        last = windows[-1] if windows else None
        if last and start <= last.until + timedelta(days=1):
            windows[-1] = Window((*last.items, item), last.start, max(last.until, until))
        else:
            windows.append(Window((item,), start, until))
    undated = [item for item in deliveries if not (item.start or item.until) and item.working_days]
    return windows + [Window((item,), date.min, date.min) for item in undated]


def exceeded(window: Window, norm: Norm, heads: int) -> bool:
    """Whether more was delivered than twice what the heads can do in five days or more."""
    can = Fraction(norm.per_head_per_day) * heads * window.working_days
    return window.working_days >= FEWEST_DAYS and window.units > FACTOR * can
