"""The same statuses on other days that matter: the table by date.

Days: the first and the last payment of each contract a party is in, the first and the
last day of contracts it carries out, the days on which its rows (or its owners' rows)
came and went, the last day seen before they came, the days on which stakes began and
ended, and the date of the review. Nothing after the date of the review is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from celtrace.law.stakes import Stake
from celtrace.ports import View
from celtrace.records import Contract, Payment
from celtrace.weigh.assessment import Blocked, StatusOn
from celtrace.weigh.standing import Facts, Standing
from celtrace.weigh.work import contract_of

QUIET = ("no", "not-checked")


def history(
    facts: Facts, lines: Sequence[Blocked], standings: Sequence[Standing]
) -> tuple[StatusOn, ...]:
    """Statuses by party, regime and day, for parties with more to tell than `no`."""
    parties = _told(facts, lines, standings)
    stakes = facts.above(parties)
    narrow = facts.narrowed(stakes)
    days = _days(facts, parties, stakes)
    found: list[StatusOn] = []
    for day in sorted({day for own in days.values() for day in own}):
        for regime in facts.regimes:
            standing = Standing(narrow, regime, day)
            found += [_on(standing, party) for party in parties if day in days[party]]
    return tuple(sorted(found, key=lambda s: (s.party, facts.regimes.index(s.regime), s.day)))


def _told(facts: Facts, lines: Sequence[Blocked], standings: Sequence[Standing]) -> list[str]:
    """Parties with a status other than no or not-checked, now or through a stake of the past.

    A `may-be` that only says that owners are not stated has no other days to tell of.
    """
    by_regime = {standing.regime: standing for standing in standings}
    told = {
        line.party
        for line in lines
        if line.status not in QUIET and by_regime[line.regime].touches(line.party)
    }
    told |= {
        party
        for regime, party in facts.candidates
        if regime in facts.regimes
        and any(c.state == "confirmed" and c.spans for c in facts.blocking(regime, party))
    }
    ended = {stake.asset for stake in facts.stakes if stake.until and stake.owner in told}
    return sorted(told | ended)


def _days(facts: Facts, parties: Iterable[str], stakes: Sequence[Stake]) -> dict[str, set[date]]:
    as_of = facts.view.facts.as_of
    money = _payment_days(facts.view, set(parties))
    own = {party: _span_days(facts, party) for party in {*parties, *(s.owner for s in stakes)}}
    into: dict[str, list[Stake]] = {}
    for stake in stakes:
        into.setdefault(stake.asset, []).append(stake)
    found = {}
    for party in parties:
        signed = facts.view.where(Contract, "contractor", party)
        days = {as_of} | money.get(party, set()) | own[party]
        days |= {day for c in signed for day in (c.date, c.until) if day}
        for stake in _above(party, into):
            days |= own[stake.owner] | _stake_days(stake)
        found[party] = {day for day in days if day <= as_of}
    return found


def _above(party: str, into: dict[str, list[Stake]]) -> list[Stake]:
    found: list[Stake] = []
    front, seen = [party], {party}
    while front:
        for stake in into.get(front.pop(), ()):
            found.append(stake)
            if stake.owner not in seen:
                seen.add(stake.owner)
                front.append(stake.owner)
    return found


def _stake_days(stake: Stake) -> set[date]:
    """The first day of a stake and the first day without it."""
    after = {stake.until + timedelta(days=1)} if stake.until and stake.until < date.max else set()
    return after | ({stake.since} if stake.since else set())


def _span_days(facts: Facts, party: str) -> set[date]:
    """Days on which confirmed rows of a party came or went, and the last day before they came.

    On `not_before` the snapshot seen did not have the row: what a check of names alone
    would have shown then stands beside what the law said.
    """
    spans = [
        span
        for regime in facts.regimes
        for candidate in facts.blocking(regime, party)
        if candidate.state == "confirmed"
        for span in candidate.spans
    ]
    return {day for span in spans for day in (span.not_before, span.since, span.until) if day}


def _payment_days(view: View, parties: set[str]) -> dict[str, set[date]]:
    """First and last payment day of each contract, for the parties that are in it or were paid."""
    by_contract: dict[str, list[Payment]] = {}
    for payment in view.all(Payment):
        if payment.date:
            by_contract.setdefault(contract_of(payment, view), []).append(payment)
    found: dict[str, set[date]] = {}
    for id_, payments in by_contract.items():
        contract = view.get(Contract, id_) if id_ else None
        inside = {contract.client, contract.contractor} if contract else set()
        for party in (inside | {payment.payee for payment in payments}) & parties:
            own = payments
            if party not in inside:
                own = [payment for payment in payments if payment.payee == party]
            on = [payment.date for payment in own if payment.date]
            found.setdefault(party, set()).update((min(on), max(on)))
    return found


def _on(standing: Standing, party: str) -> StatusOn:
    line = standing.of(party)
    shown = any(
        span.holds(standing.day)
        for candidate in standing.facts.blocking(standing.regime, party)
        for span in candidate.spans
    )
    return StatusOn(party, standing.regime, standing.day, line.status, shown, line.note)
