"""The rules of weighing as scenes: a dossier goes in, an assessment comes out.

Each test quotes the sentence of the specification that it holds.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import pytest

from spec.scenes import EU_ROW, GB_ROW, UN_ROW, US, USCC, Answer, Stage

PARTIES = f"parties:\n  {US}\n"
VENDOR = f"{PARTIES}  - {{id: v, name: River Drawing, country: CN, heads: 5}}\n"
OTHER = f"{VENDOR}  - {{id: o, name: Hill Trading, country: HK}}\n"
WORK = "contracts: [{id: c, from: us, to: v, date: 2023-01-01, until: 2023-12-31}]\n"
PAID = (
    "payments: [{id: p, payer: us, payee: o, amount: 10, currency: USD, date: 2023-03-01,"
    " contract: c}]\n"
)
REFUSED = "staff_lists: [{party: v, status: refused, asked: [2023-04-01]}]\n"
MUCH = (
    "norms: [{unit: cut, per_head_per_day: 1}]\n"
    "deliveries: [{party: v, contract: c, units: 300, unit: cut, from: 2023-03-06,"
    " until: 2023-03-17}]\n"
)
LOGIN = (
    "accounts: [{id: acc, party: v, system: tracker}]\n"
    'logins: [{account: acc, time: "2023-02-01T09:00:00", ip: 175.45.176.10, result: success}]\n'
)
CUTS = r"""productions: [{id: show, title: A Show, episodes: [{id: "1", cuts: 200}]}]
lots: [{id: l, production: show, cuts: ep 1 cuts 1-20, assigned_to: v, contract: c,
        from: 2023-01-02, until: 2023-12-01}]
reference: [{path: ref, production: show, cut: 'ep(?P<episode>\d+)_c(?P<cut>\d+)',
             unreleased: true}]
found: [{path: found, place: {ip: 175.45.176.9}, collected: 2024-01-05}]
matches: [{file: found/a.png, cut: ep01_c007, score: 0.93, reviewer: confirmed}]
"""
DRAWN = {"found/a.png": "a", "ref/ep01_c007.png": "b"}
DAY = "dossier: 1\ntitle: t\nus: us\nas_of: "


def on(day: str, body: str) -> str:
    """A dossier for a day."""
    return f"{DAY}{day}\n{body}"


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
    """'The Government of North Korea and the Workers' Party are blocked without any row.'"""
    answer = stage.review(on("2021-07-31", mondo))
    assert [] == answer.assessment["candidates"]
    assert "by-definition" == answer.status("studio")
    assert {"payee_not_contractor", "payment_before_contract"} <= answer.rules("contract:c")
    assert {"blocked_by_definition"} <= answer.rules("party:studio")
    assert (4, 4) == (answer.tier("party:studio"), answer.code)


def test_all_payments_are_totalled_by_payee(stage: Stage, mondo: str) -> None:
    """'Payee is not the contractor, split totals by payee.'"""
    [total] = stage.review(on("2021-07-31", mondo)).assessment["totals"]["payments"]
    other = total["to_other_payee"]
    assert (5, 130000, 5, 130000) == (
        total["count"], float(total["amount"]), other["count"], float(other["amount"]),
    )  # fmt: skip
    assert {"a": 90000.0, "b": 40000.0} == {k: float(v) for k, v in other["by_payee"].items()}


def test_the_definition_is_of_us_law_only(stage: Stage, mondo: str) -> None:
    """'Blocked status (per regime, per date).'"""
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
    """'Supporting: ... refused staff list; forbidden or late-disclosed sub-contract.'"""
    assert {"staff_list_refused"} == dahlia.rules("party:y")
    assert {"forbidden_subcontract", "late_disclosure"} == dahlia.rules("contract:c3")
    assert {"late_disclosure"} == dahlia.rules("contract:c4")
    for clear in ("party:t", "contract:c1", "contract:c2"):
        assert set() == dahlia.rules(clear)


def test_findings_of_one_group_do_not_add_up(dahlia: Answer) -> None:
    """R1: 'In a group only the strongest counts, never the sum.'"""
    assert (1, {"conduct": "supporting"}) == (
        dahlia.tier("contract:c3"), dahlia.subject("contract:c3")["groups"],
    )  # fmt: skip


def test_a_finding_of_a_contract_reaches_whoever_gave_the_work_on(dahlia: Answer) -> None:
    """R13: 'It reaches a party only when the party itself acted (signed, refused, ...).'"""
    assert {"forbidden_subcontract", "late_disclosure"} == dahlia.rules("party:j")
    assert set() == dahlia.rules("party:us")


# --- the ten personas -------------------------------------------------------------------------

VPN = "networks: [{cidr: 203.0.113.0/24, kind: vpn, operator: Big VPN, source: a table}]\n"
USES_VPN = (
    "accounts: [{id: acc, party: v, system: tracker}]\n"
    'logins:\n  - {account: acc, time: "2023-02-01T01:00:00", ip: 203.0.113.5, result: success}\n'
    '  - {account: acc, time: "2023-02-02T01:00:00", ip: 203.0.113.9, result: success}\n'
)
KOREAN = "texts: [{id: n, of: v, language: ko, text: 련락하고 로동자 녀성 수정하시오}]\n"
ALLOWED = WORK.replace("until:", "vpn_allowed: true, until:")
BAND = "prices: [{region: CN, unit: cut, low: 20, high: 60, currency: USD}]\n"
OWN_BAND = "prices: [{region: Yanji, unit: cut, low: 8, high: 30, currency: USD}]\n"


