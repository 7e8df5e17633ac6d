"""The arrays of an index: token sequences, whose they are, and where each token stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

import msgspec

from celtrace.names.align import frame, is_word
from celtrace.names.model import Named
from celtrace.names.reading import readings
from celtrace.names.vocabulary import Keys, Vocabulary
from celtrace.names.weight import weight


class Lists:
    """Many lists of numbers as one array."""

    def __init__(self, starts: array[int], values: array[int]) -> None:
        self.starts, self.values = starts, values

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Lists:
        """From lists, in their order."""
        starts = array("I", accumulate((len(values) for values in lists), initial=0))
        return cls(starts, array("I", (value for values in lists for value in values)))

    def __getitem__(self, at: int) -> array[int]:
        return self.values[self.starts[at] : self.starts[at + 1]]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def size(self, at: int) -> int:
        """How long one list is."""
        return self.starts[at + 1] - self.starts[at]

    def counts(self) -> list[int]:
        """How long each list is."""
        return [after - before for before, after in pairwise(self.starts)]


class _Stored(msgspec.Struct, array_like=True):
    names: list[Named]
    words: list[str]
    heard: list[str]
    arrays: list[bytes]


class Packed(msgspec.Struct):
    """Names and everything that search needs to know of them."""

    names: tuple[Named, ...]
    vocabulary: Vocabulary
    forms: Lists
    """Per distinct token sequence: its token numbers."""
    owners: Lists
    """Per token sequence: places in `names`."""
    postings: Lists
    """Per token: the token sequences it stands in."""
    joins: Keys
    """Consonants of neighbouring words written as one, and the token sequence."""
    weights: array[float]
    form_weights: array[float]

    @classmethod
    def build(cls, names: Iterable[Named]) -> Packed:
        """Of names in any order; equal input gives equal arrays."""
        kept = tuple(
            sorted(names, key=lambda one: (one.key, one.name, one.form, one.weak, one.origin))
        )
        numbers: dict[str, int] = {}
        found: dict[tuple[int, ...], list[int]] = {}
        for at, named in enumerate(kept):
            for reading in readings(named.name, named.form):
                key = tuple(numbers.setdefault(token, len(numbers)) for token in reading.tokens)
                found.setdefault(key, []).append(at)
        vocabulary = Vocabulary.build(numbers)
        order = [0] * len(numbers)
        for word, old in numbers.items():
            order[old] = vocabulary.numbers[word]
        forms = sorted((tuple(order[old] for old in key), owners) for key, owners in found.items())
        return cls._of(
            kept,
            vocabulary,
            Lists.of([key for key, _ in forms]),
            Lists.of([owners for _, owners in forms]),
        )

    @classmethod
    def _of(
        cls, names: tuple[Named, ...], vocabulary: Vocabulary, forms: Lists, owners: Lists
    ) -> Packed:
        postings: list[array[int]] = [array("I") for _ in vocabulary.words]
        for at in range(len(forms)):
            for number in sorted(set(forms[at])):
                postings[number].append(at)
        posted = Lists.of(postings)
        total = len(forms) + 1
        weights = array(
            "f", map(weight, vocabulary.words, posted.counts(), [total] * len(vocabulary.words))
        )
        whole = array(
            "f", (sum(weights[number] for number in forms[at]) for at in range(len(forms)))
        )
        joins = Keys.build(
            (joint, at)
            for at in range(len(forms))
            for numbers in (forms[at],)
            for i, j in neighbours(len(numbers))
            if (joint := joined(vocabulary.words[numbers[i]], vocabulary.words[numbers[j]]))
        )
        return cls(names, vocabulary, forms, owners, posted, joins, weights, whole)

    def dump(self) -> bytes:
        """As bytes that `load` reads, of this version of the package."""
        lists = (self.forms, self.owners, self.postings)
        arrays = [part.tobytes() for one in lists for part in (one.starts, one.values)]
        keys = (self.vocabulary.sounds, self.vocabulary.frames, self.joins)
        arrays += [one.packed.tobytes() for one in keys]
        arrays += [self.weights.tobytes(), self.form_weights.tobytes()]
        words, heard = list(self.vocabulary.words), list(self.vocabulary.heard)
        return msgspec.msgpack.encode(_Stored(list(self.names), words, heard, arrays))

    @classmethod
    def load(cls, data: bytes) -> Packed:
        """What `dump` wrote."""
        stored = msgspec.msgpack.decode(data, type=_Stored)
        arrays = [array("I") for _ in range(6)] + [array("Q") for _ in range(3)]
        weights, whole = array("f"), array("f")
        for one, content in zip(arrays, stored.arrays[:9], strict=True):
            one.frombytes(content)
        weights.frombytes(stored.arrays[9])
        whole.frombytes(stored.arrays[10])
        sounds, frames, joins = map(Keys, arrays[6:9])
        vocabulary = Vocabulary(stored.words, stored.heard, sounds, frames)
        forms, owners, postings = (Lists(arrays[at], arrays[at + 1]) for at in (0, 2, 4))
        names = tuple(stored.names)
        return cls(names, vocabulary, forms, owners, postings, joins, weights, whole)


def neighbours(size: int) -> list[tuple[int, int]]:
    """Places of neighbouring words; the last is before the first, as in `KARI, Vahid Falahat`."""
    wrapped = [(size - 1, 0)] if size > 2 else []  # noqa: PLR2004 - of two words, one is before the other
    return [*pairwise(range(size)), *wrapped]


def joined(first: str, second: str) -> str:
    """The consonants of two neighbouring words written as one; empty when they say little."""
    if not (is_word(first) and is_word(second)):
        return ""
    bones = frame(first + second)
    return bones if len(bones) > 3 else ""  # noqa: PLR2004 - three consonants or fewer are everywhere
