"""The rules of weighing as scenes: a dossier goes in, an assessment comes out.

Each test quotes the sentence of the specification that it holds.
"""

from __future__ import annotations

import re

import pytest

from spec.scenes import USCC, Stage
from spec.vendors import (
    CUTS,
    DRAWN,
    KOREAN,
    LOGIN,
    MUCH,
    OTHER,
    PAID,
    PARTIES,
    REFUSED,
    VENDOR,
    WORK,
    on,
    tiers,
)

# --- rules ------------------------------------------------------------


def test_r2_language_and_geography_move_nothing(stage: Stage) -> None:
    """R2: 'It never moves a tier or breaks a tie'."""
    plain = OTHER + WORK + PAID + REFUSED
    foreign = plain.replace("River Drawing, country: CN", "강물 그림, country: KP, city: 平壤")
    one, other = stage.review(plain), stage.review(foreign + KOREAN)
    assert [s["tier"] for s in one.assessment["subjects"]] == [
        s["tier"] for s in other.assessment["subjects"]
    ]
    assert "background" not in {g for s in other.assessment["subjects"] for g in s["groups"]}


def test_r3_two_supporting_groups_ask_a_neutral_question(stage: Stage) -> None:
    """R3: '2 ask: two supporting groups ... give a neutral question to the vendor'."""
    answer = stage.review(OTHER + WORK + PAID + REFUSED)
    assert (2, 3) == (answer.tier("party:v"), answer.code)
    questions = answer.subject("party:v")["questions"]
    assert questions
    assert all(q.endswith("?") or "please" in q.casefold() for q in questions)
    accusing = re.compile(r"korea|dprk|sanction|illegal|suspect|fraud", re.IGNORECASE)
    assert [] == [q for q in questions if accusing.search(q)]


def test_r3_one_finding_marked_ask_is_enough(stage: Stage) -> None:
    """R3: '... or one that a rule marks "ask"'."""
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
    """R3: '3 review: one strong ...; 4 hold: one conclusive, or two strong groups'."""
    links = "links: [{a: v, b: o, by: device, value: SN-1}]\n"
    assert [3, 3] == tiers(stage.review(OTHER + WORK + links), "party:v", "party:o")
    assert [4, 3] == tiers(stage.review(OTHER + WORK + links + LOGIN), "party:v", "party:o")


def test_r4_every_finding_carries_harmless_causes_and_a_check(stage: Stage) -> None:
    """R4: 'Every finding carries its innocent explanations and the check'."""
    answer = stage.review(OTHER + WORK + PAID + REFUSED + MUCH + LOGIN)
    assert [] == [f["rule"] for f in answer.findings if not (f["innocent"] and f["check"])]


def test_r4_an_unanswered_question_is_shown_after_14_days(stage: Stage) -> None:
    """R4: 'An unanswered question older than 14 days is shown'."""
    asked = "staff_lists: [{party: v, status: none, asked: [2023-04-01]}]\n"
    assert set() == stage.review(on("2023-04-15", VENDOR + WORK + asked)).rules("party:v")
    late = stage.review(on("2023-04-16", VENDOR + WORK + asked))
    assert {"staff_list_refused"} == late.rules("party:v")


def test_r5_evidence_of_other_days_than_the_work_does_not_count(stage: Stage) -> None:
    """R5: 'Evidence must overlap the dates of the work it is held against'."""
    early = LOGIN.replace("2023-02-01", "2022-02-01")
    answer = stage.review(VENDOR + WORK + early)
    assert 0 == answer.tier("party:v")
    assert {"dprk_range"} == answer.rules("party:v", "closed")


def test_r5_a_network_holds_only_for_its_days(stage: Stage) -> None:
    """'`networks`: ... `valid_from`, `valid_to`'."""
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
    listed = 'listed_as: [{list: us_ofac_sdn, row: "9001"}]'
    answer = stage.review(f"""{VENDOR.replace("heads: 5", listed)}
contracts: [{{id: c, from: us, to: v, date: 2020-01-01, until: 2020-12-31}}]
payments: [{{id: p, payer: us, payee: v, amount: 1, currency: USD, date: 2020-06-01, contract: c}}]
""")
    assert "listed" == answer.status("v")
    assert [0, 0] == tiers(answer, "contract:c", "payment:p")
    assert [] == answer.found("payment_to_listed")


