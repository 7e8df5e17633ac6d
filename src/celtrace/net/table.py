"""A table of address ranges with fast look-up: sorted numbers and binary search.

Ranges may nest; the smallest that holds an address answers. A table is disjoint spans
of IPv4 and of IPv6, each with the number of a label.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

import msgspec

from celtrace.net.address import Address

NOWHERE = -1
"""The label of an address that no range holds."""


Found = tuple[int, int, tuple[str, ...]]
"""First and last address of a span, and its label."""


class Span(NamedTuple):
    """A range of addresses of one version, both ends included, and the number of its label."""

    version: int
    first: int
    last: int
    label: int


class Side(msgspec.Struct, frozen=True):
    """Disjoint spans of one version, in order."""

    firsts: list[int]
    lasts: list[int]
    labels: list[int]

    def place(self, value: int) -> int:
        """Where the span that holds a number stands; `NOWHERE` if none does."""
        at = bisect_right(self.firsts, value) - 1
        return at if at >= 0 and value <= self.lasts[at] else NOWHERE


class RangeTable(msgspec.Struct, frozen=True):
    """Spans of both versions and what their labels say."""

    four: Side
    six: Side
    labels: list[tuple[str, ...]]

    @classmethod
    def of(cls, spans: Iterable[Span], labels: Sequence[tuple[str, ...]]) -> RangeTable:
        """A table of spans that may nest and overlap; the smallest answers."""
        given = list(spans)
        four = _flat([span for span in given if span.version == 4])  # noqa: PLR2004
        six = _flat([span for span in given if span.version == 6])  # noqa: PLR2004
        return cls(four, six, list(labels))

    def __len__(self) -> int:
        return len(self.four.firsts) + len(self.six.firsts)

    def find(self, address: Address) -> Found | None:
        """First and last address of the span that holds one, and its label; None if none does."""
        side = self.four if address.version == 4 else self.six  # noqa: PLR2004 - an IP version
        at = side.place(address.value)
        if at == NOWHERE:
            return None
        return side.firsts[at], side.lasts[at], self.labels[side.labels[at]]

    def find_many(self, values: Sequence[int]) -> list[int]:
        """Where the spans of many IPv4 addresses stand, `NOWHERE` for those that none holds.

        Fastest where the values come sorted.
        """
        firsts, lasts = self.four.firsts, self.four.lasts
        if not firsts:
            return [NOWHERE] * len(values)
        places = map(bisect_right, repeat(firsts), values)
        return [
            at - 1 if at and value <= lasts[at - 1] else NOWHERE
            for at, value in zip(places, values, strict=True)
        ]

    def held(self, addresses: Iterable[Address]) -> Iterator[tuple[Address, Found]]:
        """The addresses that some span holds, with what `find` gives; IPv4 before IPv6."""
        given = sorted(addresses, key=lambda one: (one.version, one.value))
        six = next((n for n, one in enumerate(given) if one.version == 6), len(given))  # noqa: PLR2004
        four, side = given[:six], self.four
        places = self.find_many([one.value for one in four])
        for one, at in zip(four, places, strict=True):
            if at != NOWHERE:
                yield one, (side.firsts[at], side.lasts[at], self.labels[side.labels[at]])
        for one in given[six:]:
            if found := self.find(one):
                yield one, found


def _flat(spans: list[Span]) -> Side:
    """Disjoint spans: where one lies in another, the inner one takes its part."""
    side = Side([], [], [])
    open_: list[Span] = []
    at = 0
    for span in sorted(spans, key=lambda one: (one.first, -one.last, one.label)):
        at = _close(side, open_, span.first, at)
        if open_:
            _put(side, at, span.first - 1, open_[-1].label)
        open_.append(span)
        at = span.first
    _close(side, open_, 1 << 129, at)
    return side


def _close(side: Side, open_: list[Span], until: int, at: int) -> int:
    """Write out what ends before `until`; return how far is written."""
    while open_:
        ending = min(open_, key=lambda one: one.last) if len(open_) > 1 else open_[0]
        if ending.last >= until:
            return at
        _put(side, at, ending.last, open_[-1].label)
        at = max(at, ending.last + 1)
        open_.remove(ending)
    return until


def _put(side: Side, first: int, last: int, label: int) -> None:
    if first > last:
        return
    side.firsts.append(first)
    side.lasts.append(last)
    side.labels.append(label)
