"""Addresses on indicator lists, and in the logs of meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from celtrace.findings import Category
from detect.access_scenes import AWAY, HOME, act, fact, owned, places
from detect.scenes import day, found, network, only


def test_list_and_date_are_named() -> None:
    one = only("ioc_match", act("ann", 0), fact(HOME, "ioc"))
    assert (
        "Account ann was used from 8.8.1.1, which stand on ioc_list of 2024-01-01 (on 2024-01-08)."
    ) == one.sentence


@pytest.mark.parametrize(
    ("facts", "strength"),
    [
        ({}, Category.SUPPORTING),
        ({"fresh": False}, Category.CONTEXT),
        ({"snapshot": date(2022, 1, 1)}, Category.CONTEXT),
    ],
    ids=["near", "beyond its shelf life", "of another year"],
)
def test_a_list_near_in_time_counts(facts: dict[str, Any], strength: Category) -> None:
    assert strength == only("ioc_match", act("ann", 0), fact(HOME, "ioc", **facts)).strength


@pytest.mark.parametrize("form", ["vpn", "hosting", "tor", "relay"])
def test_a_shared_exit_is_context(form: Any) -> None:
    one = only("ioc_match", act("ann", 0), fact(HOME, "ioc"), fact(HOME, form))
    assert Category.CONTEXT == one.strength


@pytest.mark.parametrize(
    ("facts", "strength"),
    [
        ({"source": "a report", "valid_from": day("2024-01-01")}, Category.SUPPORTING),
        ({"source": "a report"}, Category.CONTEXT),
        ({"valid_from": day("2024-01-01")}, Category.CONTEXT),
    ],
)
def test_a_row_of_the_user_needs_source_and_date(facts: dict[str, Any], strength: Category) -> None:
    listed = network(f"{HOME}/32", "ioc", **facts)
    assert strength == only("ioc_match", act("ann", 0), listed).strength


@pytest.mark.parametrize(
    ("ip", "strength"),
    [
        ("175.45.178.9", Category.SUPPORTING),
        ("188.43.136.9", Category.CONTEXT),
        (AWAY, Category.CONTEXT),
    ],
)
def test_a_meeting_from_a_listed_or_unexpected_address(ip: str, strength: Category) -> None:
    met = act("ann", 0, ip, application="Zoom")
    one = only("interview_ip", met, *owned("ann", "v", claimed_country="PL"), *places())
    assert strength == one.strength


@pytest.mark.parametrize("ip", [HOME, "1.1.1.1"])
def test_a_meeting_from_the_stated_country_or_an_unknown_place_is_nothing(ip: str) -> None:
    met = act("ann", 0, ip, system="zoom")
    worker = owned("ann", "v", claimed_country="PL")
    assert () == found("interview_ip", met, *worker, *places())


def test_other_systems_are_no_meetings() -> None:
    assert () == found("interview_ip", act("ann", 0, "175.45.178.9", system="kitsu"))