def quoted(region: str) -> str:
    """A price of 12 for a cut."""
    return f"quotes: [{{party: v, contract: c, unit: cut, price: 12, region: {region}}}]\n"


def studio(name: str, country: str, city: str) -> str:
    """Our studio and one vendor."""
    said = f"{{id: v, name: {name}, country: {country}, city: {city}, heads: 20}}"
    return f"{PARTIES}  - {said}\n"


def tiers(answer: Answer, *refs: str) -> list[int]:
    """Tiers of some subjects."""
    return [answer.tier(ref) for ref in refs]


def test_persona_1_a_seoul_studio_with_a_vpn_and_korean_notes(stage: Stage) -> None:
    """'Seoul studio, VPN, Korean notes: innocent, tier 1.'"""
    seoul = studio("서울 그림", "KR", "Seoul") + VPN + USES_VPN + KOREAN
    assert 1 >= stage.review(seoul + WORK).highest
    assert 0 == stage.review(seoul + ALLOWED).highest


def test_persona_2_a_yanbian_studio_with_northern_spelling_and_a_low_price(stage: Stage) -> None:
    """'Tier 2 at most (1 once VPN is allowed or the regional price band is used).'"""
    yanbian = studio("延边动画", "CN", "Yanji") + VPN + USES_VPN + KOREAN
    assert 2 >= stage.review(yanbian + WORK + BAND + quoted("CN")).highest
    assert 1 >= stage.review(yanbian + ALLOWED + BAND + quoted("CN")).highest
    assert 1 >= stage.review(yanbian + WORK + OWN_BAND + quoted("Yanji")).highest
    assert 0 == stage.review(yanbian + ALLOWED + OWN_BAND + quoted("Yanji")).highest


def test_persona_3_a_dalian_studio_with_a_korean_speaking_supervisor(stage: Stage) -> None:
    """'Dalian studio, Korean-speaking supervisor: innocent, tier 1.'"""
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
    """'Tier 2 before, 1 after device-key check (same group: network).'"""
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
    """'Mass address, common name: innocent, tier 0.'"""
    crowd = 'country: HK, address: "Room 1, 5 Queen Road", co_occupants: 900'
    answer = stage.review(f"""{PARTIES}
  - {{id: v, name: Good Luck Trading Limited, {crowd}}}
  - {{id: x, name: Other Trading Limited, {crowd}}}
  - {{id: h, name: Hong Ryol Su, kind: person}}
{WORK}""")
    assert (0, 0) == (answer.highest, answer.code)
    assert ["open"] == [c["state"] for c in answer.candidates("h")]


def test_persona_6_a_third_payee_a_refused_list_and_too_much_work(stage: Stage) -> None:
    """'Third-party payee + refused list + capacity: hidden, tier 3.'"""
    answer = stage.review(OTHER + WORK + PAID + REFUSED + MUCH)
    assert [3, 1] == tiers(answer, "party:v", "contract:c")
    assert (
        dict.fromkeys(("conduct", "money", "rhythm"), "supporting")
        == answer.subject("party:v")["groups"]
    )
    assert not answer.subject("party:v")["single_source"]


def test_persona_7_a_sign_in_from_a_range_in_the_dprk(stage: Stage) -> None:
    """'Login from DPRK range only: tier 3, single source.'"""
    answer = stage.review(VENDOR + WORK + LOGIN)
    assert 3 == answer.tier("party:v")
    assert answer.subject("party:v")["single_source"]
    assert {"network": "strong"} == answer.subject("party:v")["groups"]


def test_persona_8_two_vendors_with_one_device_and_one_author(stage: Stage) -> None:
    """'Two vendors, one device, author reuse: tier 3 (4 if also one account).'"""
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
    """'Own cuts on DPRK server: tier 4.'"""
    answer = stage.review(VENDOR + WORK + CUTS, files=DRAWN)
    assert [4, 0] == tiers(answer, "lot:l", "party:v")
    assert {"unreleased_frame_found"} == answer.rules("lot:l")
    [redo] = answer.assessment["redo"]
    assert ("l", 20) == (redo["lot"], redo["count"])
    places = {point["place"] for point in answer.assessment["leak_points"]}
    assert {"own-storage", "v", "undisclosed-below:c"} == places


def test_persona_10_a_payment_to_a_listed_front(stage: Stage) -> None:
    """'Payment to listed front: tier 4.'"""
    body = OTHER.replace("Hill Trading, country: HK", f"Heron, identifiers: {{uscc: {USCC}}}")
    answer = stage.review(body + WORK + PAID)
    assert [4, 4] == tiers(answer, "payment:p", "party:o")
    assert {"payment_to_listed"} == answer.rules("payment:p")


# --- rules --------------------------------------------------------------------------------------


def test_r2_language_and_geography_move_nothing(stage: Stage) -> None:
    """R2: 'It never moves a tier or breaks a tie.'"""
    plain = OTHER + WORK + PAID + REFUSED
    foreign = plain.replace("River Drawing, country: CN", "강물 그림, country: KP, city: 平壤")
    one, other = stage.review(plain), stage.review(foreign + KOREAN)
    assert [s["tier"] for s in one.assessment["subjects"]] == [
        s["tier"] for s in other.assessment["subjects"]
    ]
    assert "background" not in {g for s in other.assessment["subjects"] for g in s["groups"]}


