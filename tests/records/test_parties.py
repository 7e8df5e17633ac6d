"""Parties, stakes and list rows: days from and to, bounds kept, names told apart."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.records import Candidate, Designation, Ownership, Party, Span
from records.kinds import SEEN

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


def party(name: str, **more: Any) -> Party:
    return Party(seen=SEEN, name=name, **more)


def stake(**more: Any) -> Ownership:
    return Ownership(seen=SEEN, owner="a", asset="b", **more)


def row(id_: str, **more: Any) -> Designation:
    return Designation(seen=SEEN, list="us_ofac_sdn", row=id_, **{"name": "SEK", **more})


def candidate(**more: Any) -> Candidate:
    given = {"party": "v", "list": "us_ofac_sdn", "regime": "US", "row": "7", "by": "name"}
    return Candidate(
        seen=SEEN, row_seen=SEEN, score=0.9, names=("V", "VEE"), **{**given, **more}
    )  # fmt: skip


# --- spans ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holds", "on"),
    [
        (False, "2021-12-09"),
        (True, "2021-12-10"),
        (True, "2023-05-01"),
        (True, "2024-01-09"),
        (False, "2024-01-10"),
        (False, "2030-01-01"),
    ],
)
def test_a_row_stands_from_its_first_day_up_to_the_first_snapshot_without_it(
    *, holds: bool, on: str
) -> None:
    """A listing has a from and a to: delisted parties are `no` after removal (weighing.md)."""
    assert holds == Span(day("2021-12-10"), until=day("2024-01-10")).holds(day(on))


def test_a_row_that_was_never_seen_to_go_still_stands() -> None:
    span = Span(day("2021-12-10"), last_seen=day("2021-12-13"))
    assert span.holds(day("2026-01-01"))


@given(DAYS, st.integers(1, 3000), st.integers(-4000, 4000))
def test_a_day_is_before_in_or_after_a_span(since: date, length: int, offset: int) -> None:
    until, on = since + timedelta(days=length), since + timedelta(days=offset)
    assert (0 <= offset < length) == Span(since, until=until).holds(on)


@given(DAYS, DAYS)
def test_what_was_known_before_and_after_does_not_change_what_holds(since: date, on: date) -> None:
    known = Span(since, not_before=since - timedelta(days=9), last_seen=since)
    assert Span(since).holds(on) == known.holds(on)


# --- ids --------------------------------------------------------------------------------


def test_two_companies_of_one_name_in_two_countries_are_two_parties() -> None:
    assert party("Star", country="CN").id != party("Star", country="HK").id


def test_a_party_that_moves_house_stays_the_same_party() -> None:
    before = party("Star", country="CN", city="Beijing", emails=("a@b",))
    assert before.id == party("Star", country="CN", city="Dandong").id


@pytest.mark.parametrize(
    "other",
    [
        stake(share=Decimal(51)),
        stake(low=Decimal(25)),
        stake(high=Decimal(50)),
        stake(share=Decimal(50), form="votes"),
        stake(share=Decimal(50), since=day("2024-01-01")),
    ],
    ids=["share", "low", "high", "form", "since"],
)
def test_two_statements_of_one_stake_are_two_records(other: Ownership) -> None:
    """Duplicate statements of one stake keep [min, max] (weighing.md): none replaces another."""
    assert stake(share=Decimal(50)).id != other.id


def test_a_stake_written_with_more_zeros_is_the_same_statement() -> None:
    assert stake(share=Decimal(50)).id == stake(share=Decimal("50.00")).id


def test_a_row_keeps_its_id_when_its_content_changes() -> None:
    assert row("34022").id == row("34022", name="RENAMED", remarks="more").id


def test_rows_of_two_lists_with_one_number_are_two_rows() -> None:
    assert row("7").id != Designation(seen=SEEN, list="un_sc", row="7", name="SEK").id


# --- candidates -------------------------------------------------------------------------


def test_a_candidate_is_about_its_party() -> None:
    assert "party:v" == candidate().party_ref


def test_a_candidate_is_open_until_somebody_or_a_number_settles_it() -> None:
    """R11: a name hit is a candidate in its own queue until somebody resolves it."""
    assert ("open", "", None) == (
        candidate().state, candidate().because, candidate().identifier,
    )  # fmt: skip


@pytest.mark.parametrize(
    "more", [{"score": 0.2}, {"state": "rejected", "because": "born 1955"}, {"by": "identifier"}]
)
def test_a_settled_candidate_keeps_its_id(more: dict[str, Any]) -> None:
    kept = Candidate(
        **{
            "seen": SEEN, "row_seen": SEEN, "score": 0.9, "names": ("V", "VEE"), "party": "v",
            "list": "us_ofac_sdn", "regime": "US", "row": "7", "by": "name", **more,
        }
    )  # fmt: skip
    assert candidate().id == kept.id
