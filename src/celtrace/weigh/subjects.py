"""The subjects: what counts for each, its tier, and what carries it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from celtrace.ports import View
from celtrace.records import Contract, Lot, Party, Worker
from celtrace.weigh.assessment import Subject
from celtrace.weigh.counters import closings
from celtrace.weigh.leave_one_out import carried_by
from celtrace.weigh.overlap import outside
from celtrace.weigh.questions import questions
from celtrace.weigh.reach import reached
from celtrace.weigh.tiers import RANK, Tally, Weighed, single_source
from celtrace.weigh.words import likelihoods
from celtrace.weigh.work import Work

ORDER = ("party", "contract", "lot", "invoice", "payment", "cluster", "worker", "account")
"""Order of kinds in the assessment; other kinds follow by name."""


class Sorted(msgspec.Struct, frozen=True):
    """The findings held against one subject, each in its place."""

    counted: tuple[Weighed, ...]
    closed_by: dict[str, str]
    """Closed finding to the first counter that closes it, or why it does not count (R5)."""
    reopened: dict[str, list[Weighed]]
    context: tuple[str, ...]


def subjects(view: View, found: Sequence[Weighed]) -> tuple[Subject, ...]:
    """Every party, contract, lot and worker, and all else that findings are about, in order."""
    work = Work(view)
    closed = closings(found, work)
    held = reached(found)
    against = Against(work, view.facts.as_of, view.facts.judged)
    made = []
    for ref, name in _all(view, held):
        some = held.get(ref)
        made.append(_subject(ref, name, _sort(ref, some, closed, against) if some else _NOTHING))
    return tuple(made)


class Against(msgspec.Struct, frozen=True):
    """What beside counter findings decides whether a finding counts."""

    work: Work
    as_of: date
    judged: Mapping[str, str]
    """Findings that people have closed, with who did and why (R10, R11)."""

    def closes(self, weighed: Weighed, ref: str) -> str:
        """Why the finding does not count for the subject; empty if it does."""
        said = self.judged.get(weighed.id, "")
        return said or outside(weighed, ref, self.work, self.as_of)


_NOTHING = Sorted((), {}, {}, ())


def _all(view: View, held: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Refs and names of all subjects, by kind and id."""
    names: dict[str, str] = {}
    names.update((party.ref, party.name) for party in view.all(Party))
    names.update((worker.ref, worker.name) for worker in view.all(Worker))
    for other in (Contract, Lot):
        names.update((record.ref, view.name(record.ref)) for record in view.all(other))
    names.update((ref, view.name(ref)) for ref in held if ref not in names)
    yield from sorted(names.items(), key=_place)


def _place(item: tuple[str, str]) -> tuple[int, str, str]:
    kind, _, id_ = item[0].partition(":")
    return (ORDER.index(kind) if kind in ORDER else len(ORDER)), kind, id_


def _sort(
    ref: str,
    held: Iterable[Weighed],
    closed: Mapping[str, tuple[str, ...]],
    against: Against,
) -> Sorted:
    """Put each finding in its place: counts, closed, out of time, or only context."""
    counted: list[Weighed] = []
    closed_by: dict[str, str] = {}
    reopened: dict[str, list[Weighed]] = {}
    context: list[str] = []
    for weighed in held:
        if not weighed.counts:
            context.append(weighed.id)
            continue
        late = against.closes(weighed, ref)
        closers = closed.get(weighed.id, ())
        if not late and len(closers) == 1:
            reopened.setdefault(closers[0], []).append(weighed)
        if closers or late:
            closed_by[weighed.id] = closers[0] if closers else late
        else:
            counted.append(weighed)
    counted.sort(key=lambda w: (-RANK[w.strength], w.group, w.id))
    return Sorted(tuple(counted), dict(sorted(closed_by.items())), reopened, tuple(sorted(context)))


def _subject(ref: str, name: str, held: Sorted) -> Subject:
    kind, _, id_ = ref.partition(":")
    tally = Tally(held.counted)
    groups = tally.groups()
    tier = tally.tier()
    return Subject(
        kind=kind, id=id_, name=name, tier=tier, single_source=single_source(groups),
        groups={str(group): str(groups[group]) for group in sorted(groups)},
        findings=tuple(weighed.id for weighed in held.counted),
        closed=tuple(held.closed_by), closed_by=held.closed_by, context=held.context,
        questions=questions(tier, held.counted),
        carried_by=carried_by(held.counted, held.reopened),
        likelihoods=likelihoods(held.counted),
    )  # fmt: skip
