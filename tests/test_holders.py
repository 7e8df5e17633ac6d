"""The stakes of a case as the law reads them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from celtrace.holders import nominations, stakes
from celtrace.records import Digest, Evidence, Ownership, Role

SEEN = Evidence(Digest("0" * 64), "d.yaml", "line 1", "", "test")


def owned(**given: object) -> Ownership:
    return Ownership(seen=SEEN, owner="N", asset="A", **given)  # type: ignore[arg-type]


def role(said: str, **given: object) -> Role:
    return Role(seen=SEEN, person="N", party="X", role=said, **given)  # type: ignore[arg-type]


def test_an_exact_share_goes_before_bounds() -> None:
    [stake] = stakes([owned(share=Decimal("16.67"), low=Decimal(1), low_exclusive=True)], [])
    exact = Fraction(1667, 100)
    assert (exact, exact, False) == (stake.low, stake.high, stake.low_exclusive)


def test_bounds_keep_their_exclusion_and_nothing_stated_stays_open() -> None:
    bounded, unstated = stakes([owned(low=Decimal(25), low_exclusive=True), owned()], [])
    assert (25, None, True) == (bounded.low, bounded.high, bounded.low_exclusive)
    assert (None, None) == (unstated.low, unstated.high)


@pytest.mark.parametrize("said", ["nominee for", "Nominee of", "nominee_for", " holds  for "])
def test_a_role_says_for_whom_somebody_holds(said: str) -> None:
    given = role(said, since=date(2020, 1, 1))
    [one] = nominations([given])
    assert ("N", "X", date(2020, 1, 1), given.ref) == (
        one.nominee, one.nominator, one.since, one.ref,
    )  # fmt: skip


@pytest.mark.parametrize("said", ["director", "nominee", "nominee director", "employee"])
def test_other_roles_move_no_stake(said: str) -> None:
    [stake] = stakes([owned(share=Decimal(10))], [role(said)])
    assert "N" == stake.owner


def test_a_stake_held_for_somebody_cites_the_stake_and_the_role() -> None:
    stated, said = owned(share=Decimal(40)), role("nominee for")
    [stake] = stakes([stated], [said])
    assert ("X", "N", (stated.ref, said.ref)) == (stake.owner, stake.through, stake.refs)
