"""The installed lists: taking snapshots in, and what they say for a date.

Everything lies under one folder: `lists/lists.db` with the rows, `lists/vault` with the
files exactly as they came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import cast

import msgspec

from celtrace import registry
from celtrace.cases.lists import diff as lists_diff
from celtrace.cases.lists import own as lists_own
from celtrace.cases.lists import state as lists_state
from celtrace.cases.lists.files import LEFT_OUT, Publication, Reader, find
from celtrace.cases.lists.state import partial_note
from celtrace.cases.lists.taking import Imported, Taker, Wanted
from celtrace.errors import ListRefused, UsageError
from celtrace.listing import ListedRow, ListSource, ListState, Regime
from celtrace.ports import Note
from celtrace.records import Designation, Fullness
from celtrace.settings import Limits
from celtrace.store import list_writing
from celtrace.store.lists import Fetched, Held, ListStore
from celtrace.store.vault import FolderVault


class ListStatus(msgspec.Struct, frozen=True):
    """What is installed of a list; `newest` is None when nothing is."""

    list: str
    title: str
    regime: Regime
    snapshots: int
    first: date | None
    newest: date | None
    entries: int
    digest: str
    age_days: int | None
    fullness: Fullness
    note: str = ""
    superseded: int = 0
    """Files kept beside another of the same day that is used instead."""


class ListShelf:
    """The lists installed under a folder of their own."""

    def __init__(
        self,
        home: Path,
        *,
        limits: Limits | None = None,
        readers: Sequence[Reader] | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._given = readers
        self._own = readers is None
        """Whether our own supplement takes part, as it does beside the program's readers."""
        self.vault = FolderVault(home / "lists" / "vault")
        self.store = ListStore(home / "lists")

    @cached_property
    def _readers(self) -> tuple[Reader, ...]:
        """Who can read a list; those of the program are loaded when one is first needed."""
        found = registry.readers("lists") if self._given is None else self._given
        return tuple(cast("Reader", reader) for reader in found)

    @property
    def sources(self) -> Mapping[str, ListSource]:
        """Every list that can be read, by id."""
        return {reader.SOURCE.id: reader.SOURCE for reader in self._readers}

    def import_paths(
        self, paths: Sequence[Path], *, list_id: str | None, snapshot: date | None, note: Note
    ) -> tuple[Imported, ...]:
        """Take in files, folders and archives; every publication wholly or not at all.

        `snapshot` is the date where content and name state none. A publication that is
        refused is noted and the others are taken in; ListRefused when none could be.
        UsageError for a path or list that does not exist.
        """
        return self.take(paths, Wanted(list_id, snapshot), note)

    def take(self, paths: Sequence[Path], wanted: Wanted, note: Note) -> tuple[Imported, ...]:
        """As `import_paths`."""
        readers = self._readers_of(wanted.list_id)
        done: list[Imported] = []
        refused: list[ListRefused] = []
        left: list[str] = []

        def noting(place: str, reason: str, consequence: str) -> None:
            if consequence == LEFT_OUT:
                left.append(f"{place}: {reason}.")
            note(place, reason, consequence)

        publications = find(paths, readers, self._limits, noting)
        if wanted.together and (left or len(publications) != 1):
            raise ListRefused(f"The files do not form one publication. {' '.join(left)}".strip())
        for publication in publications:
            try:
                done += self._take(publication, wanted, note)
            except ListRefused as error:
                refused.append(error)
                note(publication.place, str(error), LEFT_OUT)
        self.store.refresh()
        if not done:
            raise _nothing(refused, left)
        return tuple(done)

    def status(self, today: date) -> tuple[ListStatus, ...]:
        """One line for each list that can be read or is installed, in order of id."""
        sources, installed = self.sources, self.store.held()
        old = [one.list for one in self.store.held(superseded=True)]
        others = (
            _status(
                sources.get(list_id) or _unknown(list_id),
                [one for one in installed if one.list == list_id],
                today,
                old.count(list_id),
            )
            for list_id in {*sources, *(one.list for one in installed)}
        )
        own = (_own_status(today),) if self._own else ()
        return tuple(sorted((*own, *others), key=lambda one: one.list))

    def state(
        self, as_of: date, *, regimes: Sequence[str], pins: Mapping[str, date | None]
    ) -> ListState:
        """What the lists say for a date; a pin of None leaves a list out deliberately."""
        self.store.refresh()
        others = {list_id: pin for list_id, pin in pins.items() if list_id != lists_own.OWN}
        found = lists_state.state(self.store, self.sources, as_of, regimes=regimes, pins=others)
        return lists_own.with_own(found, as_of, pins) if self._own else found

    def mark(self) -> str:
        """Another text whenever other snapshots are held."""
        return " ".join(one.digest for one in self.store.held())

    def diff(self, list_id: str, a: date, b: date) -> lists_diff.ListDiff:
        """Rows added, removed and changed from snapshot a to snapshot b."""
        return lists_diff.diff(self.store, list_id, a, b)

    def show(self, row_id: str, list_id: str | None = None) -> tuple[ListedRow, ...]:
        """The rows of this id in every list, in their newest content, with their spans."""
        self.store.refresh()
        found: list[ListedRow] = []
        for one in sorted({held.list for held in self.store.held(list_id)}):
            regime = (self.sources.get(one) or _unknown(one)).regime
            used = lists_state.Used(date.max)
            found.extend(lists_state.rows_of(self.store, one, regime, used, row_id))
        own = (row for row in lists_own.rows() if row.designation.row == row_id)
        return (*own, *found) if list_id in (None, lists_own.OWN) else tuple(found)

    def row(self, list_id: str, row_id: str) -> Designation | None:
        """A row of a list in its newest content; None if no snapshot that is installed has it."""
        if list_id == lists_own.OWN:
            found = [row for row in lists_own.rows() if row.designation.row == row_id]
        else:
            used = lists_state.Used(date.max)
            found = [*lists_state.rows_of(self.store, list_id, "", used, row_id)]
        return found[-1].designation if found else None

    def _readers_of(self, list_id: str | None) -> tuple[Reader, ...]:
        if list_id is None:
            return self._readers
        found = tuple(reader for reader in self._readers if list_id == reader.SOURCE.id)
        if not found:
            known = ", ".join(sorted(self.sources))
            raise UsageError(f"There is no list {list_id}.", f"Known lists: {known}.")
        return found

    def _take(self, publication: Publication, wanted: Wanted, note: Note) -> tuple[Imported, ...]:
        """One publication in one transaction; the bytes go into the vault last."""
        with (
            publication.open(self._limits) as files,
            self.store.writing() as database,
        ):
            taker = Taker(database, publication, wanted, note)
            snapshots = publication.reader.read(files, note)
            done = tuple(taker.take(snapshot) for snapshot in snapshots)
            if not done:
                raise ListRefused(f"{publication.place}: there is no list in it.")
            for path, digest in publication.digests(files).items():
                with path.open("rb") as raw:
                    if self.vault.put(raw)[0] != digest:
                        raise ListRefused(f"{path.name} changed while it was read.", "Run again.")
        return done

    def remember(self, fetched: Sequence[Fetched]) -> None:
        """Keep what servers said of files that were taken in."""
        with self.store.writing() as database:
            list_writing.remember(database, fetched)


