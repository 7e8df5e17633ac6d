"""The tables of installed lists."""

from __future__ import annotations

VERSION = 1
"""Kept in `PRAGMA user_version`."""
NAME_SCHEME = "name"
"""Scheme of a snapshot whose row ids are made of names (`name:...` or `name-...`)."""
NAME_PREFIXES = ("name:", "name-")
SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS snapshot (
    id INTEGER PRIMARY KEY, list TEXT NOT NULL, date TEXT NOT NULL, fullness TEXT NOT NULL,
    entries INTEGER NOT NULL, digest TEXT NOT NULL, said TEXT NOT NULL, scheme TEXT NOT NULL,
    in_full_list INTEGER, content TEXT NOT NULL, standing BLOB NOT NULL,
    superseded INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX IF NOT EXISTS one_a_day ON snapshot (list, date) WHERE superseded = 0;
CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY, list TEXT NOT NULL, row TEXT NOT NULL, fullness TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE, body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS entry_of_list ON entry (list, id, row);
CREATE TABLE IF NOT EXISTS stood (
    list TEXT NOT NULL, row TEXT NOT NULL, fullness TEXT NOT NULL, entry INTEGER NOT NULL,
    first TEXT NOT NULL, last TEXT NOT NULL, PRIMARY KEY (list, row, fullness, entry)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS span (
    list TEXT NOT NULL, row TEXT NOT NULL, since TEXT NOT NULL, not_before TEXT,
    last_seen TEXT NOT NULL, until TEXT, PRIMARY KEY (list, row, since)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stale (list TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fetched (
    url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL, digest TEXT NOT NULL
) WITHOUT ROWID;
PRAGMA user_version = {VERSION};
COMMIT;
"""
