"""Places by the words that stand in them, on SQLite (FTS5) or PostgreSQL (tsvector).

Both keep our own tokens (`text.search`): words, and pairs of letters where no spaces stand, so that
a Chinese or Korean word of two letters is found, which an index of three letters misses.
The index is derived: it lies beside the case, carries a stamp of what it was made from, and
is made again when that is another. https://www.sqlite.org/fts5.html,
https://www.postgresql.org/docs/current/textsearch-intro.html
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import msgspec
import sqlalchemy as sa

from celtrace.store.database import prepare_sqlite, writing
from celtrace.text.search import Needle, goes_on, tokens

_BATCH = 2_000
_LOOKED = 5_000
"""Places with every token that are read to see whether the words themselves stand there."""
_MADE = "CREATE TABLE IF NOT EXISTS made (stamp TEXT)"
_PLACES = (
    "CREATE TABLE IF NOT EXISTS places (at INTEGER PRIMARY KEY, kind TEXT, text TEXT, link TEXT"
)
_FTS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5("
    "body, content='', tokenize=\"unicode61 remove_diacritics 0\")"
)
_GIN = "CREATE INDEX IF NOT EXISTS places_terms ON places USING GIN (terms)"
_WITH_TERMS = (
    "INSERT INTO places VALUES"
    " (:at, :kind, :text, :link, array_to_tsvector(string_to_array(:terms, ' ')))"
)
_TABLES = {
    "sqlite": (_FTS, f"{_PLACES})", _MADE),
    "postgresql": (f"{_PLACES}, terms TSVECTOR)", _GIN, _MADE),
}
_EMPTIED = {
    "sqlite": ("DELETE FROM made", "DELETE FROM places", "DROP TABLE terms", *_TABLES["sqlite"]),
    "postgresql": ("DELETE FROM made", "DELETE FROM places"),
}
_KEPT = {
    "sqlite": (
        "INSERT INTO places VALUES (:at, :kind, :text, :link)",
        "INSERT INTO terms (rowid, body) VALUES (:at, :terms)",
    ),
    "postgresql": (_WITH_TERMS,),
}
_ASKED = {
    "sqlite": "SELECT kind, text, link FROM terms JOIN places ON at = terms.rowid"
    " WHERE terms MATCH :query ORDER BY at LIMIT :most",
    "postgresql": "SELECT kind, text, link FROM places"
    " WHERE terms @@ CAST(:query AS tsquery) ORDER BY at LIMIT :most",
}


class Place(msgspec.Struct, frozen=True):
    """Where words stand: what it is, its text, and the page that shows it."""

    kind: str
    text: str
    link: str


class SqlSearch:
    """An index of places in a database of its own."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._kind = engine.dialect.name
        with writing(engine) as connection:
            _each(connection, _TABLES[self._kind])

    @property
    def stamp(self) -> str:
        """What the index was made from; empty while there is none."""
        with self._engine.connect() as connection:
            row = connection.exec_driver_sql("SELECT stamp FROM made").first()
        return str(row[0]) if row else ""

    def fill(self, stamp: str, places: Iterable[Place]) -> int:
        """Make the index anew, all of it or none; how many places it has."""
        count = 0
        rows = ((place, " ".join(dict.fromkeys(tokens(place.text)))) for place in places)
        with writing(self._engine) as connection:
            _each(connection, _EMPTIED[self._kind])
            while batch := list(islice(rows, _BATCH)):
                values = [
                    {"at": number, "terms": terms, **_fields(place)}
                    for number, (place, terms) in enumerate(batch, start=count)
                ]
                for statement in _KEPT[self._kind]:
                    connection.execute(sa.text(statement), values)
                count += len(batch)
            connection.execute(sa.text("INSERT INTO made VALUES (:stamp)"), {"stamp": stamp})
        return count

    def find(self, wanted: str, most: int = 1_000) -> list[Place]:
        """Places that hold every word; the last letters of a Latin word may be left out."""
        parts = list(dict.fromkeys(tokens(wanted)))
        if not parts:
            return []
        query = _query(self._kind, parts)
        with self._engine.connect() as connection:
            held = connection.execute(
                sa.text(_ASKED[self._kind]), {"query": query, "most": _LOOKED}
            ).all()
        needle = Needle(wanted)
        found = (Place(*row) for row in held if needle.within(row[1]))
        return list(islice(found, most))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def search_engine(url: str | sa.URL) -> sa.Engine:
    """The engine of an index: words for errors, and a file that a crash may cost."""
    engine = sa.create_engine(url)
    prepare_sqlite(engine)
    return engine


def _each(connection: sa.Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def _fields(place: Place) -> dict[str, Any]:
    """The columns; what PostgreSQL cannot hold is left out."""
    return {key: text.replace("\0", "") for key, text in msgspec.structs.asdict(place).items()}


def _query(kind: str, parts: Sequence[str]) -> str:
    """All tokens; a word, and a single letter, may go on."""
    if kind == "sqlite":
        return " ".join(f'"{part}"{"*" * goes_on(part)}' for part in parts)
    return " & ".join(f"'{part}'{':*' * goes_on(part)}" for part in parts)
