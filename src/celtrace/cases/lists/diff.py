"""What changed in a list between two snapshots."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from celtrace.cases.lists.forms import HAS, differences
from celtrace.cases.lists.state import installed_text
from celtrace.errors import NoSnapshot
from celtrace.records import Designation
from celtrace.store.lists import Held, ListStore

Change = Literal["added", "removed", "aliases", "remarks", "other"]


class DiffLine(msgspec.Struct, frozen=True):
    """One row that is not as it was."""

    row: str
    name: str
    kind: Change
    """`aliases` and `remarks` when nothing else changed in the row."""
    what: str = ""
    """For a changed row, each changed field with what is new (+) and gone (-)."""


class ListDiff(msgspec.Struct, frozen=True):
    """Two snapshots side by side."""

    list: str
    a: date
    b: date
    added: tuple[DiffLine, ...]
    removed: tuple[DiffLine, ...]
    changed: tuple[DiffLine, ...]
    note: str = ""
    """What could not be compared because one of the two is in a poorer form."""

    def of_kind(self, kind: Change) -> tuple[DiffLine, ...]:
        """Changed rows of one kind."""
        return tuple(line for line in self.changed if line.kind == kind)


def diff(store: ListStore, list_id: str, a: date, b: date) -> ListDiff:
    """The differences from the snapshot of day a to that of day b.

    NoSnapshot when one is not installed, or when the two name their rows differently.
    """
    held = store.held(list_id)
    before, after = _exact(list_id, held, a), _exact(list_id, held, b)
    if before.scheme != after.scheme:
        raise NoSnapshot(
            f"{list_id} of {a} and of {b} cannot be compared: one has no row ids of the publisher.",
            "Choose two snapshots of the same form.",
        )
    old, new = _rows(store, before), _rows(store, after)
    fields = tuple(
        f for group in HAS[before.fullness] if group in HAS[after.fullness] for f in group
    )
    both = sorted(old.keys() & new.keys())
    lines = (_changed(old[row], new[row], fields) for row in both)
    return ListDiff(
        list_id, a, b,
        added=tuple(_line(new[row], "added") for row in sorted(new.keys() - old.keys())),
        removed=tuple(_line(old[row], "removed") for row in sorted(old.keys() - new.keys())),
        changed=tuple(line for line in lines if line is not None),
        note=_note(before, after, fields),
    )  # fmt: skip


def _exact(list_id: str, held: tuple[Held, ...], day: date) -> Held:
    found = next((one for one in held if one.date == day), None)
    if found is None:
        message = f"{list_id} of {day} is not installed; {installed_text(held)}"
        raise NoSnapshot(message, "See: celtrace lists status")
    return found


def _rows(store: ListStore, held: Held) -> Mapping[str, Designation]:
    found = store.designations(store.entry_ids(held.id))
    return {row.row: row for row in found.values()}


def _line(row: Designation, kind: Change) -> DiffLine:
    return DiffLine(row.row, _name(row), kind)


def _name(row: Designation) -> str:
    return row.name or (row.aliases[0].text if row.aliases else "")


def _changed(a: Designation, b: Designation, fields: tuple[str, ...]) -> DiffLine | None:
    found = differences(a, b, fields)
    if not found:
        return None
    kinds: dict[frozenset[str], Change] = {
        frozenset({"aliases"}): "aliases",
        frozenset({"remarks"}): "remarks",
    }
    what = "; ".join(f"{field}: {', '.join(changes)}" for field, changes in found.items())
    return DiffLine(b.row, _name(b) or _name(a), kinds.get(frozenset(found), "other"), what)


def _note(a: Held, b: Held, fields: tuple[str, ...]) -> str:
    if "extract" in (a.fullness, b.fullness):
        return "at least one of the two is an extract: rows outside it were not compared"
    if a.fullness == b.fullness:
        return ""
    return f"{a.fullness} beside {b.fullness}: compared only in {', '.join(fields) or 'row ids'}"
