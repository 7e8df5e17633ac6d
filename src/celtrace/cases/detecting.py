"""Run detectors over the records of a case: what was found, what looked, what failed.

This is one of the two named boundaries where any exception is caught: a detector that
fails on one record must not hide what the others find, so it becomes a Problem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TypeAlias

import msgspec

from celtrace.engine.serial import SerialEngine
from celtrace.findings import Finding, Ran
from celtrace.ports import Engine, Shelf, View
from celtrace.records import Digest, Evidence, Problem, Record
from celtrace.registry import Detector

Item: TypeAlias = tuple[Any, ...]
"""What a detector is called with before the view: a record, a key and its records, nothing."""
Result: TypeAlias = tuple[tuple[Finding, ...], str]
"""Findings, and the error as `Type: message`, empty if there was none."""

_WORDS = {
    "party": "parties", "delivery": "deliveries", "ownership": "stakes", "found": "found files",
    "sign_in": "sign-ins", "match": "frame matches", "staff_list": "staff lists",
    "file_access": "file accesses",
}  # fmt: skip


class Detected(msgspec.Struct, frozen=True):
    """What came of a run of detectors."""

    findings: tuple[Finding, ...]
    """In order of rule, subject and id, each id once."""
    ran: tuple[Ran, ...]
    """One for each rule, in order of rule."""
    problems: tuple[Problem, ...]


class Totals(msgspec.Struct, frozen=True):
    """How much there is where the shelf holds only what rules can find something about."""

    counts: dict[type[Record], int]
    """Records of a kind, each once; kinds that are not here are counted on the shelf."""
    stated: frozenset[str]
    """Fields of sign-ins that some sign-in states."""


class _Looked(msgspec.Struct, frozen=True):
    """What came of one detector."""

    detector: Detector
    looked_at: int
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    skipped_because: str = ""


def run_detectors(
    shelf: Shelf, view: View, engine: Engine, detectors: Iterable[Detector],
    totals: Totals | None = None,
) -> Detected:  # fmt: skip
    """Let every detector look at what it reads; the result does not depend on their order.

    A detector goes over the first kind that it reads and does not look if any kind that it
    reads has no record. A finding that a failing detector made before it failed is kept.
    """
    groups = _Groups(shelf, totals)
    looked = [_look(one, groups, view, engine) for one in sorted(detectors, key=lambda d: d.name)]
    return Detected(
        _ordered(finding for one in looked for finding in one.findings),
        tuple(_ran(looked)),
        tuple(problem for one in looked for problem in one.problems),
    )


class _Groups:
    """Records grouped once for all detectors that ask for the same groups."""

    def __init__(self, shelf: Shelf, totals: Totals | None) -> None:
        self.shelf, self._totals = shelf, totals
        self._made: dict[tuple[str, str, str], list[tuple[str, list[Record]]]] = {}

    def of(self, detector: Detector) -> list[tuple[str, list[Record]]]:
        """The groups that a detector reads."""
        kind, by, order = detector.reads[0], detector.by, detector.order
        key = (kind.kind, by, order)
        if key not in self._made:
            self._made[key] = list(self.shelf.grouped(kind, by, order))
        return self._made[key]

    def count(self, kind: type[Record]) -> int:
        """How many records of a kind there are."""
        if self._totals and kind in self._totals.counts:
            return self._totals.counts[kind]
        return sum(1 for _ in self.shelf.each(kind))

    def states(self, detector: Detector) -> bool:
        """Whether some record has any of the fields that a detector needs."""
        if self._totals and detector.reads[0] in self._totals.counts:
            return not self._totals.stated.isdisjoint(detector.needs)
        return _has_any(detector, self.shelf)

    def has(self, kind: type[Record]) -> bool:
        """Whether there is a record of a kind."""
        if self._totals and kind in self._totals.counts:
            return self._totals.counts[kind] > 0
        return next(self.shelf.each(kind), None) is not None


def _look(detector: Detector, groups: _Groups, view: View, engine: Engine) -> _Looked:
    missing = [kind for kind in detector.reads if not groups.has(kind)]
    if missing:
        words = " and no ".join(_words(kind) for kind in missing)
        return _Looked(detector, 0, (), (), f"no {words} in the dossier")
    if detector.needs and not groups.states(detector):
        fields = " or ".join(detector.needs).replace("_", " ")
        words = _words(detector.reads[0]).removesuffix("s")
        return _Looked(detector, 0, (), (), f"not enough data: no {words} states {fields}")
    items = list(_items(detector, groups))
    seen = partial(_seen, detector, view)
    # A detector that sees the whole view once has nothing to be shared out.
    chosen = SerialEngine() if detector.reach == "web" else engine
    results = list(chosen.map(seen, items))
    problems = [
        _problem(detector, item, error)
        for item, (_, error) in zip(items, results, strict=True)
        if error
    ]
    findings = tuple(finding for found, _ in results for finding in found)
    return _Looked(detector, groups.count(detector.reads[0]), findings, tuple(problems))


def _has_any(detector: Detector, shelf: Shelf) -> bool:
    return any(
        getattr(record, field) not in ("", None, ())
        for record in shelf.each(detector.reads[0])
        for field in detector.needs
    )


def _items(detector: Detector, groups: _Groups) -> Iterator[Item]:
    first = detector.reads[0]
    if detector.reach == "each":
        yield from ((record,) for record in groups.shelf.each(first))
    elif detector.reach == "group":
        yield from groups.of(detector)
    else:
        yield ()


def _seen(detector: Detector, view: View, item: Item) -> Result:
    """Call a detector on one item; whatever it raises becomes text."""
    found: list[Finding] = []
    try:
        found.extend(detector.run(*item, view))
    except Exception as error:  # noqa: BLE001 - the named boundary: one record must not stop a run
        return tuple(found), f"{type(error).__name__}: {error}"
    return tuple(found), ""


def _problem(detector: Detector, item: Item, error: str) -> Problem:
    record = next((one for one in _records(item)), None)
    seen = record.seen if record else Evidence(Digest(""), "dossier", "", "", detector.name)
    return Problem(
        seen=seen, source=seen.source, place=seen.place,
        reason=f"the detector {detector.name} failed: {error}",
        consequence="what it would have found here is not known",
    )  # fmt: skip


def _records(item: Item) -> Iterator[Record]:
    for part in item:
        yield from (
            one for one in (part if isinstance(part, list) else [part]) if isinstance(one, Record)
        )


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In order of rule, subject and id; of two with one id the first by their bytes."""
    keyed = {(f.rule, f.subject, f.id, msgspec.json.encode(f)): f for f in findings}
    once: dict[str, Finding] = {}
    for key in sorted(keyed):
        once.setdefault(keyed[key].id, keyed[key])
    return tuple(once.values())


def _ran(looked: Sequence[_Looked]) -> Iterator[Ran]:
    """One line for each rule; a rule that several detectors look for is added up."""
    by_rule: dict[str, list[_Looked]] = defaultdict(list)
    for one in looked:
        for kind in one.detector.finds:
            by_rule[kind.rule].append(one)
    for rule in sorted(by_rule):
        those = by_rule[rule]
        found = {f.id for one in those for f in one.findings if f.rule == rule}
        skipped = sorted({one.skipped_because for one in those})
        reason = "" if "" in skipped else "; ".join(skipped)
        yield Ran(rule, sum(one.looked_at for one in those), len(found), reason)


def _words(kind: type[Record]) -> str:
    return _WORDS.get(kind.kind, f"{kind.kind.replace('_', ' ')}s")
