"""Commands as a user calls them, in process, with a home folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import invented
from celtrace.doors import cli


class Answer(NamedTuple):
    """What a command gave back."""

    code: int
    out: str
    err: str


Call = Callable[..., Answer]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with the list extracts of the package."""
    return invented.install_lists(tmp_path_factory.mktemp("home"))


@pytest.fixture
def celtrace(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Run a command in an empty working directory."""
    monkeypatch.setenv("CELTRACE_HOME", str(home))
    monkeypatch.delenv("CELTRACE_CASE", raising=False)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> Answer:
        capsys.readouterr()
        code = cli.run([str(argument) for argument in arguments])
        return Answer(code, *capsys.readouterr())

    return call


@pytest.fixture(scope="session")
def case(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case of the invented dossier, reviewed once; tests that change it take a copy."""
    folder = tmp_path_factory.mktemp("invented")
    invented.reviewed(invented.dossier(folder / "dossier"), folder / "case", home)
    return folder / "case"
