"""Search of one name among very many."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import accumulate, pairwise
from math import log

from celtrace.names import korean, tables
from celtrace.names.align import Aligned, _frame, _is_word, align
from celtrace.names.model import CUTOFF, Hit, Named, Reading
from celtrace.names.reading import latin_words, read
from celtrace.names.score import Sums, logit, odds_of, score
from celtrace.names.vocabulary import Keys, Vocabulary
from celtrace.text.clean import cleaned
from celtrace.text.scripts import main_script

__all__ = ["CUTOFF", "Hit", "NameIndex", "Named"]

_LEGAL_WEIGHT = 0.25
_MOST_CANDIDATES = 60
_MOST_CACHED = 20_000
_COMMON = 4.5
"""Nats of a name that very many bear: one person in about a hundred."""
_FEW = 300
_RARE_SHARE = 0.42
"""Postings are read from the rarest word on, until the words left hold less than this share."""


def _slices(lists: Sequence[Sequence[int]]) -> tuple[array[int], array[int]]:
    """Many lists as one: starts (one more than lists) and values."""
    starts = array("I", accumulate((len(values) for values in lists), initial=0))
    return starts, array("I", (value for values in lists for value in values))


def _joint(first: str, second: str) -> str:
    """The consonants of two neighbouring words written as one; empty when they say little."""
    if not (_is_word(first) and _is_word(second)):
        return ""
    frame = _frame(first + second)
    return frame if len(frame) > 3 else ""  # noqa: PLR2004 - likewise


def shift_of(name: str) -> float:
    """What the script of a searched name adds to the log odds, so that one cutoff holds for all."""
    table = tables.shifts()
    script = main_script(name) or "Latn"
    return table.get("Hani" if script == "Kana" else script, table["Other"])


def most_information(word: str) -> float:
    """How many nats a token can tell apart at most.

    Korean and Chinese names are drawn from few syllables (about 20 frequent ones each place,
    3 nats), families from fewer; a short Latin word is shared by many people.
    """
    if word in tables.common():
        return _COMMON
    if word[0] in "%$":
        return 2.0 if not word[1:].isascii() or len(word) < 5 else 1.1 * (len(word) - 1)  # noqa: PLR2004 - one syllable
    return 1.5 * len(word.lstrip("~@#")) + 0.5


class NameIndex:
    """Names of many parties, ready to be searched. Knows no list and no record."""

    def __init__(self, names: Sequence[Named]) -> None:
        self._names = tuple(names)
        forms: dict[tuple[str, ...], list[int]] = {}
        for at, named in enumerate(self._names):
            for reading in read.__wrapped__(named.name, named.form):
                forms.setdefault(reading.tokens, []).append(at)
        texts = sorted(forms)
        self.vocabulary = Vocabulary.build(token for text in texts for token in text)
        numbers = self.vocabulary.numbers
        self._form_starts, self._form_words = _slices(
            [[numbers[token] for token in text] for text in texts]
        )
        self._owner_starts, self._owners = _slices([forms[text] for text in texts])
        postings: list[list[int]] = [[] for _ in numbers]
        for at, text in enumerate(texts):
            for token in set(text):
                postings[numbers[token]].append(at)
        self._post_starts, self._posts = _slices(postings)
        total = len(texts) + 1
        self._weights = array(
            "f",
            (
                self._weight(word, len(postings[at]), total)
                for at, word in enumerate(self.vocabulary.words)
            ),
        )
        self._total = total
        self._form_weight = array(
            "f", (sum(self._weights[numbers[token]] for token in text) for text in texts)
        )
        self._joins = Keys.build(
            (_joint(first, second), at) for at, text in enumerate(texts) for first, second in pairwise(text) if _joint(first, second)
        )
        self._near: dict[str, dict[int, float]] = {}

    @staticmethod
    def _weight(word: str, seen: int, total: int) -> float:
        """Information of a token in nats: by rarity in the index, and no more than its length holds."""
        if word[0] == "#":
            return _LEGAL_WEIGHT
        return min(max(0.5, log(total / max(seen, 1))), most_information(word))

    def __len__(self) -> int:
        return len(self._names)

    @classmethod
    def build(cls, names: Iterable[Named]) -> NameIndex:
        """The index of these names; their order does not matter."""
        return cls(
            sorted(
                names,
                key=lambda named: (named.key, named.name, named.form, named.weak, named.origin),
            )
        )

    def search(
        self, name: str, *, form: str = "unknown", limit: int = 10, cutoff: float = CUTOFF
    ) -> list[Hit]:
        """The best hit per key with a score of at least `cutoff`, sorted by (-score, key)."""
        shift = shift_of(name)
        floor = odds_of(cutoff) - shift
        best: dict[int, tuple[float, int, Reading, int]] = {}
        for reading in read(name, form):
            for odds, at in self._forms(reading, floor):
                for owner in self._owners[self._owner_starts[at] : self._owner_starts[at + 1]]:
                    named = self._names[owner]
                    if form != "unknown" and named.form not in {form, "unknown"}:
                        continue
                    value = self._refined(odds, reading, named)
                    if value >= floor and (named.key not in best or value > best[named.key][0]):
                        best[named.key] = (value, owner, reading, at)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
        return [self._hit(name, key, score(found[0], shift), *found[1:]) for key, found in ranked]

    def _refined(self, odds: float, reading: Reading, named: Named) -> float:
        """For a name in Hangul: by how well the listed letters spell it."""
        if reading.hangul is None:
            return odds
        family, given = reading.hangul
        best = 0.0
        parts = korean.split(latin_words(cleaned(named.name).text))
        if not parts:
            return odds - 1.0
        for latin_family, latin_given in parts:
            fits = korean.family_fits(family, latin_family) * korean.given_fits(given, latin_given)
            best = max(best, fits)
        return odds - 6.0 * (1 - best) if best else odds - 2.5

    def _hit(
        self, query: str, key: int, score: float, owner: int, reading: Reading, at: int
    ) -> Hit:
        named = self._names[owner]
        notes = cleaned(query).notes + ((reading.step,) if reading.step else ())
        return Hit(key, round(score, 4), query, named.name, notes, named.weak)

    def _near_words(self, token: str) -> dict[int, float]:
        found = self._near.get(token)
        if found is None:
            if len(self._near) >= _MOST_CACHED:
                self._near.clear()
            found = self._near[token] = self.vocabulary.near(token)
        return found

    def _query_weight(self, token: str, near: dict[int, float]) -> float:
        exact = self.vocabulary.numbers.get(token)
        if exact is not None:
            return self._weights[exact]
        if not near:
            return self._weight(token, 1, round(self._total))
        top = max(near.values())
        return min(self._weights[at] for at, value in near.items() if value == top)

    def _forms(self, reading: Reading, floor: float) -> list[tuple[float, int]]:
        """(log odds, form) of the forms that a reading may be."""
        tokens = reading.tokens
        near = [self._near_words(token) for token in tokens]
        weights = [self._query_weight(token, found) for token, found in zip(tokens, near, strict=True)]
        gathered, rest = self._gather(weights, near)
        self._gather_joined(tokens, weights, gathered)
        out = []
        for _, at in self._promising(gathered, sum(weights), rest, floor):
            words = self._form_words[self._form_starts[at] : self._form_starts[at + 1]]
            found = self._aligned(tokens, weights, near, words)
            if found.odds >= floor:
                out.append((found.odds, at))
        return out

    def _gather(
        self, weights: list[float], near: list[dict[int, float]]
    ) -> tuple[dict[int, float], float]:
        """Weight found per form from the rarest words, and the weight not looked up."""
        order = sorted(range(len(weights)), key=lambda i: -weights[i])
        total = rest = sum(weights)
        gathered: dict[int, float] = {}
        for i in order:
            if rest < _RARE_SHARE * total and 0 < len(gathered) < _FEW:
                break
            rest -= weights[i]
            for number, value in near[i].items():
                gain = weights[i] * value
                for at in self._posts[self._post_starts[number] : self._post_starts[number + 1]]:
                    gathered[at] = gathered.get(at, 0.0) + gain
        return gathered, rest

    def _gather_joined(self, tokens: tuple[str, ...], weights: list[float], gathered: dict[int, float]) -> None:
        """Add the forms that write two searched words as one, or one as two."""
        for token, weight in zip(tokens, weights, strict=True):
            frame = _frame(token) if len(token) > 5 and _is_word(token) else ""  # noqa: PLR2004 - two words have six letters
            for at in self._joins.get(frame) if len(frame) > 3 else ():  # noqa: PLR2004 - few consonants say little
                gathered[at] = gathered.get(at, 0.0) + weight
        for (first, second), pair in zip(pairwise(tokens), pairwise(weights), strict=True):
            frame = _joint(first, second)
            for number in self.vocabulary.frames.get(frame) if frame else ():
                for at in self._posts[self._post_starts[number] : self._post_starts[number + 1]]:
                    gathered[at] = gathered.get(at, 0.0) + sum(pair)

    def _promising(self, gathered: dict[int, float], total: float, rest: float, floor: float) -> list[tuple[float, int]]:
        """The forms that can reach the floor, best bounds first, at most a few dozen."""
        found = []
        sums = Sums(pairs=2)
        share = 0.3 if floor > -1 else 0.12
        for at, weight in gathered.items():
            own = self._form_weight[at]
            most = min(weight + rest, own, total)
            if most < share * (own + total - most):
                continue
            sums.matched = sums.info = most
            bound = logit(sums, total - most, own - most)
            if bound >= floor:
                found.append((bound, at))
        return nlargest(_MOST_CANDIDATES, found) if len(found) > _MOST_CANDIDATES else found

    def _aligned(
        self,
        tokens: tuple[str, ...],
        weights: list[float],
        near: list[dict[int, float]],
        words: array[int],
    ) -> Aligned:
        texts = [self.vocabulary.words[number] for number in words]
        own = [self._weights[number] for number in words]
        return align(tokens, texts, (weights, own), lambda i, j: near[i].get(words[j], 0.0))

    def batch(
        self, names: Sequence[tuple[str, str]], *, limit: int = 10, cutoff: float = CUTOFF
    ) -> Iterator[list[Hit]]:
        """`search` for each (name, form), in their order."""
        for name, form in names:
            yield self.search(name, form=form, limit=limit, cutoff=cutoff)