def test_r3_two_supporting_groups_ask_a_neutral_question(stage: Stage) -> None:
    """R3: '2 ask: two supporting groups ... give a neutral question to the vendor.'"""
    answer = stage.review(OTHER + WORK + PAID + REFUSED)
    assert (2, 3) == (answer.tier("party:v"), answer.code)
    questions = answer.subject("party:v")["questions"]
    assert questions
    assert all(q.endswith("?") or "please" in q.casefold() for q in questions)
    accusing = re.compile(r"korea|dprk|sanction|illegal|suspect|fraud", re.IGNORECASE)
    assert [] == [q for q in questions if accusing.search(q)]


def test_r3_one_finding_marked_ask_is_enough(stage: Stage) -> None:
    """R3: '... or one that a rule marks "ask".'"""
    answer = stage.review(f"""{OTHER}contracts:
  - {{id: c, from: us, to: v, date: 2023-01-01, scope: ep 5 cuts 101-140}}
  - {{id: d, from: v, to: o, parent: c, date: 2023-02-01, scope: ep 5 cuts 101-110}}
lots: [{{id: l, cuts: ep 5 cuts 101-140, assigned_to: v, contract: c, from: 2023-01-05,
  disclosed_subs: []}}]
""")
    assert {"undisclosed_tier"} == answer.rules("lot:l")
    assert 2 == answer.tier("lot:l")
    assert answer.subject("lot:l")["questions"]


def test_r3_two_strong_groups_hold_and_one_is_reviewed(stage: Stage) -> None:
    """R3: '3 review: one strong ...; 4 hold: one conclusive, or two strong groups.'"""
    links = "links: [{a: v, b: o, by: device, value: SN-1}]\n"
    assert [3, 3] == tiers(stage.review(OTHER + WORK + links), "party:v", "party:o")
    assert [4, 3] == tiers(stage.review(OTHER + WORK + links + LOGIN), "party:v", "party:o")


def test_r4_every_finding_carries_harmless_causes_and_a_check(stage: Stage) -> None:
    """R4: 'Every finding carries its innocent explanations and the check.'"""
    answer = stage.review(OTHER + WORK + PAID + REFUSED + MUCH + LOGIN)
    assert [] == [f["rule"] for f in answer.findings if not (f["innocent"] and f["check"])]


def test_r4_an_unanswered_question_is_shown_after_14_days(stage: Stage) -> None:
    """R4: 'An unanswered question older than 14 days is shown.'"""
    asked = "staff_lists: [{party: v, status: none, asked: [2023-04-01]}]\n"
    assert set() == stage.review(on("2023-04-15", VENDOR + WORK + asked)).rules("party:v")
    late = stage.review(on("2023-04-16", VENDOR + WORK + asked))
    assert {"staff_list_refused"} == late.rules("party:v")


def test_r5_evidence_of_other_days_than_the_work_does_not_count(stage: Stage) -> None:
    """R5: 'Evidence must overlap the dates of the work it is held against.'"""
    early = LOGIN.replace("2023-02-01", "2022-02-01")
    answer = stage.review(VENDOR + WORK + early)
    assert 0 == answer.tier("party:v")
    assert {"dprk_range"} == answer.rules("party:v", "closed")


def test_r5_a_network_holds_only_for_its_days(stage: Stage) -> None:
    """'`networks`: ... `valid_from`, `valid_to`.'"""
    ranges = (
        "networks: [{cidr: 198.51.100.0/24, kind: dprk, valid_from: 2023-01-01,"
        " valid_to: 2023-01-31, source: a researcher}]\n"
    )
    inside = LOGIN.replace("175.45.176.10", "198.51.100.7").replace("02-01", "01-20")
    after = inside.replace("01-20", "02-20")
    assert 3 == stage.review(VENDOR + WORK + ranges + inside).tier("party:v")
    assert 0 == stage.review(VENDOR + WORK + ranges + after).tier("party:v")


def test_r5_a_listing_after_the_work_is_not_held_against_the_work(stage: Stage) -> None:
    """R5, and 'a listing has a from and a to'."""
    answer = stage.review(f"""{VENDOR.replace("heads: 5", 'listed_as: [{list: us_ofac_sdn, row: "9001"}]')}
contracts: [{{id: c, from: us, to: v, date: 2020-01-01, until: 2020-12-31}}]
payments: [{{id: p, payer: us, payee: v, amount: 1, currency: USD, date: 2020-06-01, contract: c}}]
""")
    assert "listed" == answer.status("v")
    assert [0, 0] == tiers(answer, "contract:c", "payment:p")
    assert [] == answer.found("payment_to_listed")


def test_r6_a_complete_staff_list_closes_the_refused_one_and_stays_visible(stage: Stage) -> None:
    """R6: 'Counter-evidence closes a named finding and says so; the closed finding stays.'"""
    lists = (
        "staff_lists:\n  - {party: v, status: refused, asked: [2023-04-01]}\n"
        "  - {party: v, status: complete, people: 9, received: 2023-05-10}\n"
    )
    answer = stage.review(VENDOR + WORK + lists)
    assert (0, {"staff_list_refused"}) == (
        answer.tier("party:v"), answer.rules("party:v", "closed"),
    )  # fmt: skip
    [closed] = answer.found("staff_list_refused")
    [by] = answer.found("staff_list_complete")
    assert by["id"] == closed["closed_by"]


