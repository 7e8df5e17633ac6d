"""A disk that takes no more: said in words, nothing half written, and the case goes on later."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from celtrace.cases.decisions.account import reading_desk
from celtrace.cases.verify import verify
from celtrace.errors import Exit
from doors.conftest import Call

PROGRAM = "from celtrace.doors.cli import main; main()"


@pytest.fixture
def copy(case: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(case, tmp_path / "case"))


def limited(home: Path, most: int, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """A command in a process whose files may grow to so many bytes (EFBIG beyond)."""
    environment = {**os.environ, "CELTRACE_HOME": str(home)}
    lines = (
        "import resource, signal",
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)",
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))",
        PROGRAM,
    )
    return subprocess.run(
        [sys.executable, "-c", "\n".join(lines), *map(str, words)],
        env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_a_note_that_finds_no_room_is_refused_in_words_and_the_case_is_sound(
    copy: Path, home: Path, celtrace: Call
) -> None:
    most = (copy / "case.db").stat().st_size // 2
    note = ("case", "note", "subject:party:north", "x" * 15_000, "--case", copy)
    answer = limited(home, most, *note)
    assert 0 != answer.returncode
    assert "Traceback" not in answer.stderr
    assert "celtrace: " in answer.stderr
    assert Exit.DONE == celtrace(*note).code
    assert 1 == len(reading_desk(copy).talk.notes)
    assert () == verify(copy)


def found(folder: Path) -> Path:
    """A folder of notes, and one large file."""
    folder.mkdir()
    for number in range(80):
        (folder / f"note{number:03}.txt").write_text(f"第5话 c{number:03} 修改\n")
    (folder / "z_film.bin").write_bytes(bytes(range(256)) * 2_000)
    return folder


@pytest.mark.parametrize("most", [90_000, 200_000, 260_000, 400_000])
def test_a_find_that_finds_no_room_is_refused_in_words_and_goes_on_later(
    most: int, tmp_path: Path, home: Path, celtrace: Call
) -> None:
    """'A disk that fills up': 0 crashes of the parent."""
    words = ("--case", tmp_path / "case", "triage", found(tmp_path / "found"))
    answer = limited(home, most, *words)
    assert Exit.INTERNAL == answer.returncode
    assert "internal error" not in answer.stderr
    assert str(tmp_path / "case") in answer.stderr
    assert "run again" in answer.stderr
    assert Exit.DONE == celtrace(*words).code
    assert () == verify(tmp_path / "case")


def test_the_file_that_found_no_room_is_named(tmp_path: Path, home: Path) -> None:
    words = ("--case", tmp_path / "case", "triage", found(tmp_path / "found"))
    assert "It was taking in z_film.bin." in limited(home, 300_000, *words).stderr


@pytest.mark.parametrize("form", ["bundle", "timesketch-csv"])
def test_what_is_handed_on_is_written_whole_or_not_at_all(
    copy: Path, home: Path, tmp_path: Path, form: str
) -> None:
    out = tmp_path / "out" / "b.zip"
    out.parent.mkdir()
    answer = limited(home, 1_000, "case", "export", "--form", form, "--out", out, "--case", copy)
    assert 0 != answer.returncode
    assert "Traceback" not in answer.stderr
    assert form != "bundle" or not out.exists()
    assert not [path for path in out.parent.iterdir() if path.name.startswith(".bundle")]
    assert () == verify(copy)
