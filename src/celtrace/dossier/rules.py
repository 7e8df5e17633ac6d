"""What must hold between the keys of one item, and items that are several records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from celtrace.dossier.dates import whole_day
from celtrace.dossier.sections import SECTIONS
from celtrace.dossier.values import Draft, Values
from celtrace.records import Record

Rule = Callable[[Draft, Values], None]
_SPANS = (
    ("since", "until"),
    ("start", "until"),
    ("valid_from", "valid_to"),
    ("time", "until"),
    ("date", "until"),
)


def check(draft: Draft, values: Values) -> None:
    """Required keys, keys of which one is needed, keys that exclude each other, own rules."""
    section, given = draft.section, draft.values
    required, attribute = _attributes(section.name)
    for key in required:
        if attribute[key] not in given and key not in draft.wrong:
            values.fault(
                draft.place,
                key,
                f"`{key}` is missing",
                f"add `{key}`; a record of `{section.name}` needs it",
            )
    for group in section.one_of:
        if not draft.spoiled and not any(attribute[key] in given for key in group):
            names = " or ".join(f"`{key}`" for key in group)
            values.fault(draft.place, group[0], f"neither {names} is given", f"add {names}")
    for one, other in section.not_both:
        if attribute[one] in given and attribute[other] in given:
            values.fault(
                draft.place, other, f"both `{one}` and `{other}` are given", "keep one of the two"
            )
    for rule in (_RULES.get(section.name), None if draft.spoiled else _spans):
        if rule:
            rule(draft, values)


@cache
def _attributes(section: str) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """Required keys of a section, and attribute by key."""
    fields = SECTIONS[section].fields
    required = tuple(field.key for field in fields if field.required)
    return required, MappingProxyType({field.key: field.attribute for field in fields})


def _spans(draft: Draft, values: Values) -> None:
    for first, last in _SPANS:
        begin, end = draft.values.get(first), draft.values.get(last)
        if isinstance(begin, date) and isinstance(end, date) and _after(begin, end):
            part = draft.part(last)
            values.problem(
                part.place if part else draft.place,
                f"`{last}` ({end}) lies before `{first}` ({begin})",
                "both were taken as given; check which one is meant",
            )


def _after(begin: date, end: date) -> bool:
    return type(begin) is type(end) and begin > end


def _prices(draft: Draft, values: Values) -> None:
    low, high = draft.values.get("low"), draft.values.get("high")
    if low is not None and high is not None and low > high:
        values.fault(draft.place, "low", f"`low` ({low}) is above `high` ({high})", "swap the two")


def _logins(draft: Draft, _: Values) -> None:
    """`from` is the time; a day without time of day spans the whole day."""
    if "start" in draft.values:
        draft.values["time"] = draft.values.pop("start")
        draft.rename("start", "time")
    moment, part = draft.values.get("time"), draft.part("time")
    if isinstance(moment, datetime) and part and ":" not in part.quote:
        last = whole_day(moment, draft.how)
        if last is not None:
            draft.values.setdefault("until", last)


def _reference(draft: Draft, _: Values) -> None:
    if "pattern" in draft.values:
        draft.values["cut"] = draft.values.pop("pattern")
        draft.rename("pattern", "cut")


_RULES: Mapping[str, Rule] = MappingProxyType(
    {"prices": _prices, "logins": _logins, "reference": _reference}
)


def records(draft: Draft) -> Iterator[Record]:
    """The record of a sound draft; payments with `dates` are one record a date."""
    kind = draft.section.record
    days: tuple[date, ...] | None = draft.values.pop("dates", None)
    if days is None:
        yield draft.build(kind)
        return
    draft.rename("dates", "date")
    own = draft.values.get("id")
    seen: dict[date, int] = {}
    for day in sorted(days):
        seen[day] = seen.get(day, 0) + 1
        again = f"#{seen[day]}" if seen[day] > 1 else ""
        changed: dict[str, Any] = {"date": day}
        if own:
            changed["id"] = f"{own}/{day.isoformat()}{again}"
        yield draft.build(kind, **changed)
