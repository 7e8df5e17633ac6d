"""Installed list snapshots in one SQLite file.

A snapshot is an array of entry ids; an entry is a list row exactly as one file states it,
kept once however many snapshots of a history share it. Spans and the days an entry stood
are derived from the snapshots and made anew after each import.
"""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path

import msgspec

from celtrace.errors import NoSnapshot
from celtrace.records import Designation, Digest, Fullness, Span
from celtrace.store.list_spans import Seen, spans
from celtrace.store.list_tables import NAME_SCHEME, SCHEMA, VERSION

_ROW = msgspec.msgpack.Decoder(Designation)
_WAIT_S = 60
_BUSY = "Free some space or wait for the other process, and run again."
_DAMAGED = "Move the file away and import the lists again; their files are in the vault beside it."


class Held(msgspec.Struct, frozen=True):
    """An installed snapshot, without its rows."""

    id: int
    list: str
    date: date
    fullness: Fullness
    entries: int
    digest: Digest
    said: str
    scheme: str
    """`id` when rows have ids of the publisher, `name` when ids were made of names."""
    in_full_list: int | None
    """For an extract: how many entries its maker looked through; None if not stated."""
    content: str
    """Fingerprint of all entries."""

    @property
    def whole(self) -> bool:
        """Whether a row that is missing here was not on the list that day."""
        return self.fullness != "extract" or self.in_full_list is not None


class Standing(msgspec.Struct, frozen=True):
    """An entry of a list: which row, in which form, in snapshots of which days."""

    id: int
    row: str
    fullness: Fullness
    first: date
    last: date


class Fetched(msgspec.Struct, frozen=True):
    """What a publisher's server said of a file that was taken in."""

    url: str
    etag: str
    modified: str
    digest: Digest


class ListStore:
    """Snapshots, entries and spans in `lists.db` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "lists.db"

    def held(self, list_id: str | None = None, *, superseded: bool = False) -> tuple[Held, ...]:
        """Snapshots in order of list and date, those in use or those that were superseded."""
        with self.reading() as database:
            return held(database, list_id, superseded=superseded)

    def row_ids(self, snapshot: int) -> frozenset[str]:
        """Row ids of a snapshot."""
        with self.reading() as database:
            return row_ids(database, snapshot)

    def entry_ids(self, snapshot: int) -> tuple[int, ...]:
        """Entries of a snapshot, in the order its reader gave."""
        with self.reading() as database:
            return tuple(_entry_ids(database, snapshot))

    def designations(self, entries: Iterable[int]) -> dict[int, Designation]:
        """The rows themselves, by entry."""
        wanted = msgspec.json.encode(list(entries)).decode()
        query = "SELECT id, body FROM entry WHERE id IN (SELECT value FROM json_each(?))"
        with self.reading() as database:
            found = database.execute(query, (wanted,))
            return {id_: _ROW.decode(zlib.decompress(body)) for id_, body in found}

    def standing(self, list_id: str, until: date, row: str | None = None) -> tuple[Standing, ...]:
        """For each row, or one, and each form: its newest entry not after a day."""
        # SQLite takes the other columns from the line that has the largest `newest`.
        query = (
            "SELECT entry, row, fullness, first, last,"
            " max(min(last, :day) || first || printf('%012d', entry)) AS newest FROM stood"
            " WHERE list = :list AND first <= :day AND (:row IS NULL OR row = :row)"
            " GROUP BY row, fullness"
        )
        days = _Days()
        with self.reading() as database:
            asked = {"list": list_id, "day": until.isoformat(), "row": row}
            found = database.execute(query, asked)
            return tuple(Standing(i, r, f, days[a], days[b]) for i, r, f, a, b, _ in found)

    def spans(self, list_id: str, row: str | None = None) -> dict[str, tuple[Span, ...]]:
        """Row id to the times it stood there, over all snapshots."""
        query = "SELECT row, since, not_before, last_seen, until FROM span WHERE list = ?"
        values = [list_id]
        if row is not None:
            query, values = f"{query} AND row = ?", [*values, row]
        days, found = _Days(), {}
        with self.reading() as database:
            lines = database.execute(f"{query} ORDER BY row, since", values)
            for of, group in groupby(lines, key=lambda line: str(line[0])):
                found[of] = tuple(
                    Span(days[a], b and days[b], c and days[c], d and days[d])
                    for _, a, b, c, d in group
                )
        return found

    def fetched(self, url: str) -> Fetched | None:
        """What was remembered of an address."""
        query = "SELECT url, etag, modified, digest FROM fetched WHERE url = ?"
        with self.reading() as database:
            line = database.execute(query, (url,)).fetchone()
        return Fetched(*line) if line else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is kept whole or, when anything is raised, not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._open(self._file) as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
                database.commit()
            finally:
                if database.in_transaction:
                    database.rollback()

    def refresh(self) -> None:
        """Derive spans anew for every list that an import changed."""
        with self.reading() as database:
            stale = database.execute("SELECT list FROM stale ORDER BY list").fetchall()
        if stale:
            with self.writing() as database:
                for (list_id,) in stale:
                    _derive(database, list_id)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The database as it stands; an empty one where nothing was ever imported."""
        with self._open(self._file if self._file.exists() else ":memory:") as database:
            yield database

    @contextmanager
    def _open(self, place: Path | str) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(place, timeout=_WAIT_S, isolation_level=None)) as database:
                (found,) = database.execute("PRAGMA user_version").fetchone()
                if found > VERSION:
                    raise NoSnapshot(
                        f"{place} was written by a newer version of Celtrace.",
                        "Run: pip install --upgrade celtrace",
                    )
                if not found:
                    database.executescript(SCHEMA)
                yield database
        except sqlite3.OperationalError as error:
            damaged = str(error).startswith("no such")
            raise _failed(place, error, _DAMAGED if damaged else _BUSY) from error
        except (sqlite3.DatabaseError, zlib.error, msgspec.DecodeError) as error:
            raise _failed(place, error, _DAMAGED) from error


