"""A bag opens without us, with its files under names that no system misreads."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.cases.found.bag import safe, write_bag
from celtrace.cases.found.custody import Taken, read_manifest, shown
from celtrace.errors import CeltraceError, UsageError
from celtrace.store.memory import MemoryVault

TODAY = date(2024, 1, 15)
NOW = datetime(2024, 1, 15, tzinfo=UTC)


def taken(vault: MemoryVault, path: str, data: bytes) -> Taken:
    digest, size = vault.put(io.BytesIO(data))
    return Taken(path, size, digest, NOW, NOW)


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    vault = MemoryVault()
    files = [
        taken(vault, "a/notes.txt", b"cut 12\n"),
        taken(vault, "원화.psd", b"8BPS"),
        taken(vault, "\\xb1\\xe8.txt", b"kim\n"),
        taken(vault, "A/NOTES.TXT", b"other case\n"),
        taken(vault, "empty", b""),
    ]
    assert 5 == write_bag(tmp_path / "bag", files, vault, TODAY, "found  on\na server")
    return tmp_path / "bag"


def test_another_program_accepts_the_bag(bag: Path) -> None:
    opened = bagit.Bag(str(bag))
    opened.validate()
    assert "2024-01-15" == opened.info["Bagging-Date"]
    assert "found on a server" == opened.info["External-Description"]


def test_another_program_sees_a_changed_byte(bag: Path) -> None:
    (bag / "data" / "a" / "notes.txt").write_bytes(b"cut 13\n")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()


def test_true_names_stand_in_the_manifest(bag: Path) -> None:
    names = {one.path for one in read_manifest((bag / "celtrace" / "manifest.jsonl").read_bytes())}
    assert {"a/notes.txt", "원화.psd", "\\xb1\\xe8.txt", "A/NOTES.TXT", "empty"} == names


def test_names_that_differ_in_case_alone_do_not_meet(bag: Path) -> None:
    found = [path.relative_to(bag / "data").as_posix() for path in (bag / "data").rglob("*")
             if path.is_file()]  # fmt: skip
    assert len(found) == len({path.casefold() for path in found})


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("a/b.txt", "a/b.txt"),
        ("컷", "%EC%BB%B7"),
        ("50%.txt", "50%25.txt"),
        ("..", "_.._"),
        (".", "_._"),
        ("con.txt", "_con.txt_"),
        ("LPT1", "_LPT1_"),
        ("ends.", "_ends._"),
        (" starts", "_ starts_"),
        ("a:b", "a%3Ab"),
    ],
)
def test_names_are_written_so_that_no_system_misreads_them(path: str, kept: str) -> None:
    assert kept == safe(path)


@given(st.lists(st.binary(min_size=1, max_size=300).filter(lambda b: not set(b) & set(b"/\0")),
                min_size=1, max_size=4))  # fmt: skip
def test_no_name_leads_out_of_the_bag(parts: list[bytes]) -> None:
    path = PurePosixPath(safe(shown(b"/".join(parts).decode("utf-8", "surrogateescape"))))
    assert not path.is_absolute()
    assert ".." not in path.parts
    assert len(parts) == len(path.parts)
    assert all(len(part) < 240 for part in path.parts)


def test_a_folder_that_is_not_empty_is_refused(bag: Path) -> None:
    with pytest.raises(UsageError, match="not empty"):
        write_bag(bag, [], MemoryVault(), TODAY, "")


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    vault = MemoryVault()
    with pytest.raises(CeltraceError, match="cannot be written"):
        write_bag(tmp_path / "file" / "bag", [taken(vault, "a", b"x")], vault, TODAY, "")
