"""Files that come in through the web, all or none, and go out again."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from celtrace.cases.uploads import Uploads, safe_name
from celtrace.errors import UsageError
from celtrace.settings import Limits

NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)


def uploads(folder: Path, room: int = 100) -> Uploads:
    return Uploads(folder / "dossier", Limits(unpacked_bytes=room))


def take(at: Uploads, **files: bytes) -> tuple[str, ...]:
    return at.take("Ana", NOON, [(name, BytesIO(data)) for name, data in files.items()]).files


def test_files_are_taken_in_and_listed(tmp_path: Path) -> None:
    at = uploads(tmp_path)
    assert () == at.files()
    assert ("a", "b") == take(at, a=b"1", b=b"22")
    assert (("a", 1), ("b", 2)) == at.files()
    (batch,) = at.batches()
    assert ("Ana", NOON, ("a", "b")) == (batch.who, batch.at, batch.files)


def test_more_bytes_than_there_is_room_for_take_nothing_in(tmp_path: Path) -> None:
    at = uploads(tmp_path, room=3)
    with pytest.raises(UsageError, match="larger than 3 bytes"):
        take(at, a=b"12", b=b"34")
    assert ((), ()) == (at.files(), at.batches())


def test_after_a_refusal_the_next_files_come_in(tmp_path: Path) -> None:
    at = uploads(tmp_path, room=3)
    with pytest.raises(UsageError):
        take(at, a=b"1234")
    assert ("b",) == take(at, b=b"1")


def test_undo_brings_back_what_was_replaced(tmp_path: Path) -> None:
    at = uploads(tmp_path)
    take(at, a=b"old")
    take(at, a=b"new")
    at.undo()
    assert b"old" == (at.folder / "a").read_bytes()
    at.undo()
    with pytest.raises(UsageError, match="nothing to undo"):
        at.undo()


def test_a_dossier_is_guessed_until_somebody_writes_it(tmp_path: Path) -> None:
    at = uploads(tmp_path)
    assert "" == at.dossier()
    take(at, **{"vendors.csv": b"id,name\na,Ink\n"})
    assert "vendors.csv" in at.dossier()
    at.write_dossier("dossier: 1\r\ntitle: Mine\r\n")
    assert "dossier: 1\ntitle: Mine\n" == at.dossier()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a.csv", "a.csv"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\x.csv", "x.csv"),
        ("a\x00b", "a_b"),
        ("  .hidden. ", "hidden"),
        ("x" * 300, "x" * 200),
        ("명단.xlsx", "명단.xlsx"),
    ],
)
def test_a_name_is_its_last_part_made_safe(given: str, kept: str) -> None:
    assert kept == safe_name(given)


@pytest.mark.parametrize("given", ["", "..", "/", "a/..", " . "])
def test_a_name_of_which_nothing_is_left_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="no name"):
        safe_name(given)
