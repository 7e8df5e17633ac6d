"""Levels of workers and vendors: V0 to V4, each printed with what is missing.

A level holds when every step of the plan up to it has passed and is not past its term, and
the levels below hold. A step that passed and was later failed, refused or doubted is open
again. Steps without a level, such as a background check, are asked for and raise nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from celtrace.detect._plans import LEVELS, Plan, PlannedCheck, engagement_of, plan_of, plans
from celtrace.ports import View
from celtrace.records import Check, Credential, Interview, PaperPage, Party, StepResult, Worker
from celtrace.weigh.assessment import (
    StepLine,
    StepState,
    Subject,
    VendorLevel,
    Verified,
    WorkerLevel,
)
from celtrace.weigh.tiers import Weighed

_DECIDED: tuple[StepState, ...] = ("passed", "consider", "refused", "failed")
"""What opens a step again or closes it; of two results of one day the graver is taken."""
_OF_INTERVIEW: dict[str, StepState] = {
    "met": "passed", "consider": "consider", "refused": "refused", "not held": "missing",
    "": "pending",
}  # fmt: skip


class Result(NamedTuple):
    """What somebody or something said about a step."""

    state: StepState
    when: date | None
    until: date | None
    why: str


class Known:
    """What the records say about the steps of one subject, looked up in one place."""

    def __init__(self, view: View, found: Sequence[Weighed], subjects: Iterable[Subject]) -> None:
        self.view = view
        counted = {id_ for subject in subjects for id_ in subject.findings}
        self._open: dict[str, list[Weighed]] = {}
        for weighed in found:
            if weighed.id in counted:
                for worker in _about(weighed):
                    self._open.setdefault(worker, []).append(weighed)

    def open(self, worker: str) -> Sequence[Weighed]:
        """Findings about a worker that count, in order."""
        return self._open.get(worker, ())

    def results(self, ref: str, check: PlannedCheck) -> Iterator[Result]:
        """Recorded results and measures, and what decides the step beside them."""
        id_ = ref.partition(":")[2]
        for step in self.view.where(StepResult, "worker", id_):
            if step.step == check.id:
                when = step.when.date() if step.when else None
                yield Result(step.result, when, step.expires, _by(step.by, step.form))
        for one in self.view.where(Check, "subject", ref):
            if one.measure in check.measures and one.result:
                yield Result(one.result, one.when, None, f"{one.measure} {_by(one.by, ())}".strip())
        worker = self.view.get(Worker, id_) if check.seen else None
        if worker:
            yield from _SEEN[check.seen](self, worker)

    def documents(self, worker: Worker) -> Iterator[Result]:
        """A document with its number; the one that holds longest."""
        held = [d for d in worker.documents if d.number or d.mrz]
        if held:
            until = max((d.expires for d in held if d.expires), default=None)
            yield Result("passed", None, until, f"{held[0].type or 'document'} stated")

    def contacts(self, worker: Worker) -> Iterator[Result]:
        """A mail address or telephone."""
        if worker.emails or worker.phones:
            yield Result("passed", None, None, "stated")

    def findings(self, worker: Worker) -> Iterator[Result]:
        """Contradictions that stand open."""
        against = [w for w in self.open(worker.id) if w.rule in plans().contradictions]
        for weighed in against:
            today = self.view.facts.as_of
            yield Result("failed", today, None, f"{weighed.rule} {weighed.id}")
        if not against and worker.documents:
            yield Result("passed", None, None, f"no finding stands open; {self._read(worker)}")

    def _read(self, worker: Worker) -> str:
        """How many files of a worker's documents were looked into: unread is not clear."""
        files = {document.path for document in worker.documents if document.path}
        pages = self.view.where(PaperPage, "worker", worker.id)
        read = files & {page.path for page in pages}
        return f"{len(read)} of {len(files)} document files read" if files else "no document file"

    def interviews(self, worker: Worker) -> Iterator[Result]:
        """Meetings held, refused or planned."""
        for one in self.view.where(Interview, "worker", worker.id):
            day = (one.held or one.planned).date()
            by = f"by {' and '.join(one.by)}" if one.by else ""
            yield Result(_OF_INTERVIEW[one.outcome], day, one.expires, by)

    def keys(self, worker: Worker) -> Iterator[Result]:
        """Keys enrolled in a meeting; a weaker one beside one that fits takes nothing away."""
        enrolled = self.view.where(Credential, "worker", worker.id)
        said = [_key(key, self.view) for key in enrolled]
        fit = [one for one in said if one.state == "passed"]
        yield from fit or said
        yield from (one for one in said if fit and one.state == "failed")
        for stated in () if enrolled else worker.passkeys:
            bound = "device-bound" if stated.device_bound else "may be copied"
            why = f"key stated ({bound}); not enrolled in a recorded meeting"
            yield Result("inconclusive", None, None, why)


