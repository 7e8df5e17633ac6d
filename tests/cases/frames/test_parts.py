"""Fingerprints on disk: large arrays mapped, lists kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from celtrace.cases.frames import lists as frames_lists
from celtrace.cases.frames.index import Index, add, open_index
from celtrace.cases.frames.parts import MAPPED, parts_of, read_part
from celtrace.errors import EvidenceChanged
from celtrace.frames.lines import read_lines
from celtrace.frames.search import search
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
    """The same with lists from a few frames on."""
    monkeypatch.setattr(frames_lists, "LISTED_FROM", 9)
    yield folder
    for path in folder.glob("votes-*"):
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
    np.savez(path, **{name: np.zeros(0, np.uint8) for name in MAPPED})  # type: ignore[arg-type]
    assert [(0,)] * len(MAPPED) == [read_part(path)[name].shape for name in MAPPED]


def test_a_packed_part_is_refused(tmp_path: Path) -> None:
    """What is compressed cannot be read where it lies, and was not written by us."""
    path = tmp_path / "part.npz"
    np.savez_compressed(path, **{name: np.ones(9) for name in MAPPED})  # type: ignore[arg-type]
    with pytest.raises(EvidenceChanged, match="damaged"):
        read_part(path)


@pytest.mark.parametrize("missing", MAPPED)
def test_a_part_without_an_array_is_damaged(tmp_path: Path, missing: str) -> None:
    path = tmp_path / "part.npz"
    np.savez(path, **{name: np.ones((3, 4)) for name in MAPPED if name != missing})  # type: ignore[arg-type]
    with pytest.raises(EvidenceChanged, match="damaged"):
        read_part(path)


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
    assert 1 == len(list(listed.glob("votes-*.npz")))
    assert list(range(9)) == answers(made, shows) == answers(again, shows)


def test_lists_of_fewer_parts_are_thrown_away(
    shows: list[Show], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames_lists, "LISTED_FROM", 1)
    add(tmp_path, taken(shows[:1], (0.5,)), pictures=False)
    open_index(tmp_path)
    [before] = tmp_path.glob("votes-*")
    add(tmp_path, taken(shows[1:2], (0.5,)), pictures=False)
    open_index(tmp_path)
    [after] = tmp_path.glob("votes-*")
    assert before != after


def test_a_frame_is_described_alike_whichever_part_it_lies_in(
    folder: Path, shows: list[Show], tmp_path: Path
) -> None:
    add(tmp_path / "i", taken(shows, (0.5,)), pictures=False)
    one, other = open_index(folder).gallery.kept, open_index(tmp_path / "i").gallery.kept
    for frame in range(9):
        assert np.array_equal(one.lines(frame), other.lines(frame))
        assert np.array_equal(one.features(frame).points, other.features(frame).points)
