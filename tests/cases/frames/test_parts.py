"""Fingerprints on disk: large arrays mapped, lists kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
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


def arrays(**other: np.ndarray) -> dict[str, np.ndarray]:
    """Those of a part of two frames: one of three features, a blank one."""
    return {
        "layout": np.zeros((2, 64), np.uint8), "pdq": np.zeros((2, 32), np.uint8),
        "counts": np.array([3, 0], np.uint8), "words": np.zeros(3, np.uint16),
        "signs": np.zeros(3, np.uint32), "lines": np.zeros(9, np.uint8),
        "lengths": np.array([5, 4], np.int32), "sizes": np.array([[480, 270]] * 2, np.int16),
    } | other  # fmt: skip


def written(folder: Path, given: dict[str, np.ndarray]) -> Path:
    np.savez(folder / "part.npz", **given)  # type: ignore[arg-type]
    return folder / "part.npz"


def test_a_part_of_blank_frames_has_no_features_to_map(tmp_path: Path) -> None:
    none = {name: np.zeros(0, kind) for name, kind in MAPPED.items() if name != "lines"}
    part = read_part(written(tmp_path, arrays(counts=np.zeros(2, np.uint8), **none)))
    assert [(0,), (0,)] == [part[name].shape for name in none]


def test_a_packed_part_is_refused(tmp_path: Path) -> None:
    """What is compressed cannot be read where it lies, and was not written by us."""
    path = tmp_path / "part.npz"
    np.savez_compressed(path, **arrays())  # type: ignore[arg-type]
    with pytest.raises(EvidenceChanged, match="damaged"):
        read_part(path)


@pytest.mark.parametrize("missing", arrays())
def test_a_part_without_an_array_is_damaged(tmp_path: Path, missing: str) -> None:
    given = {name: one for name, one in arrays().items() if name != missing}
    with pytest.raises(EvidenceChanged, match="damaged"):
        read_part(written(tmp_path, given))


@pytest.mark.parametrize(
    "other",
    [
        {"layout": np.zeros((3, 64), np.uint8)},
        {"pdq": np.zeros((1, 32), np.uint8)},
        {"counts": np.array([4, 0], np.uint8)},
        {"words": np.zeros(3, np.uint8)},
        {"signs": np.zeros(3, np.float32)},
        {"lines": np.zeros(10, np.uint8)},
        {"lengths": np.array([-5, 14], np.int32)},
        {"sizes": np.array([[480, 0]] * 2, np.int16)},
        {"sizes": np.array([[481, 2]] * 2, np.int16)},
        {"sizes": np.zeros((2, 3), np.int16)},
    ],
    ids="-".join,
)
def test_arrays_that_do_not_belong_together_are_damage(
    tmp_path: Path, other: dict[str, np.ndarray]
) -> None:
    assert read_part(written(tmp_path, arrays()))
    with pytest.raises(EvidenceChanged, match="damaged"):
        read_part(written(tmp_path, arrays(**other)))


def test_a_part_that_was_changed_anywhere_is_read_or_said_to_be_damaged(tmp_path: Path) -> None:
    whole, draw = written(tmp_path, arrays()).read_bytes(), np.random.default_rng(5)
    changed = tmp_path / "changed.npz"
    for at in draw.integers(0, len(whole), 300):
        data = bytearray(whole)
        data[at] = draw.integers(0, 256)
        changed.write_bytes(data)
        with suppress(EvidenceChanged):
            assert set(arrays()) <= set(read_part(changed))


@pytest.mark.parametrize(
    "line", [b"", b"{", b'{"digest": "a", "source": "", "show": "s"}',
             b'{"digest": "/home/somebody/picture", "source": "", "show": "s"}'],
    ids=["empty", "half", "short digest", "a path"],
)  # fmt: skip
def test_frames_that_cannot_be_read_are_said_to_be_damaged(
    folder: Path, tmp_path: Path, line: bytes
) -> None:
    """A digest is a digest: nothing else on the disk can be named as a picture of a frame."""
    shutil.copytree(folder, tmp_path / "copy")
    named = parts_of(tmp_path / "copy")[0].with_suffix(".jsonl")
    named.write_bytes(line + b"\n")
    with pytest.raises(EvidenceChanged, match=r"cannot be read|damaged"):
        open_index(tmp_path / "copy")
    named.unlink()
    with pytest.raises(EvidenceChanged, match="cannot be read"):
        open_index(tmp_path / "copy")


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
