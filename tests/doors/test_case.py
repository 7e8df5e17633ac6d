"""`celtrace why`, `verify` and `report`, as a user sees them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from celtrace.errors import Exit
from doors.conftest import Call


def findings(case: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (case / "findings.jsonl").read_bytes().splitlines()]


def finding(case: Path, rule: str) -> dict[str, Any]:
    return next(found for found in findings(case) if found["rule"] == rule)


def unwrapped(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def copy(case: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(case, tmp_path / "copy"))


def test_why_shows_the_sentence_the_quotes_the_rule_and_the_effect(
    celtrace: Call, case: Path
) -> None:
    found = finding(case, "payee_not_contractor")
    said = unwrapped(celtrace("why", found["id"], "--case", case).out)
    assert unwrapped(found["says"]) in said
    for one in found["evidence"]:
        assert f"{one['source']}, {one['place']}: {one['quote']}" in said
        assert one["digest"] in said
    assert "Rule payee_not_contractor, version 1 (supporting, group money)" in said
    for text in (*found["because"], *found["innocent"], found["check"]):
        assert unwrapped(text).split(":")[0] in said
    assert "party Northlight Drawing is in tier 2; without it, in tier 1." in said


def test_why_takes_the_beginning_of_an_id(celtrace: Call, case: Path) -> None:
    found = finding(case, "staff_list_refused")
    said = celtrace("why", found["id"][:10], "--case", case, "--json").out
    assert found["evidence"][0]["quote"] == json.loads(said)["finding"]["evidence"][0]["quote"]


def test_why_asks_for_more_where_several_findings_are_meant(celtrace: Call, case: Path) -> None:
    answer = celtrace("why", "", "--case", case)
    assert Exit.USAGE == answer.code
    assert "More than one finding" in answer.err


def test_every_finding_can_be_explained(celtrace: Call, case: Path) -> None:
    for found in findings(case):
        assert Exit.DONE == celtrace("why", found["id"], "--case", case).code


def test_verify_as_json_names_what_changed(celtrace: Call, copy: Path) -> None:
    assert {"sound": True, "discrepancies": []} == json.loads(
        celtrace("verify", copy, "--json").out
    )
    (copy / "ran.jsonl").write_text("")
    answer = celtrace("verify", copy, "--json")
    said = json.loads(answer.out)
    assert (Exit.EVIDENCE, False) == (answer.code, said["sound"])
    assert ["ran.jsonl"] == [one["path"] for one in said["discrepancies"]]


def drop_object(case: Path) -> None:
    held = next(path for path in (case / "vault").rglob("*") if path.is_file())
    held.unlink()


def flip_object(case: Path) -> None:
    held = next(path for path in (case / "vault").rglob("*") if path.is_file())
    held.chmod(0o644)
    held.write_bytes(b"\0" + held.read_bytes()[1:])


def lower_tiers(case: Path) -> None:
    path = case / "assessment.json"
    path.write_text(path.read_text().replace('"tier": 2', '"tier": 0'))


def touch_database(case: Path) -> None:
    with (case / "case.db").open("ab") as out:
        out.write(b"\0")


@pytest.mark.parametrize("tamper", [drop_object, flip_object, lower_tiers, touch_database])
def test_verify_finds_what_was_changed(
    celtrace: Call, copy: Path, tamper: Callable[[Path], None]
) -> None:
    tamper(copy)
    answer = celtrace("verify", copy)
    assert Exit.EVIDENCE == answer.code
    assert "not what they were" in answer.err


def test_verify_names_the_tier_that_the_findings_do_not_give(celtrace: Call, copy: Path) -> None:
    lower_tiers(copy)
    said = unwrapped(celtrace("verify", copy).out)
    assert "party north is said to be in tier 0; the findings give 2" in said


def test_verify_needs_nothing_but_the_folder(
    celtrace: Call, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "no-lists"))
    assert Exit.DONE == celtrace("verify", copy).code
    assert not (tmp_path / "no-lists").exists()


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_the_report_comes_out_of_the_case_again(
    celtrace: Call, case: Path, tmp_path: Path, form: str
) -> None:
    assert Exit.DONE == celtrace("report", case, "--format", form).code
    again = (tmp_path / f"report.{form}").read_bytes()
    kept = (case / f"report.{form}").read_bytes()
    assert kept[:1000] == again[:1000]
    assert kept == again


def test_a_report_in_no_format_or_no_place_is_refused(celtrace: Call, case: Path) -> None:
    assert Exit.USAGE == celtrace("report", case, "--format", "docx").code
    answer = celtrace("report", case, "--out", "no-such-folder/report.html")
    assert "cannot be written" in answer.err
    assert "" == answer.out
