"""The two public patterns and the ten personas as scenes: a dossier goes in, tiers come out.

Each test quotes the sentence of the specification that it holds.
"""

from __future__ import annotations

import pytest

from spec.scenes import USCC, Answer, Stage
from spec.vendors import (
    ALLOWED,
    BAND,
    CUTS,
    DRAWN,
    KOREAN,
    LOGIN,
    MUCH,
    OTHER,
    OWN_BAND,
    PAID,
    PARTIES,
    REFUSED,
    USES_VPN,
    VENDOR,
    VPN,
    WORK,
    on,
    quoted,
    studio,
    tiers,
)

# --- the two public patterns ------------------------------------------------------------------


@pytest.fixture(scope="module")
def mondo() -> str:
    """Payments to third parties for work of a studio of the state, before any list row."""
    return f"""{PARTIES}
  - {{id: studio, name: April Drawing Studio, country: KP,
     declared: state animation studio of the DPRK}}
  - {{id: a, name: Lucky Trading, country: HK}}
  - {{id: b, name: Plain Goods Inc, country: US}}
contracts: [{{id: c, from: us, to: studio, date: 2019-07-15, amount: 1123120, currency: USD}}]
payments:
  - {{payer: us, payee: a, amount: 30000, currency: USD, contract: c, bank_country: US,
     dates: [2019-05-10, 2019-08-10, 2020-01-10]}}
  - {{payer: us, payee: b, amount: 20000, currency: USD, contract: c, bank_country: US,
     dates: [2020-05-10, 2021-07-10]}}
"""


def test_a_names_list_finds_nothing_where_definition_and_payee_do(stage: Stage, mondo: str) -> None:
    """'The Government of North Korea and the Workers' Party are blocked without any row'."""
    answer = stage.review(on("2021-07-31", mondo))
    assert [] == answer.assessment["candidates"]
    assert "by-definition" == answer.status("studio")
    assert {"payee_not_contractor", "payment_before_contract"} <= answer.rules("contract:c")
    assert {"blocked_by_definition"} <= answer.rules("party:studio")
    assert (4, 4) == (answer.tier("party:studio"), answer.code)


def test_all_payments_are_totalled_by_payee(stage: Stage, mondo: str) -> None:
    """'Payee is not the contractor, split totals by payee'."""
    [total] = stage.review(on("2021-07-31", mondo)).assessment["totals"]["payments"]
    other = total["to_other_payee"]
    assert (5, 130000, 5, 130000) == (
        total["count"], float(total["amount"]), other["count"], float(other["amount"]),
    )  # fmt: skip
    assert {"a": 90000.0, "b": 40000.0} == {k: float(v) for k, v in other["by_payee"].items()}


def test_the_definition_is_of_us_law_only(stage: Stage, mondo: str) -> None:
    """'Blocked status (per regime, per date)'."""
    answer = stage.review(on("2021-07-31", mondo))
    assert {"no"} == {answer.status("studio", regime) for regime in ("EU", "GB", "UN")}


DAHLIA = f"""{PARTIES}
  - {{id: t, name: First Studio, country: JP}}
  - {{id: j, name: Second Studio, country: JP}}
  - {{id: x, name: Third Studio, country: CN}}
  - {{id: y, name: Fourth Studio, country: CN}}
contracts:
  - {{id: c1, from: us, to: t, date: 2023-01-01, scope: ep 5 cuts 101-140; ep 7 cuts 20-59}}
  - {{id: c2, from: t, to: j, parent: c1, date: 2023-02-01, scope: ep 5 cuts 101-140,
     disclosed: 2023-01-20, may_subcontract: false}}
  - {{id: c3, from: j, to: x, parent: c2, date: 2023-03-01, scope: ep 5 cuts 101-120,
     disclosed: 2024-05-01}}
  - {{id: c4, from: x, to: y, parent: c3, date: 2023-03-10, scope: ep 5 cuts 105-110,
     disclosed: 2024-05-20}}
staff_lists:
  - {{party: t, status: complete, people: 40, asked: [2024-04-25], received: 2024-05-01}}
  - {{party: j, status: complete, people: 12, asked: [2024-04-25], received: 2024-05-03}}
  - {{party: x, status: complete, people: 30, asked: [2024-04-25], received: 2024-05-10}}
  - {{party: y, status: refused, asked: [2024-05-21]}}
"""


@pytest.fixture
def dahlia(stage: Stage) -> Answer:
    """A chain of four, told late; one refuses the list of its people."""
    return stage.review(on("2024-06-07", DAHLIA))


