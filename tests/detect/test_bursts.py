"""One account from many networks within an hour."""

from __future__ import annotations

import pytest

from celtrace.findings import Category
from celtrace.records import SignIn
from detect.access_scenes import act, burst, country, fact, lists
from detect.scenes import found, only


def test_networks_and_countries_are_counted() -> None:
    labels = [country(f"8.8.{n}.1", "PL" if n else "JP") for n in range(6)]
    one = only("multi_ip_burst", *burst(6), *labels, *lists())
    assert (
        "Account ann signed in from 6 networks in 2 known countries within one hour "
        "(on 2024-01-08)."
    ) == one.sentence
    assert Category.SUPPORTING == one.strength


def test_without_fresh_lists_it_is_context_and_says_so() -> None:
    one = only("multi_ip_burst", *burst(6))
    assert Category.CONTEXT == one.strength
    assert one.sentence.endswith("No fresh lists of VPN exits and data centres took part.")


@pytest.mark.parametrize("form", ["vpn", "hosting", "relay"])
def test_exits_that_hide_do_not_count(form: str) -> None:
    hiding = [fact(f"8.8.{n}.1", form) for n in range(2)]
    assert () == found("multi_ip_burst", *burst(6), *hiding, *lists())


def slow() -> tuple[SignIn, ...]:
    return tuple(act("ann", n / 3, f"8.8.{n}.1") for n in range(9))


def test_networks_of_a_day_are_no_burst() -> None:
    assert () == found("multi_ip_burst", *slow(), *lists())


def test_addresses_of_one_network_are_one() -> None:
    many = [act("ann", n / 20, f"8.8.1.{n}") for n in range(10)]
    assert () == found("multi_ip_burst", *many, *lists())


def test_attempts_that_failed_do_not_count() -> None:
    tried = [act("ann", n / 20, f"8.8.{n}.1", result="failure") for n in range(10)]
    assert () == found("multi_ip_burst", *tried, *lists())
