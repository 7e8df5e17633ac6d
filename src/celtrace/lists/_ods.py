"""Rows of an OpenDocument spreadsheet, in one pass.

Format: OASIS OpenDocument 1.3, part 3, chapter 9 (tables). A cell or row that repeats is
written once with a count; sheets of a million repeated empty rows are usual, and a hostile
file can claim any count, so empty repeats are not written out and filled ones are limited.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from celtrace.errors import ListRefused
from celtrace.listing import ListFile
from celtrace.lists import _bytes, _xml

MOST_COLUMNS = 256
MOST_ROWS = 200_000


class Row(NamedTuple):
    """A row of a sheet, counted from 1, with the texts of its cells."""

    sheet: str
    number: int
    cells: tuple[str, ...]


def rows(file: ListFile) -> Iterator[Row]:
    """The filled rows of all sheets; trailing empty cells are cut off.

    Raises ListRefused when the archive or its content.xml is broken, or when filled rows or
    cells repeat beyond 200,000 rows or 256 columns.
    """
    sheet, number = "", 1
    data = _bytes.member(file, "content.xml")
    for piece in _xml.pieces(f"{file.name}:content.xml", data, "table-row", marks=("table",)):
        if piece.tag == "table":
            sheet, number = piece.element.get("name", ""), 1
        elif piece.tag == "table-row":
            cells = _cells(file.name, number, piece.element)
            repeated = _count(piece.element, "number-rows-repeated")
            if cells and number + repeated > MOST_ROWS:
                raise ListRefused(f"{file.name}: more than {MOST_ROWS:,} rows.", _bytes.AGAIN)
            for at in range(number, number + repeated) if cells else ():
                yield Row(sheet, at, cells)
            number += repeated


def _cells(name: str, number: int, row: Element) -> tuple[str, ...]:
    texts: list[str] = []
    skipped = 0
    for cell in row:
        repeated = _count(cell, "number-columns-repeated")
        text = _text(cell)
        if not text:
            skipped += repeated
            continue
        if len(texts) + skipped + repeated > MOST_COLUMNS:
            raise ListRefused(f"{name}: row {number} has more than {MOST_COLUMNS} columns.")
        texts += [""] * skipped + [text] * repeated
        skipped = 0
    return tuple(texts)


def _count(element: Element, attribute: str) -> int:
    text = element.get(attribute, "1")
    return int(text) if text.isdigit() and int(text) > 0 else 1


def _text(cell: Element) -> str:
    """The paragraphs of a cell; comments on it are not its text."""
    paragraphs = ("".join(p.itertext()) for p in cell if p.tag in {"p", "h"})
    return "\n".join(" ".join(text.split()) for text in paragraphs).strip()