def test_one_refused_list_forbidden_and_late_work_are_found_where_they_are(dahlia: Answer) -> None:
    """'Supporting: ... refused staff list; forbidden or late-disclosed sub-contract'."""
    assert {"staff_list_refused"} == dahlia.rules("party:y")
    assert {"forbidden_subcontract", "late_disclosure"} == dahlia.rules("contract:c3")
    assert {"late_disclosure"} == dahlia.rules("contract:c4")
    for clear in ("party:t", "contract:c1", "contract:c2"):
        assert set() == dahlia.rules(clear)


def test_findings_of_one_group_do_not_add_up(dahlia: Answer) -> None:
    """R1: 'In a group only the strongest counts, never the sum'."""
    assert (1, {"conduct": "supporting"}) == (
        dahlia.tier("contract:c3"), dahlia.subject("contract:c3")["groups"],
    )  # fmt: skip


def test_a_finding_of_a_contract_reaches_whoever_gave_the_work_on(dahlia: Answer) -> None:
    """R13: 'It reaches a party only when the party itself acted (signed, refused, ...)'."""
    assert {"forbidden_subcontract", "late_disclosure"} == dahlia.rules("party:j")
    assert set() == dahlia.rules("party:us")


def test_the_cuts_of_the_link_in_doubt_are_listed_exactly(dahlia: Answer) -> None:
    """'The exact list of cuts to check or redo when one link is in doubt'."""
    [redo] = [r for r in dahlia.assessment["redo"] if r.get("contract") == "c4"]
    assert [f"ep05_c{cut}" for cut in range(105, 111)] == redo["cuts"]


FUTURE = f"""{OTHER}contracts:
  - {{id: c, from: us, to: v, date: 2023-01-01, scope: ep 5 cuts 101-140}}
  - {{id: d, from: v, to: o, parent: c, date: 2023-02-01, scope: ep 5 cuts 101-110,
     disclosed: 2024-03-01}}
lots: [{{id: l, cuts: ep 5 cuts 101-140, assigned_to: v, contract: c, from: 2023-01-05,
  disclosed_subs: []}}]
"""


@pytest.mark.parametrize(("day", "tier"), [("2024-02-29", 2), ("2024-03-01", 0)])
def test_what_is_disclosed_later_was_not_yet_disclosed(stage: Stage, day: str, tier: int) -> None:
    """'`as_of`: the date for which every answer holds'."""
    assert tier == stage.review(on(day, FUTURE)).tier("lot:l")


def test_nobody_is_late_on_a_day_that_is_still_to_come(stage: Stage) -> None:
    """'`as_of`: the date for which every answer holds'."""
    assert [] == stage.review(on("2024-02-29", FUTURE)).found("late_disclosure")


def test_a_payment_to_what_a_state_body_owns_is_a_payment_to_a_blocked_party(
    stage: Stage,
) -> None:
    """'Or is majority-owned by one, is `by-definition`'; payments to it are held."""
    answer = stage.review(f"""{OTHER}
  - {{id: g, name: Bureau, declared: state enterprise of the DPRK}}
ownership: [{{owner: g, asset: o, percent: 100, since: 2015-01-01}}]
{PAID.replace(", contract: c", "")}""")
    assert "by-definition" == answer.status("o")
    assert 4 == answer.tier("payment:p")


# --- the ten personas -------------------------------------------------------------------------


def test_persona_1_a_seoul_studio_with_a_vpn_and_korean_notes(stage: Stage) -> None:
    """'Seoul studio, VPN, Korean notes: innocent, tier 1'."""
    seoul = studio("서울 그림", "KR", "Seoul") + VPN + USES_VPN + KOREAN
    assert 1 >= stage.review(seoul + WORK).highest
    assert 0 == stage.review(seoul + ALLOWED).highest


def test_persona_2_a_yanbian_studio_with_northern_spelling_and_a_low_price(stage: Stage) -> None:
    """'Tier 2 at most (1 once VPN is allowed or the regional price band is used)'."""
    yanbian = studio("延边动画", "CN", "Yanji") + VPN + USES_VPN + KOREAN
    assert 2 >= stage.review(yanbian + WORK + BAND + quoted("CN")).highest
    assert 1 >= stage.review(yanbian + ALLOWED + BAND + quoted("CN")).highest
    assert 1 >= stage.review(yanbian + WORK + OWN_BAND + quoted("Yanji")).highest
    assert 0 == stage.review(yanbian + ALLOWED + OWN_BAND + quoted("Yanji")).highest


def test_persona_3_a_dalian_studio_with_a_korean_speaking_supervisor(stage: Stage) -> None:
    """'Dalian studio, Korean-speaking supervisor: innocent, tier 1'."""
    body = studio("大连画室", "CN", "Dalian") + (
        "  - {id: s, name: 'Pak, Chol', kind: person, nationality: CN}\n"
        "roles: [{person: s, party: v, role: employee}]\n"
        "texts: [{id: t1, of: v, language: zh, text: 修改},"
        " {id: t2, of: v, language: ko, text: 수정, translation_of: t1}]\n"
    )
    assert 1 >= stage.review(body + WORK).highest