_SEEN = {
    "documents": Known.documents, "contacts": Known.contacts, "findings": Known.findings,
    "interview": Known.interviews, "key": Known.keys,
}  # fmt: skip


def verified(view: View, found: Sequence[Weighed], subjects: Iterable[Subject]) -> Verified:
    """The level of every worker, and of every party that workers work for; in order of id."""
    known = Known(view, found, subjects)
    workers = tuple(_worker(worker, known) for worker in view.all(Worker))
    if not workers:
        return Verified(plans().version)
    vendors = tuple(_vendors(workers, known))
    return Verified(plans().version, workers, vendors)


def _worker(worker: Worker, known: Known) -> WorkerLevel:
    plan = plan_of(worker.role, engagement_of(worker, known.view))
    extra = _extra(worker, plan, known)
    asked = [*plan.steps, *(step for step in extra if step not in plan.steps)]
    lines = tuple(_line(worker.ref, step, known, extra.get(step, "")) for step in asked)
    return WorkerLevel(worker.id, worker.party, plan.id, level_of(lines), plan.aim, lines)


def _extra(worker: Worker, plan: Plan, known: Known) -> Mapping[str, str]:
    """Steps asked beyond the plan, each with the finding that it is asked for."""
    found: dict[str, str] = {}
    for weighed in known.open(worker.id):
        step = plans().extra.get(weighed.rule)
        if step and step not in plan.steps:
            found.setdefault(step, weighed.id)
    return found


def level_of(lines: Iterable[StepLine]) -> str:
    """The highest level all of whose steps, and those of the levels below, have passed."""
    lacking = {line.level for line in lines if line.state != "passed" and not line.extra}
    held = {line.level for line in lines} - lacking
    reached = "V0"
    for level in LEVELS[1:]:
        if level not in held:
            break
        reached = level
    return reached


def _line(ref: str, step: str, known: Known, extra: str = "") -> StepLine:
    check = plans().check(step)
    if check is None:  # the table is held by a test
        raise LookupError(step)
    base = (check.id, check.title, check.level or "")
    last = _last(known.results(ref, check), known.view.facts.as_of)
    if last is None:
        return StepLine(*base, "missing", extra=extra)
    until = _until(last, check)
    past = until is not None and until < known.view.facts.as_of
    state = "expired" if last.state == "passed" and past else last.state
    return StepLine(*base, state, last.why, last.when, until, extra)


def _last(results: Iterable[Result], today: date) -> Result | None:
    """The last that decided by today; else the last that did not, such as a planned meeting."""
    said = list(results)
    decided = [
        one for one in said
        if one.state in _DECIDED and (one.when is None or one.when <= today)
    ]  # fmt: skip
    if decided:
        return max(decided, key=lambda one: (one.when or date.min, _DECIDED.index(one.state)))
    waiting = [one for one in said if one.state not in _DECIDED]
    return max(waiting, key=lambda one: one.when or date.min, default=None)


def _until(result: Result, check: PlannedCheck) -> date | None:
    given = result.until
    if check.lasts is None or result.when is None:
        return given
    by_plan = result.when + timedelta(days=check.lasts)
    return min(given, by_plan) if given else by_plan


def _key(key: Credential, view: View) -> Result:
    day = key.enrolled.date() if key.enrolled else None
    if key.ended:
        return Result("failed", day, None, f"the key is {key.ended}")
    if key.device_bound is not True:
        return Result("consider", day, None, "the key may be copied to other devices")
    met = view.get(Interview, key.interview) if key.interview else None
    if met is None or met.outcome != "met":
        return Result("inconclusive", day, None, "device-bound, not enrolled in a meeting held")
    return Result("passed", day, None, "device-bound, enrolled in the meeting")


def _by(who: str, form: Iterable[tuple[str, str]]) -> str:
    filled = ", ".join(f"{field}: {said}" for field, said in form)
    return "; ".join(part for part in (f"by {who}" if who else "", filled) if part)


def _about(weighed: Weighed) -> Iterator[str]:
    """Workers that a finding is about."""
    kind, _, id_ = weighed.finding.subject.partition(":")
    if kind == "worker":
        yield id_
    elif kind == "cluster":
        values = weighed.finding.values
        yield from dict.fromkeys(str(values[end]) for end in ("a", "b") if end in values)


def _vendors(workers: Sequence[WorkerLevel], known: Known) -> Iterator[VendorLevel]:
    held: dict[str, list[WorkerLevel]] = {}
    for worker in workers:
        if worker.party:
            held.setdefault(worker.party, []).append(worker)
    for party in known.view.all(Party):
        if some := held.get(party.id):
            lowest = min(worker.level for worker in some)
            steps = () if party.id == known.view.facts.us else plans().vendor_steps
            yield VendorLevel(
                party.id, lowest, len(some), tuple(w.worker for w in some if w.level == lowest),
                tuple(_line(party.ref, step, known) for step in steps),
            )  # fmt: skip
