"""The case room: one case, open while people work on it together.

The server holds the case for writing. Acts are let in one at a time; while a review runs,
the case is handed to it, people read what was there before, and acts are refused with the
remedy to wait.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Self, TypeVar

from celtrace.cases.case import Case
from celtrace.cases.context import CONTEXT
from celtrace.cases.decisions.acts import MACHINE, Desk
from celtrace.cases.find import Finder
from celtrace.cases.jobs import Jobs
from celtrace.cases.lists.shelf import ListShelf
from celtrace.cases.outcome import Outcome
from celtrace.cases.progress import Progress
from celtrace.cases.uploads import Uploads
from celtrace.cases.workers.register import Register
from celtrace.errors import UsageError
from celtrace.ports import Journal
from celtrace.settings import Settings
from celtrace.store.keyring import KeyRing

T = TypeVar("T")
Reviewing = Callable[["Room", Progress], None]


class Busy(UsageError):
    """A review has the case; it is given back when the review is done."""


class Room:
    """A case with the people in it; use it as a context, or call `close` at the end."""

    def __init__(
        self, settings: Settings, dossier: Path, clock: Callable[[], datetime], review: Reviewing
    ) -> None:
        """Open the case; `review` is what reviews it once it was let go of."""
        self.settings = settings
        self.dossier = dossier
        self.clock = clock
        self._reviewing = review
        self.lists = ListShelf(settings.home, limits=settings.limits)
        self._lock = threading.RLock()
        self._case: Case | None = None
        self.finder = Finder(settings.home, settings.case)
        self._take()
        self.uploads = Uploads(dossier, settings.limits)
        self.jobs = Jobs(settings.home / "server" / "job.json", self._review)

    def __enter__(self) -> Self:
        self.jobs.resume()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def outcome(self) -> Outcome | None:
        """What the last review left; None before the first."""
        return self._outcome

    @property
    def desk(self) -> Desk:
        """What people have decided, for reading."""
        return self._desk

    @property
    def journal(self) -> Journal:
        """The journal, for reading; Busy while a review has the case."""
        with self._lock:
            return self._held().journal

    def act(self, what: Callable[[Desk], T]) -> T:
        """Let an act in, one at a time; Busy while a review has the case."""
        with self._lock:
            self._held()
            return what(self._desk)

    def people(self, what: Callable[[Register], T]) -> T:
        """Let an act on the workers' files in, one at a time; Busy while a review has the case."""
        with self._lock:
            self._held()
            return what(self._register)

    def log(self, who: str, action: str, body: dict[str, object]) -> None:
        """Keep in the journal what somebody did beside judging."""
        with self._lock:
            self._held().log(action, body, who)

    def sealed(self, what: Callable[[Path], T]) -> T:
        """Do something with the closed case, nobody writing meanwhile; Busy during a review."""
        with self._lock:
            self._held()
            self._give()
            try:
                return what(self.settings.case)
            finally:
                self._take()

    def close(self) -> None:
        """Wait for a review, then seal the case and let go of it."""
        self.jobs.wait(60)
        with self._lock:
            self._give()
        self.finder.close()

    def warm(self, seconds: float) -> None:
        """Begin the index of the search after some seconds, if it is not there."""
        timer = threading.Timer(seconds, self._warm)
        timer.daemon = True
        timer.start()

    def _warm(self) -> None:
        with self._lock:
            if self._case is not None and self._outcome is not None:
                self.finder.begin(self._outcome)

    def _held(self) -> Case:
        if self._case is None:
            raise Busy("A review is running; nothing was written.", "Try again when it is done.")
        return self._case

    def _take(self) -> None:
        folder = self.settings.case
        self._case = Case.create_or_open(folder, self.clock)
        self._desk = Desk(self._case.journal, self.clock)
        ring = KeyRing(self.settings.keys)
        self._register = Register(self._case.journal, self._case.vault, ring, self.clock)
        self._register.sweep(MACHINE)
        self.finder.go_on()
        reviewed = (folder / CONTEXT).is_file()
        self._outcome = Outcome.of(folder, self._case.shelf) if reviewed else None

    def _give(self) -> None:
        if self._case is not None:
            self.finder.pause()
            self._case.close()
            self._case = None

    def _review(self, report: Progress) -> None:
        with self._lock:
            self._give()
        try:
            self._reviewing(self, report)
        finally:
            with self._lock:
                self._take()
        if self._outcome is not None:
            report("preparing the search", 0, None)
            self.finder.ready(self._outcome)
