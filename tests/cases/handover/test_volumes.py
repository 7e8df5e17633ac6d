"""Volumes: none larger than allowed, every byte in one of them, in the order of the files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.cases.handover.volumes import _HEADROOM, MOST, planned, write_volumes

ROOM = 10_000
MOST_HERE = ROOM + _HEADROOM


@given(st.lists(st.integers(0, 40_000), max_size=12))
def test_no_volume_is_too_large_and_no_byte_is_lost(sizes: list[int]) -> None:
    files = [(f"f{number}", size) for number, size in enumerate(sizes)]
    pieces = list(planned(files, MOST_HERE))
    volumes: dict[int, int] = {}
    for piece in pieces:
        volumes[piece.volume] = volumes.get(piece.volume, 0) + piece.length
    assert all(total <= ROOM for total in volumes.values())
    assert sorted(volumes) == list(range(min(volumes, default=1), max(volumes, default=0) + 1))
    for name, size in files:
        own = [p for p in pieces if p.name == name or p.name.startswith(f"{name}.part")]
        assert size == sum(piece.length for piece in own)
        ends = [piece.start + piece.length for piece in own]
        assert [0, *ends[:-1]] == [piece.start for piece in own]


def test_files_that_fit_share_a_volume_and_the_next_begins_another() -> None:
    pieces = list(planned([("a", 6_000), ("b", 4_000), ("c", 1)], MOST_HERE))
    assert [(1, "a"), (1, "b"), (2, "c")] == [(p.volume, p.name) for p in pieces]


def test_what_is_sent_at_once_is_150_megabytes() -> None:
    assert 150_000_000 == MOST


def test_a_file_that_is_too_large_comes_in_parts_that_join_again(tmp_path: Path) -> None:
    files, out = tmp_path / "files", tmp_path / "out"
    (files / "natives").mkdir(parents=True)
    out.mkdir()
    data = bytes(range(256)) * 100
    (files / "natives" / "film.mov").write_bytes(data)
    (files / "list.pdf").write_bytes(b"small")
    names = ["list.pdf", "natives/film.mov"]
    where = write_volumes(files, names, out, MOST_HERE)
    assert "volume-001.zip" == where["list.pdf"]
    joined, small = b"", b""
    for path in sorted(out.iterdir()):
        assert path.stat().st_size <= MOST_HERE
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                small += archive.read(name) if name == "list.pdf" else b""
                joined += archive.read(name) if ".part" in name else b""
    assert (data, b"small") == (joined, small)
    assert " ".join(sorted(p.name for p in out.iterdir())).endswith(where["natives/film.mov"][-14:])


def test_a_name_with_part_in_it_is_no_part(tmp_path: Path) -> None:
    (tmp_path / "a.part1").write_bytes(b"x")
    (tmp_path / "out").mkdir()
    assert {"a.part1": "volume-001.zip"} == write_volumes(
        tmp_path, ["a.part1"], tmp_path / "out", MOST_HERE
    )


def test_nothing_to_send_makes_no_volume(tmp_path: Path) -> None:
    assert {} == write_volumes(tmp_path, [], tmp_path)
    assert [] == list(planned([], MOST))


@pytest.mark.parametrize("size", [0, ROOM, ROOM + 1])
def test_edges_of_a_volume(size: int) -> None:
    assert size == sum(piece.length for piece in planned([("a", size)], MOST_HERE))
