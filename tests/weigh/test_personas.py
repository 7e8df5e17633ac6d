"""Ten personas: innocent ones stay low, hidden ones rise; sums of signals do neither.

The table is that of the comparison with added points and naive Bayes, which put the
innocent studio in Yanbian above the hidden third-party payee.
"""

from __future__ import annotations

import pytest

from celtrace.findings import Finding, Ref
from judged import counter, finding, judge, party, subject

V = "party:v"


def background(*what: str) -> list[Finding]:
    return [finding(V, "background", "context", what=one) for one in what]


def price() -> Finding:
    return finding(V, "money", what="price under the band")


def vpn() -> Finding:
    return finding(V, "network", what="VPN")


def travel() -> list[Finding]:
    return [finding(V, "network", what="travel"), finding(V, "network", what="unmanaged device")]


KOREAN = background("Korean notes", "surname", "address in Korea")
YANBIAN = background("northern-looking spelling", "Chinese address near the border", "surname")

PERSONAS = [
    ("Seoul studio, VPN, Korean notes", 1, False, [*KOREAN, vpn()]),
    ("Yanbian studio, northern spelling, low price", 2, False, [*YANBIAN, price(), vpn()]),
    ("Yanbian studio, VPN allowed by contract", 1, False,
     [*YANBIAN, price(), vpn(), counter(V, what="VPN")]),
    ("Yanbian studio, price within its own region's band", 1, False,
     [*YANBIAN, price(), vpn(), counter(V, what="price under the band")]),
    ("Dalian studio, Korean-speaking supervisor", 1, False, [*KOREAN, *YANBIAN, price()]),
    ("travelling freelancer, VPN", 2, False, [*travel(), finding(V, "rhythm", what="hours")]),
    ("travelling freelancer after the device-key check", 1, False,
     [*travel(), counter(V, what="travel"), counter(V, what="unmanaged device"),
      finding(V, "rhythm", what="hours")]),
    ("mass address, common name", 0, False, background("mass address", "common name")),
    ("third-party payee, refused list, capacity", 3, False,
     [finding(V, group) for group in ("money", "conduct", "rhythm")]),
    ("sign-in from a DPRK range only", 3, True, [finding(V, "network", "strong")]),
    ("two vendors, one device, author reused", 3, False,
     [finding(V, "device", "strong"), finding(V, "documents")]),
    ("two vendors, one device, author reused, one account", 4, False,
     [finding(V, "device", "strong"), finding(V, "documents"), finding(V, "money", "strong")]),
    ("payment to a listed front", 4, False, [finding(V, "money", "conclusive")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("tier", "single", "found"), [p[1:] for p in PERSONAS], ids=[p[0] for p in PERSONAS]
)
def test_each_persona_has_its_tier(tier: int, single: bool, found: list[Finding]) -> None:  # noqa: FBT001 - a column of the table
    held = subject(judge(found, party("v")), V)
    assert (tier, single) == (held.tier, held.single_source)


def test_own_cuts_on_a_dprk_server_hold_the_lot_and_not_the_vendor() -> None:
    found = finding("lot:l", "content", "conclusive", hypothesis="H3")
    made = judge([found], party("v"))
    assert (4, 0) == (subject(made, "lot:l").tier, subject(made, V).tier)


def test_no_innocent_persona_stands_above_a_hidden_one() -> None:
    tiers = [subject(judge(found, party("v")), V).tier for *_, found in PERSONAS]
    assert max(tiers[:8]) < min(tiers[8:])


def test_the_vendor_that_refused_is_reached_by_its_own_act() -> None:
    refused = finding("contract:c", "conduct", acted=(Ref(V),))
    assert 1 == subject(judge([refused], party("v")), V).tier
