"""The tables of installed lists: what the database itself does not let happen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from celtrace.store.list_tables import SCHEMA, VERSION

INSERT = (
    "INSERT INTO snapshot (list, date, fullness, entries, digest, said, scheme, content, standing,"
    " superseded) VALUES ('l', ?, 'full', 1, 'd', '', 'id', 'c', x'', ?)"
)


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.executescript(SCHEMA)
        yield made


def test_the_schema_says_its_version(database: sqlite3.Connection) -> None:
    assert (VERSION,) == database.execute("PRAGMA user_version").fetchone()


def test_making_the_tables_twice_changes_nothing(database: sqlite3.Connection) -> None:
    database.execute(INSERT, ("2024-06-01", 0))
    database.executescript(SCHEMA)
    assert (1,) == database.execute("SELECT count(*) FROM snapshot").fetchone()


def test_a_list_has_one_snapshot_a_day_in_use(database: sqlite3.Connection) -> None:
    database.execute(INSERT, ("2024-06-01", 0))
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(INSERT, ("2024-06-01", 0))


def test_superseded_snapshots_of_a_day_are_all_kept(database: sqlite3.Connection) -> None:
    for superseded in (0, 1, 1):
        database.execute(INSERT, ("2024-06-01", superseded))
    assert (3,) == database.execute("SELECT count(*) FROM snapshot").fetchone()


def test_an_entry_is_kept_once(database: sqlite3.Connection) -> None:
    row = (
        "INSERT INTO entry (list, row, fullness, hash, body) VALUES ('l', 'r', 'full', x'00', x'')"
    )
    database.execute(row)
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(row)
