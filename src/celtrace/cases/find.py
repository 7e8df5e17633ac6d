"""Search over names, sentences of findings, words in files, and notes.

The index lies under `$CELTRACE_HOME/cache`, one for each case; it is made after a review,
and again whenever what the case holds is not what it was made from.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from celtrace.cases.decisions.talk import Note
from celtrace.cases.outcome import Outcome
from celtrace.cases.seal import name_of, writing_to
from celtrace.records import FileFact, Party, TextPassage, Worker
from celtrace.store.database import sqlite_url
from celtrace.store.search import Place, SqlSearch, search_engine
from celtrace.text.search import Needle

FORM = "1"
"""Of the index; another one is made again."""


class Finder:
    """The search of one case; several may ask at once, one makes the index."""

    def __init__(self, home: Path, case: Path) -> None:
        self._path = _place(home, case)
        self._lock = threading.Lock()
        self._search: SqlSearch | None = None

    def find(self, outcome: Outcome, notes: Sequence[Note], wanted: str) -> list[Place]:
        """Everything in the case that holds the words, notes first; at most a thousand places."""
        needle = Needle(wanted)
        noted = [
            Place("note", note.text, f"target:{note.target}")
            for note in notes if needle.within(note.text)
        ]  # fmt: skip
        return noted + self.ready(outcome).find(wanted)

    def ready(self, outcome: Outcome) -> SqlSearch:
        """The index of an outcome, made if it is not there or of another one."""
        with self._lock:
            if self._search is None:
                with writing_to(self._path):
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                self._search = SqlSearch(search_engine(sqlite_url(self._path)))
            stamp = stamp_of(outcome)
            if self._search.stamp != stamp:
                self._search.fill(stamp, places(outcome))
            return self._search

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._search is not None:
                self._search.close()
                self._search = None


def drop_index(home: Path, case: Path) -> None:
    """Delete the index of a case: it holds names that were taken out of the case."""
    for end in ("", "-wal", "-shm"):
        place = _place(home, case)
        place.with_name(place.name + end).unlink(missing_ok=True)


def _place(home: Path, case: Path) -> Path:
    return home / "cache" / f"search-{name_of(case)}.db"


def stamp_of(outcome: Outcome) -> str:
    """What tells one review's result from another: its files, by length and time."""
    names = ("assessment.json", "findings.jsonl", "context.json")
    held = [(outcome.folder / name).stat() for name in names]
    return ":".join([FORM, *(f"{one.st_size}-{one.st_mtime_ns}" for one in held)])


def places(outcome: Outcome) -> Iterator[Place]:
    """Every place of a case that can be found."""
    view = outcome.view
    for party in view.all(Party):
        names = (party.name, *party.aliases, *(i.value for i in party.identifiers), party.id)
        yield Place("party", " · ".join(names), f"target:subject:party:{party.id}")
    for worker in view.all(Worker):
        yield Place("worker", worker.name, f"target:subject:worker:{worker.id}")
    for id_, says in outcome.findings.sentences():
        yield Place("finding", says, f"target:finding:{id_}")
    for file in view.all(FileFact):
        yield Place("file", file.name or file.path, f"/files/{file.digest}")
    for passage in view.all(TextPassage):
        yield Place("text in a file", passage.text, f"/files/{passage.file}")
