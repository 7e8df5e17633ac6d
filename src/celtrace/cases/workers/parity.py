"""The parity report: whether people of one role are asked for the same and fare alike.

For the compliance officer, who looks at rates by the country of the document and never at
people. Groups of fewer than five are put together under `others`, and where these are fewer
than five still, the smallest other group with them: nobody stands alone in a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from celtrace.weigh.assessment import WorkerLevel

FEWEST = 5
OTHERS, UNKNOWN = "others", "not stated"


class ParityLine(msgspec.Struct, frozen=True):
    """One plan and one country of document."""

    plan: str
    country: str
    people: int
    asked: int
    """Steps asked of them together, by the plan."""
    extra: int
    """Steps asked beyond the plan, each for a finding."""
    passed: int
    refused: int
    failed: int
    """Failed, or to be considered."""
    levels: dict[str, int]


def parity(levels: Sequence[WorkerLevel], countries: Mapping[str, str]) -> tuple[ParityLine, ...]:
    """A line for each plan and country, in that order."""
    groups: dict[tuple[str, str], list[WorkerLevel]] = {}
    for one in levels:
        country = countries.get(one.worker, UNKNOWN)
        groups.setdefault((one.plan, country), []).append(one)
    return tuple(_line(plan, country, some) for plan, country, some in _merged(groups))


def _merged(
    groups: Mapping[tuple[str, str], list[WorkerLevel]],
) -> Iterator[tuple[str, str, list[WorkerLevel]]]:
    for plan in sorted({plan for plan, _ in groups}):
        named = {country: some for (of, country), some in groups.items() if of == plan}
        few = [country for country, some in named.items() if len(some) < FEWEST]
        while few and len(few) < len(named) and sum(len(named[one]) for one in few) < FEWEST:
            left = (country for country in named if country not in few)
            few.append(min(left, key=lambda country: (len(named[country]), country)))
        yield from ((plan, one, named[one]) for one in sorted(named) if one not in few)
        if few:
            yield plan, OTHERS, [worker for one in sorted(few) for worker in named[one]]


def _line(plan: str, country: str, some: Sequence[WorkerLevel]) -> ParityLine:
    steps = [step for one in some for step in one.steps]
    states = Counter(step.state for step in steps if not step.extra)
    return ParityLine(
        plan, country, len(some), sum(not step.extra for step in steps),
        sum(bool(step.extra) for step in steps), states["passed"], states["refused"],
        states["failed"] + states["consider"],
        dict(sorted(Counter(one.level for one in some).items())),
    )  # fmt: skip
