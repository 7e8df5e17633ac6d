"""The result of a case made again: it comes out the same, and a tampered one is seen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import invented
from celtrace.cases.handover.report import Format, report
from celtrace.cases.recompute import recompute
from celtrace.errors import EvidenceChanged, UsageError

Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    folder = invented.dossier(home / "dossier", f"{invented.LOTS}logs: [{{path: gone.log}}]\n")
    invented.reviewed(folder, home / "case", invented.install_lists(home / "lists"))
    return home / "case"


@pytest.fixture
def case(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "case"))


def changed(case: Path, change: Change) -> list[str]:
    path = case / "assessment.json"
    made = json.loads(path.read_bytes())
    change(made)
    path.write_text(json.dumps(made))
    return list(recompute(case))


def subject(made: dict[str, Any], id_: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in made["subjects"] if one["id"] == id_)
    return found


def lowered(made: dict[str, Any]) -> None:
    subject(made, "north")["tier"] = 0


def raised(made: dict[str, Any]) -> None:
    subject(made, "house")["tier"] = 4


def test_an_untouched_result_comes_out_again(original: Path) -> None:
    assert [] == list(recompute(original))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lowered, "party north is said to be in tier 0; the findings give 2"),
        (raised, "party house is said to be in tier 4; the findings give 0"),
    ],
)
def test_a_tampered_tier_is_named(case: Path, change: Change, said: str) -> None:
    assert said in changed(case, change)


def test_a_subject_that_is_nowhere_is_named(case: Path) -> None:
    def added(made: dict[str, Any]) -> None:
        made["subjects"].append({**made["subjects"][0], "id": "ghost", "tier": 1})

    assert "party ghost is said to be in tier 1; the findings give None" in changed(case, added)


@pytest.mark.parametrize("key", ["subjects", "blocked", "lists", "totals", "indicators"])
def test_every_part_of_the_result_is_compared(case: Path, key: str) -> None:
    def emptied(made: dict[str, Any]) -> None:
        made[key] = {} if isinstance(made[key], dict) else []

    assert [f"{key} does not come out again from findings and records"] == changed(case, emptied)


def test_a_finding_that_was_taken_away_changes_the_tier(case: Path) -> None:
    path = case / "findings.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if b"staff_list_refused" not in line))
    said = list(recompute(case))
    assert any("does not come out again" in one for one in said)


@pytest.mark.parametrize("name", ["assessment.json", "findings.jsonl", "context.json", "case.db"])
@pytest.mark.parametrize(
    "damage", [None, b"", b"{", b"\xff\xfe"], ids=["gone", "empty", "cut", "bytes"]
)
def test_a_damaged_file_is_a_sentence_not_an_exception(
    case: Path, name: str, damage: bytes | None
) -> None:
    if damage is None:
        (case / name).unlink()
    else:
        (case / name).write_bytes(damage)
    assert list(recompute(case))


def report_of(folder: Path, how: Format) -> bytes:
    return report(folder, "evidence", how, names=True)


@pytest.mark.parametrize("how", ["html", "pdf"])
def test_the_report_comes_out_of_the_case_byte_for_byte(original: Path, how: Format) -> None:
    assert (original / f"report.{how}").read_bytes() == report_of(original, how)


def test_the_report_again_names_the_problems_again(original: Path) -> None:
    assert b"gone.log" in report_of(original, "html")


def test_a_folder_that_is_no_case_has_no_report(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no reviewed case"):
        report_of(tmp_path, "html")


def test_a_case_without_findings_has_no_report(case: Path) -> None:
    (case / "findings.jsonl").unlink()
    with pytest.raises(EvidenceChanged, match="findings"):
        report_of(case, "html")