def _failed(place: Path | str, error: Exception, remedy: str) -> NoSnapshot:
    return NoSnapshot(f"The installed lists in {place} failed: {error}.", remedy)


class _Days(dict[str, date]):
    """Days by their ISO text, each made once."""

    def __missing__(self, text: str) -> date:
        day = self[text] = date.fromisoformat(text)
        return day


def held(
    database: sqlite3.Connection, list_id: str | None = None, *, superseded: bool = False
) -> tuple[Held, ...]:
    """Snapshots in order of list and date."""
    query = (
        "SELECT id, list, date, fullness, entries, digest, said, scheme, in_full_list, content"
        " FROM snapshot WHERE superseded = ? AND (? IS NULL OR list = ?) ORDER BY list, date, id"
    )
    found = database.execute(query, (superseded, list_id, list_id))
    return tuple(Held(i, li, date.fromisoformat(d), *rest) for i, li, d, *rest in found)


def _entry_ids(database: sqlite3.Connection, snapshot: int) -> array[int]:
    query = "SELECT standing FROM snapshot WHERE id = ?"
    (packed,) = database.execute(query, (snapshot,)).fetchone()
    found = array("I")
    found.frombytes(zlib.decompress(packed))
    return found


def row_ids(database: sqlite3.Connection, snapshot: int) -> frozenset[str]:
    """Row ids of a snapshot."""
    wanted = msgspec.json.encode(list(_entry_ids(database, snapshot))).decode()
    query = "SELECT row FROM entry WHERE id IN (SELECT value FROM json_each(?))"
    return frozenset(row for (row,) in database.execute(query, (wanted,)))


def _derive(database: sqlite3.Connection, list_id: str) -> None:
    """Spans, and the days each entry stood, of one list."""
    rows = dict(database.execute("SELECT id, row FROM entry WHERE list = ?", (list_id,)))
    seen: dict[str, list[Seen]] = {"id": [], NAME_SCHEME: []}
    first: dict[int, str] = {}
    last: dict[int, str] = {}
    for one in held(database, list_id):
        ids, day = _entry_ids(database, one.id), one.date.isoformat()
        last.update(dict.fromkeys(ids, day))
        first.update(dict.fromkeys(set(ids) - first.keys(), day))
        present = frozenset(map(rows.__getitem__, ids))
        seen[one.scheme].append(Seen(one.date, present, one.whole, one.fullness == "extract"))
    database.execute("DELETE FROM stood WHERE list = ?", (list_id,))
    database.executemany(
        "INSERT INTO stood SELECT list, row, fullness, id, ?, ? FROM entry WHERE id = ?",
        ((first[id_], last[id_], id_) for id_ in sorted(first)),
    )
    database.execute("DELETE FROM span WHERE list = ?", (list_id,))
    database.executemany(
        "INSERT INTO span VALUES (?, ?, ?, ?, ?, ?)",
        (
            (list_id, row, span.since.isoformat(), *map(_text, _rest(span)))
            for snapshots in seen.values()
            for row, span in spans(snapshots)
        ),
    )
    database.execute("DELETE FROM stale WHERE list = ?", (list_id,))


def _rest(span: Span) -> tuple[date | None, ...]:
    return (span.not_before, span.last_seen, span.until)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
