"""Dates as programs write them out for people, in the language of the machine.

Hangul Word Processor keeps such a text beside the same instant in UTC: the difference is
the zone of the machine. Korean, Chinese, Japanese and English forms.
"""

from __future__ import annotations

import re
from datetime import datetime

_EASTERN = re.compile(
    r"(\d{4})\s*[년年.\-/]\s*(\d{1,2})\s*[월月.\-/]\s*(\d{1,2})\s*[일日.]?"
    r".{0,16}?(오전|오후|午前|午後|上午|下午|AM|PM)?\s*(\d{1,2})\s*[:시時时]\s*(\d\d)(?:\s*[:분分]\s*(\d\d))?"
    r"(?:\s*(AM|PM))?",
    re.DOTALL | re.IGNORECASE,
)
_WESTERN = re.compile(
    r"(?:(\d{1,2})\s+)?([A-Z][a-z]{2})[a-z]*\.?\s+(?:(\d{1,2}),?\s+)?(\d{4}),?\s+"
    r"(\d{1,2}):(\d\d)(?::(\d\d))?\s*(AM|PM)?",
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AFTER = frozenset({"오후", "午後", "下午", "pm"})
_BEFORE = frozenset({"오전", "午前", "上午", "am"})


def written_out(text: str) -> datetime | None:
    """The wall-clock time of a date in words; None if it is none."""
    match = _EASTERN.search(text)
    if match:
        half = (match[4] or match[8] or "").lower()
        parts = (match[1], match[2], match[3], match[5], match[6], match[7])
        return _time(tuple(int(part or 0) for part in parts), half)
    match = _WESTERN.search(text)
    if match and match[2].lower() in _MONTHS:
        month = _MONTHS.index(match[2].lower()) + 1
        numbers = (match[4], month, match[1] or match[3], match[5], match[6], match[7])
        return _time(tuple(int(part or 0) for part in numbers), (match[8] or "").lower())
    return None


def _time(numbers: tuple[int, ...], half: str) -> datetime | None:
    year, month, day, hour, minute, second = numbers
    if half in _AFTER and hour < 12:
        hour += 12
    elif half in _BEFORE and hour == 12:
        hour = 0
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - a wall clock without a zone
    except ValueError:
        return None
