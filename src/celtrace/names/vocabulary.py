"""The words of an index, and which of them a searched word may be.

Lookups are by sound with one letter left out (both sides), and by consonants; the keys are
32-bit hashes in one sorted array, so that an index is small and loads without building.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from celtrace.names import tables
from celtrace.names.latin import FLOOR, MOST_EDITS, bones, skeleton, slips, sound, weighed
from celtrace.names.misspelt import meanings, spelled

_ENDS = ("skii", "skiy", "sky", "ski", "skij", "skaya", "skaia", "skoe", "skoye", "skogo")
_ADJECTIVE = re.compile(r"(\w{3,}?)sk(?:ii|iy|ij|y|i|aya|aia|oe|oye|ogo)$")
_NEARLY = 0.85
_ROOT = 4
"""Letters of an Arabic root, at least, beside an article."""
_SHIFT = 24
_MASK = (1 << _SHIFT) - 1


def _hash(text: str) -> int:
    return crc32(text.encode()) << _SHIFT


def keys_of(heard: str, longest: int = 14) -> set[str]:
    """The sound and, for longer ones, the sound with each letter left out."""
    if len(heard) < 4 or len(heard) > longest * 2:  # noqa: PLR2004 - short sounds differ by every letter
        return {heard}
    return {heard, *(heard[:at] + heard[at + 1 :] for at in range(len(heard)))}


def is_plain(word: str) -> bool:
    """Whether a token is a word in Latin letters, without a mark."""
    return "a" <= word[0] <= "z"


def _keys(word: str) -> list[str]:
    return [*keys_of(sound(word)), *("=" + key for key in keys_of(word))]


class Keys:
    """A sorted multimap from text keys to small numbers, by hash."""

    def __init__(self, packed: array[int]) -> None:
        self.packed = packed

    @classmethod
    def build(cls, pairs: Iterable[tuple[str, int]]) -> Keys:
        """Of (key, number) pairs; numbers below 2**24."""
        packed = array("Q", (_hash(key) | number for key, number in pairs))
        return cls(array("Q", sorted(packed)))

    def get(self, key: str) -> list[int]:
        """The numbers of a key (and, one time in 4,000 million, of another of the same hash)."""
        start = _hash(key)
        at = bisect_left(self.packed, start)
        end = bisect_right(self.packed, start | _MASK, at)
        return [value & _MASK for value in self.packed[at:end]]

    def of_any(self, keys: Iterable[str]) -> set[int]:
        """The numbers of several keys, each looked up as by `get`."""
        packed, size = self.packed, len(self.packed)
        found: set[int] = set()
        for key in keys:
            start = crc32(key.encode()) << _SHIFT
            at = bisect_left(packed, start)
            if at < size and packed[at] <= start | _MASK:
                end = bisect_right(packed, start | _MASK, at)
                found.update([value & _MASK for value in packed[at:end]])
        return found


def _edited(text: str, texts: Sequence[str], numbers: Iterable[int]) -> dict[int, float]:
    """`slips` of a text and of each text with these numbers, where it is not 0."""
    cutoff = MOST_EDITS if len(text) > 4 else 1  # noqa: PLR2004 - two slips need seven letters
    close = process.extract(
        text,
        {at: texts[at] for at in numbers},
        scorer=OSA.distance,
        score_cutoff=cutoff,
        limit=None,
    )
    size = len(text)
    return {
        at: value
        for other, edits, at in close
        if (value := slips(max(size, len(other)), edits)) or not edits
    }


def _sound_keys(words: Sequence[str], heard: Sequence[str]) -> Iterator[tuple[str, int]]:
    for at, word in enumerate(words):
        if is_plain(word):
            yield from ((key, at) for key in keys_of(heard[at]))
            yield from (("=" + key, at) for key in keys_of(word))
        elif word[0] in "%$":
            yield from ((word[0] + key, at) for key in keys_of(word[1:]))


def _frame_keys(words: Sequence[str], heard: Sequence[str]) -> Iterator[tuple[str, int]]:
    for at, word in enumerate(words):
        if is_plain(word):
            yield bones(heard[at]), at
        elif word[0] == "~":
            yield bones(word[1:]), at


class Vocabulary:
    """Distinct tokens, numbered in sorted order."""

    def __init__(
        self, words: Sequence[str], heard: Sequence[str], sounds: Keys, frames: Keys
    ) -> None:
        self.words = tuple(words)
        self.heard = tuple(heard)
        """The sound of each plain word, empty for the other tokens."""
        self.sounds = sounds
        self.frames = frames
        self.numbers = {word: at for at, word in enumerate(self.words)}

    @classmethod
    def build(cls, words: Iterable[str]) -> Vocabulary:
        """Of any tokens, repeats allowed."""
        distinct = sorted(set(words))
        heard = [sound(word) if is_plain(word) else "" for word in distinct]
        sounds = Keys.build(_sound_keys(distinct, heard))
        return cls(distinct, heard, sounds, Keys.build(_frame_keys(distinct, heard)))

    def near(self, word: str) -> dict[int, float]:
        """Numbers of the words that this one may be, and how alike each is (from 0.7 to 1)."""
        exact = self.numbers.get(word)
        found = {} if exact is None else {exact: 1.0}
        if word[0].isdigit():
            return found
        if word[0] in "@#":
            return self._misspelt(word) | found
        if word[0] == "~":
            return found | self._by_bones(word[1:])
        if word[0] in "%$":
            return found | self._by_fold(word)
        return (
            self._adjective(word)
            | self._with_article(word)
            | self._short(word)
            | self._by_bones_of_latin(word)
            | self._by_sound(word)
            | self._meant(word)
            | found
        )

    def written(self, key: str) -> Sequence[int]:
        """Numbers of the words of this `joined_key`."""
        if key[:1] == "=":
            at = self.numbers.get(key[1:])
            return () if at is None else (at,)
        return self.frames.get(key) if key else ()

    def _adjective(self, word: str) -> dict[int, float]:
        """A place and the Slavic adjective made of it: samara, samarskii."""
        match = _ADJECTIVE.match(word)
        root = match.group(1) if match else word.rstrip("aiky")
        if len(root) < 3:  # noqa: PLR2004 - too short to be a place
            return {}
        ends = ("", "a", "k", "sk", "y", "i") if match else _ENDS
        found = (self.numbers.get(root + end) for end in ends)
        return {at: 0.9 for at in found if at is not None}

    def _with_article(self, word: str) -> dict[int, float]:
        """The word with, or without, an Arabic article written onto it."""
        found = {}
        if word[:2] in {"al", "el"} and len(word) > 6:  # noqa: PLR2004 - a root of five letters follows
            found = {
                at: 0.95 * value
                for at, value in self._by_sound(word[2:]).items()
                if value > _NEARLY
            }
        others = (
            (self.numbers.get(article + word) for article in ("al", "el"))
            if len(word) > _ROOT
            else ()
        )
        return found | {at: 0.95 for at in others if at is not None}

    def _meant(self, word: str) -> dict[int, float]:
        """The concepts whose words this one misspells."""
        found = ((self.numbers.get(concept), value) for concept, value in meanings(word).items())
        return {at: value for at, value in found if at is not None}

    def _misspelt(self, concept: str) -> dict[int, float]:
        """The words that misspell one of the concept's."""
        keys = {key for word in spelled(concept) for key in _keys(word)}
        found = ((at, meanings(self.words[at]).get(concept)) for at in self.sounds.of_any(keys))
        return {at: value for at, value in found if value}

    def _by_sound(self, word: str) -> dict[int, float]:
        heard, bare = sound(word), skeleton(word)
        numbers = self.sounds.of_any(_keys(word))
        same = self.frames.get(bare) if len(bare) > 2 else ()  # noqa: PLR2004 - two consonants say little
        written, spoken = self.words, self.heard
        letters, sounds = _edited(word, written, numbers), _edited(heard, spoken, numbers)
        found = {}
        for at in letters.keys() | sounds.keys() | set(same):
            if not spoken[at]:
                continue
            edited = letters.get(at, 0.0), sounds.get(at, 0.0)
            value = 1.0 if written[at] == word else weighed(heard, spoken[at], edited)
            if value:
                found[at] = value
        return found

    def _by_bones_of_latin(self, word: str) -> dict[int, float]:
        found = {
            at: unvowelled(self.words[at][1:], sound(word))
            for at in self.frames.get(skeleton(word))
            if self.words[at][0] == "~"
        }
        return {at: value for at, value in found.items() if value >= FLOOR}

    def _by_bones(self, heard: str) -> dict[int, float]:
        found = {}
        for at in self.frames.get(bones(heard)):
            other = self.words[at]
            found[at] = unvowelled(heard, other[1:] if other[0] == "~" else sound(other))
        return {at: value for at, value in found.items() if value >= FLOOR}

    def _by_fold(self, word: str) -> dict[int, float]:
        found = {}
        for key in keys_of(word[1:]):
            for at in self.sounds.get(word[0] + key):
                other = self.words[at]
                if other[0] == word[0] and len(word) > 5:  # noqa: PLR2004 - one letter in four is another name
                    found[at] = 0.78 if other != word else 1.0
        return found

    def _short(self, word: str) -> dict[int, float]:
        others = (self.numbers.get(other) for other in tables.short_forms().get(word, ()))
        return {at: 0.85 for at in others if at is not None}


def unvowelled(heard: str, other: str) -> float:
    """How well a sound without short vowels is a whole one, given the same consonants."""
    like = Indel.normalized_similarity(heard, other)
    if heard == other:
        return 0.98
    base = {0: 0.6, 1: 0.72, 2: 0.84, 3: 0.9, 4: 0.93}.get(len(bones(other)), 0.95)
    return base * (0.7 + 0.3 * min(1.0, like / 0.75))
