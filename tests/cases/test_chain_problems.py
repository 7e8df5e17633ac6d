"""What cannot stand in stakes, dates and numbers is named with its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from celtrace.cases.chain_problems import chain_problems
from celtrace.records import Identifier, Ownership, Record
from judged import SEEN, owns, party, payment

DAY = date(2024, 6, 1)
SINCE = {"since": date(2020, 1, 1)}


def reasons(*records: Record) -> list[str]:
    return [problem.reason for problem in chain_problems(records, DAY)]


def band(low: str, high: str) -> Ownership:
    return Ownership(seen=SEEN, owner="x", asset="a", low=Decimal(low), high=Decimal(high), **SINCE)


@pytest.mark.parametrize(
    ("stake", "said"),
    [
        (owns("x", "a", "150", **SINCE), "150 % is over 100"),
        (owns("x", "a", "-3", **SINCE), "-3 % is below zero"),
        (band("60", "40"), "no figure lies in 60 to 40 %"),
        (owns("a", "a", "10", **SINCE), "a is stated to own itself"),
        (Ownership(seen=SEEN, owner="x", asset="a", **SINCE), "the stake has no figure"),
        (owns("x", "a", "10"), "1 stake states no first day"),
    ],
)
def test_a_stake_that_cannot_stand_is_named(stake: Ownership, said: str) -> None:
    [reason] = reasons(party("a"), party("x"), stake)
    assert said in reason


def test_stakes_over_100_in_all_and_statements_that_differ_are_named() -> None:
    both = (owns("x", "a", "60", **SINCE), owns("y", "a", "60", id="2", **SINCE))
    assert ["add up to 120 %" in reason for reason in reasons(*both)] == [True]
    differ = (owns("x", "a", "60", **SINCE), owns("x", "a", "40", id="2", **SINCE))
    assert ["the statements differ" in reason for reason in reasons(*differ)] == [True]


def test_a_circle_that_owns_itself_whole_is_named_and_another_is_not() -> None:
    whole = (owns("a", "b", "100", **SINCE), owns("b", "a", "100", **SINCE))
    assert ["a, b hold each other in a circle, and all of each other"] == reasons(*whole)
    part = (owns("a", "b", "100", **SINCE), owns("b", "a", "60", **SINCE))
    assert [] == reasons(*part)


def lei(id_: str, value: str) -> Record:
    return party(id_, identifiers=(Identifier("lei", value),))


def test_a_wrong_check_digit_is_named_and_a_right_one_is_not() -> None:
    assert [] == reasons(lei("a", "5493001KJTIIGC8Y1R12"))
    [problem] = chain_problems([lei("a", "5493001KJTIIGC8Y1R13")], DAY)
    assert "lei 5493001KJTIIGC8Y1R13 of a" in problem.reason
    assert "it identifies nobody" == problem.consequence


def test_one_number_of_two_parties_is_named() -> None:
    both = (lei("a", "5493001KJTIIGC8Y1R12"), lei("b", "5493 001KJTIIGC8Y1R12"))
    assert ["lei 5493001KJTIIGC8Y1R12 is given for 2 parties: a, b"] == reasons(*both)


def test_payments_without_a_day_are_named_once_for_each_file() -> None:
    assert ["2 payments state no day"] == reasons(payment("1", "v", "5"), payment("2", "v", "5"))
