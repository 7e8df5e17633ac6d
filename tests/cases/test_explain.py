"""The four parts of an explanation, for a finding that counts and for one that does not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import invented
from celtrace.cases.explain import Explanation, explain
from celtrace.cases.outputs import read_findings
from celtrace.errors import EvidenceChanged, UsageError

STAFF = (
    "party,status,people,asked,received,live_checks,payroll_months",
    "north,refused,,2023-03-01,,,",
    "north,complete,12,2023-03-01,2023-05-01,12,6",
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    folder = invented.dossier(home / "dossier", staff_lists=STAFF)
    invented.reviewed(folder, home / "case", invented.install_lists(home / "lists"))
    return home / "case"


def id_of(case: Path, rule: str) -> str:
    found = read_findings((case / "findings.jsonl").read_bytes())
    return next(finding.id for finding in found if finding.rule == rule)


def explained(case: Path, rule: str) -> Explanation:
    return explain(case, id_of(case, rule))


def test_all_four_parts_are_there(case: Path) -> None:
    one = explained(case, "payee_not_contractor")
    assert "Hill Cel Works" in one.finding.sentence
    assert one.finding.evidence[0].quote
    assert one.rule.endswith(".")
    assert one.effect


def test_the_effect_says_what_the_tier_would_be_without_it(case: Path) -> None:
    said = explained(case, "payee_not_contractor").effect
    made = json.loads((case / "assessment.json").read_bytes())
    north = next(s for s in made["subjects"] if s["id"] == "north")
    [carried] = [
        c for c in north["carried_by"] if c["finding"] == id_of(case, "payee_not_contractor")
    ]
    expected = f"party Northlight Drawing is in tier {north['tier']}"
    assert f"{expected}; without it, in tier {carried['tier_without']}." in said


def test_a_closed_finding_names_what_closed_it(case: Path) -> None:
    closing = id_of(case, "staff_list_complete")
    said = explained(case, "staff_list_refused").effect
    assert f"For party Northlight Drawing it does not count: closed by {closing}." in said


def test_the_beginning_of_an_id_is_enough(case: Path) -> None:
    whole = id_of(case, "payment_before_contract")
    assert whole == explain(case, whole[:9]).finding.id


@pytest.mark.parametrize(("wanted", "said"), [("zz", "No finding"), ("", "More than one finding")])
def test_none_or_several_is_a_question_back(case: Path, wanted: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        explain(case, wanted)


def test_a_folder_without_a_review_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no reviewed case"):
        explain(tmp_path, "a")


@pytest.mark.parametrize("name", ["assessment.json", "findings.jsonl"])
def test_a_damaged_case_is_evidence_changed(case: Path, tmp_path: Path, name: str) -> None:
    wanted = id_of(case, "payment_before_contract")
    copy = Path(shutil.copytree(case, tmp_path / "copy"))
    (copy / name).write_bytes(b"{")
    with pytest.raises(EvidenceChanged, match=name.removesuffix(".json").removesuffix(".jsonl")):
        explain(copy, wanted)
