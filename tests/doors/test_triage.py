"""`celtrace triage` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from celtrace.doors.cli import run
from celtrace.errors import Exit


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CELTRACE_CASE", str(tmp_path / "case"))
    folder = tmp_path / "found"
    folder.mkdir()
    (folder / "notes.txt").write_text("다섯번째 화의 선을 다시 그려 주십시오\n", encoding="cp949")
    (folder / "cut.jpg").write_bytes(b"8BPS\x00\x01" + bytes(30))
    return folder


def test_people_see_types_problems_and_what_is_new(
    found: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Exit.DONE == run(["triage", str(found), "--label", "monday"])
    said = capsys.readouterr().out
    assert "monday: 2 files; 2 new" in said
    assert "cut.jpg: is Photoshop document, its extension says JPEG picture" in said
    (found / "more.txt").write_text("more\n")
    run(["triage", str(found), "--label", "tuesday"])
    assert "tuesday: 3 files; 1 new, 0 changed, 0 moved, 0 gone since monday" in (
        capsys.readouterr().out
    )


def test_one_document_for_programs(found: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["triage", str(found), "--json", "--quiet"])
    document = json.loads(capsys.readouterr().out)
    assert 2 == document["files"]
    assert {"new"} == {one["what"] for one in document["days"][0]["changes"]}


@pytest.mark.parametrize("by", ["week", ""])
def test_batches_of_an_unknown_kind_are_refused(
    found: Path, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Exit.USAGE == run(["triage", str(found), "--by", by])
    assert "Known: label, folder, time" in capsys.readouterr().err


def test_strict_ends_with_its_own_code(found: Path) -> None:
    (found / "empty.psd").write_bytes(b"")
    assert Exit.UNREAD == run(["triage", str(found), "--strict", "--quiet"])
