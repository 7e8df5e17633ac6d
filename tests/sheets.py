"""Tables and dossiers in memory, for the tests of their readers."""

from __future__ import annotations

import io
from pathlib import Path
from types import ModuleType

import pytest

from celtrace.dossier import Dossier, MemorySource, read_dossier
from celtrace.errors import DossierInvalid, Fault
from celtrace.rows import Cell, Row
from celtrace.settings import Limits

Notes = list[tuple[str, str, str]]
WHOLE = (Path(__file__).parent / "dossier" / "whole.yaml").read_text("utf-8")
"""A dossier with every section and key of the contract."""


def rows_of(
    reader: ModuleType, data: bytes, sheet: str = "", **limits: int
) -> tuple[list[Row], Notes]:
    """All rows of some bytes, and what the reader noted."""
    notes: Notes = []

    def note(place: str, reason: str, consequence: str) -> None:
        notes.append((place, reason, consequence))

    return list(reader.read(io.BytesIO(data), note, Limits(**limits), sheet)), notes


def texts(rows: list[Row]) -> list[list[str]]:
    """The texts of all cells."""
    return [[cell.text for cell in row.cells] for row in rows]


def texts_of(reader: ModuleType, data: bytes, sheet: str = "") -> list[list[str]]:
    """The texts of all cells of some bytes."""
    return texts(rows_of(reader, data, sheet)[0])


def table(values: list[list[str]], sheet: str = "S") -> list[Row]:
    """Rows of texts as a spreadsheet gives them."""
    return [
        Row(sheet, number, tuple(_cell(text, sheet, c, number) for c, text in enumerate(row)))
        for number, row in enumerate(values, 1)
    ]


def _cell(text: str, sheet: str, column: int, number: int) -> Cell:
    return Cell(text.strip(), f"{sheet}!{chr(65 + column)}{number}", "text", text)


def read(body: str, **tables: list[Row]) -> Dossier:
    """Read a dossier; `dossier: 1` goes without saying, `v_csv=` is the table `v.csv`."""
    named = {name.replace("_", "."): rows for name, rows in tables.items()}
    return read_dossier(MemorySource(f"dossier: 1\n{body}", named))


def faults(body: str, **tables: list[Row]) -> tuple[Fault, ...]:
    """The faults that a text has; the test fails if it has none."""
    with pytest.raises(DossierInvalid) as caught:
        read(body, **tables)
    return caught.value.faults
