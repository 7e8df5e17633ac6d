"""All pairs in one drawer, held against counting by hand; places that pairs of corners say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.papers.filed import within
from celtrace.papers.votes import BINS, CELL, said


def by_hand(drawer: list[int], most: int) -> set[tuple[int, int]]:
    return {
        (i, j)
        for j in range(len(drawer))
        for i in range(j)
        if drawer[i] == drawer[j] and drawer.count(drawer[i]) <= most
    }


@given(st.lists(st.integers(-3, 3), max_size=30), st.integers(1, 9))
def test_every_pair_of_a_drawer_is_given_once(drawer: list[int], most: int) -> None:
    rows = list(within(np.array(drawer, np.int64), most))
    pairs = [(int(i), int(j)) for one, other in rows for i, j in zip(one, other, strict=True)]
    assert by_hand(drawer, most) == set(pairs)
    assert len(pairs) == len(set(pairs))


def test_an_empty_drawer_has_no_pairs() -> None:
    assert [] == list(within(np.zeros(0, np.int64), 5))


def corners(turn: float, scale: float, right: float, down: float) -> tuple[np.ndarray, np.ndarray]:
    """Corners of two pages of which the first is the second turned, enlarged and moved."""
    draw = np.random.default_rng(3)
    other = np.column_stack(
        (
            draw.uniform(50, 700, 200),
            draw.uniform(50, 500, 200),
            draw.uniform(4, 30, 200),
            draw.uniform(0, 2 * np.pi, 200),
        )
    )
    one = other.copy()
    cos, sin = np.cos(turn), np.sin(turn)
    one[:, 0] = scale * (cos * other[:, 0] - sin * other[:, 1]) + right
    one[:, 1] = scale * (sin * other[:, 0] + cos * other[:, 1]) + down
    one[:, 2] *= scale
    one[:, 3] = np.mod(other[:, 3] + turn, 2 * np.pi)
    return one.astype(np.float32), other.astype(np.float32)


def agreement(one: np.ndarray, other: np.ndarray) -> float:
    """The share of pairs that say the place that most of them say."""
    return max(float(np.unique(p, return_counts=True)[1].max()) / len(p) for p in said(one, other))


@pytest.mark.parametrize("turn", [0.0, 0.1, 1.6, 3.1, 6.2])
@pytest.mark.parametrize("scale", [0.5, 1.0, 1.9])
def test_corners_of_one_page_say_one_place(turn: float, scale: float) -> None:
    assert agreement(*corners(turn, scale, 40.0, -25.0)) > 0.45


def test_corners_of_two_pages_say_all_sorts_of_places() -> None:
    one, _ = corners(0.0, 1.0, 0.0, 0.0)
    shuffled = np.random.default_rng(5).permutation(one)
    assert agreement(one, shuffled.astype(np.float32)) < 0.1


@given(st.floats(-1e6, 1e6, width=32), st.floats(0.0078125, 1e4, width=32))
def test_any_numbers_say_a_place_that_exists(value: float, size: float) -> None:
    one = np.array([[value, -value, size, value]], np.float32)
    other = np.array([[1.0, 2.0, 3.0, 4.0]], np.float32)
    for place in said(one, other):
        assert 0 <= int(place[0]) < BINS


def test_moving_by_one_cell_changes_what_is_said() -> None:
    one, other = corners(0.0, 1.0, 0.0, 0.0)
    moved = one + np.array([2 * CELL, 0, 0, 0], np.float32)
    assert set(said(one, other)[0].tolist()) != set(said(moved, other)[0].tolist())
