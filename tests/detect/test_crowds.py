"""Several accounts on one address."""

from __future__ import annotations

from typing import Any

import pytest

from celtrace.findings import Category
from celtrace.records import Record
from detect.access_scenes import AWAY, FLAT, HOME, SCENES, daily, fact, owned
from detect.scenes import found, network, only, owns, party

OWNERS = tuple(one for one in SCENES["shared_ip"][0] if one not in FLAT)


def strength(*records: Record) -> Category:
    return only("shared_ip", *FLAT, *records).strength


def test_parties_of_other_stated_countries_on_one_line_count() -> None:
    assert Category.SUPPORTING == strength(*OWNERS)


def test_without_owners_it_is_context() -> None:
    assert Category.CONTEXT == strength()


def test_a_declared_tie_makes_it_context() -> None:
    assert Category.CONTEXT == strength(*OWNERS, party("v"), party("w"), owns("v", "w", "10"))


def test_people_who_also_work_elsewhere_are_context() -> None:
    assert Category.CONTEXT == strength(*OWNERS, *daily("ann", range(20, 30), AWAY))


@pytest.mark.parametrize("form", ["office", "campus", "hotel", "mobile", "vpn"])
def test_an_address_of_many_is_passed_over(form: Any) -> None:
    assert () == found("shared_ip", *FLAT, *OWNERS, network(f"{HOME}/32", form))


def test_a_relay_is_passed_over() -> None:
    assert () == found("shared_ip", *FLAT, *OWNERS, fact(HOME, "relay"))


def test_a_crowd_is_passed_over() -> None:
    crowd = [s for n in range(6) for s in daily(f"user{n}", range(12))]
    assert () == found("shared_ip", *crowd)


def test_an_evening_together_is_passed_over() -> None:
    party_ = [s for who in ("ann", "bob", "kim") for s in daily(who, range(1))]
    assert () == found("shared_ip", *party_)


def test_both_parties_are_reached() -> None:
    assert ("party:v", "party:w") == only("shared_ip", *FLAT, *owned("ann", "v", claimed_country=
        "PL"), *owned("bob", "w", claimed_country="ES")).acted  # fmt: skip
