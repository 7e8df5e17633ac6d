"""From a cut to the lot it is of and to our own reference of it."""

from __future__ import annotations

from datetime import date

from celtrace.ports import View
from celtrace.records import Contract, Lot, Production, Ref, Reference
from celtrace.text.cuts import read_cuts


def named(text: str) -> set[str]:
    """The cuts that a text names exactly."""
    return set(read_cuts(text))


def lots_of(cut: str, view: View) -> tuple[Ref, ...]:
    """The lots that name a cut; where none does, the contracts whose scope names it."""
    wanted = named(cut)
    lots = [lot.ref for lot in view.all(Lot) if wanted & named(lot.cuts)]
    if lots:
        return tuple(lots)
    contracts = view.all(Contract)
    return tuple(c.ref for c in contracts if wanted & named(c.scope))


def overlap(one: str, other: str) -> bool:
    """Whether two descriptions can mean the same cuts; unknown where either names none."""
    first, second = named(one), named(other)
    return not first or not second or bool(first & second)


def reference_of(cut: str, view: View) -> Reference | None:
    """Our own reference of a cut.

    Where no reference names the cut and all say the same about being unreleased, the first.
    """
    wanted = named(cut)
    references = view.all(Reference)
    for reference in references:
        own = named(reference.cut) | named(f"ep {reference.episode} cut {reference.cut}")
        if cut in (reference.id, reference.cut) or wanted & own:
            return reference
    same = {reference.unreleased for reference in references}
    return references[0] if len(same) == 1 else None


def unreleased(reference: Reference | None, day: date | None, view: View) -> bool:
    """Whether what the reference shows was not public on a day, as far as is stated."""
    if reference is None or reference.unreleased is not None:
        return bool(reference and reference.unreleased)
    show = view.get(Production, reference.production)
    return bool(show and show.released and day and day < show.released)
