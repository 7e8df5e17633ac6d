"""How many of something, in words that fit one and many."""

from __future__ import annotations


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 finding`, `1,200 findings`."""
    return f"{number:,} {noun(str(number), one, many)}"


def noun(number: str, one: str, many: str = "") -> str:
    """The noun that fits a number as it is written: that of one, or of many."""
    return one if number == "1" else many or one + "s"
