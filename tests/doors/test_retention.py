"""`celtrace case retention`: lists, sets, and erases only when a named person confirms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import invented
from celtrace.errors import Exit
from doors.conftest import Call


@pytest.fixture
def case(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CELTRACE_USER", raising=False)
    invented.reviewed(invented.dossier(tmp_path / "dossier"), tmp_path / "case", home)
    return tmp_path / "case"


def test_periods_purposes_and_bases_are_listed_and_what_is_due(celtrace: Call, case: Path) -> None:
    answer = celtrace("--case", str(case), "case", "retention")
    assert Exit.DONE == answer.code
    for said in ("case: 3,653 days from its last line", "pictures: until the consent ends",
                 "Basis: explicit consent", "Nothing is due."):  # fmt: skip
        assert said in answer.out
    told = json.loads(celtrace("--json", "--case", str(case), "case", "retention").out)
    assert [] == told["due"]
    assert 3653 == told["periods"]["case"]["days"]


def test_a_period_is_set_by_a_named_person(celtrace: Call, case: Path) -> None:
    keep = ("--case", str(case), "case", "retention", "--keep", "worker_files=90")
    assert Exit.USAGE == celtrace(*keep).code
    answer = celtrace(*keep, "--who", "Ana Lim")
    assert "worker_files: 90 days" in answer.out
    again = celtrace(*keep[:-1], "worker_files=none", "--who", "Ana Lim")
    assert "worker_files: until the consent ends" in again.out


@pytest.mark.parametrize("keep", ["worker_files", "worker_files=soon", "logs=5", "case=0"])
def test_a_period_that_is_none_is_refused(celtrace: Call, case: Path, keep: str) -> None:
    words = ("--case", str(case), "case", "retention", "--keep", keep, "--who", "Ana")
    assert Exit.USAGE == celtrace(*words).code


def test_erasing_asks_for_a_named_person_and_for_something_that_is_due(
    celtrace: Call, case: Path
) -> None:
    words = ("--case", str(case), "case", "retention", "--erase", "--because", "over")
    assert "Nobody is named" in celtrace(*words).err
    assert "Nothing is due" in celtrace(*words, "--who", "Ana").err
    assert (case / "assessment.json").is_file()


def test_without_a_case_nothing_is_made(celtrace: Call, tmp_path: Path) -> None:
    answer = celtrace("--case", str(tmp_path / "none"), "case", "retention")
    assert (Exit.USAGE, False) == (answer.code, (tmp_path / "none").exists())
