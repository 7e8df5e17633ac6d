"""The database of a case: made, migrated, refused, and read without a trace."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from celtrace.errors import CeltraceError, EvidenceChanged, UsageError
from celtrace.store.database import (
    RECORDS,
    TABLES,
    connect,
    connect_readonly,
    flaws,
    settle,
    sqlite_url,
    upsert,
    writing,
)


def sql(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement).fetchall()


def made(path: Path) -> Path:
    settle(connect(sqlite_url(path)))
    return path


def test_a_database_that_cannot_be_settled_says_which_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = connect(sqlite_url(tmp_path / "case.db"))

    class Full:
        def cursor(self) -> Full:
            return self

        def execute(self, _: str) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        def close(self) -> None:
            """Nothing is open."""

    monkeypatch.setattr(engine, "raw_connection", Full)
    with pytest.raises(CeltraceError, match=r"case\.db.*disk is full.*Free some space"):
        settle(engine)


def test_the_migrations_lead_to_the_tables_of_the_code(tmp_path: Path) -> None:
    engine = connect(sqlite_url(tmp_path / "case.db"))
    with engine.connect() as connection:
        assert [] == compare_metadata(MigrationContext.configure(connection), TABLES)
    engine.dispose()


def test_a_database_from_before_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    sql(tmp_path / "case.db", "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    names = sql(made(tmp_path / "case.db"), "SELECT name FROM sqlite_master WHERE type = 'table'")
    assert {*TABLES.tables, "alembic_version"} == {name for (name,) in names}


def test_the_schema_of_a_newer_version_is_refused_in_words(tmp_path: Path) -> None:
    path = made(tmp_path / "case.db")
    sql(path, "UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(UsageError, match=r"newer version of Celtrace \(schema 9999\).*upgrade"):
        connect(sqlite_url(path))
    assert before == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_opening_and_closing_changes_no_byte(tmp_path: Path) -> None:
    before = made(tmp_path / "case.db").read_bytes()
    assert before == made(tmp_path / "case.db").read_bytes()


def test_a_settled_database_is_one_file(tmp_path: Path) -> None:
    assert [made(tmp_path / "case.db")] == list(tmp_path.iterdir())


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    path.write_bytes(b"x" * 5_000)
    with pytest.raises(EvidenceChanged, match="not a database"):
        connect(sqlite_url(path))


def test_a_place_that_cannot_be_written_is_named_in_words(tmp_path: Path) -> None:
    with pytest.raises(CeltraceError, match="cannot be read or written: unable to open"):
        connect(sqlite_url(tmp_path / "nowhere" / "case.db"))


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    engine = connect(sqlite_url(tmp_path / "case.db"))

    def half_done() -> None:
        with writing(engine) as connection:
            connection.exec_driver_sql("INSERT INTO objects VALUES ('x')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half_done()
    with engine.connect() as connection:
        assert 0 == connection.exec_driver_sql("SELECT count(*) FROM objects").scalar()
    engine.dispose()


def test_reading_only_reads_leaves_no_trace_and_cannot_write(tmp_path: Path) -> None:
    odd = tmp_path / "a b?#%41"
    odd.mkdir()
    path = made(odd / "case.db")
    engine = connect_readonly(path)
    with engine.connect() as connection:
        assert 0 == connection.exec_driver_sql("SELECT count(*) FROM journal").scalar()
        assert [path] == list(odd.iterdir())
        with pytest.raises(sa.exc.OperationalError, match="readonly"):
            connection.exec_driver_sql("DELETE FROM journal")
    engine.dispose()


def test_a_sound_file_has_no_flaws_and_a_damaged_one_has(tmp_path: Path) -> None:
    path = made(tmp_path / "case.db")
    engine = connect(sqlite_url(path))
    assert [] == list(flaws(engine))
    with writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        connection.exec_driver_sql("DELETE FROM sqlite_master WHERE name LIKE 'sqlite_autoindex%'")
    settle(engine)
    again = sa.create_engine(sqlite_url(path))
    try:
        found = list(flaws(again))
    except sa.exc.DatabaseError as error:
        found = [str(error)]
    again.dispose()
    assert found


def _of_pages(path: Path) -> tuple[int, int]:
    """Bytes of a page, and how many pages a file has."""
    with closing(sqlite3.connect(path)) as raw:
        size, count = (raw.execute(f"PRAGMA page_{one}").fetchone()[0] for one in ("size", "count"))
        return int(size), int(count)


def test_records_of_a_short_text_need_no_page_of_their_own(tmp_path: Path) -> None:
    engine = connect(sqlite_url(tmp_path / "case.db"))
    rows = [{"kind": "passage", "id": f"{n:016x}", "body": b"x" * 1_300} for n in range(900)]
    with writing(engine) as connection:
        connection.execute(upsert(engine, RECORDS), rows)
    settle(engine)
    size, count = _of_pages(tmp_path / "case.db")
    assert 8_192 == size
    assert count < len(rows) / 2


def test_a_file_of_older_pages_keeps_them_and_is_written_on(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA page_size=4096")
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("CREATE TABLE something (one)")
    engine = connect(sqlite_url(path))
    with writing(engine) as connection:
        connection.execute(upsert(engine, RECORDS), [{"kind": "k", "id": "i", "body": b"b"}])
    settle(engine)
    assert 4_096 == _of_pages(path)[0]
    with connect(sqlite_url(path)).connect() as connection:
        assert [b"b"] == connection.execute(sa.select(RECORDS.c.body)).scalars().all()
