"""Pictures worth a look: counted over cells of a page, the most alike first."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from celtrace.papers.neighbours import (
    _LEAST,
    EVERY,
    MOST,
    _counted,
    _each,
    _most_alike,
    neighbours,
    worth_a_look,
)
from celtrace.papers.sketch import sketch
from papers.pages import document, exchanged, grey


@pytest.mark.parametrize("seed", range(3))
def test_what_is_counted_is_cells_that_say_one_place(seed: int) -> None:
    """As counted one by one: for two pictures the place that most cells say, on either grid."""
    draw = np.random.default_rng(seed)
    owners, cells = draw.integers(0, 4, (300, 2)), draw.integers(0, 6, 300)
    owners = owners[owners[:, 0] != owners[:, 1]]
    told = draw.integers(0, 9, (2, len(owners)))
    held: dict[tuple[int, int], dict[tuple[int, int], set[int]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for row, (one, other) in enumerate(owners.tolist()):
        for grid in (0, 1):
            place = grid, int(told[grid, row])
            held[min(one, other), max(one, other)][place].add(int(cells[row]))
    counts = {pair: max(map(len, said.values())) for pair, said in held.items()}
    expected = {(count, *pair) for pair, count in counts.items() if count >= _LEAST}
    found = _counted(owners, (told[0], told[1]), cells[: len(owners)], 4)
    assert expected == set(found)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("numbers", [[], [0], [0, 0], [5, 2, 5, 0, 9, 2]])
def test_each_number_is_given_once_and_in_order(numbers: list[int]) -> None:
    assert sorted(set(numbers)) == _each(np.array(numbers, np.int64)).tolist()


def test_of_few_pictures_every_pair_is_looked_at_and_of_many_only_neighbours() -> None:
    blank = sketch(np.full((90, 120), 200, np.uint8))
    assert [(0, 1), (0, 2), (1, 2)] == worth_a_look([blank] * 3)
    assert EVERY * (EVERY - 1) // 2 == len(worth_a_look([blank] * EVERY))
    assert [] == worth_a_look([blank] * (EVERY + 1))
    one = sketch(grey(document(1)))
    assert [(0, EVERY)] == worth_a_look([one, *[blank] * (EVERY - 1), one])


def test_without_pairs_nothing_is_counted() -> None:
    none = np.zeros(0, np.int64)
    assert [] == _counted(np.zeros((0, 2), np.int64), (none, none), none, 0)


def test_of_one_picture_only_the_most_alike_are_looked_at() -> None:
    """A pair stays if either side has it among its own; so a crowd of pairs is bounded."""
    crowd = [(100 - other, 0, other) for other in range(1, 3 * MOST)]
    kept = _most_alike(crowd)
    assert 3 * MOST - 1 == len(kept), "each of the others has no better one"
    both = [(100 - i - j, i, j) for i in range(30) for j in range(i + 1, 30)]
    assert len(_most_alike(both)) <= 30 * MOST


@pytest.mark.parametrize("number", [0, 1])
def test_fewer_than_two_pictures_have_no_neighbours(number: int) -> None:
    assert [] == neighbours([sketch(grey(document(1)))] * number)


def test_a_copy_is_the_nearest_among_strangers() -> None:
    pages = [grey(document(seed)) for seed in range(1, 6)]
    sketches = [*map(sketch, pages), sketch(grey(exchanged(document(3), 7)))]
    assert (2, 5) in neighbours(sketches)
