"""The status of every party under every regime on the date of the review."""

from __future__ import annotations

from collections.abc import Sequence

from celtrace.records import Party
from celtrace.weigh.assessment import Blocked
from celtrace.weigh.standing import Facts, Standing


def standings(facts: Facts) -> tuple[Standing, ...]:
    """The answers of every regime on the date of the review."""
    day = facts.view.facts.as_of
    return tuple(Standing(facts, regime, day) for regime in facts.regimes)


def blocked(facts: Facts, standings: Sequence[Standing]) -> tuple[Blocked, ...]:
    """One line for each party and regime, by party, regimes in the order of the case."""
    parties = sorted(party.id for party in facts.view.all(Party))
    return tuple(standing.of(party) for party in parties for standing in standings)


def surely(lines: tuple[Blocked, ...]) -> frozenset[str]:
    """Parties that are blocked under any regime: listed, by definition or by ownership."""
    sure = {"listed", "by-definition", "by-50-percent-rule"}
    return frozenset(line.party for line in lines if line.status in sure)
