"""A reviewed case as values."""

from __future__ import annotations

from pathlib import Path

import pytest

import invented
from celtrace.cases import outputs
from celtrace.cases.outcome import Outcome, read_assessment
from celtrace.errors import UsageError


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("reading")
    invented.reviewed(invented.dossier(folder / "d"), folder / "case", folder / "home")
    return Outcome.of(folder / "case")


def test_the_assessment_is_read_back_as_it_was_written(reading: Outcome) -> None:
    data = (reading.folder / "assessment.json").read_bytes()
    assert data == outputs.assessment_bytes(read_assessment(data))


def test_findings_problems_and_detectors_are_read(reading: Outcome) -> None:
    assert set(reading.held_by) <= set(reading.findings)
    assert any(ran.rule == "payee_not_contractor" for ran in reading.ran)
    assert () == reading.problems


def test_the_tier_of_a_finding_is_the_highest_it_reaches(reading: Outcome) -> None:
    for finding, subjects in reading.held_by.items():
        assert max(s.tier for s in subjects) == reading.tier(f"finding:{finding}")


def test_a_subject_rests_on_its_tier_and_findings(reading: Outcome) -> None:
    basis = reading.basis("subject:party:north")
    assert "2" == basis.said["tier"]
    assert 2 == reading.tier("subject:party:north")


@pytest.mark.parametrize("target", ["subject:party:none", "finding:none", "party:north", ""])
def test_what_the_case_does_not_hold_is_no_target(reading: Outcome, target: str) -> None:
    with pytest.raises(UsageError):
        reading.basis(target)


def test_without_a_review_there_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no reviewed case"):
        Outcome.of(tmp_path)
