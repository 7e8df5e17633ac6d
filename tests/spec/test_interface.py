"""Commands, outputs, exit codes and rule names (specification: the interface)."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from celtrace import registry
from celtrace.errors import Exit
from spec.scenes import UEN, US, USCC, Answer, Stage, csv, plain
from spec.whole import FILES, WHOLE

SCENE = f"""parties:
  {US}
  - {{id: v, name: River Drawing, country: CN, heads: 4}}
  - {{id: w, name: Hill Works, country: CN, accounts: [CN-1]}}
  - {{id: f, name: Grey Heron Pictures, country: CN, accounts: [CN-1],
     identifiers: {{uscc: {USCC}}}}}
  - {{id: n, name: Kite Line Pte Ltd}}
contracts:
  - {{id: c1, from: us, to: v, date: 2023-01-01, scope: ep 1 cuts 1-6, amount: 900,
     currency: USD}}
  - {{id: c2, from: v, to: w, parent: c1, date: 2023-02-01, scope: ep 1 cuts 1-3,
     disclosed: 2023-06-01}}
payments:
  - {{id: p1, payer: us, payee: f, amount: 300, currency: USD, date: 2023-03-01, contract: c1}}
  - {{id: p2, payer: us, payee: v, amount: 200.50, currency: USD, date: 2023-04-01, contract: c1}}
staff_lists:
  - {{party: v, status: refused, asked: [2023-03-01]}}
  - {{party: w, status: refused, asked: [2023-03-01]}}
  - {{party: w, status: complete, people: 3, received: 2023-03-20}}
lots:
  - {{id: l1, cuts: ep 1 cuts 1-6, assigned_to: v, contract: c1, from: 2023-01-05,
     until: 2023-06-30, disclosed_subs: []}}
reference:
  - {{path: ref, cut: 'ep(?P<episode>\\d+)_c(?P<cut>\\d+)', unreleased: true}}
found:
  - {{path: found, place: {{ip: 175.45.176.20}}, collected: 2023-12-01T10:00:00Z}}
matches:
  - {{file: found/a.png, cut: ep01_c002, score: 0.9, reviewer: confirmed}}
links:
  - {{a: v, b: w, by: device, value: SN-1, count: 2}}
checks:
  - {{indicator: I036, subject: v, when: 2023-03-01, by: Ann}}
claims:
  - {{id: k1, about: v, statement: It was said., status: alleged, by: a paper, date: 2024-01-02}}
logs:
  - {{path: logs/gone.log}}
