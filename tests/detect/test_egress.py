"""Sign-ins through addresses that hide the place."""

from __future__ import annotations

from datetime import date

from celtrace.findings import Category
from detect.access_scenes import HOME, VPN, act, fact, owned
from detect.scenes import contract, found, network, only

SEEN = (act("ann", 0, VPN), act("ann", 1, HOME))


def test_list_and_date_are_named_and_it_never_counts() -> None:
    one = only("anonymised_egress", *SEEN, fact(VPN, "vpn"))
    assert (
        "Of 2 sign-ins of account ann 1 came through vpn 1: their place is not known "
        "(by vpn_list of 2024-01-01; on 2024-01-08)."
    ) == one.sentence
    assert Category.CONTEXT == one.strength
    assert 2 == len(one.evidence)


def test_a_list_beyond_its_shelf_life_says_that_confidence_is_low() -> None:
    one = only("anonymised_egress", *SEEN, fact(VPN, "vpn", fresh=False, snapshot=date(2020, 1, 1)))
    assert "confidence is low" in one.sentence


def test_a_network_of_the_dossier_is_named_so() -> None:
    one = only("anonymised_egress", *SEEN, network(f"{VPN}/32", "vpn"))
    assert "by networks that the dossier brings" in one.sentence


def test_the_contract_that_allows_it_is_quoted() -> None:
    allowed = contract("c1", "us", "v", vpn_allowed=True)
    one = only("vpn_allowed", *owned("ann", "v"), *SEEN, fact(VPN, "vpn"), allowed)
    assert "Contract c1 allows the party of account ann to use a VPN." == one.sentence
    assert Category.COUNTER == one.strength


def test_a_contract_of_another_party_allows_nothing() -> None:
    other = contract("c1", "us", "w", vpn_allowed=True)
    assert () == found("vpn_allowed", *owned("ann", "v"), *SEEN, fact(VPN, "vpn"), other)
