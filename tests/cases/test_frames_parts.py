"""Fingerprints on disk: large arrays mapped, lists kept, fewer voters in large indexes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from celtrace.cases import frames_parts
from celtrace.cases.frames_index import Index, add, open_index
from celtrace.cases.frames_parts import MAPPED, parts_of, read_part
from celtrace.errors import EvidenceChanged
from celtrace.frames.gallery import Rows
from celtrace.frames.lines import read_lines
from celtrace.frames.search import search, voted
from celtrace.store import nearest
from frames.drawn import Show
from frames.indexed import taken


@pytest.fixture(scope="module")
def folder(shows: list[Show], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two parts: three frames, then six."""
    there = tmp_path_factory.mktemp("parts") / "index"
    add(there, taken(shows[:1], (0.5,)), pictures=False)
    add(there, taken(shows[1:3], (0.5,)), pictures=False)
    return there


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[Path]:
    """The same with lists from a few hundred vectors on."""
    monkeypatch.setattr(nearest, "LISTED_FROM", 300)
    yield folder
    for path in folder.glob("*.faiss"):
        path.unlink()


def test_mapped_arrays_are_what_was_written(folder: Path) -> None:
    for path in parts_of(folder):
        part = read_part(path)
        with np.load(path) as whole:
            assert set(whole.files) == set(part)
            for name in whole.files:
                assert np.array_equal(whole[name], part[name])
        assert all(isinstance(part[name], np.memmap) for name in MAPPED)


def test_a_part_of_blank_frames_has_no_features_to_map(tmp_path: Path) -> None:
    path = tmp_path / "part.npz"
    empty = {"descriptions": np.zeros((0, 128), np.uint8), "points": np.zeros((0, 4), np.float16)}
    np.savez(path, **empty)  # type: ignore[arg-type]
    assert [(0, 128), (0, 4)] == [read_part(path)[name].shape for name in MAPPED]


def test_a_packed_part_is_refused(tmp_path: Path) -> None:
    """What is compressed cannot be read where it lies, and was not written by us."""
    path = tmp_path / "part.npz"
    np.savez_compressed(path, descriptions=np.zeros((9, 128), np.uint8), points=np.ones((9, 4)))
    with pytest.raises(EvidenceChanged, match="damaged"):
        read_part(path)


@pytest.mark.parametrize("missing", MAPPED)
def test_a_part_without_an_array_is_damaged(tmp_path: Path, missing: str) -> None:
    path = tmp_path / "part.npz"
    np.savez(path, **{name: np.ones((3, 4)) for name in MAPPED if name != missing})  # type: ignore[arg-type]
    with pytest.raises(EvidenceChanged, match="damaged"):
        read_part(path)


def test_rows_are_found_in_whichever_part_they_lie() -> None:
    rows = Rows([np.arange(6).reshape(3, 2), np.arange(10, 14).reshape(2, 2)])
    assert [[2, 3], [4, 5]] == rows.span(1, 3).tolist()
    assert [[10, 11], [12, 13]] == rows.span(3, 5).tolist()
    assert [] == rows.span(3, 3).tolist() == rows.span(5, 5).tolist()


def answers(opened: Index, shows: list[Show]) -> list[int]:
    """The best frame for the ink of each frame's own show and cut."""
    found = []
    for show in shows:
        for cut in range(3):
            ink = np.repeat(show.frame(cut, 0.5).ink[:, :, None], 3, axis=2)
            found.append(search(read_lines(ink), opened.gallery)[0].frame)
    return found


def test_lists_are_kept_beside_the_parts_and_say_the_same(listed: Path, shows: list[Show]) -> None:
    made, again = open_index(listed), open_index(listed)
    assert 1 == len(list(listed.glob("votes-*.faiss")))
    assert list(range(9)) == answers(made, shows) == answers(again, shows)


def test_lists_of_fewer_parts_are_thrown_away(
    shows: list[Show], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "LISTED_FROM", 300)
    add(tmp_path, taken(shows[:1], (0.5,)), pictures=False)
    open_index(tmp_path)
    [before] = tmp_path.glob("*.faiss")
    add(tmp_path, taken(shows[1:2], (0.5,)), pictures=False)
    open_index(tmp_path)
    [after] = tmp_path.glob("*.faiss")
    assert before != after


def test_in_a_large_index_the_strongest_features_of_each_frame_vote(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames_parts, "ALL_VOTE", 5)
    few = open_index(folder).gallery
    assert few.voting[-1] < few.offsets[-1]
    assert max(np.diff(few.voting)) == frames_parts.VOTING
    assert len(few.votes) == few.voting[-1]
    assert list(range(9)) == [voted(few.features(frame), few, 1)[0] for frame in range(9)]
