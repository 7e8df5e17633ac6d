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


def _postings(forms: Lists, words: int) -> Lists:
    """Per word, the token sequences it stands in."""
    found: list[array[int]] = [array("I") for _ in range(words)]
    for at in range(len(forms)):
        for number in sorted(set(forms[at])):
            found[number].append(at)
    return Lists.of(found)


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
    """Neighbouring words written as one (`joined_key`), and the token sequence."""
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
        posted = _postings(forms, len(vocabulary.words))
        total = len(forms) + 1
        weights = array(
            "f", map(weight, vocabulary.words, posted.counts(), [total] * len(vocabulary.words))
        )
        return cls._weighed(names, vocabulary, (forms, owners, posted), weights)

    @classmethod
    def _weighed(
        cls,
        names: tuple[Named, ...],
        vocabulary: Vocabulary,
        lists: tuple[Lists, Lists, Lists],
        weights: array[float],
    ) -> Packed:
        forms = lists[0]
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
        return cls(names, vocabulary, *lists, joins, weights, whole)

    def only(self, forms: Sequence[int]) -> Packed:
        """These token sequences, in their order, with the weights they have here."""
        old = self.vocabulary
        vocabulary = Vocabulary.build(old.words[n] for at in forms for n in self.forms[at])
        kept = Lists.of(
            [[vocabulary.numbers[old.words[n]] for n in self.forms[at]] for at in forms]
        )
        owners = Lists.of([self.owners[at] for at in forms])
        weights = array("f", (self.weights[old.numbers[word]] for word in vocabulary.words))
        lists = (kept, owners, _postings(kept, len(vocabulary.words)))
        return self._weighed(self.names, vocabulary, lists, weights)

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
    """The key of two neighbouring words written as one; empty when one of them is no word."""
    return joined_key(first + second) if is_word(first) and is_word(second) else ""


def joined_key(word: str) -> str:
    """The consonants of a word that may be two; of few consonants, `=` and its letters."""
    bones = frame(word)
    return bones if len(bones) > 3 else f"={word}"  # noqa: PLR2004 - three consonants or fewer are everywhere
