"""Dates in a CV that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from celtrace.detect import _public
from celtrace.detect._basis import Use, based, cited, use
from celtrace.documents.mrz import parse
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import PaperPage, Ref, Stint
from celtrace.registry import detector

YOUNGEST = 14
"""Years of age before which nobody's CV begins a trade; school begins earlier and is no fault."""
_SOME = 2
"""Faults from which on it counts; one alone is a slip of the pen."""


class CvImpossibleDates(Finding, frozen=True, kw_only=True):
    """A CV gives spans that end before they begin, lie ahead, or use a program not yet made.

    Compared are the last day that a span can mean with the first day that a program could be
    had, and with the birthday in machine-readable lines whose digit holds. One fault alone is
    context, since years are easily mistyped; two count.
    """

    rule = "cv_impossible_dates"
    hypothesis = Hypothesis.H5
    group = Group.DOCUMENTS
    category = Category.SUPPORTING
    says = "The CV {path} of {worker_name} gives spans that cannot be so: {faults}."
    because = (_public.IT_WORKERS_2022, _public.JASPER_SLEET)
    innocent = (
        "A year was mistyped, or a template was filled in carelessly.",
        "The program was used before its release by its makers or testers.",
        "An older job is described with the name that a program has today.",
    )
    check = "References of the employers named, by contacts found independently."
    ask = "Please explain these spans of the CV: {faults}."

    worker_name: str
    path: str
    faults: str


@detector(CvImpossibleDates, reads=Stint, by="path")
def cv_dates(path: str, stints: list[Stint], view: View) -> Iterator[Finding]:
    """The spans of each CV, for each worker who handed it in."""
    for id_ in sorted({one.worker for one in stints}):
        own = [one for one in stints if one.worker == id_]
        born = _born(id_, view)
        told = [
            (fault, used) for one in own
            for fault, used in _faults(one, born, view.facts.as_of)
        ]  # fmt: skip
        if not told:
            continue
        worker = Ref(f"worker:{id_}")
        uses = [used for _, row in told for used in row]
        yield CvImpossibleDates(
            subject=worker, evidence=cited(*uses), basis=based(*uses),
            grade=None if len(told) >= _SOME else Category.CONTEXT,
            worker_name=view.name(worker), path=path,
            faults="; ".join(sorted(fault for fault, _ in told)),
        )  # fmt: skip


def _faults(
    one: Stint, born: tuple[date, PaperPage] | None, today: date
) -> Iterator[tuple[str, list[Use]]]:
    used = use(one, "words")
    if one.until and one.until < one.start:
        yield f"{one.words} ends before it begins", [used]
    elif one.start > today:
        yield f"{one.words} begins after {today}", [used]
    if one.until and one.released and one.start <= one.until < one.released:
        yield f"{one.words} with {one.tool}, which came out on {one.released}", [used]
    last = one.until or today
    if born and one.tool and (last - born[0]).days < YOUNGEST * 365:
        said = f"{one.words} with {one.tool}, before the age of {YOUNGEST}"
        yield said, [used, use(born[1], "zone")]


def _born(worker: str, view: View) -> tuple[date, PaperPage] | None:
    """The birthday from machine-readable lines, where its digit holds."""
    for page in view.where(PaperPage, "worker", worker):
        if page.zone.lines:
            zone = parse(page.zone.lines)
            holds = any(check.field == "born" and check.holds for check in zone.checks)
            born = zone.born_on(view.facts.as_of) if holds else None
            if born:
                return born, page
    return None
