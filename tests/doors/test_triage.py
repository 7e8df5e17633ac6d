"""`celtrace triage` from the command line."""

from __future__ import annotations

import json
import zipfile
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


def sample(format_: str) -> Path:
    folder = Path(__file__).parents[1] / "samples" / "files" / format_
    return next(path for path in sorted(folder.iterdir()) if not path.name.endswith(".json"))


@pytest.mark.parametrize(
    ("format_", "said"),
    [
        ("docx", "Last editor, as files state it"),
        ("docx", "UTC+08:30"),
        ("xlsx", "Organisation, as files state it"),
        ("doc", "SERVER5"),
        ("eml", "Foxmail 7.2"),
        ("pdf", "Hancom PDF 1.3"),
        ("zip", "UTC+09:00"),
    ],
)
def test_what_files_state_is_shown(
    found: Path, format_: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sample(format_)
    (found / path.name).write_bytes(path.read_bytes())
    assert Exit.DONE == run(["triage", str(found)])
    assert said in capsys.readouterr().out


def test_a_type_that_nothing_reads_is_shown(
    found: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (found / "a.swf").write_bytes(b"CWS\x0a\x10\x00\x00\x00")
    run(["triage", str(found)])
    said = capsys.readouterr().out
    assert "read by nothing in this version" in said
    assert "Flash movie" in said.partition("read by nothing")[2]


def test_several_processes_are_used_when_asked(
    found: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Exit.DONE == run(["triage", str(found), "--jobs", "2", "--json", "--quiet"])
    assert 2 == json.loads(capsys.readouterr().out)["counts"]["read"]


@pytest.mark.parametrize("on", ["spark", "http://x"])
def test_a_place_that_cannot_read_is_refused(
    found: Path, on: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Exit.USAGE == run(["triage", str(found), "--on", on])
    assert "Known: daft, ray://HOST:PORT" in capsys.readouterr().err


def test_words_are_found_and_shown(found: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Exit.DONE == run(["triage", str(found), "--find", "다시"])
    assert (
        "found in notes.txt line 1: 다섯번째 화의 선을 다시 그려 주십시오"
        in capsys.readouterr().out
    )


def test_a_case_of_a_triage_alone_is_verified(
    found: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["triage", str(found), "--quiet"])
    assert Exit.DONE == run(["verify", str(tmp_path / "case")])
    for path in (tmp_path / "case" / "vault").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(b"changed")
    assert Exit.EVIDENCE == run(["verify", str(tmp_path / "case")])
    assert "holds other bytes" in capsys.readouterr().out


def test_days_are_told_by_the_shows_of_a_dossier(
    found: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = tmp_path / "dossier"
    dossier.mkdir()
    (dossier / "dossier.yaml").write_text(
        "dossier: 1\nproductions:\n  - {id: p1, title: Moon Rabbit}\n", encoding="utf-8"
    )
    (found / "MoonRabbit_ep05_c012.txt").write_text("one\n")
    (found / "StarBoat_05_c012.txt").write_text("two\n")
    assert Exit.DONE == run(["triage", str(found), "--dossier", str(dossier)])
    said = capsys.readouterr().out
    assert "show Moon Rabbit: 1 new" in said
    assert "cut Moon Rabbit ep05_c012: 1 new" in said
    assert "show another show: 1 new" in said
    assert "1 title of other shows" in said
    assert "StarBoat" not in said


def test_one_reason_at_many_places_is_one_line(
    found: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(found / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"b{number}", bytes(30_000_000))
    run(["triage", str(found)])
    said = capsys.readouterr().out
    assert "bomb.zip member 1 b0 and 4 more places: it unpacks to more than 200 times" in said
    assert 1 == said.count("bomb.zip")
