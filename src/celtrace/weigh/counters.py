"""R6: counter-evidence closes a named finding and says so; it is never averaged.

A counter finding closes a finding when its kind names the rule, both are about the same
(equal subjects, or the counter's subject is a party whose act the finding is, or one
contract stands behind both), every field it matches on is equal, and both speak to
the same time (a day in common; unknown ends are open).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from celtrace.findings import Category
from celtrace.weigh.tiers import Weighed
from celtrace.weigh.work import Work, days, overlap


def closings(found: Sequence[Weighed], work: Work) -> dict[str, tuple[str, ...]]:
    """Id of each closed finding with the ids of all counter findings that close it."""
    index = _by_rule_and_place(found, work)
    closed: dict[str, tuple[str, ...]] = {}
    rules = {rule for rule, _ in index}
    for weighed in found:
        if weighed.rule not in rules or weighed.strength is Category.COUNTER:
            continue
        near = {
            counter.id: counter
            for place in _places(weighed, work)
            for counter in index.get((weighed.rule, place), ())
        }
        closers = sorted(id_ for id_, counter in near.items() if _closes(counter, weighed))
        if closers:
            closed[weighed.id] = tuple(closers)
    return closed


def _by_rule_and_place(
    found: Iterable[Weighed], work: Work
) -> dict[tuple[str, str], list[Weighed]]:
    index: dict[tuple[str, str], list[Weighed]] = {}
    for counter in found:
        if counter.strength is Category.COUNTER:
            subject = counter.finding.subject
            contract = work.contract_of(subject)
            places = {subject, f"contract:{contract}" if contract else subject}
            for rule in set(counter.finding.closes):
                for place in places:
                    index.setdefault((rule, place), []).append(counter)
    return index


def _places(weighed: Weighed, work: Work) -> set[str]:
    """Where a counter to this finding may stand."""
    finding = weighed.finding
    contract = work.contract_of(finding.subject)
    places: set[str] = {finding.subject, *finding.acted}
    return places | {f"contract:{contract}"} if contract else places


_NONE = object()


def _closes(counter: Weighed, weighed: Weighed) -> bool:
    one, other = counter.finding, weighed.finding
    same = all(getattr(one, name, _NONE) == getattr(other, name, counter) for name in one.matches)
    return same and overlap(days(one.start, one.until), days(other.start, other.until))
