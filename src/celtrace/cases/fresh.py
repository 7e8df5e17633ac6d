"""What came since the last review: newer snapshots of lists, and files that were taken in.

A list that was updated is screened against by itself while the room is open; files wait until
somebody says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime

import msgspec

from celtrace.cases.context import CONTEXT
from celtrace.cases.repeated import Repeated
from celtrace.cases.room import Busy, Room
from celtrace.cases.uploads import Batch
from celtrace.errors import CeltraceError

_FIXED = re.compile(r"^as_of:", re.MULTILINE)
ACTION = "lists updated"


class Fresh(msgspec.Struct, frozen=True):
    """What the last review did not see."""

    lists: tuple[tuple[str, date], ...] = ()
    """List and the snapshot that is newer than the one that was used."""
    batches: tuple[Batch, ...] = ()


def fresh(room: Room) -> Fresh:
    """What came since the last review; nothing where there was none."""
    outcome = room.outcome
    if outcome is None:
        return Fresh()
    changed = (outcome.folder / CONTEXT).stat().st_mtime
    reviewed = datetime.fromtimestamp(changed, UTC)
    batches = tuple(one for one in room.uploads.batches() if one.at > reviewed)
    return Fresh(tuple(_newer(room)), batches)


def _newer(room: Room) -> Iterator[tuple[str, date]]:
    outcome = room.outcome
    assert outcome is not None  # noqa: S101 - looked at by who calls
    fixed = _FIXED.search(room.uploads.dossier())
    until = outcome.assessment.dossier.as_of if fixed else room.clock().date()
    newest: dict[str, date] = {}
    for held in room.lists.store.held():
        if held.date <= until:
            newest[held.list] = max(held.date, newest.get(held.list, date.min))
    for use in outcome.assessment.lists:
        found = newest.get(use.list)
        if use.regime and found and (use.snapshot is None or found > use.snapshot):
            yield use.list, found


class Rescreener(Repeated):
    """Reviews again when a list was updated, while the room is open; use it as a context."""

    waits = True

    def __init__(self, room: Room, every: float) -> None:
        super().__init__(every)
        self._room = room
        self._tried: tuple[tuple[str, date], ...] = ()

    def look(self) -> bool:
        """Start a review if a list is newer than the one that was used; once for each update."""
        room = self._room
        if room.jobs.job.state == "running":
            return False
        lists = fresh(room).lists
        if not lists or lists == self._tried:
            return False
        self._tried = lists
        body = {"lists": {name: day.isoformat() for name, day in lists}}
        room.log("celtrace", ACTION, dict(body))
        room.jobs.start()
        return True

    def once(self) -> None:
        """Look; what stands in the way now is tried again."""
        with suppress(Busy, CeltraceError, OSError):
            self.look()
