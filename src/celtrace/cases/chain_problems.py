"""What cannot be taken as it stands in stakes, dates and identifiers: named, never guessed away.

Source of the rules: `law.stakes` for stakes, `documents.identifiers` for check digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from celtrace.documents.identifiers import NormalId, normal
from celtrace.holders import stakes
from celtrace.law.circles import circles
from celtrace.law.stakes import WHOLE, Holdings, Issue, Trouble, holdings
from celtrace.records import Ownership, Party, Payment, Problem, Record, Role

_PERSONAL = frozenset({"passport", "national_id"})
_DONE: dict[Trouble, str] = {
    "self-holding": "the stake was left out",
    "no-figure": "it counts as 0 to 100 %: the answer may stay open",
    "negative": "it counts as 0 to 100 %: the answer may stay open",
    "over-100": "it counts as 0 to 100 %: the answer may stay open",
    "reversed": "it counts as 0 to 100 %: the answer may stay open",
    "conflict": "all of the statements are kept, as a band",
    "added-up": "if one statement repeats the other, leave one of them out",
    "sum-over-100": "all are taken as stated; at least one cannot be right",
}


def chain_problems(records: Sequence[Record], day: date) -> tuple[Problem, ...]:
    """Problems of the stakes in force on a day, of undated stakes and payments, of numbers."""
    owned = [record for record in records if isinstance(record, Ownership)]
    roles = [record for record in records if isinstance(record, Role)]
    parties = [record for record in records if isinstance(record, Party)]
    held = holdings(stakes(owned, roles), day)
    by_ref = {str(record.ref): record for record in owned}
    by_id = {party.id: party for party in parties}
    found = [
        *(_stated(issue, by_ref, by_id) for issue in held.issues),
        *_closed(held, by_ref, by_id),
        *_undated(owned, ("stake states", "stakes state"), "no first day",
                  "every day before counts as held"),
        *_undated([record for record in records if isinstance(record, Payment)],
                  ("payment states", "payments state"), "no day",
                  "what was in force then is not known"),
        *_numbers(parties),
    ]  # fmt: skip
    unique = {problem.id: problem for problem in found}
    return tuple(sorted(unique.values(), key=lambda p: (p.source, p.place, p.reason)))


def _problem(record: Record, reason: str, consequence: str, *fields: str) -> Problem:
    seen = record.cite(*fields)
    return Problem(
        seen=seen, source=seen.source, place=seen.place, reason=reason, consequence=consequence
    )


def _stated(issue: Issue, by_ref: dict[str, Ownership], by_id: dict[str, Party]) -> Problem:
    refs = [ref for ref in issue.refs if ref in by_ref]
    refs = refs or [ref for ref, one in by_ref.items() if one.asset == issue.asset]
    record: Record = by_ref[min(refs)] if refs else by_id[issue.asset]
    who = f"{issue.owner} in {issue.asset}" if issue.owner else issue.asset
    reason = f"stake of {who}: {issue.text}" if issue.owner else f"{who}: {issue.text}"
    return _problem(record, reason, _DONE[issue.trouble], "share", "low", "high", "form")


def _closed(
    held: Holdings, by_ref: dict[str, Ownership], by_id: dict[str, Party]
) -> Iterator[Problem]:
    """Circles whose members hold all of each other: nobody outside owns them."""
    for group in circles(held.all):
        inside = [h for h in held.all if h.asset in group and h.owner in group]
        sums = dict.fromkeys(group, 0)
        for one in inside:
            if one.form == "shares":
                sums[one.asset] += one.low
        if all(held.percent(total) >= WHOLE for total in sums.values()):
            refs = sorted(ref for one in inside for ref in one.refs if ref in by_ref)
            record: Record = by_ref[refs[0]] if refs else by_id[group[0]]
            reason = f"{', '.join(group)} hold each other in a circle, and all of each other"
            yield _problem(record, reason, "the circle blocks nobody; who stands behind is open")


def _undated(
    records: Iterable[Ownership | Payment], verb: tuple[str, str], what: str, done: str
) -> Iterator[Problem]:
    """One problem for each file with records that state no day."""
    by_source: dict[str, list[Ownership | Payment]] = {}
    for record in records:
        when = record.since if isinstance(record, Ownership) else record.date
        if when is None:
            by_source.setdefault(record.seen.source, []).append(record)
    for some in by_source.values():
        yield _problem(
            min(some, key=lambda one: one.id), f"{len(some)} {verb[len(some) > 1]} {what}", done
        )


def _numbers(parties: Iterable[Party]) -> Iterator[Problem]:
    """Check digits that do not hold, and one registry number of two parties."""
    holders: dict[tuple[str, str, str], list[Party]] = {}
    for party in sorted(parties, key=lambda one: one.id):
        for identifier in party.identifiers:
            home = party.nationality if identifier.type in _PERSONAL else party.country
            own = normal(identifier.type, identifier.value, identifier.country or home)
            if own.valid is False:
                reason = f"{identifier.type} {identifier.value} of {party.id}: {own.why}"
                yield _problem(party, reason, "it identifies nobody", "identifiers")
            elif own.value:
                holders.setdefault(_key(own), []).append(party)
    for (type_, value, _), some in sorted(holders.items()):
        ids = sorted({party.id for party in some})
        if len(ids) > 1:
            reason = f"{type_} {value} is given for {len(ids)} parties: {', '.join(ids)}"
            yield _problem(some[0], reason, "they stay apart; one of the numbers is wrong, or they "
                           "are one party", "identifiers")  # fmt: skip


def _key(own: NormalId) -> tuple[str, str, str]:
    return own.type, own.value, own.country