def test_r6_an_assigned_debt_closes_the_payee_finding(stage: Stage) -> None:
    """'Counter: ... written assignment of a debt.'"""
    deed = WORK.replace(
        "until:", "assignments: [{to: o, date: 2023-02-01, document: d.pdf}], until:"
    )
    answer = stage.review(OTHER + deed + PAID)
    assert [0, 0] == tiers(answer, "contract:c", "party:v")
    assert {"payee_not_contractor"} == answer.rules("contract:c", "closed")


@pytest.mark.parametrize("said", ["{to: o, date: 2023-04-01}", "{to: us, date: 2023-02-01}"])
def test_r6_a_later_deed_or_one_for_somebody_else_closes_nothing(stage: Stage, said: str) -> None:
    """R6: 'closes a named finding'."""
    answer = stage.review(OTHER + WORK.replace("until:", f"assignments: [{said}], until:") + PAID)
    assert {"payee_not_contractor"} == answer.rules("contract:c")


def test_r6_a_counter_is_never_averaged(stage: Stage) -> None:
    """R6: 'it is never averaged': it closes what it names and nothing else."""
    lists = "staff_lists: [{party: v, status: complete, people: 2, received: 2023-05-10}]\n"
    answer = stage.review(OTHER + WORK + PAID + lists + LOGIN)
    assert 3 == answer.tier("party:v")
    assert {"payee_not_contractor", "dprk_range"} == answer.rules("party:v")


def test_r7_one_word_a_hypothesis_and_confidence_apart(stage: Stage) -> None:
    """R7: 'one ICD 203 word of likelihood; confidence in its own sentence; the base rate.'"""
    answer = stage.review(OTHER + WORK + PAID + REFUSED + MUCH)
    said = answer.subject("party:v")["likelihoods"]
    words = {"almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely",
             "very likely", "almost certain"}  # fmt: skip
    assert said
    for one in said:
        assert one["word"] in words
        assert one["base_rate"]
        assert one["word"] in one["text"]
        assert one["word"] not in one["confidence"]
        assert "confidence" not in one["text"].casefold()


def test_r8_each_finding_whose_loss_would_change_the_tier_is_named(stage: Stage) -> None:
    """R8: 'The report names the finding whose loss would change the tier, and to what.'"""
    parts = {"payee_not_contractor": PAID, "staff_list_refused": REFUSED, "capacity_exceeded": MUCH}
    whole = stage.review(OTHER + WORK + "".join(parts.values()))
    rule = {f["id"]: f["rule"] for f in whole.findings}
    carried = {
        rule[c["finding"]]: c["tier_without"] for c in whole.subject("party:v")["carried_by"]
    }
    assert dict.fromkeys(parts, 2) == carried
    for left_out in parts:
        rest = "".join(text for name, text in parts.items() if name != left_out)
        assert carried[left_out] == stage.review(OTHER + WORK + rest).tier("party:v")


SWAPS = (
    ("River Drawing", "강물 그림 스튜디오", "大河动画工作室", "Студия Река", "川アニメ"),
    ("Hill Trading", "언덕 무역회사", "小山贸易有限公司", "ООО Холм", "丘商事"),
    ("CN", "KR", "JP", "RU", "FR"),
)
SCENES: dict[str, tuple[str, dict[str, str]]] = {
    "money and conduct": (OTHER + WORK + PAID + REFUSED, {}),
    "three groups": (OTHER + WORK + PAID + REFUSED + MUCH, {}),
    "cuts": (VENDOR + WORK + CUTS, DRAWN),
    "nothing": (OTHER + WORK + KOREAN, {}),
}


@pytest.mark.parametrize("scene", SCENES)
def test_r9_names_language_and_country_swapped_leave_every_tier(stage: Stage, scene: str) -> None:
    """R9: 'Replacing names, language, city and holidays ..., facts equal, leaves every tier.'"""
    body, files = SCENES[scene]
    seen = set()
    for number in (0, 1, 3)[: 3 if scene == "three groups" else 2]:
        swapped = body
        for words in SWAPS:
            swapped = swapped.replace(words[0], words[number])
        subjects = stage.review(swapped, files=files).assessment["subjects"]
        seen.add(tuple((s["kind"], s["id"], s["tier"], s["single_source"]) for s in subjects))
    assert 1 == len(seen)


def test_r11_an_open_candidate_never_moves_a_tier(stage: Stage) -> None:
    """R11: 'A name hit is a candidate in its own queue until somebody, or an identifier, ...'"""
    named = OTHER.replace("Hill Trading, country: HK", "Grey Heron Pictures Co. Ltd., country: CN")
    answer = stage.review(named + WORK + PAID)
    [candidate] = answer.candidates("o")
    assert ("us_ofac_sdn", "9001", "open") == tuple(candidate[k] for k in ("list", "row", "state"))
    assert 0 == answer.tier("party:o")
    assert "no" == answer.status("o")
    assert 1 == answer.highest


def test_r11_an_identifier_resolves_it(stage: Stage) -> None:
    """R11: '... until somebody, or an identifier, resolves it.'"""
    named = OTHER.replace("Hill Trading, country: HK", f"Other Name, identifiers: {{uscc: {USCC}}}")
    answer = stage.review(named)
    assert ("listed", 4) == (answer.status("o"), answer.tier("party:o"))
    assert {"listed_identifier"} == answer.rules("party:o")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("kind: person, born: 1990", "1990"),
        ('kind: person, not_listed_as: [{list: us_ofac_sdn, row: "9003", because: other father}]',
         "other father"),
    ],
)  # fmt: skip
def test_r11_a_rejected_candidate_says_why(stage: Stage, said: str, why: str) -> None:
    """R11: 'A rejected candidate names why (birth year, nationality, no shared identifier).'"""
    answer = stage.review(f"{PARTIES}  - {{id: h, name: Hong Ryol Su, {said}}}\n")
    [candidate] = answer.candidates("h")
    assert "rejected" == candidate["state"]
    assert why in candidate["because"]
    assert 0 == answer.tier("party:h")


