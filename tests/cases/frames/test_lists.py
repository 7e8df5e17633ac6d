"""Lists of features beside the parts."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from celtrace.cases.frames import lists as frames_lists
from celtrace.cases.frames.lists import votes_of
from celtrace.frames.book import book
from celtrace.frames.local import LENGTH, Features

RNG = np.random.default_rng(12)
FRAMES = [RNG.integers(0, 120, (count, LENGTH)).astype(np.uint8) for count in (40, 0, 64, 31)]
COUNTS = np.array([len(one) for one in FRAMES], np.uint8)


def part(frames: list[np.ndarray]) -> dict[str, np.ndarray]:
    short = book().short(np.concatenate(frames))
    return {"words": short.words, "signs": short.signs}


PARTS = [part(FRAMES[:3]), part(FRAMES[3:])]


def of(descriptions: np.ndarray) -> Features:
    return Features(np.zeros((len(descriptions), 4), np.float32), descriptions)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the list of four frames is kept, as that of five thousand is."""
    monkeypatch.setattr(frames_lists, "LISTED_FROM", 4)
    return tmp_path / "votes.npz"


def test_the_list_of_few_frames_is_kept_in_no_file(tmp_path: Path) -> None:
    held = votes_of(tmp_path / "votes.npz", PARTS, COUNTS)
    assert [0, 2, 3] == [held.most(of(FRAMES[n]), 1)[0] for n in (0, 2, 3)]
    assert [] == list(tmp_path.iterdir())


def test_a_list_is_made_once_and_read_where_it_lies(many: Path) -> None:
    made, again = votes_of(many, PARTS, COUNTS), votes_of(many, [], COUNTS)
    assert [many] == list(many.parent.iterdir())
    assert len(made) == len(again) == COUNTS.sum()
    for n in (0, 2, 3):
        assert made.most(of(FRAMES[n]), 4) == again.most(of(FRAMES[n]), 4)
        assert n == again.most(of(FRAMES[n]), 1)[0]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_list_that_breaks_off_is_made_again(many: Path, share: float) -> None:
    votes_of(many, PARTS, COUNTS)
    whole = many.read_bytes()
    many.write_bytes(whole[: int(share * len(whole))])
    assert 2 == votes_of(many, PARTS, COUNTS).most(of(FRAMES[2]), 1)[0]
    assert whole == many.read_bytes()


def test_a_list_of_other_frames_is_made_again(many: Path) -> None:
    votes_of(many, [part(FRAMES[:1])] * 4, COUNTS[:1].repeat(4))
    assert 2 == votes_of(many, PARTS, COUNTS).most(of(FRAMES[2]), 1)[0]
    assert COUNTS.sum() == len(np.load(many)["frames"])


@contextmanager
def small_disk(most: int) -> Iterator[None]:
    """Files of this process may grow to so many bytes (EFBIG beyond)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("most", [0, 100, 2000])
def test_on_a_full_disk_nothing_is_kept_and_the_list_is_used(many: Path, most: int) -> None:
    with small_disk(most):
        held = votes_of(many, PARTS, COUNTS)
    assert 2 == held.most(of(FRAMES[2]), 1)[0]
    assert [] == list(many.parent.iterdir())


def test_in_a_folder_that_may_not_be_written_to_nothing_is_kept(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refused)
    held = votes_of(many, PARTS, COUNTS)
    monkeypatch.undo()
    assert 2 == held.most(of(FRAMES[2]), 1)[0]
    assert [] == list(many.parent.iterdir())


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_colleagues_may_read_a_list_as_the_umask_says(many: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        votes_of(many, PARTS, COUNTS)
    finally:
        os.umask(before)
    assert mode == many.stat().st_mode & 0o777
