"""Texts by what stands in them, words of two characters too.

An index of its own, beside the case: it can be thrown away and made again. Letters of East
Asia are kept as pairs of neighbours, so that 원화 and 修正 are found inside longer runs;
other scripts as words. SQLite's FTS5 (https://www.sqlite.org/fts5.html) does the rest.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from celtrace.errors import CeltraceError, UsageError
from celtrace.records import TextPassage

_EAST = (
    "\u1100-\u11ff\u3005-\u3007\u3040-\u318f\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS = re.compile(f"([{_EAST}]+)|((?:(?![{_EAST}])[^\\W_])+)")
_AROUND = 40
_TABLES = """
CREATE VIRTUAL TABLE IF NOT EXISTS terms
    USING fts5(body, content='', tokenize="unicode61 remove_diacritics 0");
CREATE TABLE IF NOT EXISTS passages (
    at INTEGER PRIMARY KEY, id TEXT UNIQUE, file TEXT, source TEXT, place TEXT, role TEXT, text TEXT
);
"""


class Hit(msgspec.Struct, frozen=True):
    """A passage in which all that was asked for stands."""

    file: str
    source: str
    place: str
    role: str
    around: str
    """The words with what stands beside them."""


class TextIndex:
    """Passages of a case, in a file of their own."""

    def __init__(self, path: Path) -> None:
        try:
            self._connection = sqlite3.connect(path)
            self._connection.executescript(_TABLES)
        except sqlite3.Error as error:
            message = f"The index of texts {path} cannot be opened: {error}."
            raise CeltraceError(message, "Delete the file; it is made again.") from error

    def add(self, passages: Iterable[TextPassage]) -> int:
        """Keep passages; how many were new."""
        with self._connection:
            return sum(self._add(one) for one in passages)

    def _add(self, one: TextPassage) -> bool:
        row = (one.id, one.file, one.seen.source, one.place, one.role, one.text)
        cursor = self._connection.execute(
            "INSERT OR IGNORE INTO passages (id, file, source, place, role, text)"
            " VALUES (?, ?, ?, ?, ?, ?)", row,
        )  # fmt: skip
        if cursor.rowcount:
            terms = " ".join(terms_of(one.text))
            self._connection.execute(
                "INSERT INTO terms (rowid, body) VALUES (?, ?)", (cursor.lastrowid, terms)
            )
        return bool(cursor.rowcount)

    def find(self, words: str, most: int = 100) -> Iterator[Hit]:
        """Passages that hold every word as it is written; UsageError if nothing is asked for.

        A single letter of East Asia is looked for at the beginning of pairs.
        """
        asked = [unicodedata.normalize("NFC", word).casefold() for word in words.split()]
        query = " ".join(filter(None, map(_phrase, asked)))
        if not query:
            raise UsageError("There is nothing to look for.", "Give a word of a letter or more.")
        rows = self._connection.execute(
            "SELECT file, source, place, role, text FROM terms JOIN passages ON at = terms.rowid"
            " WHERE terms MATCH ? ORDER BY source, at", (query,),
        )  # fmt: skip
        count = 0
        for file, source, place, role, text in rows:
            plain = unicodedata.normalize("NFC", text)
            if all(word in plain.casefold() for word in asked):
                yield Hit(file, source, place, role, _around(plain, asked[0]))
                count += 1
                if count >= most:
                    return

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def terms_of(text: str) -> Iterator[str]:
    """What is kept of a text: words, and pairs of neighbours in letters of East Asia."""
    for run, word in _RUNS.findall(unicodedata.normalize("NFC", text).casefold()):
        if word:
            yield word
        else:
            yield from (run[at : at + 2] for at in range(len(run)))


def _phrase(word: str) -> str:
    """A word as a query: its terms one after the other; the last may go on."""
    terms = [
        term
        for run, plain in _RUNS.findall(word)
        for term in (
            [plain] if plain else [run[at : at + 2] for at in range(len(run) - 1)] or [run]
        )
    ]
    if not terms:
        return ""
    last = terms[-1]
    alone = len(last) == 1 or not re.match(f"[{_EAST}]", last)
    quoted = '"' + " ".join(terms) + '"'
    return f"{quoted}*" if alone else quoted


def _around(text: str, word: str) -> str:
    at = text.casefold().find(word)
    start, end = max(0, at - _AROUND), at + len(word) + _AROUND
    return " ".join(f"{'…' * (start > 0)}{text[start:end]}{'…' * (end < len(text))}".split())
