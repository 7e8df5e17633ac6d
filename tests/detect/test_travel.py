"""Sign-ins farther apart than anybody travels."""

from __future__ import annotations

from typing import Any

import pytest

from celtrace.findings import Category
from celtrace.records import Record
from detect.access_scenes import AWAY, HOME, act, country, fact, jumping, lists, notice, places
from detect.scenes import found, only


def test_two_places_with_machines_of_their_own_count() -> None:
    one = only("impossible_travel", *jumping("far-pc"), *places())
    assert Category.SUPPORTING == one.strength
    assert one.sentence.startswith("Account ann was used in JP, PL with 3 changes of place")


@pytest.mark.parametrize(
    "records",
    [
        (*jumping("home-pc"), *places()),
        (*jumping("far-pc")[:2], *places()),
        (*jumping("far-pc"), country(HOME, "PL"), country(AWAY, "JP")),
        (*jumping("far-pc"), *lists(fresh=False), country(HOME, "PL"), country(AWAY, "JP")),
        (*jumping(""), *places()),
    ],
    ids=["a known machine", "once", "no lists", "old lists", "no machine named"],
)
def test_what_has_a_likelier_cause_is_context(records: tuple[Record, ...]) -> None:
    assert Category.CONTEXT == only("impossible_travel", *records).strength


@pytest.mark.parametrize("form", ["vpn", "hosting", "tor", "relay"])
def test_an_exit_is_no_place(form: Any) -> None:
    assert () == found("impossible_travel", *jumping("far-pc"), *places(), fact(AWAY, form))


def test_neighbouring_countries_are_no_distance() -> None:
    near = (*lists(), country(HOME, "PL"), country(AWAY, "DE"))
    assert () == found("impossible_travel", *jumping("far-pc"), *near)


def test_a_flight_is_possible() -> None:
    flown = (act("ann", 0, HOME, device="a"), act("ann", 14, AWAY, device="a"))
    assert () == found("impossible_travel", *flown, *places())


def test_a_label_of_the_dprk_moves_nobody() -> None:
    labelled = (*lists(), country(HOME, "PL"), country(AWAY, "KP"))
    assert () == found("impossible_travel", *jumping("far-pc"), *labelled)


def test_a_journey_that_was_announced_is_a_counter_for_its_days() -> None:
    one = only("travel_notified", notice("ann", "2024-01-08", "2024-01-20"), act("ann", 0))
    assert "A journey to Tokyo was announced for account ann (from 2024-01-08 to 2024-01-20)." == (
        one.sentence
    )
    assert "impossible_travel" in one.closes
