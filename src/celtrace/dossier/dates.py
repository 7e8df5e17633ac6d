"""Days and instants: ISO 8601, other writings only where they have one reading.

A date without time is a whole day in the dossier's time zone. `03/04/2021` is a fault that
names both readings, unless the user gives the column's format.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from celtrace.dossier.said import How, Wrong, shown
from celtrace.rows import Cell

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[日일.]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-\s.]*([A-Za-z]{3,9})[-\s.,]*(\d{4})")
_NAMED_DAY = re.compile(r"([A-Za-z]{3,9})[-\s.]*(\d{1,2})(?:st|nd|rd|th)?[-\s.,]+(\d{4})")
_TIME = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.IGNORECASE,
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_TOKENS = re.compile(r"YYYY|YY|MMM|MM|M|DD|D|HH|mm|ss")
_TOKEN_PATTERNS = {
    "YYYY": r"(?P<Y>\d{4})", "YY": r"(?P<y>\d{2})", "MMM": r"(?P<b>[^\W\d_]{3,9})\.?",
    "MM": r"(?P<m>\d{1,2})", "M": r"(?P<m>\d{1,2})", "DD": r"(?P<d>\d{1,2})",
    "D": r"(?P<d>\d{1,2})", "HH": r"(?P<H>\d{1,2})", "mm": r"(?P<M>\d{2})", "ss": r"(?P<S>\d{2})",
}  # fmt: skip
_REMEDY = "write the date as YYYY-MM-DD"
_PIVOT = 69


def day(cell: Cell, how: How) -> date:
    """A whole day; an instant gives the day it falls on in the dossier's time zone."""
    text = cell.text
    if how.format:
        return _by_format(text, how.format)[0]
    if _ISO.fullmatch(text):
        return _built(text, *text.split("-"))
    head, clock = _split(text)
    found = _day(head)
    if not clock:
        return found
    moment = _instant(text, found, clock, how)
    zoned = _TIME.fullmatch(clock)
    return _local(text, moment, how).date() if zoned and zoned[5] else found


def instant(cell: Cell, how: How) -> tuple[datetime, bool]:
    """(UTC instant, whether only a day was given); a day is its first instant."""
    text = cell.text
    if how.format:
        found, clock = _by_format(text, how.format)
        if clock is not None:
            return _utc(text, datetime.combine(found, clock, how.zone)), False
    else:
        head, clock_text = _split(text)
        found = _day(head)
        if clock_text:
            return _instant(text, found, clock_text, how), False
    return _utc(text, datetime.combine(found, time(), how.zone)), True


def start(cell: Cell, how: How) -> datetime:
    """The instant, or the first one of the day."""
    return instant(cell, how)[0]


def end(cell: Cell, how: How) -> datetime:
    """The instant, or the last one of the day."""
    moment, whole_day = instant(cell, how)
    if not whole_day:
        return moment
    return _utc(cell.text, _last(_local(cell.text, moment, how)))


def whole_day(moment: datetime, how: How) -> datetime | None:
    """The last instant of the day that begins at the instant; None if no day begins there."""
    try:
        last = _last(moment.astimezone(how.zone))
        first = datetime.combine(last.date(), time(), how.zone)
        return last.astimezone(UTC) if first.astimezone(UTC) == moment else None
    except OverflowError:
        return None


def _last(local: datetime) -> datetime:
    """The last microsecond of a day, the second one where clocks go back over midnight."""
    return datetime.combine(local.date(), time.max.replace(fold=1), local.tzinfo)


def _local(text: str, moment: datetime, how: How) -> datetime:
    try:
        return moment.astimezone(how.zone)
    except OverflowError:
        raise _outside(text) from None


def _utc(text: str, local: datetime) -> datetime:
    try:
        return local.astimezone(UTC)
    except OverflowError:
        raise _outside(text) from None


def _outside(text: str) -> Wrong:
    return Wrong(f"{shown(text)} lies outside the calendar", _REMEDY)


def partial(cell: Cell, how: How) -> str:
    """A date, a month or a year, in ISO 8601 as precise as given (`born`)."""
    if re.fullmatch(r"(?!0000)[0-9]{4}(-(0[1-9]|1[0-2]))?", cell.text):
        return cell.text
    return day(cell, how).isoformat()


def _split(text: str) -> tuple[str, str]:
    """Date and time of day; the time is empty if there is none."""
    if ":" not in text:
        return text, ""
    match = re.search(r"(\s+|(?<=\d)[Tt])(?=\d{1,2}:\d{2})", text)
    return (text[: match.start()].strip(), text[match.end() :].strip()) if match else (text, "")