def _nothing(refused: Sequence[ListRefused], left: Sequence[str]) -> ListRefused:
    if len(refused) == 1 and not left:
        return refused[0]
    why = " ".join(sorted({*map(str, refused), *left}))
    return ListRefused(f"Nothing was taken in. {why}".strip(), "What was installed is untouched.")


def _unknown(list_id: str) -> ListSource:
    """A list that is installed, but that no reader of this version knows."""
    return ListSource(list_id, list_id, "", "", (), "", (0, 0))


def _own_status(today: date) -> ListStatus:
    use = lists_own.use(today, pinned=False)
    return ListStatus(
        use.list, lists_own.SOURCE.title, "", 1, use.snapshot, use.snapshot, use.entries,
        use.digest, use.age_days, use.fullness, use.note,
    )  # fmt: skip


def _status(source: ListSource, here: Sequence[Held], today: date, superseded: int) -> ListStatus:
    if not here:
        return ListStatus(
            source.id, source.title, source.regime, 0, None, None, 0, "", None, "full",
            lists_state.NOT_INSTALLED, superseded,
        )  # fmt: skip
    newest = here[-1]
    return ListStatus(
        source.id, source.title, source.regime, len(here), here[0].date, newest.date,
        newest.entries, newest.digest, (today - newest.date).days, newest.fullness,
        partial_note(newest), superseded,
    )  # fmt: skip
