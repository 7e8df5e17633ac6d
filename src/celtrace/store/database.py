"""The tables of a case, and how its database is opened: SQLite in a file, or PostgreSQL.

SQLite runs in WAL mode and flushes every commit to the disk (`synchronous=FULL`), so
what was confirmed survives a crash; what was deleted is overwritten. Writers wait for each other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql, sqlite

from celtrace.errors import CeltraceError, EvidenceChanged, UsageError

_WAIT_MS = 60_000
_PAGE = 8192
"""Bytes of a page of a new file: a record of a short text fits into one with its key, where
SQLite's own 4,096 put all beyond 1,002 bytes on a page of its own. Older files keep theirs."""
_ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text in the order of code points, as Python and SQLite sort it."""

Schema = Literal["versions", "accounts"]
"""Folder of the steps below `migrations`: those of a case, those of accounts."""
TABLES = sa.MetaData()
JOURNAL = sa.Table(
    "journal",
    TABLES,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
)
RECORDS = sa.Table(
    "records",
    TABLES,
    sa.Column("kind", _ORDERED, primary_key=True),
    sa.Column("id", _ORDERED, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
OBJECTS = sa.Table(
    "objects", TABLES, sa.Column("digest", _ORDERED, primary_key=True), sqlite_with_rowid=False
)
STAGES = sa.Table(
    "stages",
    TABLES,
    sa.Column("name", _ORDERED, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("done", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)


def connect(url: str | sa.URL, schema: Schema = "versions") -> sa.Engine:
    """Open a database, of a case or of accounts, and bring its schema up to date.

    UsageError if a newer Celtrace wrote it, EvidenceChanged if it is not a sound
    database, CeltraceError if it cannot be read or written.
    """
    with ExitStack() as undo:
        engine = sa.create_engine(url)
        undo.callback(engine.dispose)
        prepare_sqlite(engine)
        _migrate(engine, schema)
        undo.pop_all()
    return engine


def prepare_sqlite(engine: sa.Engine) -> None:
    """Have errors said in words, and SQLite keep what was committed."""
    sa.event.listen(engine, "handle_error", _in_words)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare)
        sa.event.listen(engine, "begin", _begin)


def sqlite_url(path: Path) -> sa.URL:
    """The address of a SQLite file."""
    return sa.URL.create("sqlite", database=str(path))


def connect_readonly(path: Path) -> sa.Engine:
    """Open a SQLite file that nobody writes to, without leaving a trace beside it.

    A write-ahead log beside the file is not read. Errors are SQLAlchemy's own.
    """
    uri = f"file:{quote(str(path.absolute()))}"
    query = {"mode": "ro", "immutable": "1", "uri": "true"}
    return sa.create_engine(sa.URL.create("sqlite", database=uri, query=query))


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that no other writer can come between."""
    with engine.connect().execution_options(sole_writer=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('celtrace'))")
        yield connection


def upsert(engine: sa.Engine, table: sa.Table) -> sa.Insert:
    """An insert that replaces the row of the same primary key."""
    dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
    insert: postgresql.Insert | sqlite.Insert = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    others = {c.name: insert.excluded[c.name] for c in table.columns if c.name not in keys}
    if not others:
        return insert.on_conflict_do_nothing(index_elements=keys)
    return insert.on_conflict_do_update(index_elements=keys, set_=others)


def settle(engine: sa.Engine) -> None:
    """Write everything back into the one file and let go of it (SQLite)."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            busy, *_ = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() or (1,)
        except sqlite3.OperationalError as error:
            raise _stuck(engine, str(error)) from error
        finally:
            raw.close()
        if busy:
            raise CeltraceError("Another process still reads the case; it was not sealed.")
    engine.dispose()


def flaws(engine: sa.Engine) -> Iterator[str]:
    """What SQLite itself finds broken in the file; nothing for another database."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        yield from (f"The database is damaged: {line}." for line in found if line != "ok")


def _migrate(engine: sa.Engine, schema: Schema) -> None:
    with as_file(files("celtrace.store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.set_main_option("version_locations", str(folder / schema).replace("%", "%%"))
        script = ScriptDirectory.from_config(config)
        with writing(engine) as connection:
            found = MigrationContext.configure(connection).get_current_revision()
            if found == script.get_current_head():
                return
            if found and found not in {step.revision for step in script.walk_revisions()}:
                msg = f"This database was written by a newer version of Celtrace (schema {found})."
                raise UsageError(msg, "Run: pip install --upgrade celtrace")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - whatever the driver gives
    connection.isolation_level = None
    for setting in (f"busy_timeout={_WAIT_MS}", f"page_size={_PAGE}", "journal_mode=WAL",
                    "synchronous=FULL", "secure_delete=ON"):  # fmt: skip
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: sa.Connection) -> None:
    sole = connection.get_execution_options().get("sole_writer", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if sole else "BEGIN")


def _in_words(context: sa.engine.ExceptionContext) -> None:
    """Turn what the database says into an error that tells what to do."""
    said = str(context.original_exception)
    unreadable = isinstance(context.original_exception, UnicodeDecodeError)
    if unreadable or "malformed" in said or "not a database" in said:
        msg = f"The case database is damaged: {said}."
        raise EvidenceChanged(msg, "Restore the case from a copy.")
    if isinstance(context.sqlalchemy_exception, sa.exc.OperationalError):
        raise _stuck(context.engine, said)


def _stuck(engine: sa.Engine | None, said: str) -> CeltraceError:
    """What to do where the disk or another process does not let go on."""
    place = engine.url.database if engine is not None else None
    msg = f"The case database {place or ''} cannot be read or written: {said}.".replace("  ", " ")
    return CeltraceError(msg, "Free some space or wait for the other process, and run again.")
