"""More work delivered than the declared heads can do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, party, use
from celtrace.detect._sums import days, plain, same_unit
from celtrace.detect._windows import Window, exceeded, heads_of, windows
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Delivery, Norm, Party
from celtrace.registry import detector


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
        "{party_name} delivered {units:# {unit}} in {working_days} working days ({when}); "
        "{heads} declared people at {norm} a day can do {capacity}: {ratio} times as much."
    )
    because = (_public.DAHLIA, _public.IT_WORKERS_2022)
    innocent = (
        "Work was finished earlier and delivered in one heap.",
        "Temporary staff or overtime in the last weeks before delivery.",
        "Much of the work is reused, held or easy, and the norm is for full animation.",
    )
    check = "Who drew what and when: the vendor's own schedule beside its payroll."
    ask = "How many people worked on the {units:# {unit}} delivered {when}, and where?"

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


@detector(CapacityExceeded, reads=(Delivery, Norm), by="party")
def capacity(id_: str, deliveries: list[Delivery], view: View) -> Iterator[Finding]:
    """The deliveries of one party, by unit."""
    heads = heads_of(id_, view)
    if not heads:
        return
    for norm in view.all(Norm):
        counted = [item for item in deliveries if same_unit(item.unit, norm.unit)]
        for window in windows(counted):
            if exceeded(window, norm, heads):
                yield _finding(id_, heads, norm, window, view)


def _finding(id_: str, heads: int, norm: Norm, window: Window, view: View) -> CapacityExceeded:
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
