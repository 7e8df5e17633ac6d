"""What a nominee holds counts as the nominator's, on the days of the nomination."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.law.nominees import Nomination, attributed
from celtrace.law.ownership import cascade
from celtrace.law.stakes import Holdings, Stake, holdings, share
from law.oracle import US

D = date(2020, 1, 1)


def held(stakes: list[Stake], *nominations: Nomination, day: date | None = None) -> Holdings:
    return holdings(attributed(stakes, nominations), day)


def bounds(made: Holdings) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    return {(h.owner, h.asset): (made.percent(h.low), made.percent(h.high)) for h in made.all}


def test_its_own_stake_and_its_nominees_are_added_and_not_taken_for_one() -> None:
    made = held([share("X", "A", 60), share("N", "A", 40)], Nomination("N", "X"))
    assert {("X", "A"): (100, 100)} == bounds(made)
    assert ["added-up"] == [issue.trouble for issue in made.issues]


def test_two_halves_of_a_majority_block_together() -> None:
    stakes = [share("X", "A", 30), share("N", "A", 30)]
    apart = cascade(stakes, {"X"}, US)
    together = cascade(stakes, {"X"}, US, nominations=[Nomination("N", "X")])
    assert ("may-be", "blocked") == (apart.status("A"), together.status("A"))


def test_two_statements_of_what_the_nominee_holds_are_still_one_stake() -> None:
    stakes = [share("X", "A", 20), share("N", "A", 30), share("N", "A", 40)]
    made = held(stakes, Nomination("N", "X"))
    assert {("X", "A"): (50, 60)} == bounds(made)


def test_more_than_the_whole_is_named_and_ends_at_the_whole() -> None:
    made = held([share("X", "A", 70), share("N", "A", 60)], Nomination("N", "X"))
    assert {("X", "A"): (130, 100)} == bounds(made)
    assert "sum-over-100" in {issue.trouble for issue in made.issues}


@pytest.mark.parametrize(
    ("day", "owner"),
    [(D - timedelta(1), "N"), (D, "X"), (D + timedelta(9), "X"), (D + timedelta(10), "N")],
)
def test_it_counts_as_the_nominators_on_the_days_of_the_nomination_only(
    day: date, owner: str
) -> None:
    nomination = Nomination("N", "X", D, D + timedelta(9))
    assert [(owner, "A")] == list(bounds(held([share("N", "A", 30)], nomination, day=day)))


def test_several_nominators_may_each_hold_any_part() -> None:
    made = held([share("N", "A", 40)], Nomination("N", "X"), Nomination("N", "Y"))
    assert {("X", "A"): (0, 40), ("Y", "A"): (0, 40)} == bounds(made)


def test_a_nominee_of_a_nominee_is_followed_to_the_end() -> None:
    [stake] = attributed([share("N", "A", 40)], [Nomination("N", "M"), Nomination("M", "X")])
    assert ("X", "N") == (stake.owner, stake.through)


def test_nominees_in_a_circle_keep_the_stake() -> None:
    made = held([share("N", "A", 40)], Nomination("N", "M"), Nomination("M", "N"))
    assert {("M", "A"): (40, 40)} == bounds(made)


def test_what_states_the_nomination_stays_with_the_stake() -> None:
    stake = msgspec.structs.replace(share("N", "A", 40), refs=("ownership:1",))
    [mine] = attributed([stake], [Nomination("N", "X", ref="role:2")])
    assert ("ownership:1", "role:2") == mine.refs


DAYS = st.none() | st.integers(0, 40).map(lambda n: D + timedelta(n))
NOMINATIONS = st.lists(
    st.builds(Nomination, st.just("N"), st.sampled_from(["X", "Y"]), DAYS, DAYS), max_size=4
)


@given(NOMINATIONS, DAYS, DAYS, st.integers(-2, 45))
def test_on_every_day_the_stake_is_held_by_those_whom_the_day_names(
    nominations: list[Nomination], since: date | None, until: date | None, day_number: int
) -> None:
    day = D + timedelta(day_number)
    stake = msgspec.structs.replace(share("N", "A", 40), since=since, until=until)
    there = {one.nominator for one in nominations if one.holds(day)} or {"N"}
    expected = there if stake.holds(day) else set()
    assert expected == {h.owner for h in held([stake], *nominations, day=day).all}
