"""Which names a change of an index can touch, without searching them all again.

Whether a listed name is a hit depends on it and the searched name alone (`index`), and the
weight of a word moves only when it becomes much rarer or more frequent (`weight.rarity`). So
a search can give another answer only where it reaches a listed name that is new, gone or of a
word whose weight has moved, or where the weight of a searched word has moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from celtrace.names.index import NameIndex, Query, floor_of
from celtrace.names.model import Reading
from celtrace.names.reading import read
from celtrace.names.weight import rarity


class _Side:
    """One of the two indexes: the whole, and the part of it that the other has not."""

    def __init__(self, whole: NameIndex, keys: AbstractSet[int], words: AbstractSet[str]) -> None:
        packed = whole.packed
        numbers = packed.vocabulary.numbers
        forms = {at for word in words if word in numbers for at in packed.postings[numbers[word]]}
        forms |= {
            at
            for at in range(len(packed.forms))
            if any(packed.names[owner].key in keys for owner in packed.owners[at])
        }
        self.whole = whole
        self.part = NameIndex(packed.only(sorted(forms)))

    def near(self, token: str) -> dict[int, float]:
        """The words of the part that a token may be."""
        return self.part.looked_up(token)[0]

    def reaches(self, reading: Reading, floor: float) -> bool:
        """Whether a listed name of the part can be a hit."""
        near = [self.near(token) for token in reading.tokens]
        weights = [self.whole.looked_up(token)[1] for token in reading.tokens]
        return bool(self.part.promising(Query(reading, near, weights), floor))

    def joins(self, reading: Reading) -> bool:
        """Whether words of the reading, joined or parted, are words of the part."""
        query = Query(reading, [{} for _ in reading.tokens], [1.0] * len(reading.tokens))
        found: dict[int, float] = {}
        self.part.gather_joined(query, found)
        return bool(found)


class Delta:
    """What differs between two indexes of names."""

    def __init__(
        self, before: NameIndex, after: NameIndex, keys: tuple[AbstractSet[int], AbstractSet[int]]
    ) -> None:
        """`keys`: in each index, those whose names the other has not, or has otherwise."""
        words = frozenset(_moved(before, after))
        self.everything = _rarest(before) != _rarest(after)
        """Whether the weight of words on no list has moved, so that any answer can change."""
        self._sides = (_Side(before, keys[0], words), _Side(after, keys[1], words))

    def touches(self, name: str, form: str, cutoff: float) -> bool:
        """Whether the hits of a name can differ between the two indexes."""
        _, floor = floor_of(name, cutoff)
        return self.everything or any(self._touched(reading, floor) for reading in read(name, form))

    def _touched(self, reading: Reading, floor: float) -> bool:
        near = [t for t in reading.tokens if any(side.near(t) for side in self._sides)]
        if not near and not any(side.joins(reading) for side in self._sides):
            return False
        before, after = self._sides
        return any(
            before.whole.looked_up(token)[1] != after.whole.looked_up(token)[1] for token in near
        ) or any(side.reaches(reading, floor) for side in self._sides)


def _moved(before: NameIndex, after: NameIndex) -> Iterator[str]:
    """Words that only one index has, or that weigh otherwise in the other."""
    one, other = ((i.packed.vocabulary.numbers, i.packed.weights) for i in (before, after))
    for word, at in one[0].items():
        there = other[0].get(word)
        if there is None or one[1][at] != other[1][there]:
            yield word
    yield from (word for word in other[0] if word not in one[0])


def _rarest(index: NameIndex) -> float:
    return rarity(1, len(index.packed.forms) + 1)
