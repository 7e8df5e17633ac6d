"""Fixtures of the dossier tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from celtrace.dossier import Dossier, MemorySource, read_dossier
from celtrace.errors import DossierInvalid, Fault
from celtrace.rows import Cell, Row

Texts = list[list[str]]


@pytest.fixture(scope="session")
def whole() -> str:
    """A dossier with every section and key of the contract."""
    return (Path(__file__).parent / "whole.yaml").read_text("utf-8")


@pytest.fixture(scope="session")
def table() -> Callable[..., list[Row]]:
    """Rows of texts as a spreadsheet gives them."""

    def make(texts: Texts, sheet: str = "S", form: str = "text") -> list[Row]:
        return [
            Row(
                sheet,
                number,
                tuple(
                    Cell(text.strip(), f"{sheet}!{chr(65 + c)}{number}", form, text)
                    for c, text in enumerate(row)
                ),
            )
            for number, row in enumerate(texts, 1)
        ]

    return make


@pytest.fixture(scope="session")
def read() -> Callable[..., Dossier]:
    """Read a dossier from text and tables; `dossier: 1` goes without saying."""

    def make(body: str, **tables: list[Row]) -> Dossier:
        named = {name.replace("_", "."): rows for name, rows in tables.items()}
        return read_dossier(MemorySource(f"dossier: 1\n{body}", named))

    return make


@pytest.fixture(scope="session")
def faults(read: Callable[..., Dossier]) -> Callable[..., tuple[Fault, ...]]:
    """The faults that a text has."""

    def make(body: str, **tables: list[Row]) -> tuple[Fault, ...]:
        with pytest.raises(DossierInvalid) as caught:
            read(body, **tables)
        return caught.value.faults

    return make
