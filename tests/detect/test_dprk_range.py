"""Sign-ins from DPRK ranges, by our dated table and the user's own."""

from __future__ import annotations

import pytest

from celtrace.findings import Category
from detect.scenes import account, day, found, network, only, sign_in, worker


@pytest.mark.parametrize(
    ("ip", "count"),
    [
        ("175.45.176.0", 1),
        ("175.45.179.255", 1),
        ("175.45.175.255", 0),
        ("175.45.180.0", 0),
        ("210.52.109.1", 0),
        ("not an address", 0),
    ],
)
def test_the_range_is_exact(ip: str, count: int) -> None:
    assert count == len(found("dprk_range", sign_in("ann", ip)))


def test_successes_and_failures_of_an_account_are_one_finding() -> None:
    seen = [sign_in("ann", "175.45.178.9", f"2024-02-0{n}") for n in (1, 2)]
    tried = sign_in("ann", "175.45.178.8", "2024-02-03", result="failure")
    one = only("dprk_range", *seen, tried)
    assert (Category.STRONG, 2, 1) == (
        one.strength, one.values["successes"], one.values["failures"],
    )  # fmt: skip
    assert (
        "Account ann was used from 175.45.176.0/22 (Star Joint Venture, AS131279): "
        "successful sign-ins 2, failed attempts 1, addresses 175.45.178.8, 175.45.178.9 "
        "(from 2024-02-01 to 2024-02-03)."
    ) == one.sentence


def test_attempts_that_failed_are_context_and_reach_nobody() -> None:
    tried = sign_in("ann", "175.45.178.9", result="failure")
    one = only("dprk_range", account("ann", "v"), tried)
    assert (Category.CONTEXT, ()) == (one.strength, one.acted)


@pytest.mark.parametrize(("trusts", "strength"), [
    (("client", "client"), Category.SUPPORTING), (("client", "socket"), Category.STRONG),
    (("header",), Category.STRONG), (("",), Category.STRONG),
])  # fmt: skip
def test_addresses_that_the_client_can_write_are_weaker(
    trusts: tuple[str, ...], strength: Category
) -> None:
    seen = [sign_in("ann", "175.45.178.9", f"2024-02-0{n}", trust=trust)
            for n, trust in enumerate(trusts, 1)]  # fmt: skip
    one = only("dprk_range", *seen)
    assert strength == one.strength
    assert ("can write the address" in one.sentence) == (strength is Category.SUPPORTING)


def test_it_reaches_the_party_and_the_worker_of_the_account() -> None:
    one = only("dprk_range", account("ann", "v"), sign_in("ann", "175.45.178.9"))
    assert ("account:ann", ("party:v",)) == (one.subject, one.acted)


@pytest.mark.parametrize(
    ("when", "count"), [("2017-05-31", 0), ("2017-06-01", 1), ("2018-01-01", 0)]
)
def test_a_range_of_the_user_holds_on_its_days_only(when: str, count: int) -> None:
    lent = network("198.51.100.0/24", valid_from=day("2017-06-01"), valid_to=day("2017-12-31"))
    assert count == len(found("dprk_range", lent, sign_in("ann", "198.51.100.7", when)))


def test_a_range_of_the_user_is_cited_with_its_source_and_a_broken_one_passed_over() -> None:
    ranges = (network("198.51.100.0/24", source="our provider"), network("somewhere"))
    one = only("dprk_range", *ranges, sign_in("ann", "198.51.100.7"))
    assert ("our provider", 2) == (one.values["source"], len(one.evidence))


def test_other_networks_of_the_user_are_no_such_range() -> None:
    vpn = network("198.51.100.0/24", "vpn", country="KP")
    assert () == found("dprk_range", vpn, worker("ann", "v"), sign_in("ann", "198.51.100.7"))
