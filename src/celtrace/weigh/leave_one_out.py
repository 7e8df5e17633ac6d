"""R8: the findings whose loss would change the tier, and to what.

A counter finding carries a tier too: without it, what it alone closes would count again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from celtrace.weigh.assessment import CarriedBy
from celtrace.weigh.tiers import Tally, Weighed


def carried_by(
    counted: Sequence[Weighed], reopened: Mapping[str, Iterable[Weighed]]
) -> tuple[CarriedBy, ...]:
    """Findings and counters without which the tier would be another, by id.

    `reopened` holds, for each counter, the findings that it alone keeps closed.
    """
    tally = Tally(counted)
    whole = tally.tier()
    changed: dict[str, int] = {}
    for weighed in counted:
        changed[weighed.id] = _with(tally, (weighed,), -1)
    for counter, findings in reopened.items():
        changed[counter] = _with(tally, findings, 1)
    return tuple(CarriedBy(id_, changed[id_]) for id_ in sorted(changed) if changed[id_] != whole)


def _with(tally: Tally, findings: Iterable[Weighed], times: int) -> int:
    some = tuple(findings)
    for weighed in some:
        tally.add(weighed, times)
    other = tally.tier()
    for weighed in some:
        tally.add(weighed, -times)
    return other
