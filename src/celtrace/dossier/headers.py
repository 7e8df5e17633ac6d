"""Which column holds which key, and how that was found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from celtrace.dossier.schema import Section
from celtrace.dossier.sections import SECTIONS
from celtrace.dossier.synonyms import IDENTIFIERS, WORDS
from celtrace.rows import Row

WITHIN = 20
"""The header row is looked for in so many rows."""

_BRACKETS = re.compile("[(\uff08\\[].*?[)\uff09\\]]")
_COUNTED = re.compile(r"\d+$")
_OWN, _SYNONYM, _SHARED = 0, 1, 2


class Column(msgspec.Struct, frozen=True):
    """What the user says about one column."""

    header: str
    format: str = ""
    line: int = 0


class HeaderReading(msgspec.Struct, frozen=True, order=True):
    """How one column of a table was read; `key` is empty when it was left out."""

    file: str
    sheet: str
    column: int
    """From 1."""
    header: str
    section: str
    key: str
    by: str = ""
    """`name`, `synonym`, or `columns` when the user said so."""


class Fit(msgspec.Struct, frozen=True):
    """Columns of one header row by key, and what it lacks."""

    row: Row
    keys: Mapping[int, tuple[str, str]]
    """Column index to (key, by)."""
    missing: tuple[str, ...]
    """Required keys without a column."""
    lost: tuple[str, ...] = ()
    """Headers that the user named and the row does not have."""

    @property
    def good(self) -> bool:
        """Whether all that must be there is there."""
        return bool(self.keys) and not self.missing and not self.lost


def folded(header: str) -> str:
    """Letters and digits only, in lower case, compatible forms joined."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return "".join(char for char in text if char.isalnum()) or text.strip()


@cache
def _known(section: str) -> Mapping[str, tuple[int, str]]:
    """Folded header to (rank, key): own names before synonyms before shared words."""
    known: dict[str, tuple[int, str]] = {}

    def learn(rank: int, key: str, words: tuple[str, ...]) -> None:
        for word in words:
            known.setdefault(folded(word), (rank, key))

    fields = [field for field in SECTIONS[section].fields if not field.spills]
    for field in fields:
        learn(_OWN, field.key, (field.key,))
        for inner in field.shape if not field.many else ():
            learn(_OWN, f"{field.key}.{inner.key}", (f"{field.key} {inner.key}",))
    for field in fields:
        learn(_SYNONYM, field.key, WORDS.get(f"{section}.{field.key}", ()))
    if any(field.form == "free" for field in fields):
        for kind, words in IDENTIFIERS.items():
            learn(_SYNONYM, f"identifiers.{kind}", words)
    for field in fields:
        learn(_SHARED, field.key, WORDS.get(f"*.{field.key}", ()))
    return MappingProxyType(known)


def _writings(header: str) -> Iterator[str]:
    """The header, then without brackets, then each part of a bilingual one, then uncounted."""
    bare = _BRACKETS.sub(" ", header)
    yield header
    yield bare
    yield from re.split(r"[/\n|]", bare)
    yield from _BRACKETS.findall(header)
    yield _COUNTED.sub("", bare.strip())


def match(section: str, header: str) -> tuple[int, str] | None:
    """(rank, key) for a header; None if it is not known."""
    known = _known(section)
    for writing in _writings(header):
        if found := known.get(folded(writing)):
            return found
    return None


def fit(section: Section, row: Row, columns: Mapping[str, Column | None]) -> Fit:
    """Read a row as headers. `columns` are the user's own; None leaves a key out."""
    keys: dict[int, tuple[str, str]] = {}
    lost = []
    for key, column in columns.items():
        index = None if column is None else _index(row, column.header)
        if index is not None:
            keys[index] = (key, "columns")
        elif column is not None:
            lost.append(column.header)
    taken = set(columns)
    many = {field.key for field in section.fields if field.many}
    ranked = sorted(
        (found[0], index, found[1])
        for index, cell in enumerate(row.cells)
        if index not in keys and (found := match(section.name, cell.text))
    )
    for rank, index, key in ranked:
        if key not in taken or (key in many and key not in columns):
            keys[index] = (key, "synonym" if rank else "name")
            taken.add(key)
    _promote(section, keys)
    got = {key for key, _ in keys.values()}
    missing = tuple(f.key for f in section.fields if f.required and f.key not in got)
    return Fit(row, MappingProxyType(keys), missing, tuple(lost))


def _promote(section: Section, keys: dict[int, tuple[str, str]]) -> None:
    """Where there is no column for the name, the first other name is the name."""
    got = {key for key, _ in keys.values()}
    if section.name == "parties" and "name" not in got and "aliases" in got:
        first = min(index for index, (key, _) in keys.items() if key == "aliases")
        keys[first] = ("name", keys[first][1])


def _index(row: Row, header: str) -> int | None:
    """The column of a header: exactly, then folded."""
    for index, cell in enumerate(row.cells):
        if cell.text == header.strip():
            return index
    wanted = folded(header)
    found = (index for index, cell in enumerate(row.cells) if folded(cell.text) == wanted)
    return next(found, None)


def best(section: Section, rows: list[Row], columns: Mapping[str, Column | None]) -> Fit | None:
    """The row among the first that reads best as headers; None if none says anything."""
    fits = [fit(section, row, columns) for row in rows[:WITHIN] if row.number or row is rows[0]]
    if rows and rows[0].number == 0:
        fits = fits[:1]

    def worth(item: tuple[int, Fit]) -> tuple[int, int, int, int]:
        place, one = item
        distinct = len({key for key, _ in one.keys.values()})
        return -len(one.lost), -len(one.missing), distinct, -place

    chosen = max(enumerate(fits), key=worth, default=None)
    return chosen[1] if chosen and (chosen[1].keys or chosen[1].lost) else None
