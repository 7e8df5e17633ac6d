"""Screening again after a list or a sheet has changed, only what the change can affect.

The result is what a full screening of the same parties against the same lists gives, bit for
bit; a property test holds that. What a changed row can affect without a change of the names
of the lists is known from the earlier answer: parties that have it as a candidate, whose
numbers stand in it, or that are settled as it. How much a word weighs in the matcher depends
on all names of the lists, so any change of names (a row added or an alias changed) can move
every score: then every name is searched again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import msgspec

from celtrace.cases.screen_numbers import Numbers, numbers_of
from celtrace.cases.screen_record import differences
from celtrace.cases.screening import Screener, names_of
from celtrace.listing import ListedRow, ListState
from celtrace.names.index import CUTOFF
from celtrace.records import Candidate, Party

RowKey = tuple[str, str]


class Earlier(msgspec.Struct, frozen=True):
    """A screening that was done: who was asked, of which lists, with which answer."""

    parties: tuple[Party, ...]
    state: ListState
    candidates: tuple[Candidate, ...]


class Rescreened(msgspec.Struct, frozen=True):
    """The answer as a full screening gives it, and how it was come by."""

    candidates: tuple[Candidate, ...]
    """In order of party, list and row."""
    asked: tuple[str, ...]
    """Ids of the parties that were screened again."""
    changed_rows: tuple[RowKey, ...]
    names_changed: bool
    """Whether the names of the lists changed, so that every party was asked again."""
    changes: tuple[str, ...]
    """A sentence for each candidate that appeared, went or is not as it was."""


def rescreen(
    earlier: Earlier,
    state: ListState,
    parties: Sequence[Party],
    *,
    cutoff: float = CUTOFF,
    cache: Path | None = None,
) -> Rescreened:
    """The candidates of the parties on the lists as they are now.

    `cutoff` is the one of the earlier screening, `cache` a folder for indexes. Ids of parties
    must be distinct.
    """
    before = _by_party(earlier.candidates)
    known = {party.id: party for party in earlier.parties}
    changed = _changed(earlier.state, state)
    names_changed = _names(earlier.state) != _names(state)
    if names_changed:
        affected: AbstractSet[str] = {party.id for party in parties}
    else:
        fresh = {party.id for party in parties if known.get(party.id) != party}
        affected = fresh | set(_touched(changed, (earlier.state, state), parties, before))
    screener = Screener.of(state, cutoff=cutoff, cache=cache)
    found = {
        party.id: screener.candidates(party) if party.id in affected else before.get(party.id, ())
        for party in parties
    }
    return Rescreened(
        candidates=tuple(one for party in parties for one in found[party.id]),
        asked=tuple(party.id for party in parties if party.id in affected),
        changed_rows=tuple(sorted(changed)),
        names_changed=names_changed,
        changes=tuple(_changes(known | {party.id: party for party in parties}, before, found)),
    )


def _by_party(candidates: Iterable[Candidate]) -> dict[str, tuple[Candidate, ...]]:
    found: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        found[candidate.party].append(candidate)
    return {party: tuple(ones) for party, ones in found.items()}


def _rows(state: ListState) -> dict[RowKey, ListedRow]:
    return {(row.designation.list, row.designation.row): row for row in state.rows}


def _changed(before: ListState, after: ListState) -> set[RowKey]:
    """Rows that are new, gone, or not as they were in any field, span or snapshot form."""
    old, new = _rows(before), _rows(after)
    forms = [{use.list: use.fullness for use in state.uses} for state in (before, after)]
    return {
        key
        for key in old.keys() | new.keys()
        if old.get(key) != new.get(key) or forms[0].get(key[0]) != forms[1].get(key[0])
    }


def _names(state: ListState) -> list[object]:
    """Everything that the index of names is built from, in its order."""
    return [named for key, row in enumerate(state.rows) for named in names_of(key, row.designation)]


def _touched(
    changed: AbstractSet[RowKey],
    states: tuple[ListState, ListState],
    parties: Sequence[Party],
    before: Mapping[str, Sequence[Candidate]],
) -> Iterator[str]:
    """Parties that a change of rows without a change of names can affect."""
    if not changed:
        return
    numbers = [
        Numbers([row.designation for row in state.rows
                 if (row.designation.list, row.designation.row) in changed])
        for state in states
    ]  # fmt: skip
    for party in parties:
        rows = {(c.list, c.row) for c in before.get(party.id, ())}
        rows |= {(s.list, s.row) for s in (*party.listed_as, *party.not_listed_as)}
        if rows & changed or any(any(one.hits(numbers_of(party))) for one in numbers):
            yield party.id


def _changes(
    parties: Mapping[str, Party],
    before: Mapping[str, Sequence[Candidate]],
    after: Mapping[str, Sequence[Candidate]],
) -> Iterator[str]:
    for id_ in sorted(before.keys() | after.keys()):
        if id_ in parties:
            yield from differences(parties[id_], before.get(id_, ()), after.get(id_, ()))
