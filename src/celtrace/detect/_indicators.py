"""Published red flags and measures: which rule looks for each, which a person records.

The tables are packaged: `_tables/indicators.csv`, `_tables/measures.csv` and the sources of
both with their dates in `_tables/sources.csv`. Wording is ours, facts are the sources'.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from celtrace.findings import Category, Group
from celtrace.records import Check


class Flag(msgspec.Struct, frozen=True):
    """A red flag (`I001`) or a measure (`M001`) that somebody published."""

    id: str
    area: str
    wording: str
    sources: tuple[str, ...]
    rules: tuple[str, ...]
    """Rules that look for it; empty where none does."""
    seen_by: Literal["person", "outside"]
    """`outside`: only a platform or a bank can see it."""
    group: Group
    weight: Category
    """What a person's record of it counts: supporting, or context where it must not count."""


class Source(msgspec.Struct, frozen=True):
    """Who published a red flag or measure, and when."""

    id: str
    title: str
    date: str


class Seen(msgspec.Struct, frozen=True):
    """How each published red flag stands in a review, by id."""

    detector: tuple[str, ...]
    recorded: tuple[str, ...]
    not_visible: tuple[str, ...]
    open: tuple[str, ...]


def _rows(name: str) -> list[dict[str, str]]:
    text = files("celtrace.detect").joinpath("_tables", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _flags(name: str) -> dict[str, Flag]:
    rows = _rows(name)
    lists = (
        {**row, "sources": row["sources"].split(), "rules": row["rules"].split()} for row in rows
    )
    return {flag.id: flag for flag in (msgspec.convert(row, Flag) for row in lists)}


@cache
def indicators() -> dict[str, Flag]:
    """All published red flags by id."""
    return _flags("indicators.csv")


@cache
def measures() -> dict[str, Flag]:
    """All published measures by id."""
    return _flags("measures.csv")


@cache
def sources() -> dict[str, Source]:
    """Who published them, by id."""
    return {row["id"]: msgspec.convert(row, Source) for row in _rows("sources.csv")}


def indicators_seen(ran: Collection[str], checks: Iterable[Check]) -> Seen:
    """How each red flag stands: looked for by a rule that ran, recorded, not visible, or open.

    `ran` are the names of the rules that looked. A flag that a rule looked for and a person
    recorded stands in both.
    """
    recorded = {check.indicator for check in checks if check.result != "pending"}
    found = {flag.id for flag in indicators().values() if set(flag.rules) & set(ran)}
    known = [flag for flag in indicators().values() if flag.id not in found | recorded]
    return Seen(
        tuple(sorted(found)),
        tuple(sorted(recorded & set(indicators()))),
        tuple(flag.id for flag in known if flag.seen_by == "outside"),
        tuple(flag.id for flag in known if flag.seen_by == "person"),
    )
