"""A dossier folder on disk: no path leaves it, and tables go to the reader that knows them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from celtrace.cases.folder import FolderSource, inside, open_table, table_format
from celtrace.dossier.source import Unusable
from celtrace.errors import DossierInvalid
from celtrace.rows import NoSuchSheet
from celtrace.settings import Limits

TABLE = b"id,name\n1,a\n2,b\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "dossier"
    (root / "sub").mkdir(parents=True)
    (root / "a.csv").write_bytes(TABLE)
    (root / "sub" / "b.csv").write_bytes(TABLE)
    (tmp_path / "secret.csv").write_bytes(TABLE)
    return root


# --- paths ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["a.csv", "./a.csv", "sub/b.csv", "sub//b.csv"])
def test_a_file_below_the_folder_is_found(root: Path, path: str) -> None:
    assert (root / path).read_bytes() == inside(root, path).read_bytes()


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("../secret.csv", "leaves the folder"), ("sub/../../secret.csv", "leaves the folder"),
        ("sub/../a.csv", "leaves the folder"), ("/etc/passwd", "leaves the folder"),
        ("", "leaves the folder"), ("a.csv\0", "leaves the folder"),
        ("gone.csv", "does not exist"), ("sub", "does not exist"),
    ],
)  # fmt: skip
def test_a_path_out_of_the_folder_or_to_nothing_is_refused(
    root: Path, path: str, problem: str
) -> None:
    with pytest.raises(Unusable) as refused:
        inside(root, path)
    assert problem in refused.value.problem
    assert refused.value.remedy


def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_not(root: Path) -> None:
    (root / "out.csv").symlink_to(root.parent / "secret.csv")
    (root / "up").symlink_to(root.parent)
    (root / "in.csv").symlink_to("sub/b.csv")
    for path in ("out.csv", "up/secret.csv"):
        with pytest.raises(Unusable, match="link"):
            inside(root, path)
    assert TABLE == inside(root, "in.csv").read_bytes()


def test_a_folder_that_is_reached_by_a_link_is_a_folder(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root)
    assert TABLE == inside(link, "a.csv").read_bytes()


@given(st.lists(st.sampled_from(["..", ".", "sub", "a.csv", "up", "secret.csv", ""]), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_path_whatever_its_parts_leads_out(root: Path, parts: list[str]) -> None:
    if not (root / "up").is_symlink():
        (root / "up").symlink_to(root.parent)
    try:
        found = inside(root, "/".join(parts))
    except Unusable:
        return
    assert found.resolve().is_relative_to(root.resolve())


# --- tables -----------------------------------------------------------------------------


def test_a_table_is_read_with_its_digest(root: Path) -> None:
    source = FolderSource(root, Limits())
    opened = source.rows("a.csv", "")
    assert hashlib.sha256(TABLE).hexdigest() == opened.digest
    assert [["id", "name"], ["1", "a"], ["2", "b"]] == [
        [cell.text for cell in row.cells] for row in opened.rows
    ]
    assert [] == opened.problems
    assert {"a.csv": opened.digest} == source.read


def test_what_the_reader_notes_is_there_when_the_rows_were_taken(root: Path) -> None:
    opened = FolderSource(root, Limits(table_rows=2)).rows("a.csv", "")
    assert 2 == len(list(opened.rows))
    assert ["the file has more than 2 rows"] == [trouble.reason for trouble in opened.problems]


def test_a_file_that_is_no_table_names_the_formats(root: Path) -> None:
    (root / "noise").write_bytes(bytes(range(256)) * 9)
    with pytest.raises(Unusable) as refused:
        FolderSource(root, Limits()).rows("noise", "")
    assert "xlsx" in refused.value.remedy


def test_a_sheet_of_a_format_without_sheets_is_refused(root: Path) -> None:
    with pytest.raises(NoSuchSheet):
        list(FolderSource(root, Limits()).rows("a.csv", "Vendors").rows)


def test_a_file_that_went_away_is_named(root: Path) -> None:
    with pytest.raises(Unusable, match="cannot be read"):
        open_table(root / "gone.csv", "gone.csv", "", Limits())


@pytest.mark.parametrize(
    ("head", "name", "form"),
    [(TABLE, "a.csv", "csv"), (b"[{}]", "a.json", "json"), (b"\x00\x01", "a", "")],
)
def test_the_format_of_a_table_is_known_by_its_content(head: bytes, name: str, form: str) -> None:
    assert form == table_format(head, name)


# --- dossier.yaml -----------------------------------------------------------------------


def test_the_dossier_is_read_with_its_digest(root: Path) -> None:
    (root / "dossier.yaml").write_bytes(b"dossier: 1\n")
    source = FolderSource(root, Limits())
    assert (b"dossier: 1\n", hashlib.sha256(b"dossier: 1\n").hexdigest()) == source.yaml()
    assert ["dossier.yaml"] == list(source.read)


def test_a_folder_without_a_dossier_says_how_to_begin(root: Path) -> None:
    with pytest.raises(DossierInvalid) as refused:
        FolderSource(root, Limits()).yaml()
    [fault] = refused.value.faults
    assert "celtrace init" in fault.remedy


def test_of_a_huge_dossier_no_more_is_read_than_shows_that_it_is(root: Path) -> None:
    (root / "dossier.yaml").write_bytes(b"#" * 1000)
    data, _ = FolderSource(root, Limits(yaml_bytes=10)).yaml()
    assert 11 == len(data)
