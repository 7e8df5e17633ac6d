"""A reviewed case to hand on, and a bundle of it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

import invented
from celtrace.cases.handover.bundle import Wanted, write_bundle
from signed import KEY


def now() -> datetime:
    return datetime(2026, 7, 12, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reviewed case; tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("handed")
    home = invented.install_lists(folder / "home")
    invented.reviewed(invented.dossier(folder / "dossier"), folder / "case", home)
    return folder / "case"


@pytest.fixture
def case(handed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(handed, tmp_path / "case"))


@pytest.fixture(scope="session")
def original(handed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle as a folder, with evidence; tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("bundle")
    case = Path(shutil.copytree(handed, folder / "case"))
    write_bundle(Wanted(case, folder / "bundle", KEY, now, "ana", evidence=True))
    return folder / "bundle"


@pytest.fixture
def bundle(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "bundle"))
