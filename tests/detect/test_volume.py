"""Amounts of files, and acts before a person was verified."""

from __future__ import annotations

import pytest

from celtrace.findings import Category
from celtrace.records import Record
from detect.access_scenes import USUAL, act, owned, took
from detect.scenes import check, contract, day, delivery, found, lot, only

OWNED = owned("ann", "v")


def test_the_day_is_set_beside_the_usual_one() -> None:
    one = only("bulk_access", *USUAL, *took("ann", 13, 240))
    assert (240, 5, 12) == tuple(one.values[n] for n in ("files", "usual", "active_days"))


@pytest.mark.parametrize(
    "due",
    [
        contract("c1", "us", "v", date=day("2024-01-20")),
        lot("l1", "v", start=day("2024-01-22")),
        delivery("d1", "v", until=day("2024-01-21")),
    ],
    ids=["a contract", "a lot", "a delivery"],
)
def test_around_the_start_or_end_of_work_it_is_context(due: Record) -> None:
    one = only("bulk_access", *USUAL, *took("ann", 13, 240), *OWNED, due)
    assert Category.CONTEXT == one.strength
    assert due.ref in one.sentence


@pytest.mark.parametrize(
    "seen",
    [
        (*USUAL, *took("ann", 13, 199)),
        (*USUAL[:25], *took("ann", 13, 240)),
        (*USUAL, *took("ann", 13, 240, action="upload")),
        (*USUAL, *took("ann", 13, 240, result="failure")),
    ],
    ids=["under 200", "too few days before", "uploads", "refused"],
)
def test_what_is_no_bulk(seen: tuple[Record, ...]) -> None:
    assert () == found("bulk_access", *seen)


def test_a_file_taken_twice_is_one() -> None:
    twice = [one for _ in range(2) for one in took("ann", 13, 120)]
    assert () == found("bulk_access", *USUAL, *twice)


@pytest.mark.parametrize(
    ("result", "on", "strength"),
    [
        ("failed", "2024-01-02", Category.SUPPORTING),
        ("refused", "2024-01-02", Category.SUPPORTING),
        ("pending", "2024-01-02", Category.CONTEXT),
        ("passed", "2024-01-09", Category.CONTEXT),
    ],
)
def test_the_state_of_the_check_on_the_day_decides(
    result: str, on: str, strength: Category
) -> None:
    stands = check("M004", "worker:ann", result, when=day(on))
    assert strength == only("unverified_activity", *OWNED, act("ann", 0), stands).strength


@pytest.mark.parametrize("item", ["M001", "I036"])
def test_other_checks_do_not_verify_a_person(item: str) -> None:
    other = check(item, "worker:ann", "failed", when=day("2024-01-02"))
    assert () == found("unverified_activity", *OWNED, act("ann", 0), other)


def test_a_check_that_was_repeated_and_passed_ends_it() -> None:
    checks = (
        check("M004", "worker:ann", "failed", when=day("2024-01-02")),
        check("M004", "worker:ann", "passed", when=day("2024-01-05")),
    )
    assert () == found("unverified_activity", *OWNED, act("ann", 0), *checks)
