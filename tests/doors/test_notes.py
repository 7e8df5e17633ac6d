"""`celtrace notes` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from celtrace.doors.cli import run
from celtrace.doors.health import EXTRAS
from celtrace.errors import Exit
from notes.drawing import BLACK, page, png


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CELTRACE_CASE", str(tmp_path / "case"))
    folder = tmp_path / "found"
    folder.mkdir()
    (folder / "note.png").write_bytes(png(page(("这里要改", BLACK))))
    assert Exit.DONE == run(["triage", str(folder), "--quiet"])
    return tmp_path / "case"


def test_the_notes_of_a_case_are_read_once(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert case.is_dir()
    assert Exit.DONE == run(["notes", "--quiet"])
    assert "1 notes in 1 pictures read now, 0 known" in capsys.readouterr().out
    assert Exit.DONE == run(["notes", "--json", "--quiet"])
    document = json.loads(capsys.readouterr().out)
    assert (0, 1) == (document["pictures"], document["known"])


def test_without_the_extra_the_remedy_is_named(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert case.is_dir()
    monkeypatch.setitem(EXTRAS, "files", ("a_module_that_is_not_there",))
    assert Exit.USAGE == run(["notes"])
    assert "pip install 'celtrace[files]'" in capsys.readouterr().err


def test_without_a_case_the_command_that_makes_one_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTRACE_CASE", str(tmp_path / "none"))
    assert Exit.USAGE == run(["notes"])
    assert "celtrace triage FOLDER" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