TRAVELLER = """workers: [{id: w, name: A Freelancer, party: v, claimed_country: ES,
  claimed_timezone: Europe/Madrid, passkeys: [{id: k1, device_bound: true}]}]
accounts: [{id: acc, worker: w, system: tracker}]
"""


def test_persona_4_a_travelling_freelancer(stage: Stage) -> None:
    """'Tier 2 before, 1 after device-key check (same group: network)'."""
    logins = (
        'logins:\n  - {account: acc, time: "2023-02-01T09:00:00", ip: 81.0.0.5, device: d1,'
        " result: success%s}\n"
        '  - {account: acc, time: "2023-02-01T12:00:00", ip: 203.0.113.5, device: d1,'
        " result: success%s}\n"
    )
    body = VENDOR + WORK + TRAVELLER + VPN
    assert 2 >= stage.review(body + logins % ("", "")).highest
    assert 1 >= stage.review(body + logins % (", passkey: k1", ", passkey: k1")).highest


def test_persona_5_a_mass_address_and_a_common_name(stage: Stage) -> None:
    """'Mass address, common name: innocent, tier 0'."""
    crowd = 'country: HK, address: "Room 1, 5 Queen Road", co_occupants: 900'
    answer = stage.review(f"""{PARTIES}
  - {{id: v, name: Good Luck Trading Limited, {crowd}}}
  - {{id: x, name: Other Trading Limited, {crowd}}}
  - {{id: h, name: Hong Ryol Su, kind: person}}
{WORK}""")
    assert (0, 0) == (answer.highest, answer.code)
    assert ["open"] == [c["state"] for c in answer.candidates("h")]


def test_persona_6_a_third_payee_a_refused_list_and_too_much_work(stage: Stage) -> None:
    """'Third-party payee + refused list + capacity: hidden, tier 3'."""
    answer = stage.review(OTHER + WORK + PAID + REFUSED + MUCH)
    assert [3, 1] == tiers(answer, "party:v", "contract:c")
    assert (
        dict.fromkeys(("conduct", "money", "rhythm"), "supporting")
        == answer.subject("party:v")["groups"]
    )
    assert not answer.subject("party:v")["single_source"]


def test_persona_7_a_sign_in_from_a_range_in_the_dprk(stage: Stage) -> None:
    """'Login from DPRK range only: tier 3, single source'."""
    answer = stage.review(VENDOR + WORK + LOGIN)
    assert 3 == answer.tier("party:v")
    assert answer.subject("party:v")["single_source"]
    assert {"network": "strong"} == answer.subject("party:v")["groups"]


def test_persona_8_two_vendors_with_one_device_and_one_author(stage: Stage) -> None:
    """'Two vendors, one device, author reuse: tier 3 (4 if also one account)'."""
    links = (
        "links:\n  - {a: v, b: o, by: device, value: SN-1}\n"
        "  - {a: v, b: o, by: author, value: lz, count: 3}\n"
    )
    both = WORK.replace("]", ", {id: c2, from: us, to: o, date: 2023-01-01}]")
    answer = stage.review(OTHER + both + links)
    assert [3, 3] == tiers(answer, "party:v", "party:o")
    answer = stage.review(f"{OTHER}{both}{links}  - {{a: v, b: o, by: account, value: CN-1}}\n")
    assert [4, 4] == tiers(answer, "party:v", "party:o")
    [cluster] = answer.assessment["clusters"]
    assert {"o", "v"} == set(cluster["members"])
    assert {"device", "author", "account"} == {link["by"] for link in cluster["links"]}


def test_persona_9_our_own_unreleased_cuts_on_a_server_in_the_dprk(stage: Stage) -> None:
    """'Own cuts on DPRK server: tier 4'."""
    answer = stage.review(VENDOR + WORK + CUTS, files=DRAWN)
    assert [4, 0] == tiers(answer, "lot:l", "party:v")
    assert {"unreleased_frame_found"} == answer.rules("lot:l")
    [redo] = answer.assessment["redo"]
    assert ("l", 20) == (redo["lot"], redo["count"])
    places = {point["place"] for point in answer.assessment["leak_points"]}
    assert {"own-storage", "v", "undisclosed-below:c"} == places


def test_persona_10_a_payment_to_a_listed_front(stage: Stage) -> None:
    """'Payment to listed front: tier 4'."""
    body = OTHER.replace("Hill Trading, country: HK", f"Heron, identifiers: {{uscc: {USCC}}}")
    answer = stage.review(body + WORK + PAID)
    assert [4, 4] == tiers(answer, "payment:p", "party:o")
    assert {"payment_to_listed"} == answer.rules("payment:p")
