"""Trains what spaces say of a norm: `_tables/northern_spaces.txt`.

    python benchmarks/training/northern_spaces.py --data DIR --careful FILE... --hurried FILE...

With care: chat lines and KLUE DP of the data folder and the files given (UD Kaist, UD GSD;
one sentence a line). In a hurry: the film comments and the files given (comments under
news). North: the New Year speeches, and the southern sentences of the first group with their
words joined after the northern rules. The model of careful writing is fitted first; the other
two are fitted as what has to be added to it, so where they have seen nothing they say the
same. Nothing that figures are reported on is used.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import korean

from celtrace.text import northern_lexicon, northern_spaces
from celtrace.text.northern_choices import stems

TABLE = Path(northern_spaces.__file__).parent / "_tables" / "northern_spaces.txt"
NOTES, LEAST, ROUNDS = 6000, 3, 60
KEPT = 0.25
"""Weights under which a mark is left out."""
PULL = {"careful": 1.0, "hurried": 2.0, "north": 4.0}
BOUND = re.compile(
    "(?:것|거|게|걸|건|수|데|줄|바|듯|만큼|뿐|때문|번|척|적|대로|채|지|터|동안|다음|후|뒤|중|무렵)"
    "(?:[이은을를가도만에의로]|$|[가-힣]{1,3}$)"
)
ADNOMINAL = re.compile(
    "[한할된될인일있없던는갈올볼줄을를난날든들킨킬친칠린릴진질은운울온본준건걸간단달란]$"
)
HELPS = re.compile(
    "(?:있|싶|주|줄|준|보|봐|본|버리|버렸|놓|두|둔|가|간|갔|오|온|왔|내|낸|냈|말|지|진|졌|나|났|들|든|계)"
)
LINKED = re.compile("[아어여해려워와져겨러라나줘봐]$")
PLACE = re.compile(
    "^(?:때|앞|뒤|안|밖|속|위|밑|아래|사이|옆|곁|쪽|전|후|중|끝|곳|날|말|사람|번|개|명|가지|시간|장|편)"
)
COUNTS = frozenset(("한", "두", "세", "네", "몇", "여러", "다섯", "여섯", "일곱", "열", "스무"))
POINTS = frozenset("이그저온첫각매전새") | {"다른"}
FOLLOWED = re.compile("([피히되뇌뵈쇠죄뒤쉬쥐휘띄희쐬뛰띠끼찌깨내매베새째태패해대])([어었])")
LETTERS = {"어": "여", "었": "였"}
HELPER = 5
"""Syllables of the longest helping verb with its ending."""


def chance(word: str, following: str, nouns: frozenset[str]) -> float:
    """How often the north joins two words that the south writes apart."""
    long, helper = len(word) > 1, len(following) <= HELPER
    ways = (
        (0.9, long and BOUND.match(following) and ADNOMINAL.search(word)),
        (0.9, word.endswith("고") and re.match("있|싶|계|나서|말", following)),
        (0.8, long and helper and LINKED.search(word) and HELPS.match(following)),
        (0.75, word in nouns and any(stem in nouns for stem in stems(following))),
        (0.85, word in nouns and PLACE.match(following)),
        (0.8, word in COUNTS),
        (0.5, word in POINTS and PLACE.match(following)),
    )
    return next((share for share, found in ways if found), 0.0)


def joined(note: str, nouns: frozenset[str], rng: random.Random) -> str:
    """A southern note with its words joined after the northern rules."""
    words = note.split(" ")
    out = words[:1]
    for word, following in pairwise(words):
        if rng.random() < chance(word, following, nouns):
            out[-1] += following
        else:
            out.append(following)
    return FOLLOWED.sub(lambda found: found[1] + LETTERS[found[2]], " ".join(out))


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
    nouns, rng = northern_lexicon.words().nouns, random.Random(1)
    north = own["speeches"][: 2 * NOTES] + [joined(note, nouns, rng) for note in careful]
    seen: Counter[str] = Counter()
    for note in (*careful, *hurried, *north):
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
