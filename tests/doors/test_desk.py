"""`celtrace case ...`, as a user calls it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import invented
from celtrace.errors import Exit
from doors.conftest import Call


@pytest.fixture
def copy(case: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(case, tmp_path / "copy"))


def first(case: Path) -> str:
    return str(json.loads((case / "findings.jsonl").read_bytes().splitlines()[0])["id"])


def test_a_finding_is_decided_with_a_reason_and_shown(celtrace: Call, copy: Path) -> None:
    target = f"finding:{first(copy)}"
    decide = celtrace("case", "decide", target[:20], "rejected", "--because", "a typo",
                      "--who", "Ana", "--case", copy)  # fmt: skip
    assert Exit.DONE == decide.code, decide.err
    assert f"{target}: rejected, by Ana. It is decided." in decide.out
    assert "Ana: rejected, because a typo" in celtrace("case", "show", "--case", copy).out
    shown = json.loads(celtrace("case", "show", target, "--case", copy, "--json").out)
    assert "decided" == shown["standings"][0]["state"]


def test_a_decision_without_a_reason_is_refused(celtrace: Call, copy: Path) -> None:
    answer = celtrace("case", "decide", f"finding:{first(copy)}", "rejected", "--case", copy)
    assert (Exit.USAGE, True) == (answer.code, "needs a reason" in answer.err)


def test_an_unknown_verdict_is_refused(celtrace: Call, copy: Path) -> None:
    answer = celtrace("case", "decide", f"finding:{first(copy)}", "guilty", "--case", copy)
    assert (Exit.USAGE, True) == (answer.code, "no verdict guilty" in answer.err)


def test_notes_assignments_and_questions_are_kept_and_verify_holds(
    celtrace: Call, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTRACE_USER", "Ana")
    target = "subject:party:north"
    assert Exit.DONE == celtrace("case", "note", target, "see @ben", "--case", copy).code
    assert Exit.DONE == celtrace("case", "assign", target, "Ben", "--case", copy).code
    asked = celtrace("case", "ask", "north", "Who drew it?", "--due", "2026-08-01",
                     "--case", copy, "--json")  # fmt: skip
    line = json.loads(asked.out)["line"]
    assert Exit.DONE == celtrace("case", "answer", line, "We did.", "--case", copy).code
    shown = celtrace("case", "show", target, "--case", copy).out
    assert "note by Ana: see @ben" in shown
    assert f"question {line} to north, answered: Who drew it?" in shown
    assert Exit.DONE == celtrace("verify", copy).code


def test_the_journal_is_exported_to_a_file_or_to_stdout(
    celtrace: Call, copy: Path, tmp_path: Path
) -> None:
    out = tmp_path / "journal.jsonl"
    assert Exit.DONE == celtrace("case", "export", "--out", out, "--case", copy).code
    assert celtrace("case", "export", "--case", copy).out.encode() == out.read_bytes()


def test_where_nothing_was_decided_it_says_so(celtrace: Call, copy: Path) -> None:
    assert "Nothing was decided" in celtrace("case", "show", "--case", copy).out


def test_without_a_case_nothing_is_made(celtrace: Call, tmp_path: Path) -> None:
    answer = celtrace("case", "note", "subject:party:a", "x", "--case", tmp_path / "none")
    assert (Exit.USAGE, False) == (answer.code, (tmp_path / "none").exists())


@pytest.fixture
def peopled(home: Path, tmp_path: Path) -> Path:
    """A case in which a worker is named."""
    more = "workers:\n  - {id: w1, name: Kim Chol-su, party: north}\n"
    invented.reviewed(invented.dossier(tmp_path / "d", more), tmp_path / "peopled", home)
    return tmp_path / "peopled"


def test_a_person_is_told_and_erased(celtrace: Call, peopled: Path, tmp_path: Path) -> None:
    told = celtrace("case", "person", "worker:w1", "--case", peopled)
    assert "Kim Chol-su" in told.out
    assert Exit.DONE == celtrace("case", "person", "worker:w1", "--out", "p.json", "--case",
                                 peopled).code  # fmt: skip
    assert "Kim Chol-su" in (tmp_path / "p.json").read_text()
    refused = celtrace("case", "erase", "worker:w1", "--case", peopled)
    assert (Exit.USAGE, True) == (refused.code, "needs a reason" in refused.err)
    done = celtrace("case", "erase", "worker:w1", "--because", "asked for", "--case", peopled)
    assert "Kept as evidence, and still holding it: dossier.yaml" in " ".join(done.out.split())
    assert "Mend the dossier too" in done.err
    assert "Kim" not in (peopled / "report.html").read_text()
    assert Exit.DONE == celtrace("verify", peopled).code