def test_r12_three_states_never_look_alike(stage: Stage) -> None:
    """R12: '"Checked and clear", "checked, nothing on the data seen" and "not checked".'"""
    head = "lists: [{list: gb_fcdo, snapshot: none}]\nregimes: [US, GB]\n"
    answer = stage.review(head + VENDOR + WORK)
    assert ("no", "not-checked") == (answer.status("v"), answer.status("v", "GB"))
    ran = {one["rule"]: one for one in answer.lines("ran.jsonl")}
    assert (1, "") == (
        ran["late_disclosure"]["looked_at"],
        ran["late_disclosure"]["skipped_because"],
    )
    assert ran["dprk_range"]["skipped_because"]


def test_r13_what_is_found_with_a_lot_does_not_reach_the_vendor(stage: Stage) -> None:
    """R13: 'Findings found with a vendor's work do not say that the vendor knew.'"""
    answer = stage.review(VENDOR + WORK + CUTS, files=DRAWN)
    assert [4, 0, 0, 0] == tiers(answer, "lot:l", "party:v", "contract:c", "party:us")


@pytest.mark.parametrize(("reviewer", "tier"), [("confirmed", 4), ("open", 0), ("rejected", 0)])
def test_only_a_confirmed_match_counts(stage: Stage, reviewer: str, tier: int) -> None:
    """'Our own unreleased cut (confirmed by a reviewer or by geometric proof).'"""
    body = VENDOR + WORK + CUTS.replace("reviewer: confirmed", f"reviewer: {reviewer}")
    assert tier == stage.review(body, files=DRAWN).tier("lot:l")


def test_a_cut_on_a_strangers_server_is_strong_only(stage: Stage) -> None:
    """'Strong: ... our own cut on a stranger's server.'"""
    answer = stage.review(VENDOR + WORK + CUTS.replace("175.45.176.9", "198.51.100.9"), files=DRAWN)
    assert (3, {"own_frame_found"}) == (answer.tier("lot:l"), answer.rules("lot:l"))


def test_a_failed_sign_in_is_no_authenticated_one(stage: Stage) -> None:
    """'Strong: authenticated sign-in from a DPRK range.'"""
    assert 0 == stage.review(VENDOR + WORK + LOGIN.replace("success", "failure")).tier("party:v")


def test_capacity_is_not_judged_without_a_norm(stage: Stage) -> None:
    """'`norms`: ... default none, then capacity is not judged.'"""
    body = VENDOR + WORK + MUCH.partition("\n")[2]
    answer = stage.review(body)
    assert 0 == answer.highest
    [ran] = [r for r in answer.lines("ran.jsonl") if r["rule"] == "capacity_exceeded"]
    assert ran["skipped_because"]


def test_claims_are_shown_with_their_word_and_never_counted(stage: Stage) -> None:
    """'`claims`: ... shown with its status word, never counted as evidence.'"""
    words = "designated delisted settled admitted disclosed alleged reported unconfirmed denied disputed"
    claims = "".join(f"  - {{id: k{n}, about: v, statement: Said {n}., status: {word}}}\n"
                     for n, word in enumerate(words.split()))  # fmt: skip
    answer = stage.review(f"{VENDOR}claims:\n{claims}")
    assert 0 == answer.highest
    assert words.split() == [one["status"] for one in answer.assessment["claims"]]
    page = (answer.left / "report.html").read_text(encoding="utf-8")
    assert [] == [word for word in words.split() if word not in page]


# --- blocked status --------------------------------------------------------------------------------

KITE = f'{PARTIES}  - {{id: k, name: Kite, listed_as: [{{list: us_ofac_sdn, row: "9002"}}]}}\n'


@pytest.mark.parametrize(
    ("day", "status", "tier"),
    [("2022-12-08", "no", 0), ("2022-12-09", "listed", 4), ("2025-06-30", "listed", 4),
     ("2025-07-01", "no", 0)],
)  # fmt: skip
def test_a_listing_has_a_from_and_a_to(stage: Stage, day: str, status: str, tier: int) -> None:
    """'Delisted parties are `no` after removal, with the history line.'"""
    answer = stage.review(on(day, KITE))
    assert (status, tier) == (answer.status("k"), answer.tier("party:k"))
    if day > "2025":
        assert "2022-12-09" in str(answer.blocked("k"))
    if day >= "2025-07-01":
        assert "2025-07-01" in answer.blocked("k")["note"]
        assert "is sanctioned" not in (answer.left / "report.html").read_text(encoding="utf-8")


@pytest.mark.xfail(strict=True, reason="`blocked.since` and `until` are empty for delisted rows")
def test_a_delisted_row_keeps_its_from_and_to_in_the_status_line(stage: Stage) -> None:
    """'A listing has a from and a to.'"""
    line = stage.review(on("2025-08-01", KITE)).blocked("k")
    assert ("9002", "2022-12-09", "2025-07-01") == (line["row"], line["since"], line["until"])


def test_a_listed_party_names_row_and_days(stage: Stage) -> None:
    """'`listed`': row, since, until, proof."""
    line = stage.review(on("2023-01-01", KITE)).blocked("k")
    assert ("listed", "9002", "2022-12-09") == (line["status"], line["row"], line["since"])
    assert line["proof"]


