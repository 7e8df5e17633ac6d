"""Rows of tables, whatever file they stood in."""

from __future__ import annotations

from typing import Literal

import msgspec


class Cell(msgspec.Struct, frozen=True):
    """A cell: its text, where it stands, and what the file said it is.

    Dates are ISO 8601, whole numbers have no `.0`, true and false are lower case;
    `quote` is the text as a person saw it.
    """

    text: str
    place: str
    form: Literal["text", "number", "date", "bool", "error", "formula"] = "text"
    """`formula`: a formula without a stored result; `error`: the file holds an error value."""
    quote: str = ""


class Row(msgspec.Struct, frozen=True):
    """A row of a sheet, counted from 1 as the file counts."""

    sheet: str
    number: int
    cells: tuple[Cell, ...]
    line: int = 0
    """Line in the file where the format has lines."""


class NoSuchSheet(LookupError):
    """A sheet was asked for by name that the file does not have; `sheets` are those it has."""

    def __init__(self, name: str, sheets: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.sheets = sheets
