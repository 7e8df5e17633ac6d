"""Where a dossier's bytes and rows come from: a port, and an implementation in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec

from celtrace.records import Digest
from celtrace.rows import NoSuchSheet, Row


class Trouble(msgspec.Struct, frozen=True):
    """What the reader of a table noted."""

    place: str
    reason: str
    consequence: str

    @property
    def loses_rows(self) -> bool:
        """Whether rows of the table are missing because of it."""
        words = ("left out", "nothing", "not read", "not taken in")
        return any(word in self.consequence for word in words)


class Unusable(Exception):
    """A file cannot be used at all: it is missing, outside the dossier, or of no known format."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


class Opened(msgspec.Struct):
    """A table being read; `problems` fills while `rows` are taken."""

    digest: Digest
    rows: Iterator[Row]
    problems: list[Trouble]
    """NoSuchSheet may come out of `rows` when a sheet was named."""


class DossierSource(Protocol):
    """Gives the bytes of dossier.yaml and the rows of the tables it names."""

    def yaml(self) -> tuple[bytes, Digest]:
        """dossier.yaml and the digest of its bytes."""

    def rows(self, path: str, sheet: str) -> Opened:
        """Open a table; an empty `sheet` means all visible ones. Unusable if it cannot be."""


class MemorySource:
    """A dossier in memory: the text of dossier.yaml, and rows by path."""

    def __init__(self, yaml: str | bytes, tables: dict[str, Iterable[Row]] | None = None) -> None:
        self._yaml = yaml.encode() if isinstance(yaml, str) else yaml
        self._tables = {path: tuple(rows) for path, rows in (tables or {}).items()}
        self.problems: dict[str, list[Trouble]] = {}
        """What the reader notes, by path."""

    def yaml(self) -> tuple[bytes, Digest]:
        """dossier.yaml and the digest of its bytes."""
        return self._yaml, Digest(hashlib.sha256(self._yaml).hexdigest())

    def rows(self, path: str, sheet: str) -> Opened:
        """Open a table; Unusable if there is none of that path."""
        if path not in self._tables:
            raise Unusable("the file does not exist", "check its name, or put it in the folder")
        rows = self._tables[path]
        digest = Digest(hashlib.sha256(msgspec.json.encode(rows)).hexdigest())
        return Opened(digest, self._named(rows, sheet), list(self.problems.get(path, ())))

    def _named(self, rows: tuple[Row, ...], sheet: str) -> Iterator[Row]:
        names = tuple(dict.fromkeys(row.sheet for row in rows))
        if sheet and sheet not in names:
            raise NoSuchSheet(sheet, names)
        yield from (row for row in rows if sheet in ("", row.sheet))
