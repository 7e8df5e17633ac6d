"""Items of sections: from mappings in dossier.yaml and from rows of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

import msgspec

from celtrace.dossier.headers import Fit
from celtrace.dossier.ledger import Ledger, Origin
from celtrace.dossier.rules import check, records
from celtrace.dossier.said import How, Reader, Wrong
from celtrace.dossier.scalars import TYPES
from celtrace.dossier.schema import Field, Section
from celtrace.dossier.values import Draft, Values
from celtrace.dossier.yaml_nodes import Document
from celtrace.dossier.yaml_nodes import Mapping as YamlMapping
from celtrace.records import Part, Record
from celtrace.rows import Cell, Row
from celtrace.settings import Limits

_QUOTE = 4000


class Entry(msgspec.Struct):
    """A record with the section it came from, and the id the user gave it."""

    record: Record
    section: Section
    origin: Origin
    place: str
    given: str = ""
    follows: bool = False
    """Whether another record of the same item came before it."""


class Table(msgspec.Struct, frozen=True):
    """A sheet being read for a section."""

    section: Section
    origin: Origin
    how: How
    fit: Fit
    formats: Mapping[str, str]
    """Date formats by key."""


class Listed(msgspec.Struct, frozen=True):
    """An item of a list in dossier.yaml."""

    section: Section
    node: YamlMapping
    document: Document
    origin: Origin
    how: How


def from_yaml(item: Listed, ledger: Ledger, limits: Limits) -> Iterator[Entry]:
    """The records of one item of a list."""
    quote = item.document.quote(item.node)[:_QUOTE]
    draft = Draft(item.section, item.origin, f"line {item.node.line}", quote, item.how)
    values = Values(draft, ledger, limits)
    by_key = item.section.by_key
    for name, value in item.node.pairs:
        field = by_key.get(name.text)
        if field is None:
            values.unknown(name.text, name, tuple(by_key))
        elif not field.spills:
            values.from_node(field, field.key, value)
    yield from _done(draft, values)


def _done(draft: Draft, values: Values) -> Iterator[Entry]:
    """The entries of a draft; one with a fault goes on, so that its ids are checked too."""
    check(draft, values)
    given = draft.values.get("id", "")
    if draft.spoiled:
        needed = msgspec.structs.fields(draft.section.record)
        lacking = (one.name for one in needed if one.required and one.name != "seen")
        draft.values = {**dict.fromkeys(lacking, ""), **draft.values}
    for number, record in enumerate(records(draft)):
        yield Entry(record, draft.section, draft.origin, draft.place, given, follows=number > 0)


class _Plain(msgspec.Struct, frozen=True):
    """A column whose cells are one plain value each."""

    index: int
    key: str
    attribute: str
    read: Reader
    how: How
    required: bool


_NO_VALUE = {
    "formula": ("the cell holds a formula without a stored result",
                "open and save the file in a spreadsheet program, or type the value"),
    "error": ("the cell holds an error value", "mend the formula, or type the value"),
}  # fmt: skip
"""Cells that a spreadsheet program shows something in, and the file does not."""


def from_table(
    table: Table, rows: Iterable[Row], ledger: Ledger, limits: Limits
) -> Iterator[Entry]:
    """The records of the rows below the headers."""
    plain, others = _columns(table)
    needed = [column for column in plain if column.required]
    texts = [column for column in plain if column.read is TYPES["text"]]
    typed = [column for column in plain if column.read is not TYPES["text"]]
    for row in rows:
        cells = row.cells
        count = len(cells)
        filled = [cell for cell in cells if cell.text]
        if not filled:
            continue
        draft = _draft(table, row, filled)
        values = Values(draft, ledger, limits)
        _unsolved(needed, cells, values)
        for column in texts:
            if column.index < count and (cell := cells[column.index]).text:
                draft.values[column.attribute] = cell.text
                draft.parts.append(Part(column.attribute, cell.place, cell.quote))
        for column in typed:
            if column.index < count and (cell := cells[column.index]).text:
                try:
                    draft.values[column.attribute] = column.read(cell, column.how)
                except Wrong as wrong:
                    values.fault(cell.place, column.key, wrong.problem, wrong.remedy)
                    continue
                draft.parts.append(Part(column.attribute, cell.place, cell.quote))
        for index, key, field in others:
            if index < count and cells[index].text:
                values.from_cell(field, key, cells[index])
        yield from _done(draft, values)


def _unsolved(needed: list[_Plain], cells: tuple[Cell, ...], values: Values) -> None:
    """Faults for needed cells that have no value, though a person sees one."""
    for column in needed:
        if column.index < len(cells):
            cell = cells[column.index]
            if not cell.text and cell.form in _NO_VALUE:
                values.fault(cell.place, column.key, *_NO_VALUE[cell.form])


def _draft(table: Table, row: Row, filled: list[Any]) -> Draft:
    sheet = f"{row.sheet} " if row.sheet else ""
    place = f"line {row.line}" if row.line else f"{sheet}row {row.number}"
    quote = " | ".join([cell.quote for cell in filled])
    return Draft(table.section, table.origin, place, quote[:_QUOTE], table.how)


def _columns(table: Table) -> tuple[list[_Plain], list[tuple[int, str, Field]]]:
    """Columns of one plain value, and the others."""
    by_key = table.section.by_key
    plain, others = [], []
    for index, (key, _) in sorted(table.fit.keys.items()):
        field = by_key[key.partition(".")[0]]
        how = msgspec.structs.replace(
            table.how, choices=field.choices, format=table.formats.get(key, "")
        )
        special = field.many or field.form in ("shape", "free", "path", "portfolio")
        if special:
            others.append((index, key, field))
        else:
            read = cast("Callable[..., Any]", TYPES[field.form])
            plain.append(_Plain(index, key, field.attribute, read, how, field.required))
    return plain, others