@pytest.mark.xfail(strict=True, reason="the note says `by name and date` and names neither")
def test_no_names_the_snapshots_and_their_dates(stage: Stage) -> None:
    """'`no` (on the snapshots seen, by name and date).'"""
    note = stage.review(VENDOR).blocked("v")["note"]
    assert "us_ofac_sdn" in note
    assert "2022-12-09" in note


def test_a_payment_is_held_against_the_list_of_its_own_day(stage: Stage) -> None:
    """'Payment to a listed party's account', on the day of the payment."""
    paid = "".join(f"  - {{id: p{n}, payer: us, payee: k, amount: 1, currency: USD, date: {day}}}\n"
                   for n, day in enumerate(("2022-12-08", "2022-12-09", "2025-07-01")))  # fmt: skip
    answer = stage.review(on("2025-08-01", f"{KITE}payments:\n{paid}"))
    assert [0, 4, 0] == tiers(answer, "payment:p0", "payment:p1", "payment:p2")


def test_pins_choose_the_snapshot_and_none_leaves_a_regime_out(stage: Stage) -> None:
    """'`{list: gb_fcdo, snapshot: none}` says that a regime was deliberately not checked.'"""
    pins = "lists: [{list: us_ofac_sdn, snapshot: 2021-12-09}, {list: gb_fcdo, snapshot: none}]\n"
    answer = stage.review(pins + KITE.replace("9002", "9001"))
    used = {one["list"]: one["snapshot"] for one in answer.assessment["lists"]}
    assert ("2021-12-09", None) == (used["us_ofac_sdn"], used["gb_fcdo"])
    assert ("no", "not-checked") == (answer.status("k"), answer.status("k", "GB"))
    assert "not checked" in (answer.left / "report.html").read_text(encoding="utf-8").casefold()


def test_a_pin_that_is_not_installed_is_refused(stage: Stage) -> None:
    """'11 no usable list snapshot.'"""
    assert 11 == stage.review("lists: [{list: us_ofac_sdn, snapshot: 2020-05-05}]\n" + KITE).code


def test_the_newest_snapshot_not_after_the_day_is_used(stage: Stage) -> None:
    """'Default: for each installed list the newest snapshot not after `as_of`.'"""
    for day, snapshot in (("2021-12-09", "2021-12-09"), ("2022-12-08", "2021-12-10")):
        used = stage.review(on(day, VENDOR)).assessment["lists"]
        assert snapshot == next(u["snapshot"] for u in used if u["list"] == "us_ofac_sdn")


def test_before_the_first_snapshot_nothing_was_checked(stage: Stage) -> None:
    """'`not-checked`' where no snapshot is old enough."""
    answer = stage.review(on("2015-01-01", VENDOR))
    assert {"not-checked"} == {answer.status("v", r) for r in ("US", "EU", "GB", "UN")}
    assert 11 == answer.code


def test_only_the_regimes_that_are_asked_are_answered(stage: Stage) -> None:
    """'`regimes`: which law to answer for; default all.'"""
    answer = stage.review("regimes: [EU, UN]\n" + KITE)
    assert {"EU", "UN"} == {line["regime"] for line in answer.assessment["blocked"]}
    assert 0 == answer.tier("party:k")
    assert {"US", "EU", "GB", "UN"} == {
        line["regime"] for line in stage.review(KITE).assessment["blocked"]
    }


def test_each_regime_answers_for_its_own_list(stage: Stage) -> None:
    """'Blocked status (per regime, per date).'"""
    rows = (("us_ofac_sdn", "9001", "US"), ("eu_fsf", EU_ROW, "EU"), ("gb_fcdo", GB_ROW, "GB"),
            ("un_sc", UN_ROW, "UN"))  # fmt: skip
    body = PARTIES + "".join(
        f'  - {{id: p{regime}, name: P {regime}, listed_as: [{{list: {list_}, row: "{row}"}}]}}\n'
        for list_, row, regime in rows
    )
    answer = stage.review(body)
    for (_, _, one), (_, _, other) in itertools.product(rows, rows):
        assert ("listed" if one == other else "no") == answer.status(f"p{one}", other)


DECLARED = (
    ("declared: state animation studio of the DPRK", "by-definition"),
    ("declared: a state enterprise of the Democratic People's Republic of Korea",
     "by-definition"),
    ("declared: an organ of the Workers' Party of Korea", "by-definition"),
    ("kind: public_body, country: KP", "by-definition"),
    ("country: KP", "may-be"),
    ("kind: person, country: KP, nationality: KP", "no"),
    ("declared: a private company of Pyeongtaek, country: KR", "no"),
    ("declared: state broadcaster of the Republic of Korea, country: KR", "no"),
    ("country: CN, city: Dandong, aliases: [조선 화실]", "no"),
)  # fmt: skip
"""What a party says of itself, and its status under US law."""


def test_blocked_by_definition_rests_on_declared_facts(stage: Stage) -> None:
    """'A seat in the DPRK alone is `may-be` with the question who owns it.'"""
    body = "".join(f"  - {{id: g{n}, name: Bureau {n}, {said}}}\n"
                   for n, (said, _) in enumerate(DECLARED))  # fmt: skip
    answer = stage.review(PARTIES + body)
    for number, (said, status) in enumerate(DECLARED):
        assert (said, status) == (said, answer.status(f"g{number}"))
        tier = 4 if status == "by-definition" else 0
        assert (said, tier) == (said, answer.tier(f"party:g{number}"))
    note = answer.blocked(f"g{[word for _, word in DECLARED].index('may-be')}")["note"]
    assert "own" in note.casefold()
    assert "?" in note


