"""Takes the snapshots of one publication in: their date, the guards, what they replace."""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from celtrace.cases.lists import guards as lists_guards
from celtrace.cases.lists.files import Publication
from celtrace.cases.lists.forms import RICHEST
from celtrace.errors import ListRefused
from celtrace.listing import Snapshot
from celtrace.ports import Note
from celtrace.records import Fullness
from celtrace.store import list_writing
from celtrace.store.lists import Held, held, row_ids

DateFrom = Literal["content", "file name", "option", "download"]
_IN_FULL = re.compile(r"\bof ([\d,]+) entries")


class Imported(msgspec.Struct, frozen=True):
    """A snapshot that was taken in, or was there already."""

    list: str
    date: date
    date_from: DateFrom
    """Where the date is from; `download`: the day the publisher's server gave the file."""
    fullness: Fullness
    entries: int
    added: int
    """Rows that the nearest earlier comparable snapshot has not."""
    removed: int
    digest: str
    already_there: bool = False


class Wanted(NamedTuple):
    """What the caller says about files."""

    list_id: str | None = None
    snapshot: date | None = None
    downloaded: date | None = None
    """The date to take when neither content nor name has one."""
    together: bool = False
    """Whether all the files must be one publication, none left out."""


class Taker:
    """Takes the snapshots of one publication, one after the other, in one transaction."""

    def __init__(
        self, database: sqlite3.Connection, publication: Publication, wanted: Wanted, note: Note
    ) -> None:
        self._database = database
        self._publication = publication
        self._wanted = wanted
        self._note = note
        self._pool = list_writing.Pool(database)
        self._source = publication.reader.SOURCE
        self._installed = {one.date: one for one in held(database, self._source.id)}
        self._last: tuple[int, frozenset[str]] = (0, frozenset())

    def take(self, snapshot: Snapshot) -> Imported:
        """Take one in; ListRefused with the reason if it must not be."""
        day, date_from = self._day(snapshot)
        if snapshot.list != self._source.id:
            message = f"{self._place}: the content is of {snapshot.list}, not {self._source.id}."
            raise ListRefused(message, "Leave --list away.")
        entries = self._pool.ids(snapshot)
        new = list_writing.held_as(snapshot, day, _in_full(snapshot), entries)
        there = list_writing.already_there(self._database, new)
        if not there:
            installed = self._installed.values()
            named = self._wanted.list_id is not None and self._wanted.downloaded is None
            lists_guards.check(snapshot, day, self._source, installed, named=named)
        rows = frozenset(entry.row for entry in snapshot.entries)
        before = self._rows_before(snapshot, day)
        if not there:
            self._keep(new, list_writing.add(self._database, new, entries))
            self._last = (self._installed[day].id, rows)
        return Imported(
            new.list, day, date_from, new.fullness, new.entries, len(rows - before),
            len(before - rows), new.digest, there,
        )  # fmt: skip

    @property
    def _place(self) -> str:
        return self._publication.place

    def _day(self, snapshot: Snapshot) -> tuple[date, DateFrom]:
        """The snapshot's date: of the content, else of the names, else of the caller."""
        option = self._wanted.snapshot
        stated, source = snapshot.date, "content"
        if stated is None:
            stated, source = self._publication.day(), "file name"
        if stated is not None:
            if option not in (None, stated):
                message = f"{self._place}: the {source} says {stated}, --snapshot says {option}."
                raise ListRefused(message, "Leave --snapshot away, or check the file.")
            return stated, "content" if source == "content" else "file name"
        if option is not None:
            return option, "option"
        if self._wanted.downloaded is not None:
            return self._wanted.downloaded, "download"
        message = f"{self._place}: neither content nor file name states the date of the list."
        raise ListRefused(message, "Give it: --snapshot DATE (YYYY-MM-DD).")

    def _rows_before(self, snapshot: Snapshot, day: date) -> frozenset[str]:
        alike = (
            one
            for one in self._installed.values()
            if one.date < day and lists_guards.comparable(one, snapshot)
        )
        before = max(alike, key=lambda one: one.date, default=None)
        if before is None:
            return frozenset()
        if self._last[0] != before.id:
            self._last = (before.id, row_ids(self._database, before.id))
        return self._last[1]

    def _keep(self, new: Held, id_: int) -> None:
        """Let the fuller of two snapshots of a day, or else the newer one, be used."""
        new = msgspec.structs.replace(new, id=id_)
        other = self._installed.get(new.date)
        if other is not None:
            if RICHEST.index(new.fullness) > RICHEST.index(other.fullness):
                self._say(f"a fuller form ({other.fullness}) of {_of(new)} is installed", new)
                return
            list_writing.supersede(self._database, other.id)
            self._say(f"another file of {_of(new)} was installed ({other.fullness})", other)
        list_writing.use(self._database, id_)
        self._installed[new.date] = new

    def _say(self, reason: str, kept: Held) -> None:
        what = f"the {kept.fullness} file {kept.digest[:16]} is kept as superseded, not used"
        self._note(self._place, reason, what)


def _of(one: Held) -> str:
    return f"{one.list} of {one.date}"


def _in_full(snapshot: Snapshot) -> int | None:
    """How many entries the maker of an extract looked through, from what it says of itself."""
    found = _IN_FULL.search(snapshot.said) if snapshot.fullness == "extract" else None
    return int(found[1].replace(",", "")) if found else None
