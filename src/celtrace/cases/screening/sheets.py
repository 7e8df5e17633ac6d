"""Parties from plain names or a vendor sheet, without a dossier: for `celtrace screen`.

A sheet is streamed: memory does not grow with its rows. A faulty cell never loses a row:
the row is screened without it, and the note says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import file_digest, sha256
from itertools import chain, groupby, islice
from pathlib import Path

import msgspec

from celtrace.cases.folder import open_table
from celtrace.cases.screening.screener import Suggestion
from celtrace.documents.identifiers import parse_any
from celtrace.dossier.headers import WITHIN, Fit, best
from celtrace.dossier.items import Table, from_table
from celtrace.dossier.ledger import Ledger, Origin
from celtrace.dossier.said import How
from celtrace.dossier.scalars import zone_of
from celtrace.dossier.sections import SECTIONS
from celtrace.dossier.source import Opened, Unusable
from celtrace.errors import UsageError
from celtrace.records import Digest, Evidence, Identifier, Party, fingerprint
from celtrace.rows import Cell, Row
from celtrace.settings import Limits

_PARTIES = SECTIONS["parties"]
_LONGEST_REMARK = 2_000
_FEWEST_DIGITS = 5
NOT_SCREENED = "it was not screened, for it has no name"


class SheetRow(msgspec.Struct, frozen=True):
    """A row of a sheet as it is screened."""

    party: Party
    place: str
    """Line, or sheet and row."""
    suggested: tuple[Suggestion, ...] = ()
    """Numbers read out of cells that have no key, such as remarks."""
    notes: tuple[str, ...] = ()
    """What was not taken from the row, and why."""


def parties_of_names(names: Iterable[str]) -> Iterator[Party]:
    """A party for each name, as typed; its form is not known, so all are looked for."""
    for number, name in enumerate(names, start=1):
        digest = Digest(sha256(name.encode(errors="surrogateescape")).hexdigest())
        seen = Evidence(digest, "command line", f"name {number}", name, "command")
        yield Party(seen=seen, id=fingerprint("name", number, name), name=name)


class Asked:
    """Names as typed, then the rows of a sheet."""

    def __init__(self, names: Sequence[str], sheet: Sheet | None = None) -> None:
        self._names = tuple(names)
        self._sheet = sheet
        self.digest = fingerprint(*names, sheet.digest if sheet else "")

    @property
    def notes(self) -> tuple[str, ...]:
        """What holds for the whole sheet, once it was iterated."""
        return tuple(self._sheet.notes) if self._sheet else ()

    def __iter__(self) -> Iterator[SheetRow]:
        for party in parties_of_names(self._names):
            yield SheetRow(party, party.seen.place)
        yield from self._sheet or ()


class Sheet:
    """The parties of a table or of a list of names, row by row, as often as it is iterated.

    UsageError when the file is missing, of no known format, or has no column for names.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        if not path.is_file():
            message = f"There is no file {path}."
            raise UsageError(message, "Give a CSV, XLSX, ODS, JSON, Parquet or text file.")
        with path.open("rb") as stream:
            self.digest = Digest(file_digest(stream, "sha256").hexdigest())
        self.notes: list[str] = []
        """What holds for the whole sheet; filled while it is iterated."""

    def __iter__(self) -> Iterator[SheetRow]:
        self.notes.clear()
        lines = _lines(self._path) if self._path.suffix.lower() == ".txt" else None
        rows = self._table() if lines is None else self._listed(enumerate(lines, start=1), "line")
        count = 0
        for row in rows:
            count += 1
            yield row
        if not count:
            self.notes.append("no row with a name was found")

    def _listed(self, lines: Iterable[tuple[int, str]], unit: str) -> Iterator[SheetRow]:
        """One name a line, without headers."""
        for number, text in lines:
            name = text.strip()
            if name:
                place = f"{unit} {number}"
                seen = Evidence(self.digest, self._path.name, place, name, "sheet")
                yield SheetRow(Party(seen=seen, id=fingerprint("name", name), name=name), place)

    def _table(self) -> Iterator[SheetRow]:
        try:
            opened = open_table(self._path, self._path.name, "", self._limits)
        except Unusable as error:
            raise UsageError(f"{self._path}: {error.problem}.", error.remedy) from error
        left: list[str] = []
        read = 0
        for name, rows in groupby(opened.rows, key=lambda row: row.sheet):
            found = self._sheet(opened, name or "the file", rows)
            if isinstance(found, str):
                left.append(found)
            else:
                read += 1
                yield from found
        self._troubles(opened)
        if left and not read:
            message = f"{self._path}: no column holds names. Found were {'; '.join(left)[:400]}."
            raise UsageError(message, "Name one column `name`.")
        self.notes += [f"not screened, no column holds names: {text}" for text in left]

    def _sheet(self, opened: Opened, name: str, rows: Iterable[Row]) -> Iterator[SheetRow] | str:
        """The rows of one sheet; a sentence with its headers when no column holds names."""
        rest = iter(rows)
        first = list(islice(rest, WITHIN))
        fit = best(_PARTIES, first, {})
        if fit is not None and fit.good:
            return self._fitting(opened, fit, first, rest)
        if not _one_column(first):
            return f"{name}: {_headers(first)}"
        self.notes.append(f"{name}: one column, no known header: each cell was taken as a name")
        texts = ((r.number, c.text) for r in chain(first, rest) for c in r.cells[:1])
        return self._listed(texts, f"{name} row")

    def _troubles(self, opened: Opened) -> None:
        for trouble in opened.problems:
            self.notes.append(f"{trouble.place}: {trouble.reason}; {trouble.consequence}")
        opened.problems.clear()

    def _fitting(
        self, opened: Opened, fit: Fit, first: Sequence[Row], rest: Iterable[Row]
    ) -> Iterator[SheetRow]:
        origin = Origin(self._path.name, opened.digest)
        table = Table(_PARTIES, origin, How(zone_of("UTC")), fit, {})
        without_key = [index for index, cell in enumerate(fit.row.cells)
                       if index not in fit.keys and cell.text]  # fmt: skip
        if without_key:
            texts = ", ".join(f"`{fit.row.cells[index].text}`" for index in without_key)
            self.notes.append(f"columns without a key, searched for numbers only: {texts[:300]}")
        below = chain((row for row in first if row.number > fit.row.number), rest)
        yield from _Reading(table, without_key).rows(below, self._limits)