def test_r6_a_complete_staff_list_closes_the_refused_one_and_stays_visible(stage: Stage) -> None:
    """R6: 'Counter-evidence closes a named finding and says so; the closed finding stays'."""
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
    """'Counter: ... written assignment of a debt'."""
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
    """R7: 'one ICD 203 word of likelihood; confidence in its own sentence; the base rate'."""
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
    """R8: 'The report names the finding whose loss would change the tier, and to what'."""
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
    """R9: 'Replacing names, language, city and holidays ..., facts equal, leaves every tier'."""
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
    """R11: 'A name hit is a candidate in its own queue until somebody, or an identifier, ..'."""
    named = OTHER.replace("Hill Trading, country: HK", "Grey Heron Pictures Co. Ltd., country: CN")
    answer = stage.review(named + WORK + PAID)
    [candidate] = answer.candidates("o")
    assert ("us_ofac_sdn", "9001", "open") == tuple(candidate[k] for k in ("list", "row", "state"))
    assert 0 == answer.tier("party:o")
    assert "no" == answer.status("o")
    assert 1 == answer.highest


def test_r11_an_identifier_resolves_it(stage: Stage) -> None:
    """R11: '... until somebody, or an identifier, resolves it'."""
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
    """R11: 'A rejected candidate names why (birth year, nationality, no shared identifier)'."""
    answer = stage.review(f"{PARTIES}  - {{id: h, name: Hong Ryol Su, {said}}}\n")
    [candidate] = answer.candidates("h")
    assert "rejected" == candidate["state"]
    assert why in candidate["because"]
    assert 0 == answer.tier("party:h")


def test_r12_three_states_never_look_alike(stage: Stage) -> None:
    """R12: '"Checked and clear", "checked, nothing on the data seen" and "not checked"'."""
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
    """R13: 'Findings found with a vendor's work do not say that the vendor knew'."""
    answer = stage.review(VENDOR + WORK + CUTS, files=DRAWN)
    assert [4, 0, 0, 0] == tiers(answer, "lot:l", "party:v", "contract:c", "party:us")


@pytest.mark.parametrize(("reviewer", "tier"), [("confirmed", 4), ("open", 0), ("rejected", 0)])
def test_only_a_confirmed_match_counts(stage: Stage, reviewer: str, tier: int) -> None:
    """'Our own unreleased cut (confirmed by a reviewer or by geometric proof)'."""
    body = VENDOR + WORK + CUTS.replace("reviewer: confirmed", f"reviewer: {reviewer}")
    assert tier == stage.review(body, files=DRAWN).tier("lot:l")


def test_a_cut_on_a_strangers_server_is_strong_only(stage: Stage) -> None:
    """'Strong: ... our own cut on a stranger's server'."""
    answer = stage.review(VENDOR + WORK + CUTS.replace("175.45.176.9", "198.51.100.9"), files=DRAWN)
    assert (3, {"own_frame_found"}) == (answer.tier("lot:l"), answer.rules("lot:l"))


def test_a_failed_sign_in_is_no_authenticated_one(stage: Stage) -> None:
    """'Strong: authenticated sign-in from a DPRK range'."""
    assert 0 == stage.review(VENDOR + WORK + LOGIN.replace("success", "failure")).tier("party:v")


def test_capacity_is_not_judged_without_a_norm(stage: Stage) -> None:
    """'`norms`: ... default none, then capacity is not judged'."""
    body = VENDOR + WORK + MUCH.partition("\n")[2]
    answer = stage.review(body)
    assert 0 == answer.highest
    [ran] = [r for r in answer.lines("ran.jsonl") if r["rule"] == "capacity_exceeded"]
    assert ran["skipped_because"]


def test_claims_are_shown_with_their_word_and_never_counted(stage: Stage) -> None:
    """'`claims`: ... shown with its status word, never counted as evidence'."""
    words = (
        "designated delisted settled admitted disclosed alleged reported unconfirmed denied "
        "disputed"
    )
    claims = "".join(f"  - {{id: k{n}, about: v, statement: Said {n}., status: {word}}}\n"
                     for n, word in enumerate(words.split()))  # fmt: skip
    answer = stage.review(f"{VENDOR}claims:\n{claims}")
    assert 0 == answer.highest
    assert words.split() == [one["status"] for one in answer.assessment["claims"]]
    page = (answer.left / "report.html").read_text(encoding="utf-8")
    assert [] == [word for word in words.split() if word not in page]
