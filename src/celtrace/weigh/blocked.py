"""The status of every party under every regime on the date of the review."""

from __future__ import annotations

from celtrace.records import Party
from celtrace.weigh.assessment import Blocked
from celtrace.weigh.standing import Facts, Standing


def blocked(facts: Facts) -> tuple[Blocked, ...]:
    """One line for each party and regime, by party, regimes in the order of the case."""
    day = facts.view.facts.as_of
    standings = [Standing(facts, regime, day) for regime in facts.regimes]
    parties = sorted(party.id for party in facts.view.all(Party))
    return tuple(standing.of(party) for party in parties for standing in standings)


def surely(lines: tuple[Blocked, ...]) -> frozenset[str]:
    """Parties that are blocked under any regime: listed, by definition or by ownership."""
    sure = {"listed", "by-definition", "by-50-percent-rule"}
    return frozenset(line.party for line in lines if line.status in sure)
