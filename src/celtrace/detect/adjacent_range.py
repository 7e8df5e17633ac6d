"""Sign-ins from foreign ranges that researchers tied to use from the DPRK."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._accounts import OfAccount, good, of_account
from celtrace.detect._ranges import Range, adjacent, holding
from celtrace.findings import Category, Finding, Hypothesis
from celtrace.ports import View
from celtrace.records import SignIn
from celtrace.registry import detector


class DprkAdjacentRange(OfAccount, frozen=True, kw_only=True):
    """Sign-ins from a range that was lent or tied to use from the DPRK on that day.

    Such a range belongs to an operator of another country with many honest customers, and a
    tie ends without notice: it is context, and only within its dates.
    """

    rule = "dprk_adjacent_range"
    hypothesis = Hypothesis.H6
    category = Category.CONTEXT
    says = (
        "Account {account} was used from {net} ({source}), a range that publications tie to use "
        "from the DPRK at that time: sign-ins {successes} ({when})."
    )
    because = (_public.RANGES_2017, _public.RANGES_2025)
    innocent = (
        "Any customer of the operator: the ranges have many.",
        "The tie ended before the sign-in, or was never of this part of the range.",
    )
    check = "Where the worker is, by a way that is not the address."

    net: str
    source: str
    successes: int


@detector(DprkAdjacentRange, reads=SignIn, by="account", order="time")
def dprk_adjacent_range(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sign-ins of one account that succeeded."""
    found: dict[Range, list[SignIn]] = defaultdict(list)
    successes = good(sign_ins)
    ever = {ip for ip in {one.ip for one in successes} if holding(adjacent(), ip, None)}
    for one in successes:
        lay = holding(adjacent(), one.ip, one.time.date()) if one.ip in ever else None
        if lay:
            found[lay].append(one)
    for lay, seen in found.items():
        yield DprkAdjacentRange(
            **of_account(account, seen, view), net=str(lay.net), source=lay.source,
            successes=len(seen),
        )  # fmt: skip
