"""What is known of an address on a day."""

from __future__ import annotations

from typing import Any

import pytest

from celtrace.detect._addresses import Where, addresses
from celtrace.records import Record
from detect.access_scenes import HOME, country, fact, lists
from detect.scenes import day, network, view_of


def where(*records: Record, ip: str = HOME, on: str = "2024-01-08") -> Where:
    return addresses(view_of(*records)).of(ip, day(on))


def test_tables_that_agree_give_a_country() -> None:
    assert ("PL", "") == where(country(HOME, "PL"), country(HOME, "PL", list="other")).place


def test_tables_that_disagree_give_none() -> None:
    assert where(country(HOME, "PL"), country(HOME, "DE", list="other")).place is None


def test_a_label_of_the_dprk_in_a_table_is_never_used() -> None:
    assert where(country(HOME, "KP")).place is None


def test_what_the_user_says_of_a_network_goes_before_tables() -> None:
    said = where(network("8.8.0.0/16", "isp", country="ES"), country(HOME, "PL"))
    assert ("ES", "") == said.place


@pytest.mark.parametrize("form", ["vpn", "hosting", "tor", "relay"])
def test_an_address_that_hides_has_no_place(form: Any) -> None:
    said = where(country(HOME, "PL"), fact(HOME, form))
    assert (True, None) == (said.hides, said.place)


@pytest.mark.parametrize("form", ["office", "campus", "hotel", "mobile"])
def test_a_network_of_many_is_crowded_and_keeps_its_place(form: Any) -> None:
    said = where(network("8.8.1.0/24", form), country(HOME, "PL"))
    assert (True, ("PL", "")) == (said.crowded, said.place)


@pytest.mark.parametrize("ip", ["10.0.0.1", "100.64.0.1", "a name", "::1"])
def test_what_is_no_public_address_is_crowded(ip: str) -> None:
    assert where(ip=ip).crowded


def test_a_network_of_the_user_holds_within_its_dates() -> None:
    vpn = network("8.8.1.0/24", "vpn", valid_to=day("2024-01-07"))
    assert not where(vpn).hides
    assert where(vpn, on="2024-01-07").hides


def test_only_old_lists_make_an_answer_stale() -> None:
    old = fact(HOME, "vpn", fresh=False)
    assert where(old).stale
    assert not where(old, fact(HOME, "hosting")).stale


@pytest.mark.parametrize(("fresh", "told"), [(True, True), (False, False)])
def test_hiding_can_be_told_with_fresh_lists_only(*, fresh: bool, told: bool) -> None:
    assert told == addresses(view_of(*lists(fresh=fresh))).can_tell_hiding
