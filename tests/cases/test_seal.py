"""The seal of a closed case: written one way, read only as it was written."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from celtrace.cases.seal import (
    DATABASE,
    SEAL,
    Lock,
    Seal,
    digest_file,
    read_seal,
    seal_bytes,
    unsettled,
    write_whole,
    writing_to,
)
from celtrace.errors import CeltraceError, EvidenceChanged, UsageError

MADE = Seal("a" * 64, 3, "b" * 64)


def sealed(folder: Path, data: bytes) -> Path:
    path = folder / SEAL
    path.write_bytes(data)
    return path


def test_a_seal_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert MADE == read_seal(sealed(tmp_path, seal_bytes(MADE)))


def test_a_seal_is_text_with_a_key_a_line() -> None:
    assert ["{", ' "journal_head"', ' "journal_length"', ' "database"', "}"] == [
        line.partition(":")[0] for line in seal_bytes(MADE).decode().splitlines()
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"no JSON", b"\xff\xfe", b"[]",
        seal_bytes(MADE).replace(b"3", b'"3"'),
        seal_bytes(MADE).replace(b"\n}", b',\n "more": 1\n}'),
        seal_bytes(MADE)[:-9],
    ],
    ids=["empty", "no keys", "text", "bytes", "a list", "another type", "a key more", "cut"],
)  # fmt: skip
def test_what_is_no_seal_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(EvidenceChanged, match=r"^The seal seal\.json cannot be read: ") as caught:
        read_seal(sealed(tmp_path, data))
    assert "Restore the case from a copy." == caught.value.remedy


@pytest.mark.parametrize(
    "data",
    [seal_bytes(MADE) + b"\n", b" " + seal_bytes(MADE), seal_bytes(MADE).replace(b"\n", b"")],
    ids=["a line more", "a space", "on one line"],
)
def test_a_seal_written_another_way_was_touched(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(EvidenceChanged, match=r"^The seal seal\.json is not as it was written\."):
        read_seal(sealed(tmp_path, data))


def test_a_seal_that_is_missing_or_a_link_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(EvidenceChanged, match="cannot be read"):
        read_seal(tmp_path / SEAL)
    (tmp_path / "elsewhere").write_bytes(seal_bytes(MADE))
    (tmp_path / SEAL).symlink_to("elsewhere")
    with pytest.raises(EvidenceChanged, match="cannot be read"):
        read_seal(tmp_path / SEAL)


@pytest.mark.parametrize("data", [b"", b"x" * 70_000])
def test_a_file_of_a_case_has_length_and_digest(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "f").write_bytes(data)
    found = digest_file(tmp_path, "sub/f")
    assert ("sub/f", len(data), sha256(data).hexdigest()) == (found.path, found.size, found.sha256)


def test_a_link_is_no_file_of_a_case(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"x")
    (tmp_path / "link").symlink_to("f")
    with pytest.raises(OSError, match="link"):
        digest_file(tmp_path, "link")


def test_a_file_is_replaced_whole_and_leaves_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"a longer text than the new one")
    write_whole(path, b"new")
    assert ([path], b"new") == (list(tmp_path.iterdir()), path.read_bytes())


def test_a_file_that_cannot_be_replaced_stays_and_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    with pytest.raises(OSError, match="f"):
        write_whole(tmp_path / "f", b"new")
    assert ["f"] == [path.name for path in tmp_path.iterdir()]


def test_what_the_disk_says_becomes_a_sentence_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(CeltraceError) as caught, writing_to(tmp_path):
        raise OSError(28, "No space left on device")
    assert f"{tmp_path} cannot be written: No space left on device." in str(caught.value)
    assert "Free some space" in caught.value.remedy


@pytest.mark.parametrize(
    ("expected", "present"),
    [
        ((), {}),
        ((), {"-wal": b""}),
        (("case.db-wal",), {"-wal": b"x"}),
        (("case.db-journal",), {"-journal": b"x", "-wal": b""}),
        (("case.db-wal", "case.db-journal"), {"-journal": b"x", "-wal": b"x"}),
        ((), {"-shm": b"x"}),
    ],
)
def test_changes_beside_the_database_are_named(
    tmp_path: Path, expected: tuple[str, ...], present: dict[str, bytes]
) -> None:
    for ending, data in present.items():
        (tmp_path / f"{DATABASE}{ending}").write_bytes(data)
    assert expected == unsettled(tmp_path)


def test_a_case_is_held_by_one_until_it_is_released(tmp_path: Path) -> None:
    first = Lock(tmp_path)
    with pytest.raises(UsageError, match="Another process is writing to the case") as caught:
        Lock(tmp_path)
    assert "Wait until it is done, or name another with --case." == caught.value.remedy
    first.release()
    Lock(tmp_path).release()


def test_a_case_that_is_not_there_cannot_be_held(tmp_path: Path) -> None:
    with pytest.raises(CeltraceError, match="cannot be written"):
        Lock(tmp_path / "gone")
