"""Screening again after a list or a sheet has changed, only what the change can affect.

The result is what a full screening of the same parties against the same lists gives, bit for
bit; property tests hold that. A changed row can affect parties that have it as a candidate,
whose numbers stand in it, or that are settled as it. A changed name can affect the parties
that it reaches, or did (`names.delta`). Everybody else keeps the earlier answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path

import msgspec

from celtrace.cases.lists_state import LEFT_OUT
from celtrace.cases.screen_numbers import Numbers, numbers_of
from celtrace.cases.screen_qualifiers import form_of
from celtrace.cases.screen_record import (
    REGIMES,
    Asked,
    Head,
    Lists,
    Recorder,
    differences,
    other_ground,
    read_record,
    recorded_state,
)
from celtrace.cases.screening import Screener, Suggestion, words_of
from celtrace.errors import EvidenceChanged
from celtrace.listing import ListedRow, ListState
from celtrace.names.delta import Delta
from celtrace.names.index import CUTOFF, Named
from celtrace.records import Candidate, Party

RowKey = tuple[str, str]


class Earlier(msgspec.Struct, frozen=True):
    """A screening that was done: who was asked, of which lists, with which answer."""

    parties: tuple[Party, ...]
    state: ListState
    candidates: tuple[Candidate, ...]
    suggested: Mapping[str, tuple[Suggestion, ...]] = {}
    """Per party, the numbers that were found in free text beside it."""
    doubts: tuple[str, ...] = ()
    """Why the answer cannot be built upon: another matcher, other lists. All are asked then."""


class Rescreened(msgspec.Struct, frozen=True):
    """The answer as a full screening gives it, and how it was come by."""

    candidates: tuple[Candidate, ...]
    """In order of party, list and row."""
    asked: tuple[str, ...]
    """Ids of the parties that were screened again."""
    changed_rows: tuple[RowKey, ...]
    names_changed: bool
    """Whether names of the lists changed."""
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
    screeners = tuple(
        Screener.of(one, cutoff=cutoff, cache=cache) for one in (earlier.state, state)
    )
    affected: set[str] = {
        party.id for party in parties if earlier.doubts or known.get(party.id) != party
    }
    affected |= set(_touched(changed, (earlier.state, state), parties, earlier))
    reach = _Reach(screeners, (earlier.state, state), changed)
    if reach.names_changed:
        affected |= {p.id for p in parties if p.id not in affected and reach.of(p, cutoff)}
    screener = screeners[1]
    found = {
        party.id: screener.candidates(party, earlier.suggested.get(party.id, ()))
        if party.id in affected and party.name
        else before.get(party.id, ())
        for party in parties
    }
    return Rescreened(
        candidates=tuple(one for party in parties for one in found[party.id]),
        asked=tuple(party.id for party in parties if party.id in affected),
        changed_rows=tuple(sorted(changed)),
        names_changed=reach.names_changed,
        changes=tuple(_changes(known | {party.id: party for party in parties}, before, found)),
    )


def earlier_of(record: Iterable[bytes], lists: Lists) -> tuple[Earlier, Head]:
    """The screening that a record holds; EvidenceChanged where it is none, or not whole."""
    head: Head | None = None
    asked: list[Asked] = []
    recorder, whole = Recorder(ListState((), ())), False
    for line in read_record(record):
        if isinstance(line, Head):
            head = line
        elif isinstance(line, Asked):
            asked.append(line)
            recorder.line(line.party, line.candidates, line.suggested)
        else:
            whole = line == recorder.so_far
    if head is None or not whole:
        message = "The record is not whole: its lines do not come to the digests at its end."
        raise EvidenceChanged(message, "Restore it from a copy, or screen anew.")
    state, said = recorded_state(head, lists)
    doubts = (*other_ground(head), *said)
    earlier = Earlier(
        tuple(one.party for one in asked), state or ListState((), ()),
        tuple(candidate for one in asked for candidate in one.candidates),
        {one.party.id: one.suggested for one in asked if one.suggested}, doubts,
    )  # fmt: skip
    return earlier, head


def state_now(head: Head, lists: Lists, as_of: date) -> ListState:
    """What the lists of a record say for another date; those it left out stay out."""
    pins = {use.list: None for use in head.lists if use.note == LEFT_OUT}
    return lists.state(as_of, regimes=REGIMES, pins=pins)


def record_of(
    found: Rescreened, earlier: Earlier, state: ListState, cutoff: float
) -> Iterator[bytes]:
    """The lines of the record of the new answer."""
    after = _by_party(found.candidates)
    recorder = Recorder(state, cutoff=cutoff)
    yield recorder.head()
    for party in earlier.parties:
        free = earlier.suggested.get(party.id, ())
        yield recorder.line(party, after.get(party.id, ()), free)
    yield recorder.foot()


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


class _Reach:
    """Which parties a change of names can reach."""

    def __init__(
        self,
        screeners: tuple[Screener, ...],
        states: tuple[ListState, ListState],
        changed: AbstractSet[RowKey],
    ) -> None:
        rows = tuple([(r.designation.list, r.designation.row) for r in s.rows] for s in states)
        named = tuple(_named(s.names, keys) for s, keys in zip(screeners, rows, strict=True))
        other = {key for key in changed if named[0].get(key) != named[1].get(key)}
        self.names_changed = bool(other)
        shared = [[key for key in keys if key not in changed] for keys in rows]
        self._reordered = shared[0] != shared[1]
        self._words = {
            words_of(name) for names in named for key in other for name, *_ in names.get(key, ())
        }
        if self.names_changed:
            before, after = ({i for i, key in enumerate(keys) if key in other} for keys in rows)
            self._delta = Delta(screeners[0].index, screeners[1].index, (before, after))

    def of(self, party: Party, cutoff: float) -> bool:
        """Whether the candidates by name can differ."""
        names = dict.fromkeys((party.name, *party.aliases))
        return self._reordered or any(
            words_of(name) in self._words or self._delta.touches(name, form_of(party), cutoff)
            for name in names
        )


def _named(
    names: Iterable[Named], keys: Sequence[RowKey]
) -> dict[RowKey, list[tuple[str, str, bool, str]]]:
    """The names of each row, and what the index knows of them."""
    found: dict[RowKey, list[tuple[str, str, bool, str]]] = defaultdict(list)
    for one in names:
        found[keys[one.key]].append((one.name, one.form, one.weak, one.origin))
    return found


def _touched(
    changed: AbstractSet[RowKey],
    states: tuple[ListState, ListState],
    parties: Sequence[Party],
    earlier: Earlier,
) -> Iterator[str]:
    """Parties that a change of rows other than of their names can affect."""
    if not changed:
        return
    numbers = [
        Numbers([row.designation for row in state.rows
                 if (row.designation.list, row.designation.row) in changed])
        for state in states
    ]  # fmt: skip
    before = _by_party(earlier.candidates)
    for party in parties:
        rows = {(c.list, c.row) for c in before.get(party.id, ())}
        rows |= {(s.list, s.row) for s in (*party.listed_as, *party.not_listed_as)}
        free = earlier.suggested.get(party.id, ())
        own = [*numbers_of(party), *((one.identifier, party.country) for one in free)]
        if rows & changed or any(any(one.hits(own)) for one in numbers):
            yield party.id


def _changes(
    parties: Mapping[str, Party],
    before: Mapping[str, Sequence[Candidate]],
    after: Mapping[str, Sequence[Candidate]],
) -> Iterator[str]:
    for id_ in sorted(before.keys() | after.keys()):
        if id_ in parties:
            yield from differences(parties[id_], before.get(id_, ()), after.get(id_, ()))
