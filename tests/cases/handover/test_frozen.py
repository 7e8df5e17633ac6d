"""Files that were frozen to be handed on: numbered, apart for each case, never in the case."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from celtrace.cases.handover.check import Expected, check_bundle
from celtrace.cases.handover.frozen import Ask, Freezer
from celtrace.cases.handover.signing import own_key, public_pem
from celtrace.cases.recompute import recompute
from celtrace.cases.verify import verify
from celtrace.errors import CeltraceError, UsageError
from celtrace.report.exhibit import Numbers

from .conftest import now


@pytest.fixture
def freezer(case: Path, tmp_path: Path) -> Freezer:
    return Freezer(tmp_path / "home", case, now)


def test_a_bundle_is_signed_with_our_own_key(freezer: Freezer, tmp_path: Path) -> None:
    made = freezer.freeze(Ask("bundle", "ana", evidence=True))
    assert "001-bundle-2026-07-12.zip" == made.name
    path = freezer.path(made.name)
    assert path
    checked = check_bundle(path, Expected(), recompute)
    assert checked.signer in made.said
    assert () == checked.discrepancies
    assert b"PUBLIC KEY" in public_pem(own_key(tmp_path / "home"))


def test_a_production_is_one_file_with_its_pages_said(freezer: Freezer) -> None:
    made = freezer.freeze(Ask("production", "ana", tier=2, numbers=Numbers("X", 9)))
    assert "pages X000009" in made.said
    path = freezer.path(made.name)
    assert path
    with zipfile.ZipFile(path) as archive:
        assert "narrative.pdf" in archive.namelist()


def test_what_was_frozen_is_listed_the_newest_first(freezer: Freezer) -> None:
    assert () == freezer.held()
    first, second = freezer.freeze(Ask("bundle", "ana")), freezer.freeze(Ask("bundle", "bo"))
    assert (second, first) == freezer.held()
    assert ["001", "002"] == [first.name[:3], second.name[:3]]


def test_only_what_was_frozen_has_a_path(freezer: Freezer) -> None:
    freezer.freeze(Ask("bundle", "ana"))
    (freezer.folder / "secret.txt").write_text("x")
    for name in ("secret.txt", "../accounts.db", "", ".", "002-bundle.zip"):
        assert freezer.path(name) is None


def test_another_case_has_its_own(freezer: Freezer, tmp_path: Path) -> None:
    freezer.freeze(Ask("bundle", "ana"))
    assert () == Freezer(tmp_path / "home", tmp_path / "other", now).held()


def test_nothing_is_left_of_a_production_that_cannot_be(freezer: Freezer, case: Path) -> None:
    with pytest.raises(UsageError, match="tier 4"):
        freezer.freeze(Ask("production", "ana", tier=4))
    assert () == freezer.held()
    assert [] == list(freezer.folder.iterdir())
    assert () == verify(case)


def test_a_folder_that_cannot_be_made_is_said(case: Path, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(CeltraceError, match="cannot be written"):
        Freezer(tmp_path / "home", case, now).freeze(Ask("bundle", "ana"))


def test_a_number_is_given_once_however_many_are_deleted(freezer: Freezer) -> None:
    first, _ = freezer.freeze(Ask("bundle", "ana")), freezer.freeze(Ask("bundle", "ana"))
    freezer.drop(first.name)
    assert "003" == freezer.freeze(Ask("bundle", "ana")).name[:3]


def test_only_what_was_frozen_is_deleted(freezer: Freezer) -> None:
    freezer.freeze(Ask("bundle", "ana"))
    with pytest.raises(UsageError, match="no frozen file"):
        freezer.drop("../accounts.db")
    assert 1 == len(freezer.held())
