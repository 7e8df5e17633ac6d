"""What the installed lists say for one date: which snapshot of each, and every row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from celtrace.cases.lists.forms import HAS, LACKS, PARTIAL, Fields, completed
from celtrace.errors import NoSnapshot
from celtrace.listing import ListedRow, ListSource, ListState, ListUse, Regime
from celtrace.records import Designation, Fullness, Span
from celtrace.store.list_spans import as_of as known_on
from celtrace.store.list_tables import NAME_PREFIXES, NAME_SCHEME
from celtrace.store.lists import Held, ListStore, Standing

NOT_INSTALLED = "not checked: no snapshot installed; run celtrace lists import or update"
LEFT_OUT = "not checked: the dossier leaves this list out"

Pins = Mapping[str, date | None]


def state(
    store: ListStore,
    sources: Mapping[str, ListSource],
    day: date,
    *,
    regimes: Sequence[str],
    pins: Pins,
) -> ListState:
    """Per list the newest snapshot not after the day, or the pinned one, with every row.

    Lists without a regime (our own supplements) always take part. NoSnapshot when a pin
    names a list or a date that is not installed.
    """
    installed = _by_list(store.held())
    known = {list_id: _regime(sources, list_id) for list_id in {*sources, *installed}}
    for pin in sorted(pins.keys() - known.keys()):
        message = f"The dossier pins {pin}, but there is no such list."
        raise NoSnapshot(message, f"Known lists: {', '.join(sorted(known))}.")
    uses: list[ListUse] = []
    rows: list[ListedRow] = []
    for list_id, regime in sorted(known.items()):
        here = installed.get(list_id, ())
        if regime and regime not in regimes:
            note = f"not checked: the regime {regime} was not asked for"
            uses.append(ListUse(list_id, regime, None, note=note))
            continue
        used = _used(list_id, here, day, pins)
        if used is None:
            note = LEFT_OUT if list_id in pins else _why_none(here, day)
            uses.append(ListUse(list_id, regime, None, note=note))
            continue
        found = tuple(rows_of(store, list_id, regime, _used_day(store, used)))
        few = few_note(used, sources.get(list_id))
        older = _older(found, used)
        uses.append(_use(used, regime, day, pinned=list_id in pins, older=older, few=few))
        rows.extend(found)
    return ListState(tuple(uses), tuple(rows))


def _by_list(held: Iterable[Held]) -> dict[str, tuple[Held, ...]]:
    found: dict[str, tuple[Held, ...]] = {}
    for one in held:
        found[one.list] = (*found.get(one.list, ()), one)
    return found


def _regime(sources: Mapping[str, ListSource], list_id: str) -> Regime:
    return sources[list_id].regime if list_id in sources else ""


def _used(list_id: str, here: Sequence[Held], day: date, pins: Pins) -> Held | None:
    if list_id not in pins:
        return max((h for h in here if h.date <= day), key=lambda h: h.date, default=None)
    pinned = pins[list_id]
    if pinned is None:
        return None
    found = next((h for h in here if h.date == pinned), None)
    if found is None:
        raise NoSnapshot(
            f"The dossier pins {list_id} to {pinned}, but {installed_text(here)}",
            "Import that snapshot, or pin another.",
        )
    return found


def installed_text(here: Sequence[Held]) -> str:
    """Which dates are installed, in words."""
    if not here:
        return "no snapshot of it is installed."
    days = [str(one.date) for one in here]
    shown = days if len(days) <= 12 else [*days[:3], f"... {len(days) - 6} more ...", *days[-3:]]  # noqa: PLR2004 - a dozen fits a line
    return f"installed are: {', '.join(shown)}."


def _why_none(here: Sequence[Held], day: date) -> str:
    if not here:
        return NOT_INSTALLED
    return f"not checked: the oldest snapshot installed is of {here[0].date}, after {day}"


def _used_day(store: ListStore, used: Held) -> Used:
    return Used(used.date, used.fullness, store.entry_ids(used.id))


def _use(used: Held, regime: Regime, day: date, *, pinned: bool, older: int, few: str) -> ListUse:
    notes = [partial_note(used), few]
    if older:
        notes.append(
            f"{older:,} rows of earlier snapshots with the publisher's ids take part as they "
            "were last seen, since the rows of this one have none"
        )
    if pinned:
        late = ", which is after the date of the review" if used.date > day else ""
        notes.append(f"pinned by the dossier{late}")
    return ListUse(
        list=used.list, regime=regime, snapshot=used.date, entries=used.entries,
        digest=used.digest, age_days=(day - used.date).days, fullness=used.fullness,
        note="; ".join(note for note in notes if note),
    )  # fmt: skip


def few_note(held: Held, source: ListSource | None) -> str:
    """What a reader must know of a list far smaller than its publisher's usually is."""
    if source is None or held.fullness == "extract" or held.entries >= source.expected[0]:
        return ""
    return f"only {held.entries:,} entries, where {source.expected[0]:,} or more are usual"


