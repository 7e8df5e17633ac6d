"""Rows from mappings: JSON values as text, one header row for keys that come and go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Literal

import msgspec

from celtrace.rows import Cell, Row
from celtrace.tables._digits import digits


class Number(str):
    """A number exactly as the file writes it."""

    __slots__ = ()


class Entry(msgspec.Struct, frozen=True):
    """A mapping, the sheet it belongs to, and where it begins."""

    sheet: str
    number: int
    line: int
    place: str
    values: dict[str, object]


def rows(entries: list[Entry]) -> Iterator[Row]:
    """For each sheet a header row numbered 0, then one row an entry, in the order given."""
    sheets = dict.fromkeys(entry.sheet for entry in entries)
    keys: dict[str, dict[str, None]] = {sheet: {} for sheet in sheets}
    for entry in entries:
        keys[entry.sheet].update(dict.fromkeys(entry.values))
    for sheet in sheets:
        yield Row(sheet, 0, tuple(Cell(key, "", "text", key) for key in keys[sheet]))
        for entry in entries:
            if entry.sheet == sheet:
                cells = tuple(cell(entry.values.get(key), entry.place) for key in keys[sheet])
                yield Row(sheet, entry.number, cells, entry.line)


def cell(value: object, place: str) -> Cell:
    """A JSON value as a cell; lists and mappings stay JSON text."""
    form: Literal["text", "number", "bool"] = "text"
    if value is None:
        return Cell("", place)
    if isinstance(value, Number):
        return Cell(_plain(value), place, "number", str(value))
    if isinstance(value, bool):
        form, text = "bool", str(value).lower()
    elif isinstance(value, str):
        return Cell(value.strip(), place, "text", value)
    else:
        text = json.dumps(_bare(value), ensure_ascii=False)
    return Cell(text, place, form, text)


def _plain(literal: str) -> str:
    """`12.0` and `1.2e1` are 12; other digits stay as written."""
    try:
        number = Decimal(literal)
    except InvalidOperation:
        return literal
    huge = number.adjusted() > 40 or number.adjusted() < -40  # noqa: PLR2004 - beyond any count or price
    return literal if huge else digits(number)


def _bare(value: object) -> object:
    """Nested numbers as strings of their digits, so that none is lost."""
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return _plain(value) if isinstance(value, Number) else value
