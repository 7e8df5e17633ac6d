"""A manifest alone: days can be compared without the bytes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from celtrace.cases.found.batches import Batch
from celtrace.cases.found.manifests import is_manifest, read
from celtrace.cases.found.triage import Asked, Triaged, triage
from celtrace.cases.verify import verify
from celtrace.settings import Settings

NOW = datetime(2024, 1, 15, 9, tzinfo=UTC)
A, B, C = ("a" * 64, "b" * 64, "c" * 64)
CSV = f"path,size,sha256,mtime,batch\nx/a.psd,10,{A},2024-01-14T09:00:00+08:30,0114\n"
CSV += f"x/a.psd,11,{B},1705312800,0115\nx/b.psd,12,{C},,0115\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "list.csv"
    made.write_text(CSV, encoding="utf-8")
    return made


def listed(path: Path) -> tuple[tuple[Batch, ...], list[str]]:
    notes: list[str] = []

    def note(place: str, reason: str, consequence: str) -> None:
        assert consequence
        notes.append(f"{place}: {reason}")

    return read(path, "rest", note), notes


def ask(path: Path, case: Path) -> Triaged:
    settings = Settings(case.parent / "home", case)
    return triage(Asked(path, case, settings, lambda: NOW, lambda *_: None))


def test_rows_are_files_of_their_batches(path: Path) -> None:
    batches, notes = listed(path)
    assert ([("0114", 1), ("0115", 2)], []) == ([(b.label, len(b.files)) for b in batches], notes)
    first = batches[0].files[0]
    assert ("x/a.psd", 10, A) == (first.path, first.size, first.digest)
    assert datetime(2024, 1, 14, 0, 30, tzinfo=UTC) == first.modified


def test_a_number_is_seconds_and_nothing_is_no_time(path: Path) -> None:
    second = listed(path)[0][1]
    assert [datetime(2024, 1, 15, 10, tzinfo=UTC), None] == [one.modified for one in second.files]


def test_lines_of_json_say_the_same(tmp_path: Path) -> None:
    made = tmp_path / "list.jsonl"
    rows = [{"path": "a", "size": 1, "sha256": A.upper()}, {"path": "b", "sha256": B}]
    made.write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n")
    batches, notes = listed(made)
    assert [("rest", ["a", "b"])] == [(b.label, [f.path for f in b.files]) for b in batches]
    assert "line 3: it is no JSON" in notes[0]


@pytest.mark.parametrize(
    ("head", "known"),
    [
        ("path,sha256", True),
        ("Path;Size;SHA256", True),
        ("file\thash", True),
        ("name,digest,mtime", True),
        ("vendor,amount", False),
        ("path,size", False),
        ("", False),
    ],
)
def test_a_list_of_paths_and_digests_is_a_manifest(tmp_path: Path, head: str, known: bool) -> None:  # noqa: FBT001
    made = tmp_path / "list.csv"
    made.write_text(head + "\n")
    assert known == is_manifest(made)


@pytest.mark.parametrize("name", ["list.txt", "list.xlsx", "list"])
def test_only_tables_are_manifests(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("path,sha256\n")
    assert not is_manifest(tmp_path / name)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,1,xyz", "no SHA-256"),
        (f",1,{A}", "no path"),
        ("a,1,", "no SHA-256"),
        (f"a,many,{A}", "its size is no number: many"),
    ],
)
def test_a_line_that_says_too_little_is_named(tmp_path: Path, row: str, said: str) -> None:
    made = tmp_path / "list.csv"
    made.write_text(f"path,size,sha256\n{row}\n")
    assert said in listed(made)[1][0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_names_in_any_encoding_are_read(tmp_path: Path, encoding: str) -> None:
    made = tmp_path / "list.csv"
    names = ("원화수정", "배경그림", "작화감독지시")
    made.write_bytes(("path,sha256\n" + "".join(f"{n}.psd,{A}\n" for n in names)).encode(encoding))
    assert {f"{n}.psd" for n in names} == {f.path for f in listed(made)[0][0].files}


def test_days_of_a_manifest_are_compared(path: Path, tmp_path: Path) -> None:
    result = ask(path, tmp_path / "case")
    second = result.days[1]
    assert ("0115", "0114") == (second.label, second.before)
    assert [("changed", "x/a.psd"), ("new", "x/b.psd")] == [
        (one.what, one.path) for one in second.changes
    ]
    assert "bytes are not here" in result.problems[0].reason
    assert () == verify(tmp_path / "case")


def test_a_manifest_is_compared_with_the_folder_of_another_day(path: Path, tmp_path: Path) -> None:
    ask(path, tmp_path / "case")
    path.write_text(CSV.replace("x/b.psd", "x/moved.psd"), encoding="utf-8")
    first = ask(path, tmp_path / "case").days[0]
    assert "0115" == first.before
