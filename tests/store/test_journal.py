"""The journal in a database: several writers at once, and every change by SQL."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from celtrace.store.database import connect, settle, sqlite_url
from celtrace.store.journal import SqlJournal

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from celtrace.store.database import connect, sqlite_url
from celtrace.store.journal import SqlJournal
engine = connect(sqlite_url(Path(sys.argv[1])))
journal = SqlJournal(engine)
for number in range(60):
    journal.append(datetime(2024, 1, 1, tzinfo=UTC), sys.argv[2], "noted", {"n": number})
engine.dispose()
"""


def test_processes_that_append_at_once_make_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    settle(connect(sqlite_url(path)))
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name])
        for name in ("a", "b", "c")
    ]
    assert [0, 0, 0] == [writer.wait() for writer in writers]
    engine = connect(sqlite_url(path))
    journal = SqlJournal(engine)
    assert [] == list(journal.check())
    by_writer: dict[str, list[int]] = {}
    for entry in journal.read():
        by_writer.setdefault(entry.actor, []).append(entry.body["n"])
    assert {name: list(range(60)) for name in "abc"} == by_writer
    engine.dispose()


TAMPERED = {
    "content": ("UPDATE journal SET actor = 'eve' WHERE seq = 2", "line 2 is not what was written"),
    "time": ("UPDATE journal SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 2", "line 2 is not"),
    "removed": ("DELETE FROM journal WHERE seq = 2", "line 2 is missing or out of order"),
    "first removed": ("DELETE FROM journal WHERE seq = 0", "line 0 is missing or out of order"),
    "renumbered": ("UPDATE journal SET seq = 99 WHERE seq = 2", "line 2 is missing"),
    "same time in other letters": (
        "UPDATE journal SET at = replace(at, 'T', ' ') WHERE seq = 2",
        "line 2 does not have the form of one: it is written in another way",
    ),
    "same content in other letters": (
        "UPDATE journal SET body = ' ' || body WHERE seq = 2",
        "line 2 does not have the form of one: it is written in another way",
    ),
    "no content": ("UPDATE journal SET body = '{' WHERE seq = 2", "line 2 does not have the form"),
    "number for text": ("UPDATE journal SET body = x'00' WHERE seq = 2", "line 2 does not have"),
    "not a time": ("UPDATE journal SET at = 'x' WHERE seq = 2", "line 2 does not have the form"),
}


@pytest.mark.parametrize(("statement", "said"), TAMPERED.values(), ids=TAMPERED.keys())
def test_every_change_by_sql_is_named(tmp_path: Path, statement: str, said: str) -> None:
    engine = connect(sqlite_url(tmp_path / "case.db"))
    journal = SqlJournal(engine)
    for number in range(5):
        journal.append(NOON, "ana", "noted", {"n": number})
    with closing(sqlite3.connect(tmp_path / "case.db")) as connection, connection:
        connection.execute(statement)
    assert any(said in sentence for sentence in journal.check())
    engine.dispose()


def test_an_empty_journal_has_no_head(tmp_path: Path) -> None:
    engine = connect(sqlite_url(tmp_path / "case.db"))
    assert SqlJournal(engine).head() is None
    engine.dispose()
