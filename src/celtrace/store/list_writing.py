"""Writing snapshots into the installed lists, inside a transaction of `ListStore.writing`."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from array import array
from collections.abc import Iterable
from datetime import date

import msgspec

from celtrace.listing import Snapshot
from celtrace.records import Designation
from celtrace.store.list_tables import NAME_PREFIXES, NAME_SCHEME
from celtrace.store.lists import Fetched, Held

_FASTEST = 1


class Pool:
    """Entries of one list in one form; an object met before is not encoded again.

    A history yields hundreds of snapshots that share their rows, so most rows are known
    by identity. The objects are held, so that an identity cannot be given out twice.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._known: dict[int, int] = {}
        self._kept: list[Designation] = []

    def ids(self, snapshot: Snapshot) -> array[int]:
        """Entry ids of the snapshot's rows; rows not held yet are added."""
        for row in snapshot.entries:
            if id(row) not in self._known:
                self._known[id(row)] = self._entry(snapshot, row)
                self._kept.append(row)
        return array("I", (self._known[id(row)] for row in snapshot.entries))

    def _entry(self, snapshot: Snapshot, row: Designation) -> int:
        body = msgspec.msgpack.encode(row)
        key = f"{snapshot.list} {snapshot.fullness} ".encode()
        mark = hashlib.blake2b(key + body, digest_size=16).digest()
        query = "SELECT id FROM entry WHERE hash = ?"
        found: tuple[int] | None = self._database.execute(query, (mark,)).fetchone()
        if found:
            return found[0]
        made = self._database.execute(
            "INSERT INTO entry (list, row, fullness, hash, body) VALUES (?, ?, ?, ?, ?)",
            (snapshot.list, row.row, snapshot.fullness, mark, zlib.compress(body, _FASTEST)),
        )
        return made.lastrowid or 0


def scheme_of(rows: Iterable[Designation]) -> str:
    """`name` when row ids are made of names, otherwise `id`."""
    first = next(iter(rows), None)
    return NAME_SCHEME if first and first.row.startswith(NAME_PREFIXES) else "id"


def fingerprint_of(entries: array[int]) -> str:
    """Stands for these entries in any order, within one database."""
    return hashlib.sha256(array("I", sorted(entries)).tobytes()).hexdigest()


def already_there(database: sqlite3.Connection, wanted: Held) -> bool:
    """Whether the same content of the same bytes is held for the list and day."""
    query = (
        "SELECT 1 FROM snapshot WHERE list = ? AND date = ? AND digest = ? AND content = ?"
        " AND fullness = ?"
    )
    values = (wanted.list, wanted.date.isoformat(), wanted.digest, wanted.content, wanted.fullness)
    return database.execute(query, values).fetchone() is not None


def add(database: sqlite3.Connection, new: Held, entries: array[int]) -> int:
    """Keep a snapshot, not used yet, and return its id.

    Its list's spans are derived anew by the next `refresh`.
    """
    made = database.execute(
        "INSERT INTO snapshot (list, date, fullness, entries, digest, said, scheme,"
        " in_full_list, content, standing, superseded) VALUES (?,?,?,?,?,?,?,?,?,?,1)",
        (
            new.list, new.date.isoformat(), new.fullness, new.entries, new.digest, new.said,
            new.scheme, new.in_full_list, new.content,
            zlib.compress(entries.tobytes(), _FASTEST),
        ),
    )  # fmt: skip
    database.execute("INSERT OR IGNORE INTO stale VALUES (?)", (new.list,))
    return made.lastrowid or 0


def supersede(database: sqlite3.Connection, snapshot: int) -> None:
    """Keep a snapshot, but use it no more."""
    database.execute("UPDATE snapshot SET superseded = 1 WHERE id = ?", (snapshot,))


def use(database: sqlite3.Connection, snapshot: int) -> None:
    """Use a snapshot; no other one of its list and day may be in use."""
    database.execute("UPDATE snapshot SET superseded = 0 WHERE id = ?", (snapshot,))


def remember(database: sqlite3.Connection, fetched: Iterable[Fetched]) -> None:
    """Keep what a server said, to ask next time only for what changed."""
    database.executemany(
        "INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?)",
        (msgspec.structs.astuple(one) for one in fetched),
    )


def held_as(snapshot: Snapshot, day: date, in_full_list: int | None, entries: array[int]) -> Held:
    """The snapshot as it will be held."""
    return Held(
        0, snapshot.list, day, snapshot.fullness, len(entries), snapshot.digest, snapshot.said,
        scheme_of(snapshot.entries), in_full_list, fingerprint_of(entries),
    )  # fmt: skip
