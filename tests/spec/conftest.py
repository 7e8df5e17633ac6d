"""A stage for each test: an empty folder, and a home with small invented list extracts."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec.scenes import SNAPSHOTS, Answer, Key, Stage, extract


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the invented extracts, imported by the command."""
    home = tmp_path_factory.mktemp("home")
    folder = tmp_path_factory.mktemp("extracts")
    for list_id, day, rows in SNAPSHOTS:
        extract(folder, list_id, day, rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CELTRACE_HOME", str(home))
        answer = Stage(folder, home).call("lists", "import", folder, "--quiet")
    assert 0 == answer.code, answer.err
    return home


@pytest.fixture(scope="session")
def kept() -> dict[Key, Answer]:
    """What was reviewed already, by body, options and files."""
    return {}


@pytest.fixture
def stage(
    lists: Path, tmp_path: Path, kept: dict[Key, Answer], monkeypatch: pytest.MonkeyPatch
) -> Stage:
    """An empty folder to write in."""
    monkeypatch.setenv("CELTRACE_HOME", str(lists))
    monkeypatch.delenv("CELTRACE_CASE", raising=False)
    monkeypatch.chdir(tmp_path)
    return Stage(tmp_path, lists, kept)
