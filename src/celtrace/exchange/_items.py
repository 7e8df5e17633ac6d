"""Items of sections, and the rows that they become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from celtrace.ports import Note
from celtrace.rows import Cell, NoSuchSheet, Row
from celtrace.settings import Limits

Value = str | list[str] | Mapping[str, str] | Mapping[str, list[str]]

SECTIONS = ("parties", "ownership", "roles", "contracts", "payments")


class Item(msgspec.Struct, frozen=True):
    """One item of a section with the number of the entry it was read from, counted from 1."""

    section: str
    number: int
    values: Mapping[str, Value]
    quotes: Mapping[str, str] = {}
    """How a value was written, where that differs."""


def rows(items: Iterable[Item], note: Note, limits: Limits, sheet: str = "") -> Iterator[Row]:
    """A header row numbered 0 for each section, then its items.

    NoSuchSheet if a section is asked for that the file has nothing of.
    """
    held: dict[str, list[Item]] = {}
    for item in items:
        held.setdefault(item.section, []).append(item)
    there = tuple(section for section in SECTIONS if section in held)
    if sheet and sheet not in there:
        raise NoSuchSheet(sheet, there)
    given = 0
    for section in there if not sheet else (sheet,):
        keys = list(dict.fromkeys(key for item in held[section] for key in item.values))
        yield Row(section, 0, tuple(Cell(key, "header", quote=key) for key in keys))
        for item in held[section]:
            given += 1
            if given > limits.table_rows:
                reason = f"the file has more than {limits.table_rows} items"
                note(f"entry {item.number}", reason, "this item and all after it were left out")
                return
            yield Row(section, item.number, tuple(_cell(item, key) for key in keys))


def _cell(item: Item, key: str) -> Cell:
    value = item.values.get(key, "")
    text = value if isinstance(value, str) else _encoded(value)
    return Cell(text, f"entry {item.number}, {key}", quote=item.quotes.get(key, text))


def _encoded(value: Any) -> str:  # noqa: ANN401 - a list or a mapping of texts
    return msgspec.json.encode(value, order="deterministic").decode() if value else ""