class _Reading:
    """One pass over the rows below the headers of one sheet."""

    def __init__(self, table: Table, without_key: Sequence[int]) -> None:
        self._table = table
        self._without_key = without_key
        self._ledger = Ledger()
        self._row: Row | None = None

    def rows(self, rows: Iterable[Row], limits: Limits) -> Iterator[SheetRow]:
        """Every row that holds something; a faulty cell is left out and noted."""
        for entry in from_table(self._table, self._tapped(rows), self._ledger, limits):
            said = tuple(self._said())
            if isinstance(entry.record, Party) and self._row is not None and not entry.follows:
                notes = (*said, *_doubts(entry.record.name))
                yield SheetRow(entry.record, entry.place, self._suggested(self._row), notes)

    def _tapped(self, rows: Iterable[Row]) -> Iterator[Row]:
        for self._row in rows:
            yield self._row

    def _said(self) -> Iterator[str]:
        """What the reader has said since the last row."""
        for fault in self._ledger.faults:
            yield f"{fault.key}: {fault.problem}, so it was left out. {fault.remedy}"
        yield from (f"{p.reason}; {p.consequence}" for p in self._ledger.problems)
        self._ledger.faults.clear()
        self._ledger.problems.clear()

    def _suggested(self, row: Row) -> tuple[Suggestion, ...]:
        headers = self._table.fit.row.cells
        return tuple(
            one
            for index in self._without_key
            if index < len(row.cells)
            for one in _suggestions(
                row.cells[index], f"{_place(row)}, column `{headers[index].text}`"
            )
        )


def _suggestions(cell: Cell, place: str) -> Iterator[Suggestion]:
    """Numbers in a cell of free text whose label or check digit says what they are."""
    text = cell.text[:_LONGEST_REMARK]
    if sum(char.isdigit() for char in text) < _FEWEST_DIGITS:
        return
    for found in parse_any(text):
        # One in 31 numbers of 18 digits passes the check of a USCC; companies' begin with 9.
        chance = found.type == "uscc" and found.value.isdigit() and found.value[0] != "9"
        if found.valid is not False and found.value and not chance:
            yield Suggestion(Identifier(found.type, found.value, found.country), place)


def _doubts(name: str) -> Iterator[str]:
    """What a cell that should hold a name rather looks like."""
    if not name:
        yield NOT_SCREENED
    elif not any(char.isalpha() for char in name):
        yield "the name has no letters: it may stand in another column"
    elif "@" in name and " " not in name.strip():
        yield "the name looks like an e-mail address: it may stand in another column"


def _place(row: Row) -> str:
    return f"line {row.line}" if row.line else f"{row.sheet} row {row.number}".strip()


def _one_column(rows: Sequence[Row]) -> bool:
    return bool(rows) and all(
        not any(cell.text for cell in row.cells[1:]) for row in rows
    )  # fmt: skip


def _headers(rows: Sequence[Row]) -> str:
    first = next((row for row in rows if any(cell.text for cell in row.cells)), None)
    return " | ".join(cell.text for cell in first.cells if cell.text)[:200] if first else "nothing"


def _lines(path: Path) -> list[str] | None:
    """The lines of a text file of names; None when it looks like a table or is no UTF-8."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\t" in text or ";" in text else text.splitlines()
