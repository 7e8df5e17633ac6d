"""The cuts that found drawings are of: how many, when they lay there, whose lot they were.

What the dossier says of a cut is only looked up: that a party had the lot does not say
that the drawings came from it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec

from celtrace.cases import intake
from celtrace.cases.frames.match import Answer
from celtrace.detect._cuts import OurCuts
from celtrace.ports import CaseFacts, View
from celtrace.records import Contract, Lot, Ref
from celtrace.settings import Settings
from celtrace.store.memory import MemoryShelf

_DAY = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_NAMED = re.compile(r"(ep\d+_c)(\d+)([a-z]?)")


class Holder(msgspec.Struct, frozen=True):
    """Who had a cut, as the dossier says."""

    lot: str
    """Empty where only a contract's scope names the cut."""
    contract: str
    party: str
    """Its name."""


class CutFound(msgspec.Struct, frozen=True):
    """A cut of ours that found drawings are of."""

    show: str
    cut: str
    drawings: int
    start: float | None
    """The first second that a drawing of it stands for; None where none is known."""
    end: float | None
    first_seen: date | None
    """The first day that the path of a drawing of it names; None where none does."""
    last_seen: date | None
    holders: tuple[Holder, ...]


class Holders:
    """Lots, contracts and parties by cut, from a dossier; nothing where there is none."""

    def __init__(self, view: View | None = None) -> None:
        self._view = view
        self._cuts = OurCuts(view) if view is not None else None

    def __call__(self, cut: str) -> tuple[Holder, ...]:
        """Who had a cut; several where lots overlap."""
        if self._cuts is None:
            return ()
        return tuple(dict.fromkeys(self._holder(ref) for ref in self._cuts.homes(cut)))

    def _holder(self, ref: Ref) -> Holder:
        view = self._view
        kind, _, id_ = str(ref).partition(":")
        if view is None:
            return Holder("", "", "")
        lot = view.get(Lot, id_) if kind == Lot.kind else None
        contract = view.get(Contract, lot.contract if lot else id_)
        party = (lot.assigned_to if lot else "") or (contract.contractor if contract else "")
        name = view.name(f"party:{party}") if party else ""
        return Holder(lot.id if lot else "", contract.id if contract else "", name)


def holders_of(folder: Path, settings: Settings, today: date) -> Holders:
    """Who had which cut, by the dossier in a folder; UsageError or DossierInvalid as `review`."""
    taken = intake.read(folder, settings)
    facts = CaseFacts(as_of=taken.dossier.head.as_of or today)
    return Holders(MemoryShelf(taken.dossier.records).view(facts))


def cuts_found(answers: Iterable[Answer], holders: Holders) -> list[CutFound]:
    """The cuts of matched drawings, in order of show and cut."""
    by_cut: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for one in answers:
        if one.ours is not None:
            by_cut[one.ours.show, one.ours.cut].append(one)
    return [_cut(key, by_cut[key], holders(key[1])) for key in sorted(by_cut)]


def _cut(key: tuple[str, str], answers: Sequence[Answer], holders: tuple[Holder, ...]) -> CutFound:
    times = [one.ours.seconds for one in answers if one.ours and one.ours.seconds is not None]
    days = sorted(day for one in answers if (day := day_of(one.file)))
    return CutFound(
        *key, len(answers), min(times, default=None), max(times, default=None),
        days[0] if days else None, days[-1] if days else None, holders,
    )  # fmt: skip


def day_of(path: str) -> date | None:
    """The last day that a path names, as folders of daily batches do: `2024-01-03/a.png`."""
    for year, month, day in reversed(_DAY.findall(path)):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:  # the 31st of a short month
            continue
    return None


def merged(cuts: Iterable[str]) -> tuple[str, ...]:
    """Names of cuts with neighbours joined: `ep05_c101-118`; others as they are, behind them."""
    read: dict[str, list[int]] = defaultdict(list)
    rest = []
    for cut in sorted(set(cuts)):
        named = _NAMED.fullmatch(cut)
        if named is None or named.group(3):
            rest.append(cut)
        else:
            read[named.group(1)].append(int(named.group(2)))
    return (*(f"{e}{span}" for e in sorted(read) for span in _spans(sorted(read[e]))), *rest)


def _spans(numbers: list[int]) -> list[str]:
    starts = [numbers[0], *(b for a, b in pairwise(numbers) if b > a + 1)]
    ends = [*(a for a, b in pairwise(numbers) if b > a + 1), numbers[-1]]
    return [f"{a:03d}" if a == b else f"{a:03d}-{b:03d}" for a, b in zip(starts, ends, strict=True)]
