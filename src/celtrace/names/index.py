"""Search of one name among very many."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from celtrace.names import explain, han, korean, tables
from celtrace.names.align import Aligned, align, is_word
from celtrace.names.model import CUTOFF, Hit, Named, Reading
from celtrace.names.packed import Packed, joined, joined_key, neighbours
from celtrace.names.reading import latin_words, read
from celtrace.names.score import Sums, bound, logit, odds_of, score
from celtrace.names.weight import weight
from celtrace.text.clean import cleaned
from celtrace.text.scripts import main_script

__all__ = ["CUTOFF", "Hit", "NameIndex", "Named"]

_MOST_CACHED = 20_000
_WORDS_OF_A_FORM = 4
"""About so many steps it takes to see whether a form has a word."""
_SPELT = 4.5
"""Log odds that a Latin spelling loses which fits the Hangul not at all."""
_TWO_WORDS = 4
"""Letters that a word has, at least, that may be two."""
_OTHER_PINYIN = 6.0
"""Log odds that are lost when every syllable is another."""
_RIVAL = 0.02
"""Scores closer than this are equal for a reader."""


class _Found(msgspec.Struct):
    """One listed name that a reading may be."""

    odds: float
    owner: int
    form: int
    reading: Reading


class Query(msgspec.Struct):
    """A reading with its tokens looked up."""

    reading: Reading
    near: list[dict[int, float]]
    weights: list[float]


class NameIndex:
    """Names of many parties, ready to be searched. Knows no list and no record."""

    def __init__(self, packed: Packed) -> None:
        self.packed = packed
        self._words = packed.vocabulary.words
        self._near: dict[str, tuple[dict[int, float], float]] = {}

    def __len__(self) -> int:
        return len(self.packed.names)

    @classmethod
    def build(cls, names: Iterable[Named]) -> NameIndex:
        """The index of these names; their order does not matter."""
        return cls(Packed.build(names))

    def dump(self) -> bytes:
        """The index as bytes, to be loaded by the same version of the package."""
        return self.packed.dump()

    @classmethod
    def load(cls, data: bytes) -> NameIndex:
        """What `dump` wrote; takes a fraction of building."""
        return cls(Packed.load(data))

    def search(
        self, name: str, *, form: str = "unknown", limit: int = 10, cutoff: float = CUTOFF
    ) -> list[Hit]:
        """The best hit per key with a score of at least `cutoff`, sorted by (-score, key).

        `form` is person, entity or unknown; a listed name of the other form is no hit.
        """
        shift, floor = floor_of(name, cutoff)
        best: dict[int, _Found] = {}
        for reading in read(name, form):
            for found in self._found(reading, form, floor):
                key = self.packed.names[found.owner].key
                if key not in best or found.odds > best[key].odds:
                    best[key] = found
        ranked = sorted(best.items(), key=lambda item: (-item[1].odds, item[0]))
        scores = [round(score(found.odds, shift), 4) for _, found in ranked]
        return [
            self._hit(name, found, value, sum(abs(value - other) <= _RIVAL for other in scores))
            for (_, found), value in zip(ranked[:limit], scores, strict=False)
        ]

    def batch(
        self, names: Sequence[tuple[str, str]], *, limit: int = 10, cutoff: float = CUTOFF
    ) -> Iterator[list[Hit]]:
        """`search` for each (name, form), in their order."""
        for name, form in names:
            yield self.search(name, form=form, limit=limit, cutoff=cutoff)

    def _found(self, reading: Reading, form: str, floor: float) -> Iterator[_Found]:
        names, owners = self.packed.names, self.packed.owners
        for odds, at in self._forms(reading, floor):
            for owner in owners[at]:
                named = names[owner]
                if form != "unknown" and named.form not in {form, "unknown"}:
                    continue
                value = _refined(odds, reading, named)
                if value >= floor:
                    yield _Found(value, owner, at, reading)

    def _hit(self, query: str, found: _Found, value: float, rivals: int) -> Hit:
        named = self.packed.names[found.owner]
        numbers = self.packed.forms[found.form]
        aligned = self._aligned(self._query(found.reading), numbers)
        listed = [self._words[number] for number in numbers]
        notes = cleaned(query).notes + explain.steps(found.reading, listed, aligned)
        doubt = explain.undecidable(found.reading, aligned, rivals, weak=named.weak)
        return Hit(named.key, value, query, named.name, notes, named.weak, doubt)

    def looked_up(self, token: str) -> tuple[dict[int, float], float]:
        """The listed words that a token may be, and its weight; remembered."""
        found = self._near.get(token)
        if found is None:
            if len(self._near) >= _MOST_CACHED:
                self._near.clear()
            near = dict(sorted(self.packed.vocabulary.near(token).items()))
            found = self._near[token] = (near, self._weight(token, near))
        return found

    def _weight(self, token: str, near: dict[int, float]) -> float:
        """Of a searched token: that of the listed word it is, or is most alike."""
        weights = self.packed.weights
        exact = self.packed.vocabulary.numbers.get(token)
        if exact is not None:
            return weights[exact]
        if not near:
            return weight(token, 1, len(self.packed.forms) + 1)
        top = max(near.values())
        return min(weights[number] for number, value in near.items() if value == top)

    def _query(self, reading: Reading) -> Query:
        found = [self.looked_up(token) for token in reading.tokens]
        return Query(reading, [near for near, _ in found], [own for _, own in found])

    def _forms(self, reading: Reading, floor: float) -> list[tuple[float, int]]:
        """(log odds, form) of the forms that a reading may be.

        Whether a form is looked at depends on the reading and that form alone, not on how many
        others there are: a list that changes elsewhere changes no answer.
        """
        query = self._query(reading)
        out = []
        for at in self.promising(query, floor):
            found = self._aligned(query, self.packed.forms[at])
            if found.odds >= floor:
                out.append((found.odds, at))
        return out

    def _gather(self, query: Query, need: float) -> dict[int, float]:
        """Weight found per form, of the forms that can have `need` of it.

        Read from the weightiest word on; once the words left weigh less than `need`, no form
        is new any more (the MaxScore rule of Turtle and Flood, 1995).
        """
        postings, weights = self.packed.postings, query.weights
        left = sorted(range(len(weights)), key=lambda i: weights[i])
        rest = sum(weights)
        gathered: dict[int, float] = {}
        get = gathered.get
        while left and rest >= need:
            i = left.pop()
            rest -= weights[i]
            for number, value in query.near[i].items():
                gain = weights[i] * value
                for at in postings[number]:
                    gathered[at] = get(at, 0.0) + gain
        self.gather_joined(query, gathered)
        while left:
            least = need - rest
            gathered = {at: value for at, value in gathered.items() if value >= least}
            i = left.pop()
            self._add(gathered, query.near[i], weights[i])
            rest -= weights[i]
        return gathered

    def _add(self, gathered: dict[int, float], near: Mapping[int, float], own: float) -> None:
        """Add the weight of one more word to the forms gathered, by the shorter way."""
        postings, forms = self.packed.postings, self.packed.forms
        if len(gathered) * _WORDS_OF_A_FORM < sum(map(postings.size, near)):
            for at in gathered:
                for number in sorted(near.keys() & forms[at]):
                    gathered[at] += own * near[number]
            return
        for number, value in near.items():
            gain = own * value
            for at in postings[number]:
                if at in gathered:
                    gathered[at] += gain

    def gather_joined(self, query: Query, gathered: dict[int, float]) -> None:
        """Add the forms that write two searched words as one, or one as two."""
        tokens, packed = query.reading.tokens, self.packed
        for token, own in zip(tokens, query.weights, strict=True):
            if len(token) >= _TWO_WORDS and is_word(token):
                for at in packed.joins.get(joined_key(token)):
                    gathered[at] = gathered.get(at, 0.0) + own
        for i, j in neighbours(len(tokens)):
            for number in packed.vocabulary.written(joined(tokens[i], tokens[j])):
                for at in packed.postings[number]:
                    gathered[at] = gathered.get(at, 0.0) + query.weights[i] + query.weights[j]

    def promising(self, query: Query, floor: float) -> list[int]:
        """The forms that can reach the floor."""
        total = sum(query.weights)
        short, long, both = _least_shares(round(floor - 0.05, 1), round(min(total, 30.0) + 0.5))
        whole = self.packed.form_weights
        out = []
        need = short * total
        for at, most in self._gather(query, need).items():
            if most < need:
                continue
            own = whole[at]
            if own < most or total < most:
                most = min(total, own)  # noqa: PLW2901 - no more than either side has
            left, right = total - most, own - most
            if most < long * own or min(left, right) > both * most:
                continue
            if bound(most, left, right) >= floor:
                out.append(at)
        return out

    def _aligned(self, query: Query, numbers: array[int]) -> Aligned:
        texts = [self._words[number] for number in numbers]
        own = [self.packed.weights[number] for number in numbers]
        likes = [
            (value, -abs(i - j), i, j)
            for i, near in enumerate(query.near)
            for j, number in enumerate(numbers)
            if (value := near.get(number))
        ]
        return align(query.reading.tokens, texts, (query.weights, own), likes)


@lru_cache(maxsize=4096)
def _least_shares(floor: float, info: int) -> tuple[float, float, float]:
    """The least share of the query, and of the listed name, that must match to reach the floor.

    Third, the most that may be left over on both sides, as a multiple of what matches.
    """

    def reaches(query: float, listed: float) -> bool:
        return logit(Sums(info, 0.0, info, 1.0, 2), info * query, info * listed) >= floor

    steps = [at / 20 for at in range(161)]
    query = max((step for step in steps if reaches(step, 0.0)), default=0.0) + 0.05
    listed = max((step for step in steps if reaches(0.0, step)), default=0.0) + 0.05
    both = max((step for step in steps if reaches(step, step)), default=0.0) + 0.05
    return 1 / (1 + query), 1 / (1 + listed), both


def floor_of(name: str, cutoff: float) -> tuple[float, float]:
    """What is added to the log odds of hits of a name, and the least that a hit must have."""
    shift = shift_of(name)
    return shift, odds_of(cutoff) - shift


def shift_of(name: str) -> float:
    """What the script of a searched name adds to the log odds, so that one cutoff holds for all."""
    table = tables.shifts()
    script = main_script(name) or "Latn"
    return table.get("Hani" if script == "Kana" else script, table["Other"])


def _refined(odds: float, reading: Reading, named: Named) -> float:
    """For a name in Hangul or Chinese characters: by how well the listed letters spell it."""
    if reading.pinyin:
        words = latin_words(cleaned(named.name).text)
        return odds - _OTHER_PINYIN * han.other_syllables(reading.pinyin, words)
    if reading.hangul is None:
        return odds
    family, given = reading.hangul
    parts = korean.split(latin_words(cleaned(named.name).text))
    if not parts:
        return odds - 1.0
    best = max(
        korean.family_fits(family, latin_family) * korean.given_fits(given, latin_given)
        for latin_family, latin_given in parts
    )
    return odds - _SPELT * (1 - best) if best else odds - 2.5
