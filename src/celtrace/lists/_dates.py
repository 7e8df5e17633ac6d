"""Dates of birth as list publishers write them, to ISO 8601 as precise as stated.

`06 Apr 1974` is 1974-04-06, `Apr 1972` is 1972-04, `dd/mm/1960` is 1960; `circa`
becomes the sign `~` of ISO 8601-2 (1960~) and a range an interval (1958/1960).
"""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_ONE = re.compile(r"(?:(?:(\d{1,2})\s+)?([A-Za-z]{3})[a-z]*\.?\s+)?(\d{4})$")
_DAY_FIRST = re.compile(r"(\d{1,2}|dd)[-/.](\d{1,2}|mm)[-/.](\d{4})(?: 00:00(?::00)?)?$")
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_ABOUT = re.compile(r"(?:circa|approximately|approx\.?|about|c\.)\s*", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|and|-)\s+|(?<=\d{4})\s*-\s*(?=\d{4}$)")


def exact(year: int, month: int = 0, day: int = 0) -> str:
    """ISO 8601 of a year, a month or a day; empty when there is no such day."""
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return ""
    if not month:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if day else f"{year:04d}-{month:02d}"


def born(text: str) -> str:
    """The date of birth in ISO 8601; empty when the text is not understood."""
    text = text.strip()
    about = _ABOUT.match(text)
    if about:
        text = text[about.end() :]
    ends = [_one(part) for part in _TO.split(text, maxsplit=1)]
    if not all(ends):
        return ""
    return "/".join(f"{end}~" if about else end for end in ends)


def _one(text: str) -> str:
    text = text.strip()
    if _ISO.match(text):
        return exact(*(int(part) for part in text.split("-")))
    found = _ONE.match(text)
    if found:
        day, month, year = found.groups()
        return exact(int(year), _month(month) if month else 0, int(day or 0))
    first = _DAY_FIRST.match(text)
    if not first:
        return ""
    month = int(first[2].replace("mm", "0"))
    return exact(int(first[3]), month, int(first[1].replace("dd", "0")) if month else 0)


def _month(name: str) -> int:
    """1 to 12 by its first three letters; 13, which no date has, for anything else."""
    at, rest = divmod(_MONTHS.find(name.lower()), 3)
    return at + 1 if at >= 0 and not rest else 13


def day(text: str) -> dt.date | None:
    """A day: ISO 8601 (a time after it is dropped), 29-06-2012 or 11-Sep-2026; None otherwise."""
    text = text.strip()
    iso = _one(text.replace("-", " ")) or _one(text) or text[:10]
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None