def test_what_a_state_body_owns_in_the_majority_is_blocked_by_definition(stage: Stage) -> None:
    """'Or is majority-owned by one, is `by-definition`, whatever the name lists say.'"""
    body = f"""{PARTIES}
  - {{id: g, name: Bureau, declared: state enterprise of the DPRK}}
  - {{id: m, name: Major}}
  - {{id: s, name: Sub of Major}}
  - {{id: h, name: Half}}
  - {{id: x, name: Someone}}
ownership:
  - {{owner: g, asset: m, percent: 51}}
  - {{owner: x, asset: m, percent: 49}}
  - {{owner: m, asset: s, percent: 100}}
  - {{owner: g, asset: h, percent: 50}}
  - {{owner: x, asset: h, percent: 50}}
"""
    answer = stage.review(body)
    assert ["by-definition", "by-definition", "by-50-percent-rule", "no"] == [
        answer.status(party) for party in "mshx"
    ]


def test_the_definition_begins_with_its_order(stage: Stage) -> None:
    """'Per regime, per date': E.O. 13722 is of 2016-03-15."""
    body = f"{PARTIES}  - {{id: g, name: Bureau, declared: state enterprise of the DPRK}}\n"
    assert ["no", "by-definition"] == [
        stage.review(on(day, body)).status("g") for day in ("2016-03-14", "2016-03-15")
    ]


# --- ownership -------------------------------------------------------------------------------------

ROWS = f'[{{list: us_ofac_sdn, row: "9001"}}, {{list: eu_fsf, row: {EU_ROW}}}, {{list: gb_fcdo, row: {GB_ROW}}}]'
Owned = Callable[[str, str], Answer]
ASSETS = tuple(f"x{n}" for n in range(10))
OTHER_ROW = '[{list: us_ofac_sdn, row: "9002"}]'


@pytest.fixture
def owned(stage: Stage) -> Owned:
    """Review stakes: a (blocked in US, EU, GB), b (US only), free, and x, y, z."""

    def do(stakes: str, day: str = "2024-08-01") -> Answer:
        names = "".join(
            f"  - {{id: {id_}, name: Company {id_}}}\n" for id_ in ("free", *"xyz", *ASSETS)
        )
        lines = "".join(f"  - {{owner: {line}}}\n" for line in stakes.strip().splitlines())
        return stage.review(
            on(day, f"{PARTIES}  - {{id: a, name: Alpha, listed_as: {ROWS}}}\n"
               f"  - {{id: b, name: Beta, listed_as: {OTHER_ROW}}}\n{names}ownership:\n{lines}")
        )  # fmt: skip

    return do


def statuses(answer: Answer, party: str) -> list[str]:
    """Under US, EU and GB law."""
    return [answer.status(party, regime) for regime in ("US", "EU", "GB")]


YES, MAY, NO = "by-50-percent-rule", "may-be", "no"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-07-02", {"50": [YES, NO, NO], "50.0001": [YES, YES, YES], "49.999": [NO] * 3}),
        ("2024-07-03", {"50": [YES, YES, NO], "50.0001": [YES, YES, YES], "49.999": [NO] * 3}),
    ],
)
def test_the_line_of_each_regime(owned: Owned, day: str, expected: dict[str, list[str]]) -> None:
    """'US: 50 % or more. EU: 50 % or more since 2024-07-03, more than 50 % before. UK: more.'"""
    stakes = "\n".join(
        f"a, asset: x{n}, percent: {share}\nfree, asset: x{n}, percent: {100 - float(share):.4f}"
        for n, share in enumerate(expected)
    )
    answer = owned(stakes, day)
    assert expected == {share: statuses(answer, f"x{n}") for n, share in enumerate(expected)}


def test_49_49_49_blocks_none_and_is_shown_as_just_under(owned: Owned) -> None:
    """'Just-under-50 patterns', apart and labelled so."""
    stakes = "\n".join(f"a, asset: {x}, percent: 49\nfree, asset: {x}, percent: 51" for x in "xyz")
    answer = owned(stakes, "2024-08-01")
    assert [[NO] * 3] * 3 == [statuses(answer, x) for x in "xyz"]
    assert {"party:x", "party:y", "party:z"} == {
        f["subject"] for f in answer.found("just_under_half")
    }
    assert 1 == max(answer.tier(f"party:{x}") for x in "xyz")


def test_stakes_of_blocked_persons_are_added_in_us_law(owned: Owned) -> None:
    """'Directly or indirectly, in the aggregate, by blocked persons.'"""
    answer = owned(
        "a, asset: x, percent: 25\nb, asset: x, percent: 25\nfree, asset: x, percent: 50",
        "2024-08-01",
    )
    assert [YES, NO, NO] == statuses(answer, "x")
    assert {"Alpha", "Beta"} <= set(re.findall("Alpha|Beta", str(answer.blocked("x")["proof"])))


