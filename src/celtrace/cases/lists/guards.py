"""What a list file must be like before it may take the place of another.

A broken download must never become "nobody is listed": the source of a public history of
one list once moved, and its keeper committed 0 bytes as the list of that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from celtrace.errors import ListRefused
from celtrace.listing import ListSource, Snapshot
from celtrace.store.list_writing import scheme_of
from celtrace.store.lists import Held

MOST_SHRUNK = 0.30
"""In 308 versions of the SDN list of 2021 to 2024 no two neighbours differ by a tenth of it."""
NEAR_DAYS = 366
"""A later snapshot is a yardstick for an older one only this near: lists grow over years."""
COUNTED = frozenset({"full", "primaries-only", "names-only"})
_MEANT = "For a first list of another size, name it: --list ID."
_REMEDY = "Fetch the file again; what was installed before is untouched."


def check(
    snapshot: Snapshot,
    day: date,
    source: ListSource,
    installed: Iterable[Held],
    *,
    named: bool = False,
) -> None:
    """Pass, or raise ListRefused with the reason.

    `named` says that a person named the list the file is of: where nothing is installed
    that it could take the place of, a number of entries out of the ordinary is then no
    reason to refuse it. Every answer that rests on it says how few they are.
    """
    where = f"{snapshot.list} of {day}"
    if len({entry.row for entry in snapshot.entries}) < len(snapshot.entries):
        raise ListRefused(f"{where}: a row id stands more than once.", _REMEDY)
    if snapshot.fullness == "extract":
        return
    count = len(snapshot.entries)
    if not count:
        raise ListRefused(f"{where}: the file has no entries.", _REMEDY)
    fewest, most = source.expected
    held = tuple(installed)
    odd = snapshot.fullness in COUNTED and not fewest <= count <= most
    if odd and (held or not named):
        message = f"{where}: {count:,} entries, where {fewest:,} to {most:,} are plausible."
        raise ListRefused(message, f"{_REMEDY} {_MEANT}")
    _not_shrunk(snapshot, day, held, where)
    if snapshot.fullness == "full" and not odd:
        _filled(snapshot, source, where)


def _not_shrunk(snapshot: Snapshot, day: date, installed: Iterable[Held], where: str) -> None:
    """Against the nearest comparable snapshot not after the day, and the next after it."""
    alike = [one for one in installed if comparable(one, snapshot)]
    before = [one for one in alike if one.date <= day]
    after = [one for one in alike if day < one.date and (one.date - day).days <= NEAR_DAYS]
    nearest = [
        *([max(before, key=lambda one: one.date)] if before else []),
        *([min(after, key=lambda one: one.date)] if after else []),
    ]
    for one in nearest:
        if len(snapshot.entries) < (1 - MOST_SHRUNK) * one.entries:
            raise ListRefused(
                f"{where}: {len(snapshot.entries):,} entries, but the installed snapshot of "
                f"{one.date} has {one.entries:,}; more than {MOST_SHRUNK:.0%} are missing.",
                _REMEDY,
            )


def comparable(one: Held, snapshot: Snapshot) -> bool:
    """Whether the numbers of entries of the two can be compared."""
    if one.scheme != scheme_of(snapshot.entries):
        return False
    forms = {one.fullness, snapshot.fullness}
    return len(forms) == 1 or forms <= COUNTED


def _filled(snapshot: Snapshot, source: ListSource, where: str) -> None:
    for field, least in source.fill:
        filled = sum(bool(getattr(entry, field)) for entry in snapshot.entries)
        share = filled / len(snapshot.entries)
        if share < least:
            message = f"{where}: {share:.0%} of the entries have {field}, {least:.0%} are usual."
            raise ListRefused(message, _REMEDY)
