"""R4: neutral questions to the vendor, from tier 2 on."""

from __future__ import annotations

from collections.abc import Iterable

from celtrace.weigh.tiers import ASK, Weighed


def questions(tier: int, counted: Iterable[Weighed]) -> tuple[str, ...]:
    """The questions of the findings that count, each once, in order of the alphabet."""
    if tier < ASK:
        return ()
    return tuple(sorted({weighed.finding.question for weighed in counted} - {""}))
