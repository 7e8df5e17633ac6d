"""More work delivered than the declared heads can do on the days on which they worked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, party, use
from celtrace.detect._sums import days, few, plain, same_unit
from celtrace.detect._windows import (
    FACTOR,
    FEWEST_DAYS,
    Window,
    exceeded,
    heads_of,
    is_weekday,
    weekdays,
    windows,
)
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Day, Delivery, Norm, Party
from celtrace.registry import detector


class DaysWorkedExceeded(Finding, frozen=True, kw_only=True):
    """A delivery is too large for the days on which the party was seen to work.

    Counted are the weekdays of the deliveries, less those seen as days off, and the days of
    weekends seen as worked. Only how many days there are counts, never which ones: no day of
    the year, feast or season means anything here. It is not looked for without a norm, nor
    where the working days of the delivery are stated, nor where the whole span is too short
    already (`capacity_exceeded`).
    """

    rule = "days_worked_exceeded"
    hypothesis = Hypothesis.H4
    group = Group.RHYTHM
    category = Category.SUPPORTING
    says = (
        "{party_name} delivered {units:# {unit}} {when}; {off_count} of the {weekdays} weekdays "
        "were seen as days off ({off}), {worked:# day} remained, on which {heads} declared people "
        "at {norm} a day can do {capacity}."
    )
    because = (_public.DAHLIA, _public.IT_WORKERS_2022)
    innocent = (
        "Work was finished earlier and delivered in one heap.",
        "The office was closed and people worked at home.",
        "Whoever observed the days saw one team or one site of several.",
    )
    check = "Who drew what on which day: the vendor's own schedule beside its payroll."
    ask = "On which days, and by how many people, were the {units:# {unit}} delivered {when} drawn?"

    party: str
    party_name: str
    units: str
    unit: str
    when: str
    weekdays: int
    off_count: int
    off: str
    worked: int
    heads: int
    norm: str
    capacity: str


@detector(DaysWorkedExceeded, reads=(Delivery, Norm, Day), by="party")
def days_worked(id_: str, deliveries: list[Delivery], view: View) -> Iterator[Finding]:
    """The deliveries of one party beside the days on which it was seen to work or not to."""
    heads, seen = heads_of(id_, view), view.where(Day, "party", id_)
    if not heads or not seen:
        return
    for norm in view.all(Norm):
        counted = [item for item in deliveries if same_unit(item.unit, norm.unit)]
        for window in windows(counted):
            there = [one for one in seen if window.start <= one.date <= window.until]
            if _whole(window) and not exceeded(window, norm, heads):
                yield from _judged(window, norm, there, view)


def _whole(window: Window) -> bool:
    """Whether its days are for the calendar to say, and enough of them."""
    stated = any(item.working_days for item in window.items)
    return not stated and weekdays(window.start, window.until) >= FEWEST_DAYS


def _judged(window: Window, norm: Norm, seen: list[Day], view: View) -> Iterator[Finding]:
    id_ = window.items[0].party
    worked = {one.date for one in seen if one.worked}
    off = {one.date for one in seen if not one.worked and is_weekday(one.date)} - worked
    more = {day for day in worked if not is_weekday(day)}
    all_days = weekdays(window.start, window.until)
    left = all_days - len(off) + len(more)
    can = Fraction(norm.per_head_per_day) * heads_of(id_, view) * left
    if off and window.units > FACTOR * can:
        yield _finding(window, norm, [one for one in seen if one.date in off | more], (off, left),
                       view)  # fmt: skip


def _finding(
    window: Window, norm: Norm, seen: list[Day], days_: tuple[set[date], int], view: View
) -> DaysWorkedExceeded:
    id_, (off, left) = window.items[0].party, days_
    who, heads = view.get(Party, id_), heads_of(id_, view)
    capacity = norm.per_head_per_day * heads * left
    uses = [use(item, "units", "unit", "start", "until") for item in window.items]
    uses += [use(norm, "per_head_per_day")] + ([use(who, "heads")] if who else [])
    uses += [use(one, "date", "worked") for one in seen]
    return DaysWorkedExceeded(
        subject=party(id_), evidence=cited(*uses), basis=based(*uses), acted=(party(id_),),
        start=window.start, until=window.until, party=id_, party_name=view.name(party(id_)),
        units=plain(window.units), unit=norm.unit, when=days([window.start, window.until]),
        weekdays=weekdays(window.start, window.until), off_count=len(off),
        off=few([str(day) for day in sorted(off)]), worked=left, heads=heads,
        norm=plain(norm.per_head_per_day), capacity=plain(capacity),
    )  # fmt: skip
