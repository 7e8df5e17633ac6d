"""Fixtures of the table tests."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import ModuleType

import pytest

from celtrace.rows import Row
from celtrace.settings import Limits

Notes = list[tuple[str, str, str]]


@pytest.fixture(scope="session")
def rows_of() -> Callable[..., tuple[list[Row], Notes]]:
    """All rows of some bytes, and what the reader noted."""

    def make(
        reader: ModuleType, data: bytes, sheet: str = "", **limits: int
    ) -> tuple[list[Row], Notes]:
        notes: Notes = []

        def note(place: str, reason: str, consequence: str) -> None:
            notes.append((place, reason, consequence))

        rows = list(reader.read(io.BytesIO(data), note, Limits(**limits), sheet))
        return rows, notes

    return make


@pytest.fixture(scope="session")
def texts_of(rows_of: Callable[..., tuple[list[Row], Notes]]) -> Callable[..., list[list[str]]]:
    """The texts of all rows."""

    def make(reader: ModuleType, data: bytes, sheet: str = "") -> list[list[str]]:
        return [[cell.text for cell in row.cells] for row in rows_of(reader, data, sheet)[0]]

    return make
