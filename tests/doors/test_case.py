"""`celtrace why`, as a user sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from celtrace.errors import Exit
from doors.conftest import Call


def findings(case: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (case / "findings.jsonl").read_bytes().splitlines()]


def finding(case: Path, rule: str) -> dict[str, Any]:
    return next(found for found in findings(case) if found["rule"] == rule)


def unwrapped(text: str) -> str:
    return " ".join(text.split())


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
