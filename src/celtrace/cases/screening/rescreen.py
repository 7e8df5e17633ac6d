"""Screening again after a list or a sheet has changed, only what the change can affect.

The result is what a full screening of the same parties against the same lists gives, bit for
bit; property tests hold that. A changed row can affect parties that have it as a candidate,
whose numbers stand in it, or that are settled as it. A changed name can affect the parties
that it reaches, or did (`names.delta`). Everybody else keeps the earlier answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path

import msgspec

from celtrace.cases.lists.state import LEFT_OUT
from celtrace.cases.screening.numbers import Numbers, numbers_of
from celtrace.cases.screening.qualifiers import form_of
from celtrace.cases.screening.record import (
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
from celtrace.cases.screening.screener import Screener, words_of
from celtrace.errors import EvidenceChanged
from celtrace.listing import ListedRow, ListState
from celtrace.names.delta import Delta
from celtrace.names.index import CUTOFF, Named
from celtrace.records import Party

RowKey = tuple[str, str]
Place = tuple[str, int]
"""A party's id, and how many parties of that id stand before it."""


class Earlier(msgspec.Struct, frozen=True):
    """A screening that was done: who was asked, of which lists, with which answer."""

    asked: tuple[Asked, ...]
    state: ListState
    doubts: tuple[str, ...] = ()
    """Why the answer cannot be built upon: another matcher, other lists. All are asked then."""

    @property
    def parties(self) -> tuple[Party, ...]:
        """Who was asked, in their order."""
        return tuple(one.party for one in self.asked)


class Rescreened(msgspec.Struct, frozen=True):
    """The answer as a full screening gives it, and how it was come by."""

    answers: tuple[Asked, ...]
    """In the order of the parties."""
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

    `cutoff` is the one of the earlier screening, `cache` a folder for indexes. Parties that
    share an id are told apart by their order.
    """
    before = _by_place(earlier.asked)
    known = _by_place(_kept(party, before.get(place)) for place, party in _places(parties))
    kept = tuple(known.values())
    states = (earlier.state, state)
    changed = _changed(*states)
    screeners = tuple(Screener.of(one, cutoff=cutoff, cache=cache) for one in states)
    affected = {
        at
        for at, (place, one) in enumerate(known.items())
        if earlier.doubts or place not in before or before[place].party != one.party
    }
    affected |= set(_touched(changed, states, kept))
    reach = _Reach(screeners, states, changed)
    if reach.names_changed:
        affected |= {
            at for at, one in enumerate(kept) if at not in affected and reach.of(one.party, cutoff)
        }
    answers = tuple(
        _asked(screeners[1], one) if at in affected else one for at, one in enumerate(kept)
    )
    return Rescreened(
        answers=answers,
        asked=tuple(one.party.id for at, one in enumerate(answers) if at in affected),
        changed_rows=tuple(sorted(changed)),
        names_changed=reach.names_changed,
        changes=tuple(_changes(before, dict(zip(known, answers, strict=True)))),
    )


def _places(parties: Iterable[Party]) -> Iterator[tuple[Place, Party]]:
    """Each party with its id and how many of that id stand before it."""
    seen: Counter[str] = Counter()
    for party in parties:
        yield (party.id, seen[party.id]), party
        seen[party.id] += 1


def _by_place(asked: Iterable[Asked]) -> dict[Place, Asked]:
    ones = tuple(asked)
    return {
        place: one for (place, _), one in zip(_places(one.party for one in ones), ones, strict=True)
    }


def _kept(party: Party, before: Asked | None) -> Asked:
    """The party with what it was told and found earlier."""
    return msgspec.structs.replace(before, party=party) if before else Asked(party, ())


def _asked(screener: Screener, one: Asked) -> Asked:
    found = screener.candidates(one.party, one.suggested) if one.party.name else ()
    return msgspec.structs.replace(one, candidates=found)


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
    return Earlier(tuple(asked), state or ListState((), ()), (*other_ground(head), *said)), head


def state_now(head: Head, lists: Lists, as_of: date) -> ListState:
    """What the lists of a record say for another date; those it left out stay out."""
    pins = {use.list: None for use in head.lists if use.note == LEFT_OUT}
    return lists.state(as_of, regimes=REGIMES, pins=pins)


def record_of(found: Rescreened, state: ListState, cutoff: float) -> Iterator[bytes]:
    """The lines of the record of the new answer."""
    recorder = Recorder(state, cutoff=cutoff)
    yield recorder.head()
    for one in found.answers:
        yield recorder.line(one.party, one.candidates, one.suggested)
    yield recorder.foot()


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
    changed: AbstractSet[RowKey], states: tuple[ListState, ListState], asked: Sequence[Asked]
) -> Iterator[int]:
    """Positions of those whom a change of rows other than of their names can affect."""
    if not changed:
        return
    numbers = [
        Numbers([row.designation for row in state.rows
                 if (row.designation.list, row.designation.row) in changed])
        for state in states
    ]  # fmt: skip
    for at, one in enumerate(asked):
        party = one.party
        rows = {(c.list, c.row) for c in one.candidates}
        rows |= {(s.list, s.row) for s in (*party.listed_as, *party.not_listed_as)}
        free = ((said.identifier, party.country) for said in one.suggested)
        own = [*numbers_of(party), *free]
        if rows & changed or any(any(one.hits(own)) for one in numbers):
            yield at


def _changes(before: Mapping[Place, Asked], after: Mapping[Place, Asked]) -> Iterator[str]:
    for place in sorted(before.keys() | after.keys()):
        old, new = before.get(place), after.get(place)
        one = new or old
        if one is not None:
            found = (old.candidates if old else (), new.candidates if new else ())
            yield from differences(one.party, *found)
