"""Trains what spaces say of a norm: `_tables/northern_spaces.txt`.

    python benchmarks/training/northern_spaces.py --data DIR --careful FILE... --hurried FILE...

With care: chat lines and KLUE DP of the data folder and the files given (UD Kaist, UD GSD;
one sentence a line). In a hurry: the film comments and the files given (comments under
news). North: the New Year speeches and the first half of the parallel corpus (`--north` takes one
of them only). The second half is not read here; it holds other sentences of the same books, and
`benchmarks/korean.py` reports on those of them that do not stand in the first half too. The model
of careful writing is fitted first; the other two are fitted as what has to be added to it, so
where they have seen nothing they say the same. Marks are those that southern text was seen to
have: names of a northern book and its words are not learned.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import korean

from celtrace.text import northern_spaces

TABLE = Path(northern_spaces.__file__).parent / "_tables" / "northern_spaces.txt"
NOTES, LEAST, ROUNDS = 6000, 3, 60
KEPT = 0.25
"""Weights under which a mark is left out."""
PULL = {"careful": 1.0, "hurried": 2.0, "north": 4.0}


class Rows:
    """Gaps as numbers: which marks each has, and whether a space stands there."""

    def __init__(self, notes: Iterable[str], names: dict[str, int]) -> None:
        gaps = [gap for note in notes for gap in northern_spaces.gaps(note)]
        at = [[names[mark] for mark in gap.marks if mark in names] for gap in gaps]
        ends = np.cumsum([0, *map(len, at)])
        flat = np.fromiter((one for row in at for one in row), np.int32, int(ends[-1]))
        ones = np.ones(len(flat), np.float32)
        self.marks = sparse.csr_matrix((ones, flat, ends), shape=(len(gaps), len(names)))
        self.space = np.array([gap.space for gap in gaps], np.float32)

    def fit(self, pull: float, from_: NDArray[np.float64]) -> NDArray[np.float64]:
        """Weights to be added to those given."""
        start = self.marks @ from_

        def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            odds = self.marks @ weights + start
            missed = 1 / (1 + np.exp(-odds)) - self.space
            cost = float((np.logaddexp(0, odds) - self.space * odds).sum())
            return cost + pull / 2 * float(
                weights @ weights
            ), self.marks.T @ missed + pull * weights

        zero = np.zeros(self.marks.shape[1])
        ways = {"maxiter": ROUNDS}
        return np.asarray(minimize(loss, zero, jac=True, method="L-BFGS-B", options=ways).x)


def write(names: Sequence[str], weights: NDArray[np.float64]) -> int:
    """The table of the package: tenths of the three weights, and the marks that have them."""
    by_weights: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for name, column in zip(names, weights.T, strict=True):
        if np.abs(column).max() >= KEPT:
            by_weights[tuple(int(one) for one in np.rint(10 * column))].append(name)
    lines = [" ".join([*map(str, key), *sorted(by_weights[key])]) for key in sorted(by_weights)]
    head = "# Made by benchmarks/training/northern_spaces.py; tenths (care, north, hurry), marks"
    TABLE.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return sum(map(len, by_weights.values()))


def main() -> None:
    """Fit, prune, write."""
    given = korean.options(__doc__)
    own = {name: korean.notes(lines) for name, _, lines in korean.sources(given.data)}

    def taken(names: Sequence[str], paths: Sequence[Path]) -> list[str]:
        parts = (*(own[name] for name in names), *map(korean.notes_in, paths))
        return [note for part in parts for note in part[:NOTES]]

    careful = taken(("KLUE dp", "chat"), given.careful)
    hurried = taken(("film comments",), given.hurried)
    sides = (side[: 2 * NOTES] for side in korean.northern_notes(given, own))
    north = [note for side in sides for note in side * (2 * NOTES // len(side))]
    seen: Counter[str] = Counter()
    for note in (*careful, *hurried):
        seen.update(mark for gap in northern_spaces.gaps(note) for mark in gap.marks)
    names = sorted(mark for mark, count in seen.items() if count >= LEAST)
    at = {name: number for number, name in enumerate(names)}
    south = Rows(careful, at).fit(PULL["careful"], np.zeros(len(names)))
    print("with care", flush=True)
    hurry = Rows(hurried, at).fit(PULL["hurried"], south)
    print("in a hurry", flush=True)
    north_adds = Rows(north, at).fit(PULL["north"], south)
    print(f"{write(names, np.stack([south, north_adds, hurry]))} marks of {len(names)}")


if __name__ == "__main__":
    main()
