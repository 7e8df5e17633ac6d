"""From a cut to the lot it is of and to our own reference of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from celtrace.ports import View
from celtrace.records import Contract, Lot, Production, Ref, Reference
from celtrace.text.cuts import read_cuts


def overlap(one: str, other: str) -> bool:
    """Whether two descriptions can mean the same cuts; unknown where either names none."""
    first, second = set(read_cuts(one)), set(read_cuts(other))
    return not first or not second or bool(first & second)


class OurCuts:
    """The cuts that lots, contracts and references of a case name, read once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._lots = _by_cut((lot.ref, lot.cuts) for lot in view.all(Lot))
        self._contracts = _by_cut((one.ref, one.scope) for one in view.all(Contract))
        self._references: dict[str, Reference] = {}
        for reference in view.all(Reference):
            own = read_cuts(reference.cut) or read_cuts(
                f"ep {reference.episode} cut {reference.cut}"
            )
            for name in (reference.id, reference.cut, *own):
                self._references.setdefault(name, reference)

    def homes(self, cut: str) -> tuple[Ref, ...]:
        """The lots that name a cut; where none does, the contracts whose scope names it."""
        names = read_cuts(cut)
        lots = {ref for name in names for ref in self._lots.get(name, ())}
        named = lots or {ref for name in names for ref in self._contracts.get(name, ())}
        return tuple(sorted(named))

    def reference(self, cut: str) -> Reference | None:
        """Our own reference of a cut.

        Where no reference names the cut and all say the same about being unreleased, the first.
        """
        for name in (cut, *read_cuts(cut)):
            if name in self._references:
                return self._references[name]
        every = self._view.all(Reference)
        return every[0] if len({one.unreleased for one in every}) == 1 else None

    def unreleased(self, cut: str, day: date | None) -> bool:
        """Whether a cut was not public on a day, as far as is stated."""
        reference = self.reference(cut)
        if reference is None or reference.unreleased is not None:
            return bool(reference and reference.unreleased)
        show = self._view.get(Production, reference.production)
        return bool(show and show.released and day and day < show.released)


def _by_cut(named: Iterable[tuple[Ref, str]]) -> dict[str, list[Ref]]:
    found: dict[str, list[Ref]] = defaultdict(list)
    for ref, text in named:
        for cut in read_cuts(text):
            found[cut].append(ref)
    return dict(found)