"""
GIVEN = {"found/a.png": "a", "ref/ep01_c002.png": "b"}
WORDS = {
    "category": {"conclusive", "strong", "supporting", "context", "counter"},
    "group": {"registry", "money", "network", "device", "content", "documents", "conduct",
              "rhythm", "background"},
    "hypothesis": {"H1", "H2", "H3", "H4", "H5", "H6"},
}  # fmt: skip


@pytest.fixture(scope="module")
def made(lists: Path, tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """The scene, reviewed once; nothing changes it."""
    folder = tmp_path_factory.mktemp("scene")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CELTRACE_HOME", str(lists))
        answer = Stage(folder, lists).review(SCENE, "--json", files=GIVEN)
    assert Exit.REVIEW == answer.code, answer.err
    return answer


def shaped(value: Any, shape: Any, where: str = "") -> list[str]:
    """What of a JSON value is not as a shape says: types, keys, or a test of it."""
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return [f"{where} is no mapping"]
        wrong = [f"{where}.{key} is missing" for key in shape if key not in value]
        return wrong + [w for key in shape if key in value
                        for w in shaped(value[key], shape[key], f"{where}.{key}")]  # fmt: skip
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{where} is no list"]
        return [w for number, one in enumerate(value) for w in
                shaped(one, shape[0], f"{where}[{number}]")]  # fmt: skip
    if isinstance(shape, type | tuple):
        fine = isinstance(value, shape) and not (shape is int and isinstance(value, bool))
        return [] if fine else [f"{where} is {value!r}"]
    return [] if shape(value) else [f"{where} is {value!r}"]


def optional_day(value: object) -> bool:
    """A day as ISO 8601, or nothing."""
    return value is None or bool(date.fromisoformat(str(value)))


def one_of(*words: str) -> Any:
    """A word of some."""
    return lambda value: value in words


def digest(value: object) -> bool:
    """A SHA-256 in hexadecimal digits."""
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")


def tier(value: object) -> bool:
    """A tier."""
    return value in (0, 1, 2, 3, 4)


MONEY = (str, int, float)
SHAPE: Mapping[str, Any] = {
    "celtrace": str,
    "dossier": {"title": str, "as_of": optional_day, "digest": digest, "us": str},
    "lists": [{"list": str, "snapshot": optional_day, "entries": int, "digest": str,
               "age_days": (int, type(None)), "regime": str}],
    "subjects": [{
        "kind": one_of("party", "contract", "lot", "invoice", "payment", "cluster", "worker",
                       "account"),
        "id": str, "tier": tier, "single_source": bool, "groups": dict, "findings": [str],
        "closed": [str], "questions": [str],
        "carried_by": [{"finding": str, "tier_without": tier}],
    }],
    "blocked": [{
        "party": str, "regime": one_of("US", "EU", "GB", "UN"),
        "status": one_of("listed", "by-50-percent-rule", "by-definition", "may-be", "no",
                         "not-checked"),
        "row": str, "since": optional_day, "until": optional_day, "proof": list, "note": str,
    }],
    "candidates": [{
        "party": str, "list": str, "row": str, "score": (int, float), "names": [str],
        "state": one_of("open", "confirmed", "rejected"), "because": str,
    }],
    "paths": [{"from": str, "to": str, "nodes": [str], "edges": [{"kind": str, "id": str}],
               "explains": [str]}],
    "clusters": [{"id": str, "members": [str],
                  "links": [{"a": str, "b": str, "by": str, "value": str, "count": int}]}],
    "redo": [{"cuts": [str], "count": int}],
    "matches": [{"file": str, "digest": str, "cut": str, "score": (int, float, type(None)),
                 "proof": str, "first_seen": optional_day, "last_seen": optional_day,
                 "reviewer": str}],
    "leak_points": [{"place": str, "because": str}],
    "totals": {"payments": [{
        "contract": str, "count": int, "amount": MONEY, "currency": str,
        "to_other_payee": {"count": int, "amount": MONEY, "by_payee": dict},
    }]},
    "claims": [{"id": str, "status": str, "statement": str}],
    "indicators": {"detector": [str], "recorded": [str], "not_visible": [str], "open": [str]},
}  # fmt: skip
FINDING: Mapping[str, Any] = {
    "id": str, "rule": str, "version": (int, str), "hypothesis": one_of(*WORDS["hypothesis"]),
    "category": one_of(*WORDS["category"]), "group": one_of(*WORDS["group"]), "subject": str,
    "says": str, "values": dict,
    "evidence": [{"digest": digest, "source": str, "place": str, "quote": str, "reader": str}],
    "because": [str], "innocent": [str], "check": str, "closed_by": (str, type(None)),
}  # fmt: skip

# --- the outputs -----------------------------------------------------------------------------


def test_assessment_has_every_key_with_its_type(made: Answer) -> None:
    assert [] == shaped(made.assessment, SHAPE)


def test_every_list_of_the_assessment_is_exercised_here(made: Answer) -> None:
    empty = [key for key, value in made.assessment.items() if value in ([], {})]
    assert [] == [key for key in empty if key in SHAPE]


def test_json_prints_the_assessment_and_nothing_else(made: Answer) -> None:
    assert made.assessment == made.document


def test_groups_name_the_strongest_category_and_never_background(made: Answer) -> None:
    for subject in made.assessment["subjects"]:
        assert set(subject["groups"]) <= WORDS["group"] - {"background"}
        assert set(subject["groups"].values()) <= {"conclusive", "strong", "supporting"}


def test_each_redo_names_a_contract_or_lot_and_counts_its_cuts(made: Answer) -> None:
    for redo in made.assessment["redo"]:
        assert 1 == len({"contract", "lot"} & set(redo))
        assert redo["count"] == len(redo["cuts"]) == len(set(redo["cuts"]))
    [lot] = [r for r in made.assessment["redo"] if r.get("lot") == "l1"]
    assert [f"ep01_c00{n}" for n in range(1, 7)] == lot["cuts"]


def test_totals_are_split_by_payee(made: Answer) -> None:
    [total] = [t for t in made.assessment["totals"]["payments"] if t["contract"] == "c1"]
    assert (2, 500.5, "USD") == (total["count"], float(total["amount"]), total["currency"])
    other = total["to_other_payee"]
    assert (1, 300, {"f"}) == (other["count"], float(other["amount"]), set(other["by_payee"]))


def test_findings_have_every_key_with_its_type(made: Answer) -> None:
    assert [] == [w for f in made.findings for w in shaped(f, FINDING, f["rule"])]
    for finding in made.findings:
        assert finding["evidence"]
        assert finding["because"] or finding["category"] == "context"
        assert finding["innocent"]
        assert finding["check"]


def test_every_id_that_the_assessment_names_is_a_finding(made: Answer) -> None:
    known = {finding["id"] for finding in made.findings}
    assert len(known) == len(made.findings)
    for subject in made.assessment["subjects"]:
        named = {*subject["findings"], *subject["closed"]}
        named |= {one["finding"] for one in subject["carried_by"]}
        assert named <= known
    assert {id_ for path in made.assessment["paths"] for id_ in path["explains"]} <= known


def test_a_closed_finding_says_by_what(made: Answer) -> None:
    [closed] = [f for f in made.found("staff_list_refused") if f["closed_by"]]
    [by] = [f for f in made.findings if f["id"] == closed["closed_by"]]
    assert ("party:w", "staff_list_complete", "counter") == (
        closed["subject"], by["rule"], by["category"],
    )  # fmt: skip


def test_problems_have_every_key(made: Answer) -> None:
    problems = made.lines("problems.jsonl")
    shape = {"source": str, "place": str, "reason": str, "consequence": str}
    assert [] == [w for one in problems for w in shaped(one, shape)]
    assert [one for one in problems if "gone.log" in one["reason"]], problems


def test_ran_has_every_rule_of_the_registry(made: Answer) -> None:
    ran = made.lines("ran.jsonl")
    shape = {"rule": str, "looked_at": int, "found": int, "skipped_because": (str, type(None))}
    assert [] == [w for one in ran for w in shaped(one, shape)]
    assert set(registry.kinds()) == {one["rule"] for one in ran}
    for one in ran:
        assert not (one["skipped_because"] and one["found"])


def test_the_manifest_names_every_byte_taken_in(made: Answer) -> None:
    """'Path, size, SHA-256, times of every byte taken in'."""
    rows = {one["path"]: one for one in made.lines("manifest.jsonl")}
    assert {"dossier.yaml", *GIVEN} == set(rows)
    for path, data in GIVEN.items():
        assert len(data) == rows[path]["size"]
        assert hashlib.sha256(data.encode()).hexdigest() == rows[path]["sha256"]
        assert [v for v in rows[path].values() if isinstance(v, str) and _moment(v)]


def _moment(value: str) -> bool:
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def test_the_vault_holds_every_byte_by_digest(made: Answer) -> None:
    held = {hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (made.left / "vault").rglob("*") if path.is_file()}  # fmt: skip
    assert {one["sha256"] for one in made.lines("manifest.jsonl")} <= held


def test_the_report_is_self_contained(made: Answer) -> None:
    page = (made.left / "report.html").read_text(encoding="utf-8")
    asks = ('src="http', "@import", "url(http", "<link ", 'srcset="http')
    assert [] == [mark for mark in asks if mark in page]
    assert (made.left / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_no_output_calls_anybody_cleared_or_scores_a_risk(made: Answer) -> None:
    """'The product never prints "cleared"'; 'no number called "risk score"'."""
    for name in ("assessment.json", "findings.jsonl", "report.html", "ran.jsonl"):
        said = (made.left / name).read_text(encoding="utf-8").casefold()
        assert [] == [word for word in ("cleared", "risk score", "guilty") if word in said]


def test_every_quote_stands_in_the_bytes_of_the_vault(made: Answer) -> None:
    held = {hashlib.sha256(path.read_bytes()).hexdigest(): path.read_bytes()
            for path in (made.left / "vault").rglob("*") if path.is_file()}  # fmt: skip
    quoted = [e for f in made.findings for e in f["evidence"] if e["source"] == "dossier.yaml"]
    assert quoted
    for one in quoted:
        assert one["quote"].split(" | ")[0].encode() in held[one["digest"]]


# --- commands -----------------------------------------------------------------------------------


def test_why_gives_the_four_parts(made: Answer, stage: Stage) -> None:
    """The sentence, the quotes with digest and place, the rule, what it did to the tier."""
    finding = made.found("payee_not_contractor")[0]
    answer = stage.call("why", finding["id"], "--case", made.left, "--json")
    assert 0 == answer.code
    said = json.dumps(answer.document, ensure_ascii=False)
    for part in (finding["says"], finding["evidence"][0]["digest"], finding["because"][0],
                 finding["innocent"][0], "tier"):  # fmt: skip
        assert json.dumps(part, ensure_ascii=False)[1:-1] in said
    shown = stage.call("why", finding["id"], "--case", made.left).out
    assert " ".join(finding["says"].split())[:60] in " ".join(shown.split())


def test_verify_accepts_the_case_and_any_copy(made: Answer, stage: Stage) -> None:
    """'Needs nothing but the folder'."""
    copy = shutil.copytree(made.left, stage.folder / "copy")
    assert Exit.DONE == stage.call("verify", copy).code
    document = stage.call("verify", copy, "--json")
    assert document.document is not None


def test_verify_sees_one_flipped_byte_anywhere(made: Answer, stage: Stage) -> None:
    names = ("assessment.json", "findings.jsonl", "manifest.jsonl", "ran.jsonl", "problems.jsonl",
             "report.html", "report.pdf")  # fmt: skip
    copy = Path(shutil.copytree(made.left, stage.folder / "copy"))
    files = [copy / name for name in names]
    files += [path for path in (copy / "vault").rglob("*") if path.is_file()][:2]
    for path in files:
        data = path.read_bytes()
        path.chmod(0o644)
        path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
        assert Exit.EVIDENCE == stage.call("verify", copy).code, path.name
        path.write_bytes(data)
    assert Exit.DONE == stage.call("verify", copy).code


def test_screen_finds_by_name_and_by_number_and_names_the_lists(stage: Stage) -> None:
    answer = stage.call("screen", "Grey Heron Pictures", "--as-of", "2024-01-01", "--json")
    assert Exit.ASK == answer.code
    [result] = answer.document["results"]
    rows = {(c["list"], c["row"]): c["state"] for c in result["candidates"]}
    assert "open" == rows["us_ofac_sdn", "9001"]
    seen = {one["list"]: one["snapshot"] for one in answer.document["lists"]}
    assert "2022-12-09" == seen["us_ofac_sdn"]
    assert {"us_ofac_cons"} <= {one["list"] for one in answer.document["not_checked"]}


def test_screen_before_the_listing_finds_nothing(stage: Stage) -> None:
    answer = stage.call("screen", "Grey Heron Pictures", "--as-of", "2021-12-09", "--json")
    assert (Exit.DONE, []) == (answer.code, answer.document["results"][0]["candidates"])


def test_screen_reads_a_vendor_sheet(stage: Stage) -> None:
    sheet = stage.folder / "vendors.csv"
    rows = [{"Vendor": "Nobody At All", "UEN": UEN}, {"Vendor": "Quite Another", "UEN": ""}]
    sheet.write_bytes(csv(rows))
    answer = stage.call("screen", "--from", sheet, "--as-of", "2024-01-01", "--json")
    assert Exit.REVIEW == answer.code
    first, second = answer.document["results"]
    assert [("us_ofac_sdn", "9002", "confirmed")] == [
        (c["list"], c["row"], c["state"]) for c in first["candidates"]
    ]
    assert [] == second["candidates"]


def test_screen_keeps_to_the_list_and_the_limit_that_are_asked(stage: Stage) -> None:
    answer = stage.call("screen", "Grey Heron Pictures", "--list", "eu_fsf", "--limit", "1",
                        "--as-of", "2024-01-01", "--json")  # fmt: skip
    rows = answer.document["results"][0]["candidates"]
    assert {"eu_fsf"} >= {one["list"] for one in rows}
    assert 1 >= len(rows)


# --- global options, exit codes ------------------------------------------------------------------


@pytest.mark.parametrize("place", range(3))
def test_global_options_may_stand_anywhere(stage: Stage, place: int) -> None:
    folder = stage.dossier(f"parties: [{US[2:]}]\n")
    given: list[str | Path] = ["review", folder]
    given[place:place] = ["--json", "--quiet", "--no-color", "--case", stage.folder / "kept"]
    answer = stage.call(*given)
    assert (Exit.DONE, "") == (answer.code, answer.err)
    assert "A scene" == answer.document["dossier"]["title"]
    assert (stage.folder / "kept" / "assessment.json").exists()


def test_as_of_of_the_command_goes_before_that_of_the_dossier(stage: Stage) -> None:
    answer = stage.review(f"parties: [{US[2:]}]\n", "--as-of", "2022-02-02")
    assert "2022-02-02" == answer.assessment["dossier"]["as_of"]
    used = {one["list"]: one["snapshot"] for one in answer.assessment["lists"]}
    assert "2021-12-10" == used["us_ofac_sdn"]


@pytest.mark.parametrize("place", range(3))
def test_exit_zero_turns_3_and_4_into_0_and_nothing_else(stage: Stage, place: int) -> None:
    folder = stage.dossier(SCENE, GIVEN)
    given: list[str | Path] = ["review", folder, "--quiet"]
    given.insert(place, "--exit-zero")
    assert Exit.DONE == stage.call(*given).code
    assert Exit.DOSSIER == stage.call("review", stage.dossier("dossier: 3\n"), "--exit-zero").code


def test_exit_codes_follow_the_highest_tier(stage: Stage) -> None:
    refused = "staff_lists: [{party: v, status: refused, asked: [2023-03-01]}]\n"
    parties = f"parties: [{US[2:]}, {{id: v, name: V}}, {{id: o, name: O}}]\n"
    paid = (
        "contracts: [{id: c, from: us, to: v, date: 2023-01-01}]\n"
        "payments: [{payer: us, payee: o, amount: 1, currency: USD, date: 2023-02-01,"
        " contract: c}]\n"
    )
    assert (1, Exit.DONE) == _highest(stage.review(parties + refused))
    assert (2, Exit.ASK) == _highest(stage.review(parties + refused + paid))


def _highest(answer: Answer) -> tuple[int, int]:
    return answer.highest, answer.code


def test_strict_says_13_when_something_was_not_read(stage: Stage) -> None:
    text = f"parties: [{US[2:]}]\nlogs: [{{path: gone.log}}]\n"
    assert Exit.DONE == stage.review(text).code
    assert Exit.UNREAD == stage.review(text, "--strict").code


# --- determinism ---------------------------------------------------------------------------------


def test_the_order_of_sections_items_and_files_changes_no_byte_of_the_assessment(
    stage: Stage,
) -> None:
    """'Byte-identical assessment.json and findings.jsonl, whatever the order of files or rows'."""
    body = plain(WHOLE)
    draw = random.Random(7)  # noqa: S311 - a shuffle
    results = []
    for _ in range(3):
        names = list(body)
        draw.shuffle(names)
        files: dict[str, bytes | str] = dict(FILES)
        text = "regimes: [US, EU, GB, UN]\n"
        for name in names:
            rows = list(body[name])
            draw.shuffle(rows)
            cut = draw.randint(0, len(rows))
            parts = [part for part in (rows[:cut], rows[cut:]) if part]
            files |= {f"{name}{n}.csv": csv(part) for n, part in enumerate(parts)}
            text += f"{name}:\n" + "".join(
                f"  - {{from: {name}{n}.csv}}\n" for n in range(len(parts))
            )
        results.append(stage.review(text, files=files))
    first = (results[0].left / "assessment.json").read_bytes()
    assert [True] * 3 == [first == (r.left / "assessment.json").read_bytes() for r in results]
    assert 1 == len({tuple((f["id"], f["says"]) for f in r.findings) for r in results})


def test_a_second_review_leaves_the_same_bytes(stage: Stage) -> None:
    folder = stage.dossier(SCENE, GIVEN)
    one, two = stage.again(folder), stage.again(folder, "--jobs", "2")
    for name in ("assessment.json", "findings.jsonl", "ran.jsonl", "problems.jsonl"):
        assert (one.left / name).read_bytes() == (two.left / name).read_bytes(), name


# --- the stable rule names -----------------------------------------------------------------------

PROMISED = {
    2: "listed_party listed_identifier candidate_name blocked_by_definition payee_not_contractor "
    "payment_before_contract payment_to_listed forbidden_subcontract late_disclosure "
    "undisclosed_tier staff_list_refused staff_list_partial staff_list_complete "
    "live_checks_passed payroll_seen debt_assigned",
    4: "half_owned may_be_half_owned just_under_half control_caution price_under_band "
    "capacity_exceeded shared_device shared_account shared_author shared_portfolio "
    "shared_contact shared_address regional_price_band dprk_range own_frame_found "
    "unreleased_frame_found",
    8: "mrz_invalid duplicate_applicant voip_number document_tampered document_reused "
    "id_image_quality cv_impossible_dates contact_churn camera_refused",
    5: "dprk_adjacent_range anonymised_egress impossible_travel baseline_shift multi_ip_burst "
    "shared_ip marathon_session claimed_location_mismatch shared_mfa_device unmanaged_device "
    "working_hours_shift round_the_clock bulk_access ioc_match device_bound_key vpn_allowed "
    "travel_notified",
    6: "foreign_title_found relay_translation northern_spelling document_author",
}  # fmt: skip
"""Rule names of the interface by the issue that brings them."""


@pytest.mark.parametrize(
    ("issue", "rule"), [(i, rule) for i, rules in PROMISED.items() for rule in rules.split()]
)
def test_a_promised_rule_is_in_the_registry(issue: int, rule: str) -> None:
    assert rule in registry.kinds(), f"issue {issue}"


def test_a_recorded_check_is_named_by_its_indicator(made: Answer) -> None:
    assert [] != made.found("recorded:I036")
