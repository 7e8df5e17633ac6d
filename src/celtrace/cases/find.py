"""Search over names, sentences of findings, words in files, and notes.

The index lies under `$CELTRACE_HOME/cache`, one for each case; it is made after a review,
and again, beside other work, whenever what the case holds is not what it was made from. Until it
is there, names and notes are found at once, and who searches is told that this is not all.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

from celtrace.cases.decisions.talk import Note
from celtrace.cases.outcome import Outcome
from celtrace.cases.seal import name_of, writing_to
from celtrace.errors import CeltraceError, UsageError
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
        self._thread: threading.Thread | None = None
        self._left = False

    def find(self, outcome: Outcome, notes: Sequence[Note], wanted: str) -> list[Place]:
        """Everything in the case that holds the words, notes first; at most a thousand places."""
        return _within(_noted(notes), wanted) + self.ready(outcome).find(wanted)

    def at_once(
        self, outcome: Outcome, notes: Sequence[Note], wanted: str
    ) -> tuple[list[Place], bool]:
        """What is found without waiting for the index, and whether that is everything."""
        if self._is_ready(outcome):
            return self.find(outcome, notes, wanted), True
        self.begin(outcome)
        return _within(chain(_noted(notes), _names(outcome)), wanted), False

    def begin(self, outcome: Outcome) -> None:
        """Make the index in a thread of its own, unless one does or the case was let go of."""
        if not self._left and (self._thread is None or not self._thread.is_alive()):
            self._thread = threading.Thread(target=self._make, args=(outcome,), daemon=True)
            self._thread.start()

    def pause(self) -> None:
        """Leave off making the index, for the case is let go of."""
        self._left = True
        if self._thread is not None:
            self._thread.join()

    def go_on(self) -> None:
        """The case is there again: an index may be made."""
        self._left = False

    def ready(self, outcome: Outcome) -> SqlSearch:
        """The index of an outcome, made if it is not there or of another one."""
        with self._lock:
            search, stamp = self._opened(), stamp_of(outcome)
            if search.stamp != stamp:
                search.fill(stamp, self._going_on(places(outcome)))
            return search

    def close(self) -> None:
        """Let go of the file."""
        self.pause()
        with self._lock:
            if self._search is not None:
                self._search.close()
                self._search = None
        self.go_on()

    def _is_ready(self, outcome: Outcome) -> bool:
        if not self._lock.acquire(blocking=False):
            return False
        try:
            return self._opened().stamp == stamp_of(outcome)
        finally:
            self._lock.release()

    def _opened(self) -> SqlSearch:
        if self._search is None:
            with writing_to(self._path):
                self._path.parent.mkdir(parents=True, exist_ok=True)
            self._search = SqlSearch(search_engine(sqlite_url(self._path)))
        return self._search

    def _make(self, outcome: Outcome) -> None:
        with suppress(CeltraceError):  # whoever searches next is told
            self.ready(outcome)

    def _going_on(self, found: Iterable[Place]) -> Iterator[Place]:
        for place in found:
            if self._left:
                raise Left("A review is running; the search is made anew.", "Try again later.")
            yield place


class Left(UsageError):
    """The case was let go of; nothing is kept of an index that was not whole."""


def _within(found: Iterable[Place], wanted: str) -> list[Place]:
    needle = Needle(wanted)
    return [place for place in found if needle.within(place.text)]


def _noted(notes: Sequence[Note]) -> Iterator[Place]:
    yield from (Place("note", note.text, f"target:{note.target}") for note in notes)


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
    yield from _names(outcome)
    for id_, says in outcome.findings.sentences():
        yield Place("finding", says, f"target:finding:{id_}")
    for file in view.all(FileFact):
        yield Place("file", file.name or file.path, f"/files/{file.digest}")
    for passage in view.all(TextPassage):
        yield Place("text in a file", passage.text, f"/files/{passage.file}")


def _names(outcome: Outcome) -> Iterator[Place]:
    view = outcome.view
    for party in view.all(Party):
        names = (party.name, *party.aliases, *(i.value for i in party.identifiers), party.id)
        yield Place("party", " · ".join(names), f"target:subject:party:{party.id}")
    for worker in view.all(Worker):
        yield Place("worker", worker.name, f"target:subject:worker:{worker.id}")