def partial_note(held: Held) -> str:
    """What a reader must know of a form that is not the full list; empty for the full list."""
    if held.fullness != "extract":
        return PARTIAL[held.fullness]
    if held.in_full_list is None:
        return f"extract of {held.entries:,} rows"
    return (
        f"extract of {held.entries:,} rows; the full list of {held.in_full_list:,} entries was "
        "looked through by its maker"
    )


def _older(rows: Sequence[ListedRow], used: Held) -> int:
    """How many rows stand only in snapshots of the other scheme of ids."""
    named = used.scheme == NAME_SCHEME
    return sum(r.designation.row.startswith(NAME_PREFIXES) != named for r in rows)


class Used(NamedTuple):
    """The day up to which snapshots are looked at, and what the snapshot of that day holds."""

    day: date
    fullness: Fullness = "full"
    entries: tuple[int, ...] = ()


def rows_of(
    store: ListStore, list_id: str, regime: Regime, used: Used, row: str | None = None
) -> Iterator[ListedRow]:
    """Every row, or one, that stands or ever stood not after a day, in order of row id."""
    content = store.designations(used.entries)
    newest = {
        d.row: Standing(id_, d.row, used.fullness, used.day, used.day) for id_, d in content.items()
    }
    standing = store.standing(list_id, used.day, row)
    newest = _newest(standing, used.day) | newest
    richer = _richer(standing, newest, used.day)
    needed = {one.id for one in newest.values()} | {one.id for *_, one in richer}
    content |= store.designations(needed - content.keys())
    made = {id_: _from_snapshot(content[s.id], _last(s, used.day)) for id_, s in newest.items()}
    for id_, group, older in richer:
        at = f"{list_id}@{_last(older, used.day)}"
        made[id_] = completed(made[id_], group, content[older.id], at)
    spans = store.spans(list_id, row)
    for id_ in sorted(made):
        stood = tuple(_cut(spans.get(id_, ()), used.day, _last(newest[id_], used.day)))
        yield ListedRow(made[id_], regime, _stated(stood, made[id_].listed_on))


def _last(standing: Standing, day: date) -> date:
    """The last day up to `day` on which the entry is known to have stood."""
    return standing.last if standing.last <= day else standing.first


def _rank(one: Standing, day: date) -> tuple[date, date, int]:
    return (min(one.last, day), one.first, one.id)


def _newest(standing: Iterable[Standing], day: date) -> dict[str, Standing]:
    """Row id to its newest entry."""
    best: dict[str, Standing] = {}
    for one in standing:
        other = best.get(one.row)
        if other is None or _rank(other, day) < _rank(one, day):
            best[one.row] = one
    return best


def _richer(
    standing: Iterable[Standing], newest: Mapping[str, Standing], day: date
) -> list[tuple[str, Fields, Standing]]:
    """For rows in a poorer form: which group of fields can come from which other entry."""
    best: dict[tuple[str, Fields], Standing] = {}
    for one in standing:
        for group in LACKS[newest[one.row].fullness]:
            if group in HAS[one.fullness]:
                other = best.get((one.row, group))
                if other is None or _rank(other, day) < _rank(one, day):
                    best[one.row, group] = one
    return [(*key, best[key]) for key in sorted(best)]


def _cut(stood: Iterable[Span], day: date, seen: date) -> Iterator[Span]:
    """The spans as they were known on a day; `seen`: the last day with the row up to then."""
    for span in stood:
        known = known_on(span, day)
        if known is None:
            continue
        if known.until is None and (known.last_seen is None or known.last_seen < seen):
            known = msgspec.structs.replace(known, last_seen=seen)
        yield known


def _stated(stood: tuple[Span, ...], listed_on: date | None) -> tuple[Span, ...]:
    """The spans, the one that began with the date stated by the publisher beginning with it."""
    if listed_on is None:
        return stood
    free_from = date.min
    for number, span in enumerate(stood):
        if free_from <= listed_on <= span.since:
            before = span.not_before
            begun = msgspec.structs.replace(
                span, since=listed_on, not_before=before if before and before < listed_on else None
            )
            return (*stood[:number], begun, *stood[number + 1 :])
        free_from = span.until or date.max
    return stood


def _from_snapshot(row: Designation, day: date) -> Designation:
    """The row with `list@snapshot` as its source, and its file in the place."""
    seen = row.seen
    place = seen.place if seen.source in seen.place else f"{seen.source}, {seen.place}"
    seen = msgspec.structs.replace(seen, source=f"{row.list}@{day}", place=place)
    return msgspec.structs.replace(row, seen=seen)
