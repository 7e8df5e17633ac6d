"""Amounts and days in words; amounts are exact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal


def plain(amount: Decimal | None) -> str:
    """An amount as a plain decimal: `12000`, never `1.2E+4`; empty if not stated."""
    return "" if amount is None else format(amount, "f")


def total(amounts: Iterable[tuple[Decimal | None, str]]) -> str:
    """Sums per currency, `537939 USD, 20 EUR`, and how many amounts are not stated."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    unstated = 0
    for amount, currency in amounts:
        if amount is None:
            unstated += 1
        else:
            sums[currency] += amount
    said = [f"{plain(sums[currency])} {currency}".strip() for currency in sorted(sums)]
    if not said:
        return "amounts not stated" if unstated else "nothing"
    return ", ".join(said + ([f"{unstated} without an amount"] if unstated else []))


def days(seen: Sequence[date]) -> str:
    """`on 2019-05-02`, `from 2019-05-02 to 2021-11-30`, or that no day is stated."""
    if not seen:
        return "on days not stated"
    first, last = min(seen), max(seen)
    return f"on {first}" if first == last else f"from {first} to {last}"


def same_unit(one: str, other: str) -> bool:
    """Whether two words name one unit: `Cuts` and `cut` do."""
    return one.casefold().rstrip("s") == other.casefold().rstrip("s")


def few(names: Sequence[str], most: int = 6) -> str:
    """The first names, and how many more there are: `a, b and 95 more`."""
    listed = ", ".join(names[:most])
    return listed if len(names) <= most else f"{listed} and {len(names) - most} more"
