"""The stated place of work beside where an account is used."""

from __future__ import annotations

import pytest

from celtrace.findings import Category
from celtrace.records import Record
from detect.access_scenes import AWAY, HOME, VPN, country, daily, fact, lists, owned, places
from detect.scenes import found, only

RULE = "claimed_location_mismatch"


def claims(code: str) -> tuple[Record, ...]:
    return owned("ann", "v", claimed_country=code)


def test_both_countries_and_the_counts_are_stated() -> None:
    one = only(RULE, *claims("PL"), *daily("ann", range(40), AWAY), *places())
    assert (
        "The worker of account ann states PL as place of work; 40 of 40 sign-ins whose place is "
        "known came from JP (from 2024-01-08 to 2024-02-16)."
    ) == one.sentence
    assert Category.SUPPORTING == one.strength


@pytest.mark.parametrize(("a", "b"), [("PL", "JP"), ("JP", "PL"), ("US", "KR"), ("KR", "CN")])
def test_which_countries_they_are_makes_no_difference(a: str, b: str) -> None:
    at = (*lists(), country(AWAY, b))
    assert 1 == len(found(RULE, *claims(a), *daily("ann", range(40), AWAY), *at))


@pytest.mark.parametrize(
    "seen",
    [
        daily("ann", range(27), AWAY),
        (*daily("ann", range(40), AWAY), *daily("ann", range(40, 60), HOME)),
        daily("ann", range(0, 60, 5), AWAY),
        daily("ann", range(40), VPN),
    ],
    ids=["a holiday", "often at home", "few days", "a VPN"],
)
def test_what_does_not_last_is_nothing(seen: tuple[Record, ...]) -> None:
    at = (*places(), country(VPN, "JP"), fact(VPN, "vpn"))
    assert () == found(RULE, *claims("PL"), *seen, *at)


def test_a_worker_who_states_nothing_is_compared_with_nothing() -> None:
    assert () == found(RULE, *owned("ann", "v"), *daily("ann", range(40), AWAY), *places())


def test_a_label_of_the_dprk_alone_is_nothing() -> None:
    at = (*lists(), country(AWAY, "KP"))
    assert () == found(RULE, *claims("PL"), *daily("ann", range(40), AWAY), *at)


def test_without_fresh_lists_it_is_context() -> None:
    at = (country(AWAY, "JP"),)
    one = only(RULE, *claims("PL"), *daily("ann", range(40), AWAY), *at)
    assert Category.CONTEXT == one.strength
