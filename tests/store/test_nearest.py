"""Nearest vectors: exact and by faiss, one contract."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from celtrace.ports import Nearest
from celtrace.store.nearest import ExactNearest, FaissNearest, kept_nearest, nearest

faiss: Any = pytest.importorskip("faiss")


def vectors(count: int = 3000, wide: int = 24) -> np.ndarray:
    return np.random.default_rng(5).normal(size=(count, wide)).astype(np.float32)


@pytest.fixture(params=["exact", "faiss"])
def held(request: pytest.FixtureRequest) -> Nearest:
    return (
        ExactNearest(vectors()) if request.param == "exact" else FaissNearest.of(vectors(), faiss)
    )


def test_a_vector_is_nearest_to_itself(held: Nearest) -> None:
    far, near = held.search(vectors()[:50], 3)
    assert list(range(50)) == near[:, 0].tolist()
    assert far[:, 0].max() < 0.05
    assert (np.diff(far, axis=1) >= 0).all()


def test_the_number_held_is_known(held: Nearest) -> None:
    assert 3000 == len(held)


def test_exact_is_what_counting_gives() -> None:
    all_, wanted = vectors(500), vectors(20) + 0.1
    apart = ((wanted[:, None] - all_[None]) ** 2).sum(axis=2)
    far, near = ExactNearest(all_).search(wanted, 4)
    assert np.array_equal(np.argsort(apart, axis=1)[:, :4], near)
    assert np.allclose(np.sort(apart, axis=1)[:, :4], far, atol=1e-3)


def test_where_fewer_are_held_the_rest_is_nowhere() -> None:
    far, near = ExactNearest(vectors(2)).search(vectors(1), 4)
    assert [-1, -1] == near[0, 2:].tolist()
    assert np.isinf(far[0, 2:]).all()


def test_bytes_are_compared_as_numbers() -> None:
    raw = np.random.default_rng(6).integers(0, 255, (300, 128)).astype(np.uint8)
    assert 7 == ExactNearest(raw).search(raw[7:8].astype(np.float32), 1)[1][0, 0]


def test_few_vectors_are_searched_exactly_and_many_in_lists() -> None:
    assert "exact" == nearest(vectors(100)).name
    assert "faiss IVF-SQ8" == nearest(vectors(20_000, 8)).name


def test_lists_find_nearly_all_that_is_near() -> None:
    many = vectors(20_000, 16)
    wanted = many[:200] + np.float32(0.05)
    near = FaissNearest.of(many, faiss).search(wanted, 1)[1][:, 0]
    assert (near == np.arange(200)).mean() > 0.95


def test_lists_are_made_once_and_read_from_their_file(tmp_path: Path) -> None:
    path = tmp_path / "votes.faiss"
    parts = [vectors(15_000, 8), vectors(6000, 8) + 3]
    made = kept_nearest(path, parts, 21_000)
    again = kept_nearest(path, [], 21_000)
    wanted = parts[1][:40]
    assert [*range(15_000, 15_040)] == made.search(wanted, 1)[1][:, 0].tolist()
    assert np.array_equal(made.search(wanted, 3)[1], again.search(wanted, 3)[1])
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_lists_that_break_off_are_made_again(tmp_path: Path, share: float) -> None:
    path, parts = tmp_path / "votes.faiss", [vectors(21_000, 8)]
    near = kept_nearest(path, parts, 21_000).search(parts[0][:9], 1)[1]
    whole = path.read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    assert np.array_equal(near, kept_nearest(path, parts, 21_000).search(parts[0][:9], 1)[1])
    assert len(whole) == path.stat().st_size


def test_few_vectors_leave_no_file(tmp_path: Path) -> None:
    held = kept_nearest(tmp_path / "votes.faiss", [vectors(50), vectors(50) + 1], 100)
    assert ("exact", 100) == (held.name, len(held))
    assert [] == list(tmp_path.iterdir())
