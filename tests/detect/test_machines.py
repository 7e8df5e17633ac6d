"""Machines, keys and second factors behind accounts."""

from __future__ import annotations

from typing import Any

import pytest

from celtrace.findings import Category
from celtrace.records import Record, SignIn
from detect.access_scenes import SCENES, act, belongs, daily, keyed, managed, owned, worker
from detect.scenes import found, only, owns, party

PHONES = tuple(act(who, n, mfa_device="phone-1") for n, who in enumerate(("ann", "bob")))


def on_one(machine: str, *names: str, days: int = 3) -> tuple[SignIn, ...]:
    return tuple(s for who in names for s in daily(who, range(days), device=machine))


def test_accounts_and_device_of_a_second_factor_are_named() -> None:
    one = only("shared_mfa_device", *PHONES)
    assert (
        "The device phone-1 answered the second factor of 2 accounts: ann, bob (on 2024-01-08)."
    ) == one.sentence


@pytest.mark.parametrize(
    ("records", "strength"),
    [
        ((), Category.SUPPORTING),
        ((*owned("ann", "v"), *owned("bob", "w")), Category.STRONG),
        ((*owned("ann", "v"), *owned("bob", "v")), Category.CONTEXT),
        ((worker("kim", "v"), belongs("ann", "kim"), belongs("bob", "kim")), Category.CONTEXT),
        (
            (*owned("ann", "v"), *owned("bob", "w"), party("v"), party("w"), owns("v", "w", "9")),
            Category.CONTEXT,
        ),
    ],
    ids=["nobody says whose", "two parties", "one party", "one worker", "a declared tie"],
)
def test_whose_accounts_they_are_decides(records: tuple[Record, ...], strength: Category) -> None:
    assert strength == only("shared_mfa_device", *PHONES, *records).strength


def test_a_device_of_very_many_is_context() -> None:
    many = [act(f"user{n}", n, mfa_device="desk") for n in range(6)]
    assert Category.CONTEXT == only("shared_mfa_device", *many).strength


@pytest.mark.parametrize(
    ("seen", "strength"),
    [
        (on_one("pc", "ann", "bob"), Category.SUPPORTING),
        (on_one("pc", "ann", "bob", "kim", "lee"), Category.CONTEXT),
    ],
)
def test_a_machine_of_few_accounts_counts(seen: tuple[SignIn, ...], strength: Category) -> None:
    assert strength == only("identity_confusion", *seen).strength


def test_two_days_on_a_borrowed_machine_are_nothing() -> None:
    assert () == found("identity_confusion", *on_one("pc", "ann", "bob", days=2))


def test_colleagues_of_one_party_share_a_machine() -> None:
    seen = on_one("pc", "ann", "bob")
    one = only("identity_confusion", *seen, *owned("ann", "v"), *owned("bob", "v"))
    assert Category.CONTEXT == one.strength


def test_a_managed_machine_that_stands_unused_counts() -> None:
    one = only("unmanaged_device", *SCENES["unmanaged_device"][0])
    assert (3, 3, Category.SUPPORTING) == (
        one.values["unmanaged"], one.values["successes"], one.strength,
    )  # fmt: skip


@pytest.mark.parametrize(
    "facts", [{"managed": True}, {"managed": None}], ids=["managed", "the log does not say"]
)
def test_other_machines_are_nothing(facts: dict[str, Any]) -> None:
    seen = daily("ann", range(5), **facts)
    assert () == found("unmanaged_device", *owned("ann", "v"), managed("ann"), *seen)


def test_one_key_on_all_sign_ins_is_a_counter() -> None:
    one = only("device_bound_key", *keyed(bound=True))
    assert Category.COUNTER == one.strength
    assert {"impossible_travel", "baseline_shift", "token_roaming"} <= set(one.closes)


def test_one_sign_in_without_the_key_takes_it_away() -> None:
    assert () == found("device_bound_key", *keyed(bound=True), act("ann", 900))
