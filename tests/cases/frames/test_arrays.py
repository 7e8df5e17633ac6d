"""Arrays of a file that are read where they lie."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from celtrace.cases.frames.arrays import mapped
from celtrace.errors import EvidenceChanged

ONE, TWO = np.arange(12, dtype=np.uint32).reshape(4, 3), np.arange(5, dtype=np.int16)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    there = tmp_path / "a.npz"
    np.savez(there, one=ONE, two=TWO, none=np.zeros((0, 2), np.uint8))
    return there


def test_each_array_is_mapped_where_it_lies(path: Path) -> None:
    for name, array in (("one", ONE), ("two", TWO)):
        held = mapped(path, name)
        assert isinstance(held, np.memmap)
        assert np.array_equal(array, held)
        assert array.dtype == held.dtype


def test_an_empty_array_is_empty(path: Path) -> None:
    assert (0, 2) == mapped(path, "none").shape


def test_what_is_mapped_cannot_be_written(path: Path) -> None:
    with pytest.raises(ValueError, match="read-only"):
        mapped(path, "one")[0, 0] = 7


@pytest.mark.parametrize("share", [0.0, 0.4, 0.95])
def test_a_file_that_breaks_off_is_damaged(path: Path, share: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(EvidenceChanged, match="damaged"):
        mapped(path, "two")


def test_an_array_that_is_not_there_is_damage(path: Path) -> None:
    with pytest.raises(EvidenceChanged, match="damaged"):
        mapped(path, "three")


def test_what_is_compressed_cannot_be_mapped(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "b.npz", one=ONE)
    with pytest.raises(EvidenceChanged, match="damaged"):
        mapped(tmp_path / "b.npz", "one")


@pytest.mark.parametrize("kind", ["|O", "|V4", "<U1", "<M8"])
def test_what_is_no_number_is_never_mapped(path: Path, kind: str) -> None:
    """An object would be an address that whoever wrote the file chose."""
    header = path.read_bytes()
    changed = header.replace(b"'<u4'", f"'{kind}'".encode().ljust(5))
    path.write_bytes(changed)
    assert header != changed
    with pytest.raises(EvidenceChanged, match="damaged"):
        mapped(path, "one")


def test_what_lies_column_by_column_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "c.npz", one=np.asfortranarray(ONE))
    with pytest.raises(EvidenceChanged, match="damaged"):
        mapped(tmp_path / "c.npz", "one")