@lru_cache(maxsize=20_000)
def _day(text: str) -> date:
    for pattern in (_YEAR_FIRST, _COMPACT):
        if found := pattern.fullmatch(text):
            return _built(text, found[1], found[2], found[3])
    if found := _DAY_NAMED.fullmatch(text):
        return _built(text, found[3], _month(text, found[2]), found[1])
    if found := _NAMED_DAY.fullmatch(text):
        return _built(text, found[3], _month(text, found[1]), found[2])
    if found := _NUMBERS.fullmatch(text):
        raise _unclear(text, found[1], found[2], found[3])
    raise Wrong(f"{shown(text)} is not a date", _REMEDY)


def _built(text: str, year: str, month: str, day_: str) -> date:
    try:
        return date(int(year), int(month), int(day_))
    except ValueError:
        raise Wrong(f"{shown(text)} is not a day of the calendar", _REMEDY) from None


def _month(text: str, word: str) -> str:
    found = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower())]
    if len(found) != 1:
        if word.lower() == "sept":
            return "9"
        raise Wrong(f"{shown(text)} is not a date", _REMEDY)
    return str(found[0])


def _unclear(text: str, first: str, second: str, last: str) -> Wrong:
    """Every reading that is a day of the calendar, named."""
    year = last if len(last) == len("2021") else _century(last)
    orders = [(year, m, d) for d, m in ((first, second), (second, first))]
    if len(last) < len("2021"):
        orders.append((_century(first.zfill(2)), second, last))
    readings = []
    for year, month, day_ in orders:
        try:
            readings.append(_built(text, year, month, day_).isoformat())
        except Wrong:
            continue
    named = " or ".join(dict.fromkeys(readings)) or "no day of the calendar"
    return Wrong(
        f"{shown(text)} can be read as {named}",
        f"{_REMEDY}, or give the column's format: "
        "`columns: {date: {header: THEIR HEADER, format: DD/MM/YYYY}}`",
    )


def _century(year: str) -> str:
    """Two digits as POSIX reads them (strptime, `%y`): 69 to 99 are 1969 to 1999."""
    return f"{19 if int(year) >= _PIVOT else 20}{year}"


def _instant(text: str, found: date, clock: str, how: How) -> datetime:
    parts = _TIME.fullmatch(clock)
    if not parts:
        raise Wrong(f"{shown(text)} is not a time", "write it as 2021-02-03T14:05:00+09:00")
    try:
        micro = int((parts[4] or "0")[:6].ljust(6, "0"))
        at = time(int(parts[1]), int(parts[2]), int(parts[3] or 0), micro)
        offset = _offset(parts[5])
    except ValueError:
        raise Wrong(f"{shown(text)} is not a time of day",
                    "write it as 2021-02-03T14:05:00+09:00") from None  # fmt: skip
    try:
        if offset is None:
            return datetime.combine(found, at, how.zone).astimezone(UTC)
        return (datetime.combine(found, at) - offset).replace(tzinfo=UTC)
    except OverflowError:
        raise _outside(text) from None


def _offset(text: str | None) -> timedelta | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return timedelta()
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 15 or minutes > 59:  # noqa: PLR2004 - no zone is further from UTC
        raise ValueError(text)
    amount = timedelta(hours=hours, minutes=minutes)
    return -amount if text[0] == "-" else amount


def check_format(text: str) -> str:
    """A date format made of YYYY, YY, MM, M, MMM, DD, D, HH, mm, ss; Wrong for another."""
    _pattern(text)
    return text


@lru_cache(maxsize=200)
def _pattern(text: str) -> re.Pattern[str]:
    remedy = "use YYYY, MM and DD with the signs between them, such as DD/MM/YYYY"
    parts, at, seen = [], 0, set()
    for token in _TOKENS.finditer(text):
        parts += [re.escape(text[at : token.start()]), _TOKEN_PATTERNS[token[0]]]
        seen.add(token[0][0])
        at = token.end()
    parts.append(re.escape(text[at:]))
    try:
        made = re.compile("".join(parts))
    except re.error:
        raise Wrong(f"{shown(text)} names a part of the date twice", remedy) from None
    if not {"Y", "M", "D"} <= seen:
        raise Wrong(f"{shown(text)} is not a date format", remedy)
    return made


def _by_format(text: str, format_: str) -> tuple[date, time | None]:
    iso = text.removesuffix("T00:00:00")
    if _ISO.fullmatch(iso):
        return _built(text, *iso.split("-")), None
    found = _pattern(format_).fullmatch(text)
    if not found:
        raise Wrong(f"{shown(text)} is not written as {format_}", f"{_REMEDY}, or mend the format")
    said = found.groupdict()
    year = said.get("Y") or _century(said["y"])
    month = said.get("m") or _month(text, said["b"])
    clock = None
    if said.get("H"):
        try:
            clock = time(int(said["H"]), int(said.get("M") or 0), int(said.get("S") or 0))
        except ValueError:
            raise Wrong(f"{shown(text)} is not a time of day", _REMEDY) from None
    return _built(text, year, month, said["d"]), clock
