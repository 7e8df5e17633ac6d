"""The stakes of a case as the law reads them: exact or with bounds, nominees for nominators."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from celtrace.law.nominees import Nomination, attributed
from celtrace.law.stakes import Stake
from celtrace.records import Ownership, Role

NOMINEE_FOR = frozenset({"nominee for", "nominee of", "nominee shareholder for", "holds for"})
"""What a role says where `person` holds its stakes for `party`."""


def stakes(owned: Iterable[Ownership], roles: Iterable[Role]) -> list[Stake]:
    """All stakes that the records state; `refs` are references of records."""
    return list(attributed(map(_stake, owned), nominations(roles)))


def nominations(roles: Iterable[Role]) -> list[Nomination]:
    """The roles that say who holds for whom."""
    return [
        Nomination(role.person, role.party, role.since, role.until, role.ref)
        for role in roles
        if " ".join(role.role.lower().replace("_", " ").replace("-", " ").split()) in NOMINEE_FOR
    ]


def _stake(record: Ownership) -> Stake:
    exact = record.share is not None
    low = record.share if exact else record.low
    high = record.share if exact else record.high
    return Stake(
        record.owner, record.asset, None if low is None else Fraction(low),
        None if high is None else Fraction(high),
        low_exclusive=record.low_exclusive and not exact,
        high_exclusive=record.high_exclusive and not exact,
        form=record.form, since=record.since, until=record.until, refs=(record.ref,),
    )  # fmt: skip
