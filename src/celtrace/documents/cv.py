"""Spans of time in a CV, as written in any language that writes years in numerals.

Months are read as numerals (03/2015, 2015.03, 2015年3月, 2015년 3월) and as English words; a
span is two such times with a dash, a tilde or a word between them, or one with an open end.
What is not surely a span is left alone.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
_TIME = (
    rf"(?:(?P<{{0}}w>{_WORD})\s*,?\s*(?P<{{0}}y1>{_YEAR})"
    rf"|(?P<{{0}}m2>1[0-2]|0?[1-9])\s*[/.]\s*(?P<{{0}}y2>{_YEAR})"
    rf"|(?P<{{0}}y3>{_YEAR})\s*(?:[年년]\s*|[/.\-](?=\d))(?P<{{0}}m3>1[0-2]|0?[1-9])(?!\d)\s*[月월]?"
    rf"|(?P<{{0}}y4>{_YEAR})\s*[年년]?)"
)
_OPEN = (
    r"(?P<open>present|today|now|current|ongoing|date|至今|现在|現在|현재|재직중|nay|hiện\s*tại)"
)
_BETWEEN = r"\s*(?:[-\u2010-\u2015~\u301c\uff5e]+|to|until|till|bis|through|至|到|から|부터|đến)\s*"
_SPAN = re.compile(
    r"(?<![\d/.\-])" + _TIME.format("a") + _BETWEEN + "(?:" + _OPEN + "|" + _TIME.format("b") + ")"
    r"(?![\d/]|[\-.]\d)",
    re.IGNORECASE,
)  # fmt: skip


class Tool(msgspec.Struct, frozen=True):
    """A program, and the day from which anybody could have it."""

    name: str
    released: date
    source: str


class Span(msgspec.Struct, frozen=True):
    """A span as written, with the first and the last day that it can mean."""

    words: str
    start: date
    until: date | None
    """None for an open end."""
    line: int
    """Counted from 1."""
    around: str
    """The whole line."""


def spans(text: str) -> Iterator[Span]:
    """All spans of a text, line by line."""
    for number, line in enumerate(text.splitlines(), start=1):
        for match in _SPAN.finditer(line):
            start, _ = _days(match, "a")
            until = None if match["open"] else _days(match, "b")[1]
            yield Span(" ".join(match.group().split()), start, until, number, line.strip()[:300])


def _days(match: re.Match[str], side: str) -> tuple[date, date]:
    year = int(next(match[f"{side}y{n}"] for n in range(1, 5) if match[f"{side}y{n}"]))
    word = match[f"{side}w"]
    numeral = match[f"{side}m2"] or match[f"{side}m3"]
    month = _MONTHS.index(word[:3].lower()) + 1 if word else int(numeral or 0)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def tools(line: str) -> tuple[Tool, ...]:
    """The programs named in a line whose first release is known."""
    plain = " ".join(line.lower().split())
    return tuple(one for one in _tools() if re.search(rf"\b{re.escape(one.name.lower())}\b", plain))


@cache
def _tools() -> tuple[Tool, ...]:
    table = files(__package__) / "_tables" / "tool_releases.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return tuple(
        Tool(row["name"], date.fromisoformat(row["released"]), row["source"]) for row in rows
    )