def test_uk_law_does_not_add_unrelated_owners(stage: Stage) -> None:
    """'UK: ... no aggregation over unrelated owners unless acting together.'"""
    rows = f"  - {{id: p, name: P, listed_as: {ROWS}}}\n  - {{id: q, name: Q, listed_as: {ROWS}}}\n"
    answer = stage.review(f"""{PARTIES}{rows}
  - {{id: x, name: X}}
  - {{id: free, name: F}}
ownership:
  - {{owner: p, asset: x, percent: 30}}
  - {{owner: q, asset: x, percent: 30}}
  - {{owner: free, asset: x, percent: 40}}
""")
    assert [YES, YES, NO] == statuses(answer, "x")


def test_a_cascade_and_not_a_product(owned: Owned) -> None:
    """'A cascade, not a product': 50 % of 50 % is blocked, 49 % of 100 % is not."""
    answer = owned(
        "a, asset: x, percent: 50\nfree, asset: x, percent: 50\nx, asset: y, percent: 50\n"
        "free, asset: y, percent: 50\na, asset: z, percent: 49\nfree, asset: z, percent: 51",
        "2024-08-01",
    )
    assert [YES, YES, NO] == [answer.status(x) for x in "xyz"]
    proof = str(answer.blocked("y")["proof"])
    assert "Alpha" in proof
    assert "Company x" in proof


def test_control_alone_blocks_nobody_in_us_law(owned: Owned) -> None:
    """'Ownership, not control' (US); 'control counts too' (EU); 'or control' (UK)."""
    answer = owned(
        "a, asset: x, percent: 10, kind: control\nfree, asset: x, percent: 100", "2024-08-01"
    )
    assert NO == answer.status("x")
    assert NO not in {answer.status("x", regime) for regime in ("EU", "GB")}
    assert answer.found("control_caution")


BANDS = (
    ("a, asset: x, min: 25, max: 50\nfree, asset: x, percent: 50", MAY),
    ("a, asset: x, min: 25, max: 50, max_exclusive: true\nfree, asset: x, percent: 50.5", NO),
    ("a, asset: x, min: 50, max: 75\nfree, asset: x, percent: 25", YES),
    ("a, asset: x, min: 25, max: 49\nfree, asset: x, percent: 51", NO),
    ("a, asset: x, percent: 60\na, asset: x, percent: 40\nfree, asset: x, percent: 40", MAY),
    ("a, asset: x, percent: 60\na, asset: x, percent: 55\nfree, asset: x, percent: 40", YES),
    ("a, asset: x, percent: 20\nfree, asset: x, percent: 40", MAY),
    ("a, asset: x, percent: 20\nfree, asset: x, percent: 51", NO),
    ("a, asset: x", MAY),
)
"""Stakes in x, and its status under US law."""


def test_bands_and_the_unknown_remainder(owned: Owned) -> None:
    """'Bands keep their bounds, never midpoints'; '`may-be` ... which document closes it'."""
    numbered = (stakes.replace("asset: x", f"asset: x{n}") for n, (stakes, _) in enumerate(BANDS))
    answer = owned("\n".join(numbered), "2024-08-01")
    for number, (stakes, expected) in enumerate(BANDS):
        assert (stakes, expected) == (stakes, answer.status(f"x{number}"))
        if expected == MAY:
            assert 2 == answer.tier(f"party:x{number}")
            assert re.search(r"extract|list of|register", answer.blocked(f"x{number}")["note"])


def test_a_circle_without_a_seed_blocks_nobody_and_is_shown(owned: Owned) -> None:
    """'A circle without a seed blocks nobody, and is shown.'"""
    circle = (
        "x, asset: y, percent: 60\nfree, asset: y, percent: 40\n"
        "y, asset: x, percent: 60\nfree, asset: x, percent: 40"
    )
    answer = owned(circle, "2024-08-01")
    assert [NO, NO] == [answer.status(x) for x in "xy"]
    assert 0 == max(tiers(answer, "party:x", "party:y"))
    seeded = owned(circle.replace("free, asset: x", "a, asset: x"), "2024-08-01")
    assert {MAY} == {seeded.status(x) for x in "xy"}


def test_a_circle_with_a_seed_over_the_line_blocks_all_of_it(owned: Owned) -> None:
    """'Least fixed point ... from the blocked seeds.'"""
    answer = owned(
        "a, asset: x, percent: 50\ny, asset: x, percent: 50\nx, asset: y, percent: 100",
        "2024-08-01",
    )
    assert [YES, YES] == [answer.status(x) for x in "xy"]


@pytest.mark.parametrize(("day", "status"), [("2023-12-31", YES), ("2024-01-01", NO)])
def test_stakes_hold_for_their_days(owned: Owned, day: str, status: str) -> None:
    """'Stakes filtered by date.'"""
    answer = owned(
        "a, asset: x, percent: 80, since: 2019-01-01, until: 2023-12-31\n"
        "free, asset: x, percent: 20, until: 2023-12-31\n"
        "free, asset: x, percent: 100, since: 2024-01-01", day,
    )  # fmt: skip
    assert status == answer.status("x")


def test_the_smallest_change_is_shown_with_the_answer(owned: Owned) -> None:
    """'The smallest change that would alter the answer.'"""
    answer = owned("a, asset: x, percent: 45.5\nfree, asset: x, percent: 54.5", "2024-08-01")
    page = (answer.left / "report.html").read_text(encoding="utf-8")
    assert "4.5" in page


def test_an_owner_delisted_by_the_day_blocks_nothing(owned: Owned) -> None:
    """'A listing has a from and a to', also for owners."""
    stakes = "b, asset: x, percent: 60\nfree, asset: x, percent: 40"
    assert [YES, NO] == [owned(stakes, day).status("x") for day in ("2024-08-01", "2025-08-01")]
