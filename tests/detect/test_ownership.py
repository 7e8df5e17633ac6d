"""Ownership by blocked parties: OFAC FAQ 398-402 as findings."""

from __future__ import annotations

import pytest

from celtrace.findings import Category
from detect.scenes import band, candidate, day, found, only, owns, party, role

BLOCKED = (candidate("a"), candidate("b"), *(party(id_) for id_ in ("a", "b", "v", "w")))
US = {"regimes": ("US",)}


def test_blocked_owners_are_added_and_named_with_the_source() -> None:
    stakes = (owns("a", "v", "25", source="register"), owns("b", "v", "25"))
    one = only("half_owned", *BLOCKED, *stakes, **US)
    assert (Category.CONCLUSIVE, "50", ("A", "B"), ("not stated", "register")) == (
        one.strength, *(one.values[key] for key in ("percent", "owners", "sources")),
    )  # fmt: skip


def test_the_chain_is_a_cascade_not_a_product() -> None:
    """FAQ 401: 50 % of a company that is itself 50 % owned is blocked, though 25 % effectively."""
    stakes = (owns("a", "v", "50"), owns("v", "w", "50"))
    assert ["party:v", "party:w"] == [
        one.subject for one in found("half_owned", *BLOCKED, *stakes, **US)
    ]


def test_a_stake_that_ended_is_not_counted() -> None:
    gone = owns("a", "v", "60", until=day("2020-01-01"))
    assert () == found("half_owned", *BLOCKED, gone, **US)


def test_a_band_over_the_line_asks_for_exact_shares() -> None:
    one = only("may_be_half_owned", *BLOCKED, band("a", "v", "25", "50"), **US)
    assert (Category.SUPPORTING, True) == (one.strength, one.marks_ask)
    assert one.sentence.endswith("What would close it: a register extract with exact shares.")


@pytest.mark.parametrize(("owner", "grade"), [("a", Category.SUPPORTING), ("w", Category.CONTEXT)])
def test_shares_not_stated_count_only_where_a_blocked_party_holds_some(
    owner: str, grade: Category
) -> None:
    one = only("may_be_half_owned", *BLOCKED, owns(owner, "v", "10"), **US)
    assert grade is one.strength


def test_just_under_the_line_is_named_with_its_share() -> None:
    stakes = (owns("a", "v", "49.9"), owns("w", "v", "50.1"))
    assert "49.9" == only("just_under_half", *BLOCKED, *stakes, **US).values["percent"]


def test_control_without_ownership_is_a_caution() -> None:
    stakes = (owns("a", "v", form="control"), owns("w", "v", "100"))
    assert "control or votes" == only("control_caution", *BLOCKED, *stakes, **US).values["way"]


def test_a_blocked_director_is_a_caution_and_a_blocked_employee_is_not() -> None:
    """FAQ 398: caution with a blocked person who signs for a company that is not blocked."""
    assert (
        "the office of director"
        == (only("control_caution", *BLOCKED, role("a", "v", "director"), **US).values["way"])
    )
    assert () == found("control_caution", *BLOCKED, role("a", "v", "employee"), **US)


def test_each_regime_has_its_own_finding() -> None:
    both = (candidate("a"), candidate("a", list="gb_fcdo", regime="GB"), party("a"), party("v"))
    found_ = found("half_owned", *both, owns("a", "v", "60"))
    assert ["GB", "US"] == sorted(one.values["regime"] for one in found_)
    assert 2 == len({one.id for one in found_})


def test_an_owner_that_may_be_blocked_itself_leaves_it_open() -> None:
    seat = party("k", country="KP")
    one = only("may_be_half_owned", seat, party("v"), owns("k", "v", "100"), **US)
    assert ("party:v", "an owner may be blocked itself") == (one.subject, one.values["opening"])
    assert () == found("half_owned", seat, party("v"), owns("k", "v", "100"), **US)
